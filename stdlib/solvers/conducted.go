package solvers

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// Inputs say which conductances of a target act like which current.
type Inputs interface {
	// Clip keeps a current within what conductances can do.
	Clip(J float64) float64
	// Row is the equation exc·gE + inh·gI = sum of conductances that act like a current.
	Row(J float64) (exc, inh, sum float64)
	// Current is what conductances act like.
	Current(exc, inh float64) float64
	// Linear reports rows that differ in their sum only.
	Linear() bool
}

// Conducted solves for conductances by a solver of currents that keeps signs: weights of
// excitatory neurons add up to gE, the magnitudes of inhibitory ones to gI, and
//
//	exc(J_k)·gE + inh(J_k)·gI = sum(J_k)
//
// takes the place of a_k·w = J_k. Rows below threshold keep the factors of their J_k, and
// are met by anything below sum(θ).
type Conducted struct{ Solver }

// Solve fails where the solver does.
func (c Conducted) Solve(p *Problem) (*Solution, error) {
	_, n, k := p.size()
	out := &Solution{X: mat.NewDense(n, k, nil)}
	if one := alike(p.Inputs); one != nil {
		sol, err := c.Solver.Solve(p.conducted(one, 0, k))
		if err != nil {
			return nil, err
		}
		out = sol
	} else if err := c.each(p, out); err != nil {
		return nil, err
	}
	out.RMSE = misfits(p, out.X)
	return out, nil
}

// Room is that of the solver, and of the rows of as many targets as are solved at a time.
func (c Conducted) Room(m, n, k float64) float64 {
	return c.Solver.Room(m, n, k) + float64(float64(kernels.Threads(int(k)))*m*n)
}

// each solves for every target by itself: each has rows of its own.
func (c Conducted) each(p *Problem, out *Solution) error {
	k := len(p.Inputs)
	sols, errs := make([]*Solution, k), make([]error, k)
	kernels.Parallel(k, func(j int) { sols[j], errs[j] = c.Solver.Solve(p.conducted(p.Inputs[j], j, j+1)) })
	for j, sol := range sols {
		if errs[j] != nil {
			return errs[j]
		}
		out.X.SetCol(j, mat.Col(nil, 0, sol.X))
		out.Iterations += sol.Iterations
		out.Condition = max(out.Condition, sol.Condition)
	}
	return nil
}

// alike are the inputs of all targets, where one set of rows serves them; nil if not.
func alike(all []Inputs) Inputs {
	for _, x := range all {
		if x != all[0] || !x.Linear() {
			return nil
		}
	}
	return all[0]
}

// conducted is the problem of some targets in terms of conductances.
func (p *Problem) conducted(in Inputs, from, to int) *Problem {
	m, n, _ := p.size()
	sub := *p
	sub.Inputs, sub.A, sub.Y = nil, mat.NewDense(m, n, nil), mat.NewDense(m, to-from, nil)
	for k := range m {
		J := in.Clip(p.Y.At(k, from)) // of several targets, factors are those of any current
		exc, inh, _ := in.Row(J)
		row, a := sub.A.RawRowView(k), p.A.RawRowView(k)
		for j, sign := range p.Signs {
			if sign < 0 { // a weight of -w takes inh·w
				row[j] = -inh * a[j]
			} else {
				row[j] = exc * a[j]
			}
		}
		for j := from; j < to; j++ {
			_, _, sum := in.Row(in.Clip(p.Y.At(k, j)))
			sub.Y.Set(k, j-from, sum)
		}
	}
	if p.Theta != nil {
		sub.Theta = make([]float64, to-from)
		for j := range sub.Theta {
			_, _, sub.Theta[j] = in.Row(p.Theta[from+j])
		}
	}
	return &sub
}

// misfits are the root mean squared errors of the currents that conductances act like; of
// targets that relax, of what counts.
func misfits(p *Problem, X *mat.Dense) []float64 {
	m, _, k := p.size()
	out := make([]float64, k)
	kernels.Parallel(k, func(j int) {
		w, least := mat.Col(nil, j, X), math.Inf(1)
		for i := range m {
			least = min(least, p.Inputs[j].Clip(p.Y.At(i, j)))
		}
		for i := range m {
			exc, inh := 0.0, 0.0
			for c, a := range p.A.RawRowView(i) {
				if p.Signs[c] < 0 {
					inh -= float64(a * w[c])
				} else {
					exc += float64(a * w[c])
				}
			}
			J := p.Y.At(i, j)
			now := max(p.Inputs[j].Current(exc, inh), least) // without conductances, a quotient may be anything
			e := now - p.Inputs[j].Clip(J)
			if p.Theta != nil && J < p.Theta[j] {
				e = max(0, now-p.Theta[j])
			}
			out[j] += float64(e * e)
		}
		out[j] = math.Sqrt(out[j] / float64(m))
	})
	return out
}
