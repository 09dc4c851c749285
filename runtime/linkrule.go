package runtime

import (
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/rules"
)

// linkRule is a learning rule at work on the weights of a link.
type linkRule struct {
	*program.LinkRule
	link   *link
	kernel rules.Kernel      // nil for rules that follow spikes
	events rules.EventKernel // of those
	state  rules.State
	encode []float64   // Encode as it is now
	moving [][]float64 // the encoders that its rows follow
	rows   []float64   // scratch: left mapped to the rows of W; nil if left is taken as it is
	gate   []float64   // empty for none
	fresh  bool        // state holds a change that has not joined the weights
	frozen bool
}

// newLinkRule makes the kernel of a rule and finds the signals it reads.
func newLinkRule(s *Sim, p *program.LinkRule) *linkRule {
	r := &linkRule{LinkRule: p, gate: s.at(p.Gate), encode: p.Encode}
	if p.Kind.Events != nil {
		r.follows(s)
		return r
	}
	r.kernel = p.Kind.New(p.Options)
	for _, row := range p.Moving {
		r.moving = append(r.moving, s.at(row.Encoder))
	}
	if r.moving != nil {
		r.encode = slices.Clone(r.encode)
	}
	r.state = rules.State{Dt: s.p.Dt, Pre: s.at(p.Activities), Error: s.at(p.Error), Post: s.at(p.PostRates), Theta: s.at(p.Theta)}
	size := s.p.Links[p.Link].Rows
	if p.Kind.NeedsError {
		size = len(r.state.Error)
	}
	r.state.Left = make([]float64, size)
	return r
}

// follows makes the kernel of a rule that follows spikes.
func (r *linkRule) follows(s *Sim) {
	link := &s.p.Links[r.Link]
	r.events = r.Kind.Events(r.Options)
	r.state = rules.State{Dt: s.p.Dt, Sources: link.Cols, Targets: link.Rows}
	if r.Max != nil {
		r.state.Max = *r.Max
	}
}

// strength is what multiplies the changes of a rule that follows spikes.
func (r *linkRule) strength() float64 {
	switch {
	case r.frozen:
		return 0
	case len(r.gate) > 0:
		return r.state.Rate * r.gate[0]
	}
	return r.state.Rate
}

func (r *linkRule) changes() bool { return r.strength() != 0 }

// keeps is what keeps state of a rule.
func (r *linkRule) keeps() any {
	if r.events != nil {
		return r.events
	}
	return r.kernel
}

// change computes the change of this step.
func (r *linkRule) change() {
	if r.frozen {
		return
	}
	r.follow()
	s := &r.state
	s.Right = s.Pre
	r.kernel.Change(s)
	if len(r.gate) > 0 {
		kernels.Scale(s.Left, r.gate[0])
		kernels.Scale(s.Decay, r.gate[0])
	}
	r.fresh = true
}

// follow brings the rows of encode that other rules move up to date.
func (r *linkRule) follow() {
	for k, row := range r.Moving {
		for j, e := range r.moving[k] {
			r.encode[row.At+j] = e * row.Factor
		}
	}
}

// left is the left factor of the change in the space the link learns in.
func (r *linkRule) left() []float64 {
	if r.rows == nil {
		return r.state.Left
	}
	clear(r.rows)
	kernels.DotAdd(r.rows, r.encode, r.state.Left)
	return r.rows
}

// drop forgets the change of the last step.
func (r *linkRule) drop() {
	r.fresh = false
	clear(r.state.Left)
}

func (r *linkRule) freeze(frozen bool) {
	r.frozen = frozen
	r.drop()
}

func (r *linkRule) isFrozen() bool { return r.frozen }

// delta writes the change of this step, post×pre.
func (r *linkRule) delta(out []float64) {
	if !r.fresh {
		return
	}
	s, l := &r.state, r.link
	l.settle()
	for i := range l.out {
		g := 0.0
		if r.encode == nil {
			g = s.Left[i]
		} else {
			d := len(s.Left)
			g = kernels.Dot(r.encode[i*d:(i+1)*d], s.Left)
		}
		for j, a := range s.Right {
			if l.mask != nil && !l.mask[j*l.out+i] {
				continue
			}
			out[i*l.pre+j] = g * a
			if s.Decay != nil {
				out[i*l.pre+j] -= float64(s.Decay[i] * l.now(i, j))
			}
		}
	}
}
