package runtime

import (
	"math"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/kernels"
	"github.com/nefc/nefc/stdlib/rules"
)

// link keeps the weights of a connection that learns or is changed by an
// experiment. A rule's change is left ⊗ right − decay·W, added at the start of
// the next step. Rules with an error learn in its space, of few dimensions, so
// for a full matrix what was learned is kept as factors:
//
//	W_now = W + E·D,   E is out×d, D is d×pre
//
// A step then costs O(pre + out·spikes) instead of O(pre·out). Where weights
// are bounded (Dale's signs, min, max), a column absorbs E·D when its neuron is
// active and stops at the bounds; D then also collects the changes of rules
// without an error, with E the identity. Without factors and bounds, changes
// go into W directly.
type link struct {
	*program.Link
	out, pre int
	w        []float64 // a column of out numbers per presynaptic neuron

	kernel  rules.Kernel // nil without a rule
	state   rules.State
	d       int       // size of left
	learned []float64 // D: d numbers per presynaptic neuron; nil if changes go into w
	encode  []float64 // E, out×d; nil for the identity
	gate    []float64 // empty for none
	fresh   bool      // state holds a change that has not joined the weights
	frozen  bool
	bounded bool
	lo, hi  []float64 // bounds per presynaptic neuron, if bounded
	sums    []float64 // d, scratch

	lastNorm float64 // at the last look
	diverged float64 // s; when the weights had grown too fast
}

func newLink(s *Sim, p *program.Link) *link {
	l := &link{Link: p}
	if !p.Kept {
		return l
	}
	W := p.Weights
	l.out, l.pre = W.Rows, W.Cols
	l.w = make([]float64, l.out*l.pre)
	if p.Learns() {
		l.attach(s, p)
	}
	l.reset()
	return l
}

// attach gives a link its rule.
func (l *link) attach(s *Sim, p *program.Link) {
	l.kernel, l.encode, l.gate = p.Rule.Rule.New(), p.Encode, s.at(p.Gate)
	l.state = rules.State{Dt: s.p.Dt, Beta: p.Rule.Beta, Pre: s.at(p.Activities), Error: s.at(p.Error), Post: s.at(p.PostRates), Theta: s.at(p.Theta)}
	l.d = l.out
	if p.Rule.Rule.NeedsError {
		l.d = len(l.state.Error)
	}
	l.state.Left, l.sums = make([]float64, l.d), make([]float64, l.d)
	l.bounded = p.Rule.KeepDale || p.Rule.Min != nil || p.Rule.Max != nil
	if l.bounded {
		l.setBounds()
	}
	if l.bounded || l.encode != nil {
		l.learned = make([]float64, l.d*l.pre)
	}
}

// setBounds combines signs, min and max.
func (l *link) setBounds() {
	l.lo, l.hi = make([]float64, l.pre), make([]float64, l.pre)
	for j := range l.pre {
		l.lo[j], l.hi[j] = math.Inf(-1), math.Inf(1)
		if l.Rule.Min != nil {
			l.lo[j] = *l.Rule.Min
		}
		if l.Rule.Max != nil {
			l.hi[j] = *l.Rule.Max
		}
		if l.Rule.KeepDale && l.Signs[j] > 0 {
			l.lo[j] = max(l.lo[j], 0)
		} else if l.Rule.KeepDale {
			l.hi[j] = min(l.hi[j], 0)
		}
	}
}

// reset puts the weights, and what the rule keeps, back to how they were built.
func (l *link) reset() {
	if !l.Kept {
		return
	}
	l.load(l.Link.Weights.Init)
	if l.kernel != nil {
		l.kernel.Reset(&l.state)
	}
}

// load replaces the weights by W (post×pre).
func (l *link) load(W []float64) {
	for i := range l.out {
		for j := range l.pre {
			l.w[j*l.out+i] = W[i*l.pre+j]
		}
	}
	clear(l.learned)
	l.drop()
}

// drop forgets the change of the last step.
func (l *link) drop() {
	l.fresh = false
	clear(l.state.Left)
}

func (l *link) freeze(frozen bool) {
	l.frozen = frozen
	l.drop()
}

func (l *link) isFrozen() bool { return l.frozen }

// scale multiplies the weights, what was learned included.
func (l *link) scale(k float64) {
	kernels.Scale(l.w, k)
	kernels.Scale(l.learned, k)
}

