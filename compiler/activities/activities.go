// Package activities computes the rates of populations at evaluation points, of one
// population or of several that one matrix reads.
package activities

import (
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/internal/kernels"
)

// Activities are the rates A (m×n, Hz) of a population at m evaluation points
// X (m×d).
type Activities struct {
	X, A   *mat.Dense // A is nil if it is not held
	Max    float64
	Firing []bool // by point: some neuron fires
	order  []int  // the neurons in the order of the columns of A; nil for their own

	p    *graph.Population
	bias []float64 // by column of A
	E    []float64 // scaled encoders, a column after the other
}

// At computes rates at points: rates(gain·(e·x)/radius + bias). The
// bias is the neurons' own, also where it is removed at run time.
func At(p *graph.Population, points []float64) *Activities {
	act := newActivities(p, points)
	m, _ := act.X.Dims()
	act.A = mat.NewDense(m, p.N, room(m*p.N))
	act.survey(func(i int, _ []float64) []float64 { return act.A.RawRowView(i) })
	return act
}

// rooms are of activities that were released: most populations are of one size.
var rooms sync.Pool

// room returns n numbers, of any value.
func room(n int) []float64 {
	if r, ok := rooms.Get().(*[]float64); ok && cap(*r) >= n {
		return (*r)[:n]
	}
	return kernels.Zeros(n)
}

// Release gives up the room of A, which nobody may use any longer.
func (a *Activities) Release() {
	if a.A != nil {
		data := a.A.RawMatrix().Data
		a.A = nil
		rooms.Put(&data)
	}
}

// Survey is At without holding A: only its Block function has rows.
func Survey(p *graph.Population, points []float64) *Activities {
	act := newActivities(p, points)
	act.survey(func(_ int, scratch []float64) []float64 { return scratch })
	return act
}

func newActivities(p *graph.Population, points []float64) *Activities {
	m := len(points) / p.Dims
	a := &Activities{X: mat.NewDense(m, p.Dims, points), Firing: make([]bool, m), p: p, bias: p.BiasRow}
	if p.Dims == 1 {
		a.order = byThreshold(p)
		a.E, a.bias = pick(p.Scaled, a.order), pick(p.BiasRow, a.order)
	} else {
		a.E = mat.DenseCopyOf(mat.NewDense(p.N, p.Dims, p.Scaled).T()).RawMatrix().Data
	}
	return a
}

// rates writes the rates at point i; J is room for the currents, apart from the rates, as
// the widest kernels want it.
func (a *Activities) rates(i int, row, J []float64) {
	kernels.EncodeColumns(J, a.bias, a.E, a.X.RawRowView(i), a.p.N)
	a.p.Neurons.Rates(J, row)
}

// survey computes the rates at every point, into what row gives, and finds the
// highest.
func (a *Activities) survey(row func(i int, scratch []float64) []float64) {
	m, _ := a.X.Dims()
	tops := make([]float64, kernels.Threads(m))
	kernels.ParallelBy(m, func(thread int) func(i int) {
		scratch, J := make([]float64, a.p.N), make([]float64, a.p.N)
		return func(i int) {
			out := row(i, scratch)
			a.rates(i, out, J)
			top := kernels.Highest(out)
			a.Firing[i] = top > 0
			tops[thread] = max(tops[thread], top)
		}
	})
	a.Max = slices.Max(tops)
}

// Block computes some rows of A.
func (a *Activities) Block(from, rows int) *mat.Dense {
	out := mat.NewDense(rows, a.p.N, nil)
	kernels.ParallelBy(rows, func(int) func(i int) {
		J := make([]float64, a.p.N)
		return func(i int) { a.rates(from+i, out.RawRowView(i), J) }
	})
	return out
}

// Own are those at the evaluation points of a population, computed when they are first
// asked for.
func Own(p *graph.Population) func() *Activities {
	return sync.OnceValue(func() *Activities { return At(p, p.Points()) })
}

// Targets evaluates a function at evaluation points: Y (m×k). A nil function
// is the identity.
func Targets(X *mat.Dense, fn []*code.Expr) *mat.Dense {
	if fn == nil {
		return X
	}
	m, d := X.Dims()
	prog := code.Compile(fn, func(_, i int) int { return i })
	Y, stack := mat.NewDense(m, len(fn), nil), make([]float64, prog.Depth)
	for i := range m {
		prog.Run(0, 0, X.RawRowView(i)[:d], nil, stack, Y.RawRowView(i))
	}
	return Y
}
