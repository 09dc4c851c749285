// Package solvers finds decoders and weights: X with A·X ≈ Y, where A is m×n,
// the activities (Hz) of n neurons at m evaluation points, and Y is m×k, the
// targets.
package solvers

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Problem is what a solver is given.
type Problem struct {
	A      *mat.Dense // m×n, Hz
	Y      *mat.Dense // m×k
	Sigma  float64    // absolute regularisation, Hz
	Reg    float64    // Sigma as a share of the highest rate; 0 if Sigma is absolute
	Signs  []int8     // nil, or +1/-1 per neuron: the sign of its weights, 0 for either
	Theta  []float64  // by target: targets below it may be met by anything below it; nil for none
	free   []bool     // which weights may have either sign; nil for none
	Inputs []Inputs   // by target: how conductances act on it; nil for currents
	Rand   *rng.Rand  // the stream of the connection, for solvers that draw

	// Where A is too large to be held, it is nil, and solvers that can do without ask
	// for some of its rows at a time.
	Block func(from, rows int) *mat.Dense
	N     int // columns of A
}

// Solution is what a solver found.
type Solution struct {
	X          *mat.Dense // n×k
	RMSE       []float64  // per target, over the evaluation points
	Iterations int        // changes of the active set, or rounds; 0 for direct solvers
	Condition  float64    // of the matrix that was solved with; 0 if none was
}

// Solver finds X.
type Solver interface {
	// Solve fails if the regularised system is singular.
	Solve(p *Problem) (*Solution, error)
	// Traits says what the solver needs and keeps.
	Traits() Traits
	// Room is how many numbers it holds at once, beside A and Y.
	Room(m, n, k float64) float64
}

// Traits are what others must know of a solver.
type Traits struct {
	Signed  bool   // it keeps each weight's sign: that of Problem.Signs, or positive
	Relaxes bool   // it knows Problem.Theta
	Draws   bool   // it reads Problem.Rand, so no two connections share what it finds
	Blocks  bool   // it can do without A, by Problem.Block
	Zeros   bool   // all weights are zero whatever is asked, so neurons may be silent and the fit is not judged
	Advice  string // what helps where it fits badly; "" for more neurons
}

// Table lists the solvers.
var Table = catalog.Table[Solver]{l2Entry, l2nzEntry, lstsqEntry, noiseEntry, multNoiseEntry, dropEntry, l1Entry, nnlsEntry, nnlsGramEntry, noneEntry}

// size is the number of evaluation points, neurons and targets.
func (p *Problem) size() (m, n, k int) {
	m, k = p.Y.Dims()
	if p.A == nil {
		return m, p.N, k
	}
	_, n = p.A.Dims()
	return m, n, k
}

// blockRows is how many rows of A are looked at together.
const blockRows = 8 * panelRows

// blocks calls f for all rows of A, some at a time, always the same.
func (p *Problem) blocks(f func(from int, A *mat.Dense)) {
	m, n, _ := p.size()
	for from := 0; from < m; from += blockRows {
		rows := min(blockRows, m-from)
		if p.A == nil {
			f(from, p.Block(from, rows))
		} else {
			f(from, p.A.Slice(from, from+rows, 0, n).(*mat.Dense))
		}
	}
}

// regularisedGram returns A'A + m·σ²·I.
func regularisedGram(A *mat.Dense, sigma float64) *mat.SymDense {
	m, _ := A.Dims()
	return ridge(gram(A), m, sigma)
}

// ridge adds m·σ²·I.
func ridge(g *mat.SymDense, m int, sigma float64) *mat.SymDense {
	for i := range g.SymmetricDim() {
		g.SetSym(i, i, g.At(i, i)+float64(float64(m)*sigma*sigma))
	}
	return g
}

// solveGram solves gram·X = B, and gives up the room of gram.
func solveGram(p *Problem, gram *mat.SymDense, B *mat.Dense) (*Solution, error) {
	chol, ok := factorize(gram)
	if !ok {
		return nil, singular(p)
	}
	defer chol.release()
	X := chol.solveAll(B)
	return &Solution{X: X, RMSE: rmse(p, X), Condition: chol.condition()}, nil
}

