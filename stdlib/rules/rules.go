// Package rules lists the learning rules: what each one changes, what it needs
// and which options it takes. The arithmetic of a rule runs in the runtime's
// kernels, laid out by the compiler; the formula stands here.
package rules

import "github.com/nefc/nefc/stdlib/catalog"

// Trains says what a rule changes.
type Trains int

// What a rule may change, as a set.
const (
	Decoders Trains = 1 << iota
	FullWeights
	Encoders
)

// Rule describes a learning rule.
type Rule struct {
	Name       string
	Doc        string
	Source     string
	Trains     Trains
	NeedsError bool
	Options    []catalog.Param // besides on, error, keep, compat
}

// PES (prescribed error sensitivity) is supervised learning of decoders or
// full weights:
//
//	ΔW = -κ·dt/n · (E·err) ⊗ ā
//
// κ is rate (per s), n the number of presynaptic neurons, ā their filtered
// activities (Hz), err = actual − target. For decoders E is the identity; for
// full weights E = gain·e/radius, the scaled encoders of the target.
//
// Source: MacNeil & Eliasmith (2011), PLoS ONE 6(9).
var PES = &Rule{
	Name: "pes", Doc: "supervised: ΔW = -rate·dt/n · (E·err) ⊗ ā", Source: "MacNeil & Eliasmith (2011)",
	Trains: Decoders | FullWeights, NeedsError: true,
	Options: []catalog.Param{
		{Name: "rate", Default: 1e-4, Check: catalog.NotNegative, Doc: "learning rate κ, per second"},
		{Name: "pre_synapse", Unit: catalog.Time, Default: 0.005, Doc: "filter of the presynaptic activities"},
		{Name: "error_synapse", Unit: catalog.Time, Default: 0.005, Doc: "filter between the error and the rule"},
	},
}

// Table lists the rules.
var Table = []*Rule{PES}

// Find returns the rule of that name, or nil.
func Find(name string) *Rule {
	for _, r := range Table {
		if r.Name == name {
			return r
		}
	}
	return nil
}
