package rules

import "github.com/nefc/nefc/stdlib/catalog"

// BCM is unsupervised learning of full weights with a sliding threshold θ, the
// slow average of the postsynaptic activity:
//
//	ΔW = κ·dt · p·(p − θ) ⊗ ā
//
// p and ā are filtered post- and presynaptic activities (Hz).
//
// Source: Bienenstock, Cooper & Munro (1982), J. Neuroscience 2(1).
var BCM = &Rule{
	Name: "bcm", Doc: "unsupervised, with a sliding threshold: ΔW = rate·dt · p(p - θ) ⊗ ā", Source: "Bienenstock, Cooper & Munro (1982)",
	Trains: FullWeights, NeedsPost: true,
	Options: []catalog.Param{rate(1e-9), preSynapse, postSynapse,
		filter(AverageFilter, 1, "averages the activities that are the threshold")},
	New: func(catalog.Values) Kernel { return bcm{} },
}

type bcm struct{}

// Reset has nothing to do.
func (bcm) Reset(*State) {}

// Change is Left = κ·dt·p(p − θ).
func (bcm) Change(s *State) {
	k := s.Rate * s.Dt
	for i, p := range s.Post {
		s.Left[i] = k * p * (p - s.Theta[i])
	}
}

// Oja is unsupervised Hebbian learning of full weights that keeps them bounded:
//
//	ΔW = κ·dt · (p ⊗ ā − β·p²·W)
//
// Source: Oja (1982), J. Mathematical Biology 15(3).
var Oja = &Rule{
	Name: "oja", Doc: "unsupervised Hebbian learning, bounded: ΔW = rate·dt · (p ⊗ ā - beta·p²·W)", Source: "Oja (1982)",
	Trains: FullWeights, NeedsPost: true,
	Options: []catalog.Param{rate(1e-6), preSynapse, postSynapse, {Name: "beta", Default: 1, Check: catalog.NotNegative, Doc: "weight of forgetting"}},
	New:     func(options catalog.Values) Kernel { return &oja{beta: options["beta"]} },
}

type oja struct {
	beta  float64
	decay []float64
}

// Reset makes room for the decay.
func (o *oja) Reset(s *State) { o.decay = make([]float64, len(s.Post)) }

// Change is Left = κ·dt·p, Decay = β·κ·dt·p².
func (o *oja) Change(s *State) {
	k := s.Rate * s.Dt
	for i, p := range s.Post {
		s.Left[i] = k * p
		o.decay[i] = o.beta * k * p * p
	}
	s.Decay = o.decay
}
