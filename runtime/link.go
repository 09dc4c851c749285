package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/sparse"
)

// link keeps the weights of a connection that learns or is changed by an
// experiment. A rule's change is left ⊗ right − decay·W, added at the start of
// the next step. Rules with an error learn in its space, of few dimensions, so
// for a full matrix with one rule what was learned is kept as factors:
//
//	W_now = W + E·D,   E is out×d, D is d×pre
//
// A step then costs O(pre + out·spikes) instead of O(pre·out). Where weights
// are bounded (Dale's signs, min, max, a mask), a column absorbs E·D when its
// neuron is active and stops at the bounds; D then also collects the changes of
// rules without an error, and of several rules, with E the identity. Without
// factors and bounds, changes go into W directly, or wait for their column to be
// read.
type link struct {
	*program.Link
	out, pre int
	radius   float64       // of its target; 0 for none
	w        []float64     // a column of out numbers per presynaptic neuron; those that exist, as thin has them
	thin     []sparse.Part // weights that exist, with w as their values if they are kept; nil for a matrix of all

	events  *events     // rules that follow spikes; nil for none
	rules   []*linkRule // the others
	d       int         // rows of D
	learned []float64   // D: d numbers per presynaptic neuron; nil if changes go into w
	encode  []float64   // E, out×d; nil for the identity
	waiting *pending    // changes that have not joined w; nil if none wait
	bounded bool
	lo, hi  []float64 // bounds per presynaptic neuron, if bounded
	resting []bool    // columns that stay as they are when nothing is absorbed; nil if rules of spikes change them too
	mask    []bool    // which weights exist and are not cut, a column per presynaptic neuron; nil for all
	cuts    cutting
	sums    []float64 // d, scratch
	one     []float64 // out, scratch: a column
	decay   []float64 // out, scratch

	lastNorm float64 // at the last look
	grew     bool    // ten times until then
	empty    bool    // all weights were zero when recording began
	diverged float64 // s; when the weights had grown too fast

	liveliest float64 // highest Σā² at a look
}

// newLink makes room for the weights of a link, if they are kept here; reset fills it.
func newLink(p *program.Link) *link {
	l := &link{Link: p}
	if p.Thin != nil {
		l.thin = p.Thin.Parts
	}
	if !p.Kept {
		return l
	}
	l.out, l.pre = p.Rows, p.Cols
	if p.Thin != nil {
		var own *sparse.Weights
		own, l.w = p.Thin.Cloned()
		l.thin = own.Parts
		return l
	}
	l.w = kernels.Zeros(l.out * l.pre)
	if p.Mask != nil {
		l.mask = make([]bool, l.out*l.pre)
		for i := range l.out {
			for j := range l.pre {
				l.mask[j*l.out+i] = p.Mask[i*l.pre+j]
			}
		}
	}
	return l
}

// attach gives a link its rules.
func (l *link) attach(s *Sim, all []*linkRule) {
	l.events = newEvents(s, l, all)
	rules := slices.DeleteFunc(slices.Clone(all), func(r *linkRule) bool { return r.events != nil })
	l.one = make([]float64, l.out)
	if len(rules) == 0 {
		return
	}
	l.rules, l.d = rules, l.out
	bounded := l.events != nil || l.Release < 1
	for _, r := range rules {
		bounded = bounded || r.KeepDale || r.Min != nil || r.Max != nil
	}
	bounded = bounded || l.mask != nil
	if len(rules) == 1 && rules[0].moving == nil {
		l.encode = rules[0].encode
		l.d = len(rules[0].state.Left)
	}
	for _, r := range rules {
		r.link = l
		if l.encode == nil && r.encode != nil {
			r.rows = make([]float64, l.out)
		}
	}
	l.arrange(bounded)
	l.sums, l.decay = make([]float64, l.d), make([]float64, l.out)
}

// arrange chooses how what is learned is kept, nothing so far.
func (l *link) arrange(bounded bool) {
	l.bounded, l.learned, l.waiting = bounded, nil, nil
	if l.bounded {
		l.setBounds()
	}
	if l.resting = nil; l.bounded && l.events == nil {
		l.resting = make([]bool, l.pre)
	}
	if l.bounded || l.encode != nil {
		l.learned = make([]float64, l.d*l.pre)
	}
	if l.learned == nil && len(l.rules) == 1 && l.out >= pendingFrom {
		l.waiting = newPending(l.out, l.pre)
	}
}

