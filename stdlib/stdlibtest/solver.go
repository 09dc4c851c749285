package stdlibtest

import (
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/solvers"
)

// shaky draws a factor around 1 for each weight that l2 finds.
type shaky struct {
	solvers.L2
	Std float64
}

var shakyEntry = catalog.Entry[solvers.Solver]{
	Name: "shaky", Doc: "l2, each weight times a random factor", Source: "a test",
	Params: []catalog.Param{{Name: "std", Default: 0.01, Check: catalog.NotNegative, Doc: "standard deviation of the factors"}},
	New:    func(v catalog.Values) (solvers.Solver, error) { return shaky{Std: v["std"]}, nil },
}

// Traits: it draws, and needs all of A at once.
func (shaky) Traits() solvers.Traits { return solvers.Traits{Draws: true} }

// Solve multiplies what l2 found.
func (s shaky) Solve(p *solvers.Problem) (*solvers.Solution, error) {
	found, err := s.L2.Solve(p)
	if err == nil {
		found.X.Apply(func(_, _ int, v float64) float64 { return v * (1 + float64(s.Std*p.Rand.Normal())) }, found.X)
	}
	return found, err
}
