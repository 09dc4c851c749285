package solvers

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

const golden = "../../runtime/testdata/nengo/solvers/"

func read(t *testing.T, file, name string) *mat.Dense {
	t.Helper()
	return readFile(t, golden+file, name)
}

func readFile(t *testing.T, path, name string) *mat.Dense {
	t.Helper()
	f, err := npz.Open(path)
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
		}{{"X_LstsqL2", L2{}, 0.1}, {"X_LstsqL2_reg0.01", L2{}, 0.01}, {"X_LstsqL2nz", L2nz{}, 0.1}, {"X_Lstsq", Lstsq{0.01}, 0},
			{"X_LstsqDrop", Drop{0.25}, 0.1}} {
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
			if trivial := math.Sqrt(floats.Dot(col, col) / float64(len(col))); !(e2 <= trivial*(1+1e-12)) { // sums of another order
				t.Errorf("%s: target %d has RMSE %g, zero weights have %g", e.Name, j, e2, trivial)
			}
		}
	}
	same := mat.NewDense(4, 2, []float64{1, 1, 2, 2, 3, 3, 4, 4})
	for _, s := range []Solver{L2{}, NNLS{}} {
		if _, err := s.Solve(&Problem{A: same, Y: same}); err == nil || err.Error() != "the activities of the 2 neurons are linearly dependent at regularisation 0 Hz; raise `reg` or `sigma`" {
			t.Errorf("%T solves a singular system: %v", s, err)
		}
	}
	for _, s := range []Solver{Drop{0.5}, L2{}} {
		if _, err := s.Solve(&Problem{A: mat.NewDense(4, 2, nil), Y: same}); err == nil {
			t.Errorf("%T solves for silent neurons", s)
		}
	}
}

// The error of a solution is that of its weights, target by target, for few targets
// and many, for points of one block and of several, as it is told and as it is.
func TestErrors(t *testing.T) {
	r := rng.Stream(2, "errors", "test")
	for _, c := range [][3]int{{30, 5, 1}, {30, 5, fewTargets}, {30, 5, fewTargets + 1}, {blockRows, 3, 2}, {blockRows + 1, 3, 2}, {2*blockRows + 7, 3, fewTargets + 3}} {
		m, n, k := c[0], c[1], c[2]
		p := &Problem{A: mat.NewDense(m, n, nil), Y: mat.NewDense(m, k, nil)}
		X := mat.NewDense(n, k, nil)
		for _, d := range []*mat.Dense{p.A, p.Y, X} {
			rows, cols := d.Dims()
			for i := range rows {
				for j := range cols {
					d.Set(i, j, r.Uniform(-1, 1))
				}
			}
		}
		var want mat.Dense
		want.Mul(p.A, X)
		want.Sub(&want, p.Y)
		if got := Residual(p, X); !mat.EqualApprox(got, &want, 1e-12) {
			t.Errorf("%v: other residuals", c)
		}
		whole := p.A
		for _, A := range []*mat.Dense{whole, nil} {
			p.A, p.N = A, n
			p.Block = func(from, rows int) *mat.Dense { return whole.Slice(from, from+rows, 0, n).(*mat.Dense) }
			for j, got := range rmse(p, X) {
				if e := mat.Norm(want.ColView(j), 2) / math.Sqrt(float64(m)); !(math.Abs(got-e) <= 1e-12) {
					t.Errorf("%v: target %d has error %g, told %g", c, j, e, got)
				}
			}
		}
	}
	A, Y := read(t, "mid_2d.npz", "A"), read(t, "mid_2d.npz", "Y")
	m, _ := A.Dims()
	for _, s := range []Solver{L2{}, L2nz{}, Lstsq{0.01}, Noise{0.1}, MultNoise{0.1}, Drop{0.25}, L1{1e-4, 1e-6}, NNLS{}, NNLSGram{}, NNLSGram{NZ: true}, None{}} {
		p := &Problem{A: A, Y: Y, Sigma: 0.1 * mat.Max(A), Reg: 0.1, Rand: rng.Stream(1, "test", rng.Noise)}
		sol, err := s.Solve(p)
		if err != nil {
			t.Fatal(err)
		}
		for j, e := range sol.RMSE {
			if want := mat.Norm(Residual(p, sol.X).ColView(j), 2) / math.Sqrt(float64(m)); !(math.Abs(e-want) <= 1e-12*want) {
				t.Errorf("%T: target %d has error %g, told %g", s, j, want, e)
			}
		}
	}
}