// pendingFrom is from how many rows it pays to let changes wait.
const pendingFrom = 32

// setBounds combines signs, min and max.
func (l *link) setBounds() {
	l.lo, l.hi = make([]float64, l.pre), make([]float64, l.pre)
	signs := l.WeightSigns()
	for j := range l.pre {
		l.lo[j], l.hi[j] = math.Inf(-1), math.Inf(1)
		for _, r := range l.rules {
			if r.Min != nil {
				l.lo[j] = max(l.lo[j], *r.Min)
			}
			if r.Max != nil {
				l.hi[j] = min(l.hi[j], *r.Max)
			}
			if r.KeepDale && signs[j] > 0 {
				l.lo[j] = max(l.lo[j], 0)
			} else if r.KeepDale {
				l.hi[j] = min(l.hi[j], 0)
			}
		}
	}
}

// reset puts the weights, and what the rules keep, back to how they were built.
func (l *link) reset() {
	if !l.Kept {
		return
	}
	l.sever(0)
	if l.thin != nil {
		l.Thin.Each(func(at, _, _ int, v float64) { l.w[at] = v })
		l.loaded()
	} else {
		l.load(l.Weights)
	}
	for _, r := range l.rules {
		r.kernel.Reset(&r.state)
	}
	if l.events != nil {
		l.events.rest()
	}
}

// load replaces the weights by W (post×pre).
func (l *link) load(W []float64) {
	if l.thin != nil {
		l.loadThin(W)
		return
	}
	clear(l.resting)
	for i := range l.out {
		for j := range l.pre {
			if l.mask == nil || l.mask[j*l.out+i] {
				l.w[j*l.out+i] = W[i*l.pre+j]
			}
		}
	}
	l.loadCut(W)
	clear(l.learned)
	if l.waiting != nil {
		l.waiting.drop()
	}
	l.loaded()
	for _, r := range l.rules {
		r.drop()
	}
}

// loaded tells rules that follow spikes of weights that were given.
func (l *link) loaded() {
	if l.events != nil {
		l.events.loaded()
	}
}

// scale multiplies the weights, what was learned included.
func (l *link) scale(k float64) {
	l.settle()
	clear(l.resting)
	kernels.Scale(l.w, k)
	kernels.Scale(l.learned, k)
	kernels.Scale(l.cuts.kept, k)
}

// learn adds the changes of the last step, left ⊗ right − decay·W of each rule.
// All of them are of the same W, so what decays does so first.
func (l *link) learn(dt float64) {
	if l.events != nil {
		l.events.learn(dt)
	}
	if l.waiting != nil {
		l.wait(l.rules[0])
		return
	}
	decays := false
	for _, r := range l.rules {
		if r.fresh && r.state.Decay != nil {
			decays = true
			kernels.Add(l.decay, r.state.Decay)
		}
	}
	if decays {
		l.forget()
		clear(l.decay)
	}
	for _, r := range l.rules {
		if r.fresh {
			r.fresh = false
			l.add(r.left(), r.state.Right)
		}
	}
}

// wait lets the change of a rule wait.
func (l *link) wait(r *linkRule) {
	if !r.fresh {
		return
	}
	r.fresh = false
	l.waiting.hold(r.left(), r.state.Right, r.state.Decay)
	if l.waiting.steps == pendingSteps {
		l.settle()
	}
}

// settle joins what waits.
func (l *link) settle() {
	if l.waiting != nil {
		l.waiting.settle(l.w)
	}
}

// add adds left ⊗ right to what was learned.
func (l *link) add(left, right []float64) {
	target := l.learned
	if target == nil {
		target = l.w
	}
	if l.d == 1 {
		kernels.Axpy(target, left[0], right)
		return
	}
	for j, a := range right {
		if a != 0 {
			kernels.Axpy(target[j*l.d:(j+1)*l.d], a, left)
		}
	}
}

// forget subtracts decay·W.
func (l *link) forget() {
	for j := range l.pre {
		if l.learned == nil {
			kernels.Decay(l.w[j*l.out:(j+1)*l.out], l.decay)
			continue
		}
		for i, k := range l.decay {
			l.learned[j*l.d+i] -= float64(k * l.now(i, j))
		}
	}
}