// fewTargets is up to how many targets products are faster one at a time.
const fewTargets = 16

// transposedTimes is A'Y.
func transposedTimes(A, Y *mat.Dense) *mat.Dense {
	m, n := A.Dims()
	_, k := Y.Dims()
	if k > fewTargets {
		return product(A, Y)
	}
	t := mat.NewDense(k, n, nil)
	for i := range m {
		for j, y := range Y.RawRowView(i) {
			kernels.Axpy(t.RawRowView(j), y, A.RawRowView(i))
		}
	}
	return mat.DenseCopyOf(t.T())
}

// Residual is A·X − Y.
func Residual(p *Problem, X *mat.Dense) *mat.Dense {
	m, _, k := p.size()
	e := mat.NewDense(m, k, nil)
	p.residuals(X, func(from int, block *mat.Dense) {
		rows, _ := block.Dims()
		e.Slice(from, from+rows, 0, k).(*mat.Dense).Copy(block)
	})
	return e
}

// residuals hands out A·X − Y, some rows at a time.
func (p *Problem) residuals(X *mat.Dense, f func(from int, block *mat.Dense)) {
	m, n, k := p.size()
	multiply := newTimes(X, min(m, panelRows))
	p.blocks(func(first int, A *mat.Dense) {
		all, _ := A.Dims()
		for from := 0; from < all; from += panelRows {
			rows := min(panelRows, all-from)
			e := multiply(A.Slice(from, from+rows, 0, n).(*mat.Dense))
			e.Sub(e, p.Y.Slice(first+from, first+from+rows, 0, k))
			f(first+from, e)
		}
	})
}

// newTimes makes a function that returns A·X, of so many rows of A at most, in a matrix
// that the next call overwrites.
func newTimes(X *mat.Dense, rows int) func(A *mat.Dense) *mat.Dense {
	_, k := X.Dims()
	if k > fewTargets {
		return times(X, rows)
	}
	t, e := mat.DenseCopyOf(X.T()), mat.NewDense(rows, k, nil)
	return func(A *mat.Dense) *mat.Dense {
		m, _ := A.Dims()
		for i := range m {
			out := e.RawRowView(i)
			for j := range out {
				out[j] = kernels.Dot(A.RawRowView(i), t.RawRowView(j))
			}
		}
		return e.Slice(0, m, 0, k).(*mat.Dense)
	}
}

// rmse is the root of the mean squared error of each target; of one below its threshold, it
// counts by how much weights are above that.
func rmse(p *Problem, X *mat.Dense) []float64 {
	if p.Inputs != nil {
		return misfits(p, X)
	}
	m, _, k := p.size()
	out := make([]float64, k)
	p.residuals(X, func(from int, e *mat.Dense) {
		rows, _ := e.Dims()
		for i := range rows {
			for j, v := range e.RawRowView(i) {
				if p.Theta != nil {
					v = p.counts(from+i, j, v)
				}
				out[j] += float64(v * v)
			}
		}
	})
	for j := range out {
		out[j] = math.Sqrt(out[j] / float64(m))
	}
	return out
}

// counts is what an error v of a target counts where targets relax.
func (p *Problem) counts(row, j int, v float64) float64 {
	if y := p.Y.At(row, j); y < p.Theta[j] {
		return max(0, v+y-p.Theta[j])
	}
	return v
}

func singular(p *Problem) error {
	_, n, _ := p.size()
	return fmt.Errorf("the activities of the %d neurons are linearly dependent at regularisation %g Hz; raise `reg` or `sigma`", n, p.Sigma)
}

// fraction demands a share from 0 to below 1.
func fraction(v float64) error {
	if !(v >= 0 && v < 1) {
		return fmt.Errorf("is a share from 0 to below 1")
	}
	return nil
}
