package solvers

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// joint is an array of the reference data of joint solves.
func joint(t *testing.T, name string) *mat.Dense { return readFile(t, "testdata/joint.npz", name) }

// currentsOfC are those of the 30 neurons c of joint.npz for values y, with and without
// their bias, and the threshold of each without it.
func currentsOfC(t *testing.T, y []float64, decoded bool) (J *mat.Dense, theta []float64) {
	e, gain, bias := joint(t, "c.encoders").RawMatrix().Data, joint(t, "c.gain").RawMatrix().Data, joint(t, "c.bias").RawMatrix().Data
	J = mat.NewDense(len(y), len(e), nil)
	for i := range e {
		kept := bias[i]
		if decoded {
			kept = 0
		}
		theta = append(theta, 1-kept)
		for k, v := range y {
			J.Set(k, i, gain[i]*e[i]*v+bias[i]-kept)
		}
	}
	return J, theta
}

// Weights from two populations of excitatory and inhibitory neurons into one are those of
// scipy's NNLS on the stacked problem, with a slack for each row below threshold where
// these relax (joint.py of the reference).
func TestJointSolve(t *testing.T) {
	mean := func(x []float64) float64 { return (x[0] + x[1]) / 2 }
	square := func(x []float64) float64 { return x[0] * x[0] }
	product := func(x []float64) float64 { return 0.5*(x[0]+1)*(x[1]+1) - 1 }
	for _, c := range []struct {
		name, points   string
		f              func(x []float64) float64
		decoded, relax bool
		reg            float64
	}{
		{"mean.decoded", "stack", mean, true, false, 0.1},
		{"mean.intrinsic", "stack", mean, false, false, 0.1},
		{"mean.relax", "stack", mean, true, true, 0.1},
		{"square.decoded", "join", square, true, false, 0.1},
		{"square.relax", "join", square, true, true, 0.01},
		{"product.current", "stack", product, true, true, 0.01},
	} {
		t.Run(c.name, func(t *testing.T) {
			A, X := joint(t, c.points+".activities"), joint(t, c.points+".eval_points")
			m, _ := X.Dims()
			y := make([]float64, m)
			for k := range y {
				y[k] = c.f(X.RawRowView(k))
			}
			J, theta := currentsOfC(t, y, c.decoded)
			p := &Problem{A: A, Y: J, Sigma: c.reg * mat.Max(A)}
			for _, s := range append(joint(t, "a.signs").RawMatrix().Data, joint(t, "b.signs").RawMatrix().Data...) {
				p.Signs = append(p.Signs, int8(s))
			}
			if c.relax {
				p.Theta = theta
			}
			sol, err := NNLS{}.Solve(p)
			if err != nil {
				t.Fatal(err)
			}
			want := joint(t, c.name+".weights")
			largest, differ := 0.0, 0.0
			for i := range len(theta) {
				for j := range p.Signs {
					largest = max(largest, math.Abs(want.At(i, j)))
					differ = max(differ, math.Abs(want.At(i, j)-sol.X.At(j, i)))
				}
			}
			t.Logf("largest difference %.1e of the largest weight", differ/largest)
			if differ > 1e-8*largest {
				t.Errorf("weights differ by %.2e of the largest", differ/largest)
			}
			if k := kkt(p, sol.X); k > 1e-10 {
				t.Errorf("the optimality conditions fail by %.1e", k)
			}
		})
	}
}

// Weights of either sign beside signed ones, relaxed or not, are optimal.
func TestFreeWeights(t *testing.T) {
	for _, relax := range []bool{false, true} {
		for _, signs := range [][]int8{{0}, {0, 1, -1}} {
			p := severalSources(400, 60, 12)
			p.Sigma /= 10
			for j := range p.Signs {
				p.Signs[j] = signs[j%len(signs)]
			}
			if relax {
				for range 12 {
					p.Theta = append(p.Theta, 1)
				}
			}
			sol, err := NNLS{}.Solve(p)
			if err != nil {
				t.Fatal(err)
			}
			negative := 0
			for j := range p.Signs {
				for i := range 12 {
					if v := sol.X.At(j, i); p.Signs[j] == 0 && v < 0 {
						negative++
					} else if v*float64(p.Signs[j]) < 0 {
						t.Fatalf("weight %d has the other sign: %g", j, v)
					}
				}
			}
			if k := kkt(p, sol.X); k > 1e-10 || negative == 0 {
				t.Errorf("relax %v, signs %v: the optimality conditions fail by %.1e; %d free weights are negative", relax, signs, k, negative)
			}
		}
	}
}

// kkt is by how much the conditions of optimality fail, as a share of the largest slope at
// zero: the slope of a weight is 0, or towards its bound.
func kkt(p *Problem, X *mat.Dense) (worst float64) {
	m, n := p.A.Dims()
	_, targets := p.Y.Dims()
	for i := range targets {
		slope, scale := make([]float64, n), 0.0
		for j := range n {
			slope[j] = float64(m) * p.Sigma * p.Sigma * X.At(j, i)
		}
		atZero := make([]float64, n)
		for k := range m {
			row, e := p.A.RawRowView(k), 0.0
			for j, a := range row {
				e += a * X.At(j, i)
				atZero[j] += a * p.Y.At(k, i)
			}
			if y := p.Y.At(k, i); p.Theta != nil && y < p.Theta[i] {
				e = max(0, e-p.Theta[i])
			} else {
				e -= y
			}
			for j, a := range row {
				slope[j] += a * e
			}
		}
		for _, v := range atZero {
			scale = max(scale, math.Abs(v))
		}
		for j, v := range slope {
			if p.Signs[j] < 0 {
				v = -v
			}
			if X.At(j, i) != 0 || p.Signs[j] == 0 {
				v = -math.Abs(v)
			}
			worst = max(worst, -v/scale)
		}
	}
	return worst
}
