package rules

import "github.com/nefc/nefc/stdlib/catalog"

// Voja moves the encoders of active neurons towards what their population sees:
//
//	ΔE = κ·dt·ℓ · (gain/radius·p ⊗ x − p·E)
//
// E are the scaled encoders, p the filtered activities (Hz) of the target, x its
// whole decoded input, ℓ the gate `when` (1 without one).
//
// Source: Voelker, Crawford & Eliasmith (2014), Learning large-scale
// heteroassociative memories in spiking neurons.
var Voja = &Rule{
	Name: "voja", Doc: "unsupervised: moves encoders of active neurons towards the input", Source: "Voelker, Crawford & Eliasmith (2014)",
	Trains:  Encoders,
	Options: []catalog.Param{rate(1e-2), postSynapse},
}
