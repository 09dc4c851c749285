package solvers

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/npz"
	"github.com/nefc/nefc/stdlib/rng"
)

const golden = "../../runtime/testdata/nengo/solvers/"

func read(t *testing.T, file, name string) *mat.Dense {
	t.Helper()
	f, err := npz.Open(golden + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a, err := f.Read(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, c := npz.Matrix(a.Shape)
	return mat.NewDense(r, c, a.Floats)
}

// Solvers without chance give Nengo's decoders; both solve the same systems, so
// they agree to the condition number times rounding: 1e-9 of the largest.
func TestLikeNengo(t *testing.T) {
	for _, file := range []string{"small_1d.npz", "mid_2d.npz", "large_3d.npz", "fat_2d.npz"} {
		A, Y := read(t, file, "A"), read(t, file, "Y")
		for _, c := range []struct {
			key string
			s   Solver
			reg float64
		}{{"X_LstsqL2", L2{}, 0.1}, {"X_LstsqL2_reg0.01", L2{}, 0.01}, {"X_LstsqL2nz", L2nz{}, 0.1}, {"X_Lstsq", Lstsq{0.01}, 0}, {"X_LstsqDrop", Drop{0.25}, 0.1}} {
			key := c.key
			sol, err := c.s.Solve(&Problem{A: A, Y: Y, Sigma: c.reg * mat.Max(A), Reg: c.reg})
			if err != nil {
				t.Fatal(err)
			}
			want := read(t, file, key)
			var d mat.Dense
			d.Sub(sol.X, want)
			if diff, scale := mat.Norm(&d, math.Inf(1)), mat.Norm(want, math.Inf(1)); !(diff <= 1e-9*scale) {
				t.Errorf("%s %s: differs by %g of %g", file, key, diff, scale)
			}
		}
	}
}

// The NNLS variants give Nengo's weights where those are unique, for targets
// without negative numbers, which Nengo replaces by zero: both are compared by
// what they leave over, |M·w − b|, whose minimum is unique, to 1e-9 of |b|, and
// weight by weight to 1e-6 of the largest.
func TestNNLSLikeNengo(t *testing.T) {
	for _, file := range []string{"small_1d.npz", "mid_2d.npz", "large_3d.npz", "fat_2d.npz"} {
		A, Y := read(t, file, "A"), read(t, file, "Y")
		Y.Apply(func(_, _ int, v float64) float64 { return max(v, 0) }, Y)
		for key, s := range map[string]Solver{"X_NnlsL2": NNLSGram{}, "X_NnlsL2nz": NNLSGram{NZ: true}} {
			sol, err := s.Solve(&Problem{A: A, Y: Y, Sigma: 0.1 * mat.Max(A), Reg: 0.1})
			if err != nil {
				t.Fatal(err)
			}
			want := read(t, file, key)
			var d mat.Dense
			d.Sub(sol.X, want)
			if diff, scale := mat.Norm(&d, math.Inf(1)), mat.Norm(want, math.Inf(1)); !(diff <= 1e-6*scale) {
				t.Errorf("%s %s: differs by %g of %g", file, key, diff, scale)
			}
		}
	}
}

// seedProblem is that of the forum script: 1001 samples, 101 signed neurons,
// 102 currents, sigma 1 Hz.
func seedProblem(t *testing.T) *Problem {
	p := &Problem{A: read(t, "seed_dale_nnls.npz", "A"), Y: read(t, "seed_dale_nnls.npz", "J_post"), Sigma: 1}
	for _, v := range read(t, "seed_dale_nnls.npz", "is_excitatory").RawMatrix().Data {
		p.Signs = append(p.Signs, int8(2*v-1))
	}
	return p
}

// NNLS on the seed's problem has the weights scipy found for the first ten
// rows, within 1e-7 of the largest (the Gram matrix has condition 1e7, scipy
// worked on the stacked matrix), and satisfies the optimality conditions for
// all of them.
func TestNNLSOnTheSeedProblem(t *testing.T) {
	p := seedProblem(t)
	sol, err := NNLS{}.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	want := read(t, "seed_dale_nnls.npz", "W_stacked_first10") // unsigned
	largest := mat.Norm(want, math.Inf(1))
	for i := range 10 {
		for j, s := range p.Signs {
			if got := sol.X.At(j, i) * float64(s); !(math.Abs(got-want.At(i, j)) <= 1e-7*largest) {
				t.Fatalf("row %d, column %d: %g, scipy has %g", i, j, got, want.At(i, j))
			}
		}
	}
	optimal(t, p, sol.X)
}

// optimal checks the Karush–Kuhn–Tucker conditions of the ridge problem: no
// weight against its sign; for w > 0 the gradient is zero; for w = 0 it does
// not point towards the allowed side. Gradients are compared with |A'y|.
func optimal(t *testing.T, p *Problem, X *mat.Dense) {
	t.Helper()
	var r, g, scale mat.Dense
	r.Mul(p.A, X)
	r.Sub(&r, p.Y)
	g.Mul(p.A.T(), &r)
	scale.Mul(p.A.T(), p.Y)
	m, _ := p.A.Dims()
	n, k := X.Dims()
	worst := 0.0
	for j := range n {
		s := 1.0
		if p.Signs != nil {
			s = float64(p.Signs[j])
		}
		for i := range k {
			w := X.At(j, i) * s
			grad := (g.At(j, i) + float64(m)*p.Sigma*p.Sigma*X.At(j, i)) * s
			if w < 0 {
				t.Fatalf("weight [%d, %d] has the wrong sign", j, i)
			}
			if w == 0 {
				grad = math.Min(0, grad)
			}
			column := mat.Col(nil, i, &scale)
			worst = math.Max(worst, math.Abs(grad)/math.Sqrt(floats.Dot(column, column)))
		}
	}
	if !(worst <= 1e-11) {
		t.Errorf("the optimality conditions are violated by %g of the gradient at zero", worst)
	}
}

// The variant on the normal equations has the script's weights. It is badly
// conditioned (1e7, squared in its own residual), so weights are compared at
// 1e-5 of the largest, and its objective at 1e-9.
func TestNNLSGramOnTheSeedProblem(t *testing.T) {
	p := seedProblem(t)
	sol, err := NNLSGram{}.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	want := read(t, "seed_dale_nnls.npz", "W_signed")
	largest := mat.Max(want)
	for i := range 102 {
		for j := range p.Signs {
			if got := sol.X.At(j, i); !(math.Abs(got-want.At(i, j)) <= 1e-5*largest) {
				t.Fatalf("row %d, column %d: %g, scipy has %g", i, j, got, want.At(i, j))
			}
		}
	}
}

// On random problems, with and without signs, of full and of deficient rank,
// the optimality conditions hold.
func TestNNLSIsOptimal(t *testing.T) {
	r := rng.Stream(1, "nnls", "test")
	for trial := range 20 {
		m, n, k := 30+r.IntN(40), 5+r.IntN(40), 1+r.IntN(8)
		p := &Problem{A: mat.NewDense(m, n, nil), Y: mat.NewDense(m, k, nil), Sigma: 0.3}
		for i := range m {
			for j := range n {
				p.A.Set(i, j, math.Max(0, r.Normal()))
			}
			for j := range k {
				p.Y.Set(i, j, r.Normal())
			}
		}
		if trial%2 == 0 { // a copy of a column makes A rank deficient
			p.A.SetCol(n-1, mat.Col(nil, 0, p.A))
		}
		if trial%3 == 0 {
			for range n {
				p.Signs = append(p.Signs, int8(1-2*r.IntN(2)))
			}
		}
		sol, err := NNLS{}.Solve(p)
		if err != nil {
			t.Fatal(err)
		}
		optimal(t, p, sol.X)
	}
}

// Every solver beats the trivial solution, has the right shape, and without
// regularisation refuses dependent neurons rather than return nonsense.
func TestEverySolver(t *testing.T) {
	A, Y := read(t, "mid_2d.npz", "A"), read(t, "mid_2d.npz", "Y")
	for _, e := range Table {
		v := catalog.Values{}
		for _, p := range e.Params {
			v[p.Name] = p.Default
		}
		s, err := e.New(v)
		if err != nil {
			t.Fatal(err)
		}
		sol, err := s.Solve(&Problem{A: A, Y: Y, Sigma: 0.1 * mat.Max(A), Reg: 0.1, Rand: rng.Stream(1, "test", rng.Noise)})
		if err != nil {
			t.Fatal(e.Name, err)
		}
		_, n := A.Dims()
		_, k := Y.Dims()
		if r, c := sol.X.Dims(); r != n || c != k || len(sol.RMSE) != k {
			t.Errorf("%s: the solution is %d×%d", e.Name, r, c)
		}
		for j, e2 := range sol.RMSE {
			col := mat.Col(nil, j, Y)
			if trivial := math.Sqrt(floats.Dot(col, col) / float64(len(col))); e2 > trivial*(1+1e-12) { // sums of another order
				t.Errorf("%s: target %d has RMSE %g, zero weights have %g", e.Name, j, e2, trivial)
			}
		}
	}
	same := mat.NewDense(4, 2, []float64{1, 1, 2, 2, 3, 3, 4, 4})
	if _, err := (L2{}).Solve(&Problem{A: same, Y: same}); err == nil {
		t.Error("l2 solves a singular system")
	}
}

// tuning are activities of n neurons at m points of a line: rates of up to 200 to
// 400 Hz from intercepts of −1 to 1, either way, as a population has them.
func tuning(m, n int, r *rng.Rand) *mat.Dense {
	A := mat.NewDense(m, n, nil)
	for j := range n {
		intercept, rate, sign := r.Uniform(-1, 0.9), r.Uniform(200, 400), float64(1-2*(j%2))
		for i := range m {
			x := sign * (2*float64(i)/float64(m-1) - 1)
			A.Set(i, j, rate*math.Sqrt(max(0, (x-intercept)/(1-intercept))))
		}
	}
	return A
}

// The elastic net satisfies its optimality conditions: the gradient of the
// smooth part is -l1·sign(w) where w is not zero, and within ±l1 where it is;
// with signs it may fall towards the side that is not allowed. So it does with
// its defaults for ordinary populations, several targets, and no l2 at all.
func TestL1IsOptimal(t *testing.T) {
	byDefault, err := l1Entry.New(catalog.Values{"l1": l1Entry.Params[0].Default, "l2": l1Entry.Params[1].Default})
	if err != nil {
		t.Fatal(err)
	}
	type problem struct {
		name string
		s    L1
		p    Problem
	}
	problems := []problem{{"two dimensions", L1{1e-3, 1e-5}, Problem{A: read(t, "mid_2d.npz", "A"), Y: read(t, "mid_2d.npz", "Y")}}}
	for _, n := range []int{100, 200} {
		for seed := range int64(3) {
			p := Problem{A: tuning(300, n, rng.Stream(seed, "a", "test")), Y: mat.NewDense(300, 2, nil)}
			for i := range 300 {
				x := 2*float64(i)/299 - 1
				p.Y.SetRow(i, []float64{x, x * x})
			}
			signed := p
			signed.Signs = make([]int8, n)
			for j := range n {
				signed.Signs[j] = int8(1 - 2*(j%5/4))
			}
			problems = append(problems, problem{"defaults", byDefault.(L1), p}, problem{"with signs", byDefault.(L1), signed}, problem{"no l2", L1{1e-4, 0}, p})
		}
	}
	for _, c := range problems {
		sol, err := c.s.Solve(&c.p)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		netOptimal(t, c.name, c.s, &c.p, sol.X)
	}
}

// netOptimal checks those conditions.
func netOptimal(t *testing.T, name string, s L1, p *Problem, X *mat.Dense) {
	t.Helper()
	m, n := p.A.Dims()
	top := mat.Max(p.A)
	var g mat.Dense
	g.Mul(p.A.T(), Residual(p, X))
	zeros, bound := 0, s.L1*top
	for j := range n {
		for i := range 2 {
			w := X.At(j, i)
			grad := g.At(j, i)/float64(m) + s.L2*top*top*w
			switch {
			case w != 0:
				if !(math.Abs(grad+math.Copysign(bound, w)) <= 1e-8*bound) {
					t.Errorf("%s: weight %d = %g has gradient %g, not %g", name, j, w, grad, -math.Copysign(bound, w))
				}
				if p.Signs != nil && w*float64(p.Signs[j]) < 0 {
					t.Errorf("%s: weight %d = %g has the wrong sign", name, j, w)
				}
				continue
			case p.Signs == nil && !(math.Abs(grad) <= bound*(1+1e-8)), p.Signs != nil && !(-grad*float64(p.Signs[j]) <= bound*(1+1e-8)):
				t.Errorf("%s: weight %d is zero with gradient %g, beyond %g", name, j, grad, bound)
			}
			zeros++
		}
	}
	if zeros == 0 || zeros == 2*n {
		t.Errorf("%s: %d of %d weights are zero: the test tests nothing", name, zeros, 2*n)
	}
}

// The condition of a diagonal matrix is the ratio of its largest to its smallest
// element, wherever they stand; a singular one is refused with its size.
func TestCondition(t *testing.T) {
	for _, d := range [][]float64{{4, 1, 0.01, 2}, {0.01, 4, 1}, {1, 2, 4, 0.01}, {3}} {
		G := mat.NewSymDense(len(d), nil)
		for i, v := range d {
			G.SetSym(i, i, v)
		}
		chol, ok := factorize(G)
		if !ok {
			t.Fatal(d)
		}
		if want := floats.Max(d) / floats.Min(d); !(math.Abs(chol.condition()/want-1) <= 1e-12) {
			t.Errorf("condition of %v is %g, want %g", d, chol.condition(), want)
		}
	}
	same := mat.NewDense(3, 2, []float64{1, 1, 2, 2, 3, 3})
	_, err := (L2{}).Solve(&Problem{A: same, Y: same})
	if err == nil || !strings.Contains(err.Error(), "the 2 neurons are linearly dependent at regularisation 0 Hz") {
		t.Errorf("%v", err)
	}
}
