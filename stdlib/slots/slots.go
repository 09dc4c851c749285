// Package slots lists what can be named behind the dot of an object: what it is, its
// shape and unit, whether a wire may end in it, where its numbers are found, and an
// example that a test checks. The checker, the builder, `nefc list` and `nefc
// explain` read the same entries.
package slots

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/rules"
)

// Owner is a kind of object that has slots.
type Owner int

// The owners. The slots of a rule are those of the connection it trains.
const (
	Ensemble Owner = iota
	Array
	Connection
	Rule
)

// String names the owner in a sentence.
func (o Owner) String() string {
	return [...]string{"ensembles", "arrays", "connections", "connections that learn"}[o]
}

// Axis is what the rows, or columns, of a sample stand for.
type Axis int

// The axes.
const (
	Neurons       Axis = iota // of the ensemble
	Dims                      // of the ensemble
	Sources                   // the source neurons of the connection
	Targets                   // what the connection ends in
	TargetNeurons             // the same, of rules that look at neurons
	ErrorDims                 // of the error of the rule
	Axes                      // of the positions of the ensemble
	Trained                   // two: the rows and columns of what the rule trains
)

// String names the axis.
func (a Axis) String() string {
	return [...]string{"n", "d", "source neurons", "target", "target neurons", "d of the target", "axes", "as .weights"}[a]
}

// Origin says where the numbers of a slot are found.
type Origin int

// The origins.
const (
	Value          Origin = iota // of the object: what it represents
	Activity                     // of neurons
	Spikes                       // of neurons, which are events
	Input                        // the decoded values that arrive
	Port                         // of neurons, by the name of the slot
	State                        // of neurons, by the name of the slot
	Encoders                     // as they are, if a rule moves them
	ScaledEncoders               // likewise
	Computed                     // of the tuning, once
	Weights                      // of a connection
	Output                       // of a connection
	Error                        // of a rule
	Activities                   // of the source, as a rule reads them
	PostActivities               // of the target, as a rule reads them
	PostAverage                  // of the target, as a rule reads them
	Change                       // that a rule makes in a step
	Kept                         // by the kernel of a rule, by the name of the slot
)

// Slot is one of them.
type Slot struct {
	Name    string
	Same    string // the slot that it is another name of; "" for none
	Of      []Owner
	Doc     string
	Shape   []Axis // of a sample; nil for events
	Unit    string
	Written bool // a wire may end in it
	Picked  bool // elements of it can be picked, where it is of a connection
	From    Origin
	Compute func(t *Tuning) []float64   // Computed
	When    func(kind *rules.Rule) bool // of a rule: whether it has the slot; nil for every rule
	Example string                      // a statement that stands in Around
}

// Tuning is what the neurons of a population were built with.
type Tuning struct {
	Neurons    neurons.Type
	N, Dims    int
	Radius     float64
	Encoders   []float64 // n×d, unit rows
	Gain, Bias []float64
	Positions  []float64 // n×axes; nil for none
}

// Events reports a slot that is recorded when something happens, rather than sampled.
func (s *Slot) Events() bool { return s.Shape == nil }

// Symbol is the unit as it stands beside numbers: "Hz"; "" where Unit has only words for it.
func (s *Slot) Symbol() string {
	if strings.Contains(s.Unit, " ") {
		return ""
	}
	return s.Unit
}

// HoldsRows reports a slot with a row for each neuron, of which an index picks some.
func (s *Slot) HoldsRows() bool { return len(s.Shape) == 2 && s.Shape[0] == Neurons }

// ShapeText writes the shape.
func (s *Slot) ShapeText() string {
	if s.Events() {
		return "one event"
	}
	var axes []string
	for _, a := range s.Shape {
		axes = append(axes, a.String())
	}
	return strings.Join(axes, " × ")
}

// Whole is the slot of an object that is named without one: its value.
var Whole = &Slot{Doc: "what it represents", Shape: []Axis{Dims}, Written: true, From: Value}

func (s *Slot) belongs(to []Owner) bool {
	return slices.ContainsFunc(to, func(o Owner) bool { return slices.Contains(s.Of, o) })
}

// OfEnsemble lists the slots of an ensemble of neurons of a type: those of the table,
// its states, and its ports.
func OfEnsemble(t neurons.Type) []*Slot {
	out := Of(Ensemble)
	for _, s := range t.States() {
		out = append(out, ofState(s))
	}
	for _, p := range t.Ports()[1:] { // the current is in the table
		out = append(out, ofPort(p))
	}
	return out
}

// OfRule lists the slots of a rule: those of the table that it has, and what it keeps.
func OfRule(kind *rules.Rule) []*Slot {
	out := slices.DeleteFunc(Of(Rule), func(s *Slot) bool { return s.When != nil && !s.When(kind) })
	for _, v := range kind.Keeps {
		out = append(out, ofVariable(v))
	}
	return out
}

// OfConnections lists the slots that connections have, trained by any rule.
func OfConnections() []*Slot {
	out := Of(Connection, Rule)
	for _, kind := range rules.Table {
		for _, v := range kind.Keeps {
			if Among(out, v.Name) == nil {
				out = append(out, ofVariable(v))
			}
		}
	}
	return out
}

// Of lists the slots of owners that are in the table.
func Of(owners ...Owner) []*Slot {
	return slices.DeleteFunc(slices.Clone(Table), func(s *Slot) bool { return !s.belongs(owners) })
}

// Among returns the slot of that name in a list, or the one that it is another name
// of; nil for none.
func Among(list []*Slot, name string) *Slot {
	i := slices.IndexFunc(list, func(s *Slot) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	if same := list[i].Same; same != "" {
		return Among(list, same)
	}
	return list[i]
}

// Names lists the names of slots.
func Names(list []*Slot) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Name)
	}
	return out
}
