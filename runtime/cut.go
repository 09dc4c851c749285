package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/rng"
)

// cutting is which synapses of a link are cut. They are numbered as the weights of the link
// are kept.
type cutting struct {
	order []int     // all of them, as they are cut one after the other; nil until the first cut
	kept  []float64 // what the weights of those that are cut were, in that order
	form  bool      // the link stops at bounds only because synapses of it were cut
}

// severed is how many synapses are cut.
func (l *link) severed() int { return len(l.cuts.kept) }

// synapses is how many there are.
func (l *link) synapses() int { return len(l.inOrder()) }

// inOrder are the synapses of a link in the order in which they are cut: a permutation of
// those that exist, row by row.
func (l *link) inOrder() []int {
	if l.cuts.order != nil {
		return l.cuts.order
	}
	there := l.existing()
	l.cuts.order = make([]int, len(there))
	for k, of := range rng.Stream(l.Seed, l.Name, rng.Cut).Perm(len(there)) {
		l.cuts.order[k] = there[of]
	}
	return l.cuts.order
}

// existing are the places of the weights that exist, row by row.
func (l *link) existing() []int {
	var there []int
	if l.thin != nil {
		for _, at := range l.Thin.ByRow() {
			there = append(there, int(at))
		}
		return there
	}
	for i := range l.out {
		for j := range l.pre {
			if l.Mask == nil || l.Mask[i*l.pre+j] {
				there = append(there, j*l.out+i)
			}
		}
	}
	return there
}

// sever cuts the first n synapses; those behind them are back, with the weights from
// before. What was learned joins the weights first.
func (l *link) sever(n int) {
	if n == l.severed() {
		return
	}
	l.stopAtCuts()
	for j := range l.pre {
		if l.thin == nil {
			l.join(j)
		}
	}
	clear(l.resting)
	order := l.inOrder()
	for len(l.cuts.kept) > n {
		last := len(l.cuts.kept) - 1
		at := order[last]
		l.w[at], l.mask[at] = l.cuts.kept[last]/l.factor(at), true
		l.cuts.kept = l.cuts.kept[:last]
	}
	for len(l.cuts.kept) < n {
		at := order[len(l.cuts.kept)]
		l.cuts.kept = append(l.cuts.kept, l.w[at]*l.factor(at))
		l.w[at], l.mask[at] = math.Copysign(0, l.w[at]), false // the sign of its neuron
	}
}

// stopAtCuts brings a link into the form in which some weights stay 0 while others learn:
// its columns absorb what was learned.
func (l *link) stopAtCuts() {
	l.maskAll()
	if len(l.rules) == 0 || l.bounded {
		return
	}
	l.settle()
	for j := range l.pre {
		for i := range l.out {
			l.w[j*l.out+i] = l.now(i, j)
		}
	}
	l.arrange(true)
	l.cuts.form = true
}

// maskAll makes the mask of a link that needed none.
func (l *link) maskAll() {
	if l.mask == nil {
		l.mask = slices.Repeat([]bool{true}, len(l.w))
	}
}

// factor is what the number at a place of w is multiplied by to be the weight.
func (l *link) factor(at int) float64 {
	if !l.scales() {
		return 1
	}
	return l.events.factors[l.rowAt(at)]
}

// rowAt is the row of the number at a place of w.
func (l *link) rowAt(at int) int {
	if l.thin == nil {
		return at % l.out
	}
	k := 0
	for ; at >= len(l.thin[k].Row); k++ {
		at -= len(l.thin[k].Row)
	}
	return int(l.thin[k].Row[at])
}

// loadCut replaces the weights that synapses which are cut will have again.
func (l *link) loadCut(W []float64) {
	for k := range l.cuts.kept {
		at := l.cuts.order[k]
		l.cuts.kept[k] = W[at%l.out*l.pre+at/l.out]
	}
}

// loadThin is load for the weights that exist.
func (l *link) loadThin(W []float64) {
	cut := make([]bool, len(l.w))
	for k := range l.cuts.kept {
		cut[l.cuts.order[k]] = true
	}
	byPlace := make([]float64, len(l.w))
	l.Thin.Each(func(at, i, j int, _ float64) {
		if byPlace[at] = W[i*l.pre+j]; !cut[at] {
			l.w[at] = byPlace[at]
		}
	})
	for k := range l.cuts.kept {
		l.cuts.kept[k] = byPlace[l.cuts.order[k]]
	}
	l.loaded()
}

// mark marks those synapses as cut, and no others, whose weights are 0 already.
func (l *link) mark(kept []float64) {
	for k := range l.cuts.kept {
		l.mask[l.cuts.order[k]] = true
	}
	l.cuts.kept = slices.Clone(kept)
	if len(kept) == 0 {
		return
	}
	l.maskAll()
	for k := range kept {
		l.mask[l.inOrder()[k]] = false
	}
}

// takeCuts brings a link that was just built into the form of an older one of which
// synapses were cut, and marks the same; false if they are not the same here, and are back
// then.
func (l *link) takeCuts(old *link) bool {
	if old.mask != nil {
		l.maskAll()
	}
	if old.cuts.form && len(l.rules) > 0 && !l.bounded {
		l.arrange(true)
		l.cuts.form = true
	}
	if old.severed() == 0 {
		return true
	}
	if l.Seed != old.Seed || !slices.Equal(l.Mask, old.Mask) || !sameThin(l.Thin, old.Thin) {
		old.sever(0)
		return false
	}
	l.mark(old.cuts.kept)
	return true
}
