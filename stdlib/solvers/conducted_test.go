package solvers

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// twoInputs is H of the reference.
type twoInputs [6]float64 // b0 b1 b2 a0 a1 a2

func (h twoInputs) Clip(J float64) float64 {
	if h[4] == 0 {
		return J
	}
	return min(max(J, 0.975*h[2]/h[5]), 0.975*h[1]/h[4])
}
func (h twoInputs) Row(J float64) (exc, inh, sum float64) {
	return h[1] - h[4]*J, h[2] - h[5]*J, h[3]*J - h[0]
}
func (h twoInputs) Current(exc, inh float64) float64 {
	return (h[0] + h[1]*exc + h[2]*inh) / (h[3] + h[4]*exc + h[5]*inh)
}
func (h twoInputs) Linear() bool { return h[4] == 0 && h[5] == 0 }

// productProblem is that of (a+1)(b+1)/2 - 1 into the neurons c of the reference.
func productProblem(t *testing.T, h twoInputs) (*Problem, *mat.Dense) {
	A, X := joint(t, "stack.activities"), joint(t, "stack.eval_points")
	m, _ := X.Dims()
	y := make([]float64, m)
	for k := range y {
		y[k] = 0.5*(X.At(k, 0)+1)*(X.At(k, 1)+1) - 1
	}
	J, theta := currentsOfC(t, y, true)
	p := &Problem{A: A, Y: J, Sigma: 0.01 * mat.Max(A), Theta: theta}
	for _, s := range append(joint(t, "a.signs").RawMatrix().Data, joint(t, "b.signs").RawMatrix().Data...) {
		p.Signs = append(p.Signs, int8(s))
	}
	for range theta {
		p.Inputs = append(p.Inputs, h)
	}
	return p, J
}

// differ is the largest difference of magnitudes, as a share of the largest.
func differ(want *mat.Dense, p *Problem, X *mat.Dense) float64 {
	largest, d := 0.0, 0.0
	_, targets := p.Y.Dims()
	for i := range targets {
		for j, s := range p.Signs {
			largest = max(largest, math.Abs(want.At(i, j)))
			d = max(d, math.Abs(want.At(i, j)-float64(s)*X.At(j, i)))
		}
	}
	return d / largest
}

// Weights into two compartments are those of scipy's NNLS with a slack for each row below
// threshold (joint.py of the reference), whichever current stands in these rows.
func TestConducted(t *testing.T) {
	h := twoInputs(joint(t, "two_compartment.H").RawMatrix().Data)
	p, J := productProblem(t, h)
	sol, err := Conducted{NNLS{}}.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	d := differ(joint(t, "product.two.weights"), p, sol.X)
	t.Logf("largest difference %.1e of the largest weight", d)
	if d > 1e-8 {
		t.Errorf("weights differ by %.2e of the largest", d)
	}
	if rms := Misfit(p, sol.X); math.Abs(rms-0.05758883477774374) > 1e-6 {
		t.Errorf("currents differ by %g, in the reference by 0.0576", rms)
	}
	// With the threshold in the factors of rows below it, the reference has other weights.
	m, targets := J.Dims()
	for i := range targets {
		for k := range m {
			J.Set(k, i, max(h.Clip(J.At(k, i)), 1-1e-12))
		}
	}
	if sol, err = (Conducted{NNLS{}}).Solve(p); err != nil {
		t.Fatal(err)
	}
	if d := differ(joint(t, "product.two.jth.weights"), p, sol.X); d > 1e-8 {
		t.Errorf("with θ in the rows below it weights differ by %.2e of the largest", d)
	}
}

// Inputs that are linear have one set of rows, and give what each target gives by itself; so
// does a support of all neurons. With H of a current they are the weights of currents.
func TestConductedLinearly(t *testing.T) {
	for _, h := range []twoInputs{{0, 1, -1, 1, 0, 0}, {0, 1, -0.25, 10, 0, 0}} {
		p, _ := productProblem(t, h)
		together, err := Conducted{NNLS{}}.Solve(p)
		if err != nil {
			t.Fatal(err)
		}
		apart := &Solution{X: mat.DenseCopyOf(together.X)}
		apart.X.Zero()
		if err := (Conducted{NNLS{}}).each(p, apart); err != nil {
			t.Fatal(err)
		}
		all := make([]int, len(p.Signs))
		for j := range all {
			all[j] = j
		}
		support := make([][]int, len(p.Inputs))
		for i := range support {
			support[i] = all
		}
		supported, err := OnSupport(Conducted{NNLS{}}, p, support)
		if err != nil {
			t.Fatal(err)
		}
		plain := *p
		plain.Inputs = nil
		current, err := NNLS{}.Solve(&plain)
		if err != nil {
			t.Fatal(err)
		}
		for what, X := range map[string]*mat.Dense{"each": apart.X, "on a support": supported.X, "of a current": current.X} {
			if what == "of a current" && h[3] != 1 {
				continue
			}
			var d mat.Dense
			d.Sub(together.X, X)
			if largest := math.Max(mat.Max(&d), -mat.Min(&d)); largest > 1e-9*mat.Max(together.X) {
				t.Errorf("%v: %s differs by %.1e", h, what, largest)
			}
		}
		for i, e := range supported.RMSE {
			if math.Abs(e-together.RMSE[i]) > 1e-9*e {
				t.Errorf("%v: target %d is missed by %g, on a support by %g", h, i, together.RMSE[i], e)
			}
		}
	}
}
