package solvers

import (
	"math"
	"time"

	"gonum.org/v1/gonum/mat"
)

// Fit says how well a solver did.
type Fit struct {
	Solver     Solver  `json:"-"`
	Name       string  `json:"solver"`
	RMSE       float64 `json:"rmse"`
	TargetRMS  float64 `json:"target_rms"`
	Zeros      float64 `json:"zeros"`     // share of zero weights
	Condition  float64 `json:"condition"` // 0 if no system was solved, the largest number if it was singular
	Iterations int     `json:"iterations"`
	Seconds    float64 `json:"seconds" identity:"-"` // it took, when it was found
	Recalled   bool    `json:"recalled,omitempty"`   // it was found by an earlier build
}

// NewFit describes what a solver made of a problem, and how long it took.
func NewFit(s Solver, sol *Solution, p *Problem, took time.Duration) *Fit {
	f := &Fit{Solver: s, Iterations: sol.Iterations, Condition: min(sol.Condition, math.MaxFloat64), Seconds: took.Seconds()}
	for _, e := range sol.RMSE {
		f.RMSE += e * e / float64(len(sol.RMSE))
	}
	f.RMSE = math.Sqrt(f.RMSE)
	sum := 0.0
	data := p.Y.RawMatrix().Data
	for _, v := range data {
		sum += float64(v * v)
	}
	f.TargetRMS = math.Sqrt(sum / float64(len(data)))
	zeros := 0
	x := sol.X.RawMatrix().Data
	for _, v := range x {
		if v == 0 {
			zeros++
		}
	}
	f.Zeros = float64(zeros) / float64(len(x))
	return f
}

// Misfit is the root of the mean squared error of weights over all targets: of a target
// below its threshold, by how much they are above that.
func Misfit(p *Problem, X *mat.Dense) float64 {
	sum, list := 0.0, rmse(p, X)
	for _, e := range list {
		sum += float64(e * e)
	}
	return math.Sqrt(sum / float64(len(list)))
}