// apply computes y = W_now·a, of the columns that belong to a. If the activity is all
// spikes of a source, only the columns of the neurons that spiked are read.
func (l *link) apply(op *instr) {
	if op.synapses != nil {
		l.applyReleased(op)
		return
	}
	y, factors := op.y, l.learned != nil && !l.bounded
	if op.pop != nil {
		columns := op.columns()
		for _, j := range columns {
			l.join(int(j))
		}
		kernels.Columns(y, l.w, op.pop.height, columns)
		if factors {
			kernels.Columns(l.sums, l.learned, op.pop.height, columns)
		}
	} else {
		clear(y)
		clear(l.sums)
		for j, v := range op.x {
			if v == 0 {
				continue
			}
			if of := op.src.Columns; of != nil {
				if j = int(of[j]); j < 0 {
					continue
				}
			}
			kernels.Axpy(y, v, l.join(j))
			if factors {
				kernels.Axpy(l.sums, v, l.learned[j*l.d:(j+1)*l.d])
			}
		}
	}
	if factors {
		l.addEncoded(y, l.sums)
	}
	if l.events != nil {
		l.events.scaled(y)
	}
}

// addEncoded adds E·x.
func (l *link) addEncoded(y, x []float64) {
	if l.d == 1 {
		kernels.Axpy(y, x[0], l.encode)
	} else {
		kernels.DotAdd(y, l.encode, x)
	}
}

// join returns column j of w, which what waits has joined, or what is bounded.
func (l *link) join(j int) []float64 {
	w := l.w[j*l.out : (j+1)*l.out]
	switch {
	case l.waiting != nil:
		l.waiting.join(w, j)
	case l.bounded:
		l.takeLearned(w, j)
	}
	return w
}

// takeLearned lets w, which is column j, absorb what was learned. To absorb nothing twice
// is to do so once: a column whose rules are frozen is only read.
func (l *link) takeLearned(w []float64, j int) {
	D := l.learned[j*l.d : (j+1)*l.d]
	if l.resting != nil {
		nothing := !slices.ContainsFunc(D, func(v float64) bool { return math.Float64bits(v) != 0 }) // -0 would do something
		if nothing && l.resting[j] {
			return
		}
		l.resting[j] = nothing
	}
	l.absorb(w, j)
	clear(D)
}

// absorb adds E·D to w, which is column j, stops weights at the bounds, and keeps
// those that do not exist at zero.
func (l *link) absorb(w []float64, j int) {
	D, lo, hi := l.learned[j*l.d:(j+1)*l.d], l.lo[j], l.hi[j]
	switch {
	case l.encode == nil:
		for i, v := range w {
			w[i] = kernels.Bounded(v+D[i], lo, hi)
		}
	case l.d == 1:
		kernels.AddBounded(w, l.encode, D[0], lo, hi)
	default:
		for i, v := range w {
			w[i] = kernels.Bounded(v+kernels.Dot(l.encode[i*l.d:(i+1)*l.d], D), lo, hi)
		}
	}
	if l.mask != nil {
		for i, exists := range l.mask[j*l.out : (j+1)*l.out] {
			if !exists {
				w[i] = 0
			}
		}
	}
}

// now is weight [i, j], as absorbing what was learned would make it; nothing
// may wait.
func (l *link) now(i, j int) float64 {
	v := l.w[j*l.out+i]
	if l.events != nil {
		v = l.events.now(v, i)
	}
	if l.learned == nil {
		return v
	}
	if l.mask != nil && !l.mask[j*l.out+i] {
		return 0
	}
	D := l.learned[j*l.d : (j+1)*l.d]
	if l.encode == nil {
		v += D[i]
	} else {
		v += kernels.Dot(l.encode[i*l.d:(i+1)*l.d], D)
	}
	if l.bounded {
		v = kernels.Bounded(v, l.lo[j], l.hi[j])
	}
	return v
}

// weights writes W_now, post×pre.
func (l *link) weights(out []float64) {
	l.settle()
	for j := range l.pre {
		for i := range l.out {
			out[i*l.pre+j] = l.now(i, j)
		}
	}
}
