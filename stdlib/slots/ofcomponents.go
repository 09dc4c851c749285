package slots

import (
	"cmp"
	"slices"

	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/rules"
)

// BroughtSlot is a slot that a component brings: a state or a port of a neuron type, or
// what a rule keeps.
type BroughtSlot struct {
	*Slot
	Neurons string      // a type that has it, as a model names it; "" if a rule has it
	Rule    *rules.Rule // which has it; nil if a type has it
}

// Brought lists the slots that components bring, each name once.
func Brought() []BroughtSlot {
	var out []BroughtSlot
	add := func(b BroughtSlot) {
		if !slices.ContainsFunc(out, func(old BroughtSlot) bool { return old.Name == b.Name }) {
			out = append(out, b)
		}
	}
	for _, s := range neurons.States() {
		add(BroughtSlot{Slot: ofState(s.State), Neurons: s.Example})
	}
	for _, e := range neurons.Table {
		if t, err := e.Sample(); err == nil {
			for _, p := range t.Ports()[1:] {
				add(BroughtSlot{Slot: ofPort(p), Neurons: e.Usage()})
			}
		}
	}
	for _, kind := range rules.Table {
		for _, v := range kind.Keeps {
			add(BroughtSlot{Slot: ofVariable(v), Rule: kind})
		}
	}
	return out
}

// IsPort reports the name of an input that some neurons have, beside their current.
func IsPort(name string) bool {
	return slices.ContainsFunc(Brought(), func(b BroughtSlot) bool { return b.Name == name && b.From == Port })
}

func ofState(s neurons.State) *Slot {
	return &Slot{Name: s.Name, Of: []Owner{Ensemble}, Doc: s.Doc, Shape: []Axis{Neurons}, Unit: cmp.Or(s.Unit.Base(), "units of its equation"), From: State}
}

func ofPort(p neurons.Port) *Slot {
	return &Slot{Name: p.Name, Of: []Owner{Ensemble}, Doc: p.Doc, Shape: []Axis{Neurons}, Unit: p.Unit, Written: true, From: Port}
}

func ofVariable(v rules.Variable) *Slot {
	s := &Slot{Name: v.Name, Of: []Owner{Rule}, Doc: v.Doc, Unit: v.Unit, From: Kept}
	for _, side := range v.Of {
		s.Shape = append(s.Shape, map[rules.Side]Axis{rules.Pre: Sources, rules.Post: TargetNeurons}[side])
	}
	return s
}
