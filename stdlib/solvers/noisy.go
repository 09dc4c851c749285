package solvers

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Noise regularises by noise: least squares on A plus normal noise of a
// standard deviation of noise times the highest rate.
//
// Source: Eliasmith & Anderson (2003), Neural Engineering, §2.2.
type Noise struct{ Noise float64 }

// MultNoise is the same with noise in proportion to each activity.
//
// Source: Nengo 4, LstsqMultNoise.
type MultNoise struct{ Noise float64 }

var noiseParam = []catalog.Param{{Name: "noise", Default: 0.1, Check: catalog.Positive, Doc: "standard deviation, as a share"}}

var noiseEntry = catalog.Entry[Solver]{
	Name: "noise", Doc: "least squares on activities with added noise, a share of the highest rate", Source: "Eliasmith & Anderson (2003)", Params: noiseParam,
	New: func(v catalog.Values) (Solver, error) { return Noise{v["noise"]}, nil },
}

var multNoiseEntry = catalog.Entry[Solver]{
	Name: "mult_noise", Doc: "least squares on activities with noise in proportion to each", Source: "Nengo 4, LstsqMultNoise", Params: noiseParam,
	New: func(v catalog.Values) (Solver, error) { return MultNoise{v["noise"]}, nil },
}

// Traits: it draws noise.
func (Noise) Traits() Traits { return Traits{Draws: true} }

// Traits: it draws noise.
func (MultNoise) Traits() Traits { return Traits{Draws: true} }

// Solve fails if the decomposition does not converge.
func (s Noise) Solve(p *Problem) (*Solution, error) {
	scale := s.Noise * mat.Max(p.A)
	return solveNoisy(p, func(float64) float64 { return scale })
}

// Solve fails if the decomposition does not converge.
func (s MultNoise) Solve(p *Problem) (*Solution, error) {
	return solveNoisy(p, func(a float64) float64 { return s.Noise * a })
}

// solveNoisy adds noise of standard deviation scale(a) to each activity a; the
// error is measured without it. Neurons that never fire get no noise in
// proportion, so the system may be singular: singular values decide.
func solveNoisy(p *Problem, scale func(a float64) float64) (*Solution, error) {
	noisy := mat.DenseCopyOf(p.A)
	noisy.Apply(func(_, _ int, a float64) float64 { return a + float64(scale(a)*p.Rand.Normal()) }, noisy)
	sol, err := Lstsq{RCond: 1e-10}.Solve(&Problem{A: noisy, Y: p.Y})
	if err != nil {
		return nil, err
	}
	sol.RMSE = rmse(p, sol.X)
	return sol, nil
}