// Which solvers keep signs, and what each holds at once, of m points, n neurons and
// k targets: the matrices that its comment names.
func TestRoom(t *testing.T) {
	const m, n, k = 1000.0, 50.0, 3.0
	panels := 2*192*n + 2*192*k
	errors, many := m*k+n*k, 1000*20.0
	for _, c := range []struct {
		s      Solver
		signed bool
		room   float64
	}{
		{L2{}, false, 2*n*n + n*k + panels + errors},
		{L2nz{}, false, 2*n*n + n*k + panels + errors},
		{Lstsq{0.01}, false, m*n + 2*m*n + 2*n*n + 2*n*k + errors},
		{Noise{0.1}, false, m*n + m*n + 2*m*n + 2*n*n + 2*n*k + errors},
		{MultNoise{0.1}, false, m*n + m*n + 2*m*n + 2*n*n + 2*n*k + errors},
		{Drop{0.25}, false, m*n + 2*n*n + n + 2*192*n + 2*192 + m + n + 2*n*k},
		{L1{1e-4, 1e-6}, true, 3*n*n + 6*n*k + panels + errors},
		{NNLS{}, true, 6*n*n + 3*n*k + panels + errors},
		{NNLSGram{}, true, 4*n*n + 3*n*k + panels + errors},
		{None{}, true, n*k + errors},
	} {
		if got := c.s.Room(m, n, k); got != c.room || c.s.Traits().Signed != c.signed {
			t.Errorf("%T: %g numbers, signed %v; want %g", c.s, got, c.s.Traits().Signed, c.room)
		}
	}
	if got := (L2{}).Room(m, n, 20); got != max(2*n*n+n*20, n*n+3*n*20)+2*192*n+2*192*20+many {
		t.Errorf("many targets: %g", got)
	}
	if got := (L2{}).Room(5000, n, 2); got != 2*n*n+n*2+2*192*n+2*192*2+1536*2+n*2 {
		t.Errorf("many points: %g", got)
	}
	for _, c := range []struct{ m, n, k, want float64 }{ // more neurons than points
		{40, 50, 2, max(2*40*40+40*2, 40*40+2*40*2+50*2) + 2*192*50 + 2*192*2 + 40*2 + 50*2},
		{40, 50, 30, 40*40 + 2*40*30 + 50*30 + 2*192*50 + 2*192*30 + 40*30},
		{40, 50, 1, 2*40*40 + 40 + 2*192*50 + 2*192 + 40 + 50},
	} {
		if got := (L2{}).Room(c.m, c.n, c.k); got != c.want {
			t.Errorf("%+v: %g", c, got)
		}
	}
	if got := (Lstsq{0.01}).Room(40, 50, 2); got != 40*50+2*40*40+2*50*40+(40+50)*2+40*2+50*2 {
		t.Errorf("lstsq of few points: %g", got)
	}
	if got := (Drop{0.25}).Room(40, 50, 30); got != (L2{}).Room(40, 50, 30)+2*50*30 {
		t.Errorf("drop of many targets: %g", got)
	}
}

// A share is at least 0 and below 1.
func TestShares(t *testing.T) {
	for v, fine := range map[float64]bool{0: true, 0.999: true, 1: false, -1e-9: false, math.Inf(1): false} {
		if err := dropEntry.Params[0].Check(v); (err == nil) != fine || err != nil && err.Error() != "is a share from 0 to below 1" {
			t.Errorf("%g: %v", v, err)
		}
	}
	if dropEntry.Params[0].Check(math.NaN()) == nil {
		t.Error("NaN is a share")
	}
}

// A tour goes from one direction to the next without turning back, whatever the lengths
// and the order; equal ones follow each other in their own order, and zeros point nowhere.
func TestTour(t *testing.T) {
	rows := mat.NewDense(6, 2, []float64{2, 0, -3, 0, 0, 1, 1, 1, 4, 0, 5, 0.1})
	if got := tour(rows); !slices.Equal(got, []int{1, 2, 3, 5, 0, 4}) {
		t.Errorf("%v", got)
	}
	if got := tour(mat.NewDense(3, 2, []float64{0, 0, 1, 0, 0, 0})); !slices.Equal(got, []int{1, 0, 2}) {
		t.Errorf("with zeros: %v", got)
	}
	if got := tour(mat.NewDense(3, 1, []float64{1e200, math.NaN(), 1})); len(got) != 3 {
		t.Errorf("beyond what can be squared: %v", got)
	}
	r, k := rng.Stream(1, "tour", "test"), 200
	rows = mat.NewDense(k, 2, nil)
	angle := make([]float64, k)
	for j := range k {
		angle[j] = r.Uniform(-1.5, 1.5)
		rows.SetRow(j, []float64{r.Uniform(1, 9) * math.Cos(angle[j]), math.Sin(angle[j])})
		length := math.Hypot(rows.At(j, 0), rows.At(j, 1))
		angle[j] = rows.At(j, 1) / length
	}
	order := tour(rows)
	rising := angle[order[0]] < angle[order[k-1]]
	for i := 1; i < k; i++ {
		if (angle[order[i]] > angle[order[i-1]]) != rising {
			t.Fatalf("it turns back at %d", i)
		}
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
		chol, ok := factorize(panelled(G))
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
