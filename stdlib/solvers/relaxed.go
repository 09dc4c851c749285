package solvers

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// relaxed finds, for each target y with threshold θ,
//
//	w = argmin Σ_{y_k ≥ θ} (a_k·w − y_k)² + Σ_{y_k < θ} max(0, a_k·w − θ)² + m·σ²·|w|²
//
// with the signs of w that Problem.Signs says, or any: a neuron below threshold does not care how
// far below. The rows below threshold that w breaks join those above, the problem of the
// rows in force is solved as without thresholds, and w moves towards its solution as
// long as the sum falls, until the rows in force are the same.
func relaxed(p *Problem) (*Solution, error) {
	m, n, k := p.size()
	begun := inAtFirst(p)
	A, Y := picked(p.A, begun), picked(aboveThreshold(p), begun)
	G, B := normalEquations(&Problem{A: A, Y: Y, Signs: p.Signs})
	start := newNormal(ridge(G, m, p.Sigma))
	chol, ok := factorize(G)
	if !ok || p.Sigma == 0 { // without it, rows in force could be too few
		return nil, singular(p)
	}
	out := &Solution{X: mat.NewDense(n, k, nil), RMSE: make([]float64, k), Condition: chol.condition()}
	chol.release()
	var err error
	out.Iterations, err = inPieces(tour(mat.DenseCopyOf(B.T())), mostPieces, func(targets []int) (int, error) {
		r := newRelaxation(p, start, begun)
		for _, j := range targets {
			if !r.solve(mat.Col(nil, j, p.Y), p.Theta[j]) {
				return 0, fmt.Errorf("the rows in force did not settle")
			}
			out.RMSE[j] = math.Sqrt(r.misfit(r.now) / float64(m))
			out.X.SetCol(j, signed(p, r.w))
		}
		return r.set.changes, nil
	})
	return out, err
}

// inAtFirst are the rows whose matrix the rows in force begin with: of one target those that
// are in force without weights, all where there are none or several targets share them.
func inAtFirst(p *Problem) []bool {
	m, _, k := p.size()
	in := make([]bool, m)
	for i := range in {
		in[i] = k == 1 && (p.Y.At(i, 0) >= p.Theta[0] || p.Theta[0] < 0)
	}
	if !slices.Contains(in, true) {
		return slices.Repeat([]bool{true}, m)
	}
	return in
}

// picked are some rows of a matrix.
func picked(A *mat.Dense, which []bool) *mat.Dense {
	if !slices.Contains(which, false) {
		return A
	}
	_, n := A.Dims()
	var data []float64
	for k, is := range which {
		if is {
			data = append(data, A.RawRowView(k)...)
		}
	}
	return mat.NewDense(len(data)/n, n, data)
}

// aboveThreshold is by how much targets are above their thresholds, or 0.
func aboveThreshold(p *Problem) *mat.Dense {
	m, k := p.Y.Dims()
	out := mat.NewDense(m, k, nil)
	out.Apply(func(_, j int, y float64) float64 { return max(0, y-p.Theta[j]) }, p.Y)
	return out
}

// signed are magnitudes with the signs of their neurons.
func signed(p *Problem, w []float64) []float64 {
	out := append([]float64(nil), w...)
	for j, s := range p.Signs {
		if s < 0 {
			flip(out[j : j+1])
		}
	}
	return out
}

// relaxation solves one target after the other, each from what the last one left.
type relaxation struct {
	p      *Problem
	rows   *rowsInForce
	set    *activeSet
	y      []float64
	theta  float64
	w, now []float64 // magnitudes of weights, and A·S·w
}

func newRelaxation(p *Problem, start *normal, begun []bool) *relaxation {
	m, n, _ := p.size()
	rows := newRowsInForce(p, start, begun)
	return &relaxation{p: p, rows: rows, set: newActiveSet(rows.factors(), n, p.free), w: make([]float64, n), now: make([]float64, m)}
}

