package rules

import "github.com/nefc/nefc/stdlib/catalog"

// PES (prescribed error sensitivity) is supervised learning of decoders or
// full weights:
//
//	ΔW = -κ·dt/n · (E·err) ⊗ ā
//
// κ is rate (per s), n the number of presynaptic neurons, ā their filtered
// activities (Hz), err = actual − target. For decoders E is the identity; for
// weights into neurons E = gain·e/radius, the scaled encoders of the target as
// they are.
//
// Source: MacNeil & Eliasmith (2011), PLoS ONE 6(9).
var PES = &Rule{
	Name: "pes", Doc: "supervised: ΔW = -rate·dt/n · (E·err) ⊗ ā", Source: "MacNeil & Eliasmith (2011)",
	Trains: Decoders | FullWeights, NeedsError: true,
	Options: []catalog.Param{rate(1e-4), preSynapse, errorSynapse},
	New:     func(catalog.Values) Kernel { return pes{} },
}

type pes struct{}

// Reset has nothing to do.
func (pes) Reset(*State) {}

// Change is Left = -κ·dt/n·err.
func (pes) Change(s *State) {
	k := -(s.Rate * s.Dt / float64(len(s.Pre)))
	for i, e := range s.Error {
		s.Left[i] = k * e
	}
}
