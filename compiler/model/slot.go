package model

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// Slot is what a probe or an analysis reads of an object.
type Slot struct {
	At         diag.Span
	Text       string `identity:"-"` // as written
	Ensemble   *Ensemble
	Node       *Node
	Connection *Connection
	Part       *Joint // of the source of Connection: the columns of its neurons only; nil for all
	Rule       *Rule  // whose slot of Connection it is; nil if it is not a rule's
	Name       string // "", "neurons", "voltage", "weights", …
	Index      []int  // nil for all
	Size       int
	Shape      []int // of one sample
}

// Entry describes the slot.
func (s *Slot) Entry() *slots.Slot {
	switch {
	case s.Name == "":
		return slots.Whole
	case s.Ensemble != nil:
		return slots.Among(slots.OfEnsemble(s.Ensemble.Neurons), s.Name)
	case s.Rule != nil:
		return slots.Among(slots.OfRule(s.Rule.Kind), s.Name)
	}
	return slots.Among(slots.Of(slots.Connection), s.Name)
}

// Events reports a slot that is recorded when something happens.
func (s *Slot) Events() bool { return s.Ensemble != nil && s.Entry().Events() }

// HoldsRows reports a slot with a row for each neuron, of which Index picks some.
func (s *Slot) HoldsRows() bool { return s.Ensemble != nil && s.Entry().HoldsRows() }

// WholeShape is the shape of a sample of all elements.
func (s *Slot) WholeShape() []int {
	entry := s.Entry()
	if entry.Events() {
		return []int{s.Ensemble.N}
	}
	var out []int
	for _, a := range entry.Shape {
		out = append(out, s.along(a)...)
	}
	return out
}

// along is how long a sample is along an axis.
func (s *Slot) along(a slots.Axis) []int {
	e := s.Ensemble
	switch {
	case s.Node != nil:
		return []int{s.Node.Dims}
	case a == slots.ErrorDims:
		return []int{s.Rule.ErrorSize}
	case s.Rule != nil && s.Rule.MovesEncoders():
		e = s.Connection.Post.Ensemble
	case s.Connection != nil:
		rows, cols := s.Connection.WeightsShape()
		if s.Part != nil {
			cols = s.Part.Source.Size
		}
		return map[slots.Axis][]int{slots.Sources: {cols}, slots.Targets: {rows}, slots.TargetNeurons: {rows}, slots.Trained: {rows, cols}}[a]
	}
	switch a {
	case slots.Dims:
		return []int{e.Dims}
	case slots.Axes:
		return []int{e.Positions.Axes}
	case slots.Trained:
		return []int{e.N, e.Dims}
	}
	return []int{e.N}
}

// Elements numbers the elements of a sample that Index picks; nil for all.
func (s *Slot) Elements() []int {
	if s.Index == nil || !s.HoldsRows() {
		return s.Index
	}
	var out []int
	for _, row := range s.Index {
		for j := range s.Ensemble.Dims {
			out = append(out, row*s.Ensemble.Dims+j)
		}
	}
	return out
}
