// Package rules holds the learning rules: what each one changes, what it needs,
// which options it takes, what it keeps, and how it computes the change of a step.
package rules

import (
	"slices"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Trains says what a rule changes.
type Trains int

// What a rule may change, as a set.
const (
	Decoders Trains = 1 << iota
	FullWeights
	Encoders // of the target; such a rule has no Kernel
)

// Rule describes a learning rule, which is known by its name.
type Rule struct {
	Name       string
	Doc        string `identity:"-"`
	Source     string `identity:"-"`
	Trains     Trains
	NeedsError bool // its Left lies in the space of the error; else in that of the weights' rows
	NeedsPost  bool // reads the filtered activity of the target
	NeedsMax   bool // its changes are shares of the option `max`
	Inhibitory bool // it learns what inhibits

	// Options are those of its own: the rate, which every rule has and which may change
	// while a model runs; filters of what it reads, by the names in options.go; and numbers, of
	// which New makes its kernel.
	Options []catalog.Param                     `identity:"-"`
	Keeps   []Variable                          `identity:"-"` // what of its kernel can be recorded
	New     func(options catalog.Values) Kernel `identity:"-"`

	// Events, instead of New, makes the kernel of a rule that follows spikes.
	Events func(options catalog.Values) EventKernel `identity:"-"`
}

// Variable is something that the kernel of a rule keeps: a slot of the rule. It has a
// number for each neuron of one side of the connection, or for each pair of them.
type Variable struct {
	Name, Doc, Unit string
	Of              []Side
}

// Side is an end of the trained connection.
type Side int

// The sides.
const (
	Pre Side = iota
	Post
)

// State is what a rule computes with in one step.
type State struct {
	Dt   float64   // s
	Rate float64   // per s
	Pre  []float64 // filtered activities (Hz) of the source

	Sources, Targets int     // neurons on either side; rules that follow spikes
	Depth            int     // steps between the first and the last arrival of a spike of the source at its synapses
	Max              float64 // the largest magnitude of a weight; rules that need it

	Error       []float64 // actual − target; rules that need it
	Post, Theta []float64 // filtered activity (Hz) of the target, and its average; rules that need them

	// What Change computes: the change of the weights is
	//
	//	ΔW[i,j] = Left[i]·Right[j] − Decay[i]·W[i,j]
	//
	// where for rules with an error, Left is first mapped to the rows of W.
	// Right is Pre unless the rule replaces it; Decay is nil unless it has one.
	Left, Right, Decay []float64
}

// Kernel computes the change of one step; it may keep state of its own, which a
// method Kept() [][]float64 hands to checkpoints.
type Kernel interface {
	// Reset puts the kernel's own state back to its start.
	Reset(s *State)
	// Change sets Left, and Right and Decay if the rule has its own.
	Change(s *State)
}

// Keeper is implemented by the kernels of rules that keep Variables.
type Keeper interface {
	// Value is the variable of that name, row by row.
	Value(name string) []float64
}

// Table lists the rules.
var Table = []*Rule{PES, RLS, BCM, Oja, Voja, STDP, Triplet, ISTDP, Scaling}

// Find returns the rule of that name, or nil.
func Find(name string) *Rule {
	for _, r := range Table {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Option returns the option of that name.
func (r *Rule) Option(name string) (catalog.Param, bool) {
	i := slices.IndexFunc(r.Options, func(p catalog.Param) bool { return p.Name == name })
	if i < 0 {
		return catalog.Param{}, false
	}
	return r.Options[i], true
}

// Takes reports whether a rule has an option of its own.
func (r *Rule) Takes(option string) bool {
	_, ok := r.Option(option)
	return ok
}
