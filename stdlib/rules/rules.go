// Package rules holds the learning rules: what each one changes, what it needs,
// which options it takes, and how it computes the change of a step.
package rules

import "github.com/nefc/nefc/stdlib/catalog"

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
	NeedsError bool            // its Left lies in the space of the error; else in that of the weights' rows
	NeedsPost  bool            // reads the filtered activity of the target, and its average
	Options    []catalog.Param `identity:"-"`
	New        func() Kernel   `identity:"-"`
}

// State is what a rule computes with in one step.
type State struct {
	Dt   float64 // s
	Rate float64 // per s
	Beta float64
	Pre  []float64 // filtered activities (Hz) of the source

	Error       []float64 // actual − target; rules that need it
	Post, Theta []float64 // filtered activities (Hz) of the target; rules that need them

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

// Table lists the rules.
var Table = []*Rule{PES, RLS, BCM, Oja, Voja}

// Find returns the rule of that name, or nil.
func Find(name string) *Rule {
	for _, r := range Table {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Takes reports whether a rule has an option of its own.
func (r *Rule) Takes(option string) bool {
	for _, p := range r.Options {
		if p.Name == option {
			return true
		}
	}
	return false
}

// rate is the option that every rule has.
func rate(value float64) catalog.Param {
	return catalog.Param{Name: "rate", Default: value, Check: catalog.NotNegative, Doc: "learning rate, per second"}
}

var (
	preSynapse   = catalog.Param{Name: "pre_synapse", Unit: catalog.Time, Default: 0.005, Doc: "filter of the presynaptic activities"}
	errorSynapse = catalog.Param{Name: "error_synapse", Unit: catalog.Time, Default: 0.005, Doc: "filter between the error and the rule"}
	postSynapse  = catalog.Param{Name: "post_synapse", Unit: catalog.Time, Default: 0.005,
		Doc: "filter of the postsynaptic activities; that of pre_synapse if it is given alone"}
)
