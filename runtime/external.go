package runtime

import (
	"fmt"

	"github.com/nefc/nefc/compiler/program"
)

// Partner computes, once a step, what nodes are whose values come from outside.
type Partner interface {
	Ask(q *Question) error
}

// Question asks what nodes are at the times T, T + Dt, … of so many steps. There is more
// than one step only where no node of the program that is computed outside reads anything.
type Question struct {
	T, Dt float64 // s
	Steps int
	Nodes []Asked
}

// Asked is a node in a question.
type Asked struct {
	External int       // its number in the program
	Input    []float64 // all that it reads
	Output   []float64 // steps × dims, to be filled; finite numbers
}

// Unanswered is the error of a step in which nobody outside gave a value.
type Unanswered struct {
	External *program.External
	T        float64 // s
	Err      error
}

// Error names the node.
func (e *Unanswered) Error() string {
	return fmt.Sprintf("`%s` at t = %.6g s: %v", e.External.Name, e.T, e.Err)
}

// Unwrap is what the partner said.
func (e *Unanswered) Unwrap() error { return e.Err }

// outside is what nodes need that are computed outside.
type outside struct {
	partner   Partner
	exchanges []exchange
	ahead     bool // none reads anything, so values of later steps may be asked for
	coming    int  // steps that are sure to be made, this one included
	err       error
}

// exchange is nodes that are asked for at once.
type exchange struct {
	nodes []external
	asked Question
	made  int // steps of the answer that are used up
}

type external struct {
	inputs  [][]float64
	y       []float64
	answers []float64
}

func newOutside(s *Sim) outside {
	o := outside{ahead: true}
	for i := range s.p.Externals {
		o.ahead = o.ahead && len(s.p.Externals[i].Inputs) == 0
	}
	for _, numbers := range s.p.Exchanges {
		x := exchange{asked: Question{Dt: s.p.Dt}}
		for _, i := range numbers {
			p := &s.p.Externals[i]
			n := external{y: s.at(p.Y)}
			size := 0
			for _, r := range p.Inputs {
				n.inputs = append(n.inputs, s.at(r))
				size += r.Len
			}
			x.nodes = append(x.nodes, n)
			x.asked.Nodes = append(x.asked.Nodes, Asked{External: i, Input: make([]float64, size)})
		}
		o.exchanges = append(o.exchanges, x)
	}
	return o
}

// SetPartner lets a partner compute the nodes that are computed outside. A program that has
// some makes no step without.
func (s *Sim) SetPartner(p Partner) { s.outside.partner = p }

// Coming says how many steps will be made next, so that values may be asked for ahead.
func (s *Sim) Coming(steps int) { s.outside.coming = steps }

// ask sets the nodes of an exchange to what they are in this step.
func (s *Sim) ask(ref int) {
	o := &s.outside
	x := &o.exchanges[ref]
	if o.err != nil {
		return
	}
	if x.made == x.asked.Steps {
		if o.err = s.askFor(x); o.err != nil {
			x.made = x.asked.Steps
			return
		}
	}
	for i := range x.nodes {
		n := &x.nodes[i]
		copy(n.y, n.answers[x.made*len(n.y):])
	}
	x.made++
}

// askFor asks for this step, and for those that come where that is possible.
func (s *Sim) askFor(x *exchange) error {
	q := &x.asked
	q.T, q.Steps, x.made = s.t, 1, 0
	if s.outside.ahead {
		q.Steps = max(1, s.outside.coming)
	}
	for i := range x.nodes {
		n := &x.nodes[i]
		if need := q.Steps * len(n.y); cap(n.answers) < need {
			n.answers = make([]float64, need)
		}
		n.answers = n.answers[:q.Steps*len(n.y)]
		q.Nodes[i].Output = n.answers
		at := 0
		for _, in := range n.inputs {
			at += copy(q.Nodes[i].Input[at:], in)
		}
	}
	err := error(nil)
	if s.outside.partner == nil {
		err = fmt.Errorf("nobody computes %q", s.p.Externals[q.Nodes[0].External].Of)
	} else {
		err = s.outside.partner.Ask(q)
	}
	if err != nil {
		return &Unanswered{&s.p.Externals[q.Nodes[0].External], s.t, err}
	}
	return nil
}

// answered ends a step: its error if somebody outside gave no value.
func (o *outside) answered() error {
	err := o.err
	o.err, o.coming = nil, max(0, o.coming-1)
	return err
}
