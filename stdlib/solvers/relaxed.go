package solvers

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// relaxed finds, for each target y with threshold θ,
//
//	w = argmin Σ_{y_k ≥ θ} (a_k·w − y_k)² + Σ_{y_k < θ} max(0, a_k·w − θ)² + m·σ²·|w|²
//
// with the signs of w that Problem.Signs says: a neuron below threshold does not care how
// far below. The rows below threshold that w breaks join those above, the problem of the
// rows in force is solved as without thresholds, and w moves towards its solution as
// long as the sum falls, until the rows in force are the same.
func relaxed(p *Problem) (*Solution, error) {
	m, n, k := p.size()
	out := &Solution{X: mat.NewDense(n, k, nil), RMSE: make([]float64, k)}
	for i := range k {
		r := &relaxation{p: p, y: mat.Col(nil, i, p.Y), theta: p.Theta[i], w: make([]float64, n), now: make([]float64, m)}
		if err := r.solve(out); err != nil {
			return nil, err
		}
		out.X.SetCol(i, r.w)
		out.RMSE[i] = math.Sqrt(r.misfit(r.now) / float64(m))
	}
	return out, nil
}

// relaxation is the problem of one target.
type relaxation struct {
	p      *Problem
	y      []float64
	theta  float64
	w, now []float64 // weights, and A·w
}

// maxRounds is after how many changes of the rows in force a target is given up; the
// hardest of the reference problems take nine.
const maxRounds = 200

func (r *relaxation) solve(out *Solution) error {
	for range maxRounds {
		rows, targets := r.inForce()
		sub := *r.p
		sub.A, sub.Y, sub.Theta = rows, targets, nil
		m, _ := r.p.A.Dims()
		k, _ := rows.Dims()
		sub.Sigma = r.p.Sigma * math.Sqrt(float64(m)/float64(k)) // m·σ² of all rows
		sol, err := NNLS{}.Solve(&sub)
		if err != nil {
			return err
		}
		out.Iterations += sol.Iterations
		out.Condition = max(out.Condition, sol.Condition)
		if r.step(mat.Col(nil, 0, sol.X)) {
			return nil
		}
	}
	return fmt.Errorf("the rows in force did not settle")
}

// inForce are the rows above threshold, and those below it that w breaks.
func (r *relaxation) inForce() (A, y *mat.Dense) {
	_, n := r.p.A.Dims()
	var data, targets []float64
	for k, v := range r.y {
		switch {
		case v >= r.theta:
		case r.now[k] > r.theta:
			v = r.theta
		default:
			continue
		}
		data, targets = append(data, r.p.A.RawRowView(k)...), append(targets, v)
	}
	if targets == nil { // zeros weigh nothing
		data, targets = make([]float64, n), []float64{0}
	}
	return mat.NewDense(len(targets), n, data), mat.NewDense(len(targets), 1, targets)
}

// step moves w towards a solution of the rows in force, and reports that it is there.
func (r *relaxation) step(to []float64) bool {
	largest, furthest := 1e-12, 0.0
	for j, v := range to {
		largest, furthest = max(largest, math.Abs(r.w[j])), max(furthest, math.Abs(v-r.w[j]))
	}
	if furthest <= 1e-12*largest {
		return true
	}
	before, w, now := r.value(r.w, r.now), make([]float64, len(to)), make([]float64, len(r.now))
	for s := 1.0; s > 1e-12; s /= 2 {
		for j, v := range to {
			w[j] = r.w[j] + float64(s*(v-r.w[j]))
		}
		for k := range now {
			now[k] = kernels.Dot(r.p.A.RawRowView(k), w)
		}
		if r.value(w, now) <= before-float64(1e-15*math.Abs(before)) {
			r.w, r.now = w, now
			return false
		}
	}
	return true
}

// value is what is minimised.
func (r *relaxation) value(w, now []float64) float64 {
	return r.misfit(now) + float64(float64(float64(len(r.y))*r.p.Sigma*r.p.Sigma)*kernels.Dot(w, w))
}

// misfit is the sum of the squares that count.
func (r *relaxation) misfit(now []float64) float64 {
	sum := 0.0
	for k, v := range r.y {
		e := now[k] - v
		if v < r.theta {
			e = max(0, now[k]-r.theta)
		}
		sum += float64(e * e)
	}
	return sum
}
