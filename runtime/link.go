package runtime

import (
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/kernels"
)

// link keeps the weights of a connection that learns or is changed by an
// experiment. PES changes a full matrix by an outer product of d error
// dimensions and n activities, so what was learned is kept as factors:
//
//	W_now = W + E·D,   E is out×d, D is d×pre
//
// A step costs O(pre + out·spikes) instead of O(pre·out). With Dale kept, E·D
// of a column joins W when its neuron is active, and weights stop at zero.
type link struct {
	*program.Link
	out, pre, d int
	w           []float64 // a column of out numbers per presynaptic neuron
	learned     []float64 // D: d numbers per presynaptic neuron; nil without a rule
	encode      []float64 // E, out×d; nil for the identity
	pending     []float64 // d: the change of this step is pending ⊗ activities
	err, act    []float64
	rate        float64
	frozen      bool
	sums        []float64 // d, scratch
	lastNorm    float64   // at the last look
	diverged    float64   // s; when the weights had grown too fast
}

func newLink(s *Sim, p *program.Link) *link {
	l := &link{Link: p}
	if !p.Kept {
		return l
	}
	W := p.Weights
	l.out, l.pre = W.Rows, W.Cols
	l.w = make([]float64, l.out*l.pre)
	if p.Rule != nil {
		l.err, l.act, l.encode = s.at(p.Error), s.at(p.Activities), p.Encode
		l.d = len(l.err)
		l.learned = make([]float64, l.d*l.pre)
		l.pending, l.sums = make([]float64, l.d), make([]float64, l.d)
	}
	l.reset()
	return l
}

// reset puts the weights back to how they were built.
func (l *link) reset() {
	if l.Kept {
		l.load(l.Link.Weights.Init)
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
	clear(l.pending)
}

// scale multiplies the weights, what was learned included.
func (l *link) scale(k float64) {
	kernels.Scale(l.w, k)
	kernels.Scale(l.learned, k)
}

// learn adds the change of the last step, pending ⊗ activities:
//
//	D[j] += pending·act[j]
func (l *link) learn() {
	if l.frozen {
		return
	}
	if l.d == 1 {
		kernels.Axpy(l.learned, l.pending[0], l.act)
		return
	}
	for j, a := range l.act {
		kernels.Axpy(l.learned[j*l.d:(j+1)*l.d], a, l.pending)
	}
}

// change computes the change of this step:
//
//	pending = -(rate·dt/n)·err
func (l *link) change(dt float64) {
	if l.frozen {
		clear(l.pending)
		return
	}
	k := -(l.rate * dt / float64(l.pre))
	for i, e := range l.err {
		l.pending[i] = k * e
	}
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
	if l.learned == nil || l.keepsSigns() {
		return
	}
	if l.encode == nil {
		kernels.Add(y, l.sums)
		return
	}
	kernels.DotAdd(y, l.encode, l.sums)
}

func (l *link) keepsSigns() bool { return l.Rule != nil && l.Rule.KeepDale }

// column adds the column of an active neuron times its activity. What was
// learned goes into sums, or, with signs kept, joins the column first.
func (l *link) column(y []float64, j int, a float64) {
	w := l.w[j*l.out : (j+1)*l.out]
	if l.learned != nil {
		D := l.learned[j*l.d : (j+1)*l.d]
		if l.keepsSigns() {
			l.join(w, D, l.Signs[j])
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

// join adds E·D to a column, stops weights at zero, and clears D.
func (l *link) join(w, D []float64, sign int8) {
	if l.d == 1 {
		k := D[0]
		E := l.encode[:len(w)]
		if sign > 0 {
			for i, v := range w {
				w[i] = max(0, v+float64(E[i]*k))
			}
		} else {
			for i, v := range w {
				w[i] = min(0, v+float64(E[i]*k))
			}
		}
	} else {
		for i, v := range w {
			w[i] = bounded(v+kernels.Dot(l.encode[i*l.d:(i+1)*l.d], D), sign)
		}
	}
	clear(D)
}

// bounded stops a weight of a neuron with a sign at zero.
func bounded(v float64, sign int8) float64 {
	if v*float64(sign) < 0 {
		return 0
	}
	return v
}

// weights writes W_now, post×pre, as joining all columns would make it.
func (l *link) weights(out []float64) {
	for j := range l.pre {
		for i := range l.out {
			v := l.w[j*l.out+i]
			if l.learned != nil {
				v += l.grown(i, j)
				if l.keepsSigns() {
					v = bounded(v, l.Signs[j])
				}
			}
			out[i*l.pre+j] = v
		}
	}
}

// grown is element [i, j] of E·D.
func (l *link) grown(i, j int) float64 {
	D := l.learned[j*l.d : (j+1)*l.d]
	if l.encode == nil {
		return D[i]
	}
	return kernels.Dot(l.encode[i*l.d:(i+1)*l.d], D)
}

// delta writes the change of this step, post×pre.
func (l *link) delta(out []float64) {
	for i := range l.out {
		g := 0.0
		if l.encode == nil {
			g = l.pending[i]
		} else {
			g = kernels.Dot(l.encode[i*l.d:(i+1)*l.d], l.pending)
		}
		for j, a := range l.act {
			out[i*l.pre+j] = g * a
		}
	}
}