// maxRounds is after how many changes of the rows in force a target is given up; the
// hardest of the reference problems take nine.
const maxRounds = 200

// solve finds w for targets y; false if the rows in force do not settle.
func (r *relaxation) solve(y []float64, theta float64) bool {
	r.y, r.theta = y, theta
	for range maxRounds {
		b, length := r.choose()
		r.set.refactor()
		w, err := r.set.solve(b, length)
		if err != nil {
			return false
		}
		if r.step(w) {
			return true
		}
	}
	return false
}

// target is what row k is to come to, and whether it is in force for what it comes to.
func (r *relaxation) target(k int, now float64) (t float64, in bool) {
	if r.y[k] >= r.theta {
		return r.y[k], true
	}
	return r.theta, now > r.theta
}

// choose puts rows in force: those above threshold, and those below it that w breaks.
// It returns S·A'·t of their targets t, and the length of t.
func (r *relaxation) choose() (b []float64, length float64) {
	b = make([]float64, len(r.w))
	r.rows.renew()
	for k, now := range r.now {
		t, in := r.target(k, now)
		r.rows.put(k, in)
		if in {
			kernels.Axpy(b, t, r.p.A.RawRowView(k))
			length += float64(t * t)
		}
	}
	r.rows.settle()
	return signed(r.p, b), math.Sqrt(length)
}

// same reports that the rows in force are those that w chooses.
func (r *relaxation) same() bool {
	for k, now := range r.now {
		if _, in := r.target(k, now); in != r.rows.in[k] {
			return false
		}
	}
	return true
}

// step moves w towards a solution of the rows in force, as far as the sum falls, and
// reports that it is there, and solves the problem.
func (r *relaxation) step(to []float64) bool {
	before, goal := r.value(r.w, r.now), r.times(to)
	if v := r.value(to, goal); v <= before-float64(1e-15*before) {
		if r.w, r.now = to, goal; r.same() {
			r.refine()
			return true
		}
		return false
	}
	w, now := make([]float64, len(to)), make([]float64, len(goal))
	for s := 0.5; s > 1e-12; s /= 2 {
		between(w, r.w, to, s)
		between(now, r.now, goal, s)
		if r.value(w, now) < before-float64(1e-15*before) {
			r.w, r.now = w, now
			return false
		}
	}
	return true
}

// between writes what lies on the way from a to b.
func between(out, a, b []float64, share float64) {
	for i, v := range a {
		out[i] = v + float64(share*(b[i]-v))
	}
}

// times is A·S·w.
func (r *relaxation) times(w []float64) []float64 {
	out, w := make([]float64, len(r.now)), signed(r.p, w)
	for k := range out {
		out[k] = kernels.Dot(r.p.A.RawRowView(k), w)
	}
	return out
}

// refine corrects w by what is left of the slopes of its passive columns, summed anew:
// the Gram matrix has the rounding of all rows that came and went.
func (r *relaxation) refine() {
	slopes := make([]float64, len(r.w))
	for k, now := range r.now {
		if t, in := r.target(k, now); in {
			kernels.Axpy(slopes, t-now, r.p.A.RawRowView(k))
		}
	}
	slopes = signed(r.p, slopes)
	kernels.Axpy(slopes, -r.rows.ridge, r.w)
	r.set.begin(slopes)
	w := append([]float64(nil), r.w...)
	for k, d := range r.set.solution() {
		if j := r.set.passive[k]; w[j]+d > 0 || !r.set.bounded(j) {
			w[j] += d
		}
	}
	r.w, r.now = w, r.times(w)
}

// value is what is minimised.
func (r *relaxation) value(w, now []float64) float64 {
	return r.misfit(now) + float64(r.rows.ridge*kernels.Dot(w, w))
}

// misfit is the sum of the squares that count.
func (r *relaxation) misfit(now []float64) float64 {
	sum := 0.0
	for k, v := range now {
		if t, in := r.target(k, v); in {
			sum += float64((v - t) * (v - t))
		}
	}
	return sum
}
