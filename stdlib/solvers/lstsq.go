package solvers

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/linalg"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Lstsq is least squares without regularisation: singular values below rcond
// times the largest count as zero.
//
//	X = V·diag(1/s)·U'·Y,   A = U·diag(s)·V'
//
// Source: Golub & Van Loan (2013), Matrix Computations, §5.5; numpy.linalg.lstsq.
type Lstsq struct{ RCond float64 }

var lstsqEntry = catalog.Entry[Solver]{
	Name: "lstsq", Doc: "least squares by singular values; reg and sigma have no effect", Source: "Golub & Van Loan (2013)",
	Params: []catalog.Param{{Name: "rcond", Default: 0.01, Check: catalog.NotNegative, Doc: "singular values below this share of the largest count as zero"}},
	New:    func(v catalog.Values) (Solver, error) { return Lstsq{v["rcond"]}, nil },
}

// Traits are none.
func (Lstsq) Traits() Traits { return Traits{} }

// Solve fails if the decomposition does not converge.
func (l Lstsq) Solve(p *Problem) (*Solution, error) {
	X, condition, ok := linalg.LeastSquares(p.A, p.Y, l.RCond)
	if !ok {
		return nil, fmt.Errorf("the singular value decomposition did not converge")
	}
	return &Solution{X: X, RMSE: rmse(p, X), Condition: condition}, nil
}

// None solves nothing: all decoders are zero, to be learned or loaded.
type None struct{}

var noneEntry = catalog.Entry[Solver]{
	Name: "none", Doc: "solves nothing: zeros, to be learned or loaded", Source: "Nengo 4, NoSolver",
	New: func(catalog.Values) (Solver, error) { return None{}, nil },
}

// Traits: zero has every sign.
func (None) Traits() Traits { return Traits{Signed: true, Zeros: true} }

// Solve returns zeros.
func (None) Solve(p *Problem) (*Solution, error) {
	_, n := p.A.Dims()
	_, k := p.Y.Dims()
	X := mat.NewDense(n, k, nil)
	return &Solution{X: X, RMSE: rmse(p, X)}, nil
}