// learn adds the change of the last step, left ⊗ right − decay·W.
func (l *link) learn() {
	if !l.fresh {
		return
	}
	l.fresh = false
	s := &l.state
	if s.Decay != nil {
		l.decay()
	}
	target := l.learned
	if target == nil {
		target = l.w
	}
	if l.d == 1 {
		kernels.Axpy(target, s.Left[0], s.Right)
		return
	}
	for j, a := range s.Right {
		if a != 0 {
			kernels.Axpy(target[j*l.d:(j+1)*l.d], a, s.Left)
		}
	}
}

// decay subtracts decay·W.
func (l *link) decay() {
	for j := range l.pre {
		for i, k := range l.state.Decay {
			if l.learned != nil {
				l.learned[j*l.d+i] -= k * l.now(i, j)
			} else {
				l.w[j*l.out+i] -= k * l.w[j*l.out+i]
			}
		}
	}
}

// change computes the change of this step.
func (l *link) change() {
	if l.frozen {
		return
	}
	s := &l.state
	s.Right = s.Pre
	l.kernel.Change(s)
	if len(l.gate) > 0 {
		kernels.Scale(s.Left, l.gate[0])
		kernels.Scale(s.Decay, l.gate[0])
	}
	l.fresh = true
}

// apply computes y = W_now·a. If the activity is all spikes of a population,
// only the columns of the neurons that spiked are read.
func (l *link) apply(y, a []float64, spikes []int32) {
	clear(y)
	clear(l.sums)
	if l.Spikes {
		if len(spikes) == 0 {
			return
		}
		for _, j := range spikes {
			l.column(y, int(j), 1)
		}
		height := a[spikes[0]]
		kernels.Scale(y, height)
		kernels.Scale(l.sums, height)
	} else {
		for j, v := range a {
			if v != 0 {
				l.column(y, j, v)
			}
		}
	}
	if l.learned != nil && !l.bounded {
		kernels.DotAdd(y, l.encode, l.sums)
	}
}

// column adds the column of an active neuron times its activity. What was
// learned goes into sums, or, with bounds, joins the column first.
func (l *link) column(y []float64, j int, a float64) {
	w := l.w[j*l.out : (j+1)*l.out]
	if l.learned != nil {
		D := l.learned[j*l.d : (j+1)*l.d]
		if l.bounded {
			l.join(w, D, l.lo[j], l.hi[j])
		} else {
			kernels.Axpy(l.sums, a, D)
		}
	}
	if a == 1 {
		kernels.Add(y, w)
		return
	}
	kernels.Axpy(y, a, w)
}

// join adds E·D to a column, stops weights at the bounds, and clears D.
func (l *link) join(w, D []float64, lo, hi float64) {
	switch {
	case l.encode == nil:
		for i, v := range w {
			w[i] = min(hi, max(lo, v+D[i]))
		}
	case l.d == 1:
		k := D[0]
		E := l.encode[:len(w)]
		for i, v := range w {
			w[i] = min(hi, max(lo, v+float64(E[i]*k)))
		}
	default:
		for i, v := range w {
			w[i] = min(hi, max(lo, v+kernels.Dot(l.encode[i*l.d:(i+1)*l.d], D)))
		}
	}
	clear(D)
}

// now is weight [i, j], as joining its column would make it.
func (l *link) now(i, j int) float64 {
	v := l.w[j*l.out+i]
	if l.learned == nil {
		return v
	}
	D := l.learned[j*l.d : (j+1)*l.d]
	if l.encode == nil {
		v += D[i]
	} else {
		v += kernels.Dot(l.encode[i*l.d:(i+1)*l.d], D)
	}
	if l.bounded {
		v = min(l.hi[j], max(l.lo[j], v))
	}
	return v
}

// weights writes W_now, post×pre.
func (l *link) weights(out []float64) {
	for j := range l.pre {
		for i := range l.out {
			out[i*l.pre+j] = l.now(i, j)
		}
	}
}

// delta writes the change of this step, post×pre.
func (l *link) delta(out []float64) {
	if !l.fresh {
		return
	}
	s := &l.state
	for i := range l.out {
		g := 0.0
		if l.encode == nil {
			g = s.Left[i]
		} else {
			g = kernels.Dot(l.encode[i*l.d:(i+1)*l.d], s.Left)
		}
		for j, a := range s.Right {
			out[i*l.pre+j] = g * a
			if s.Decay != nil {
				out[i*l.pre+j] -= s.Decay[i] * l.now(i, j)
			}
		}
	}
}
