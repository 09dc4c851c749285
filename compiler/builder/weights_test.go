package builder_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/solvers"
)

// The populations of the tests of weights: rectified linear neurons, whose rates are
// written down below, of which some are silent at some points.
const populations = `seed 3
ensemble a 6 dims 2 radius 2 neurons relu encoders [[1, 0], [-1, 0], [0, 1], [0, -1], [3, 4], [-1, 1]] gain [2, 3, 4, 5, 6, 7] bias [0.5, 1, -0.5, 2, 0.1, 1.5] EVAL
ensemble b 3 dims 2 radius 0.5 neurons relu encoders [[1, 0], [0, 1], [-0.6, 0.8]] gain [2, 5, 3] bias [0.4, -0.3, 0.2]
node y dims 2
`

var points = []float64{1, 0.1, -0.5, 0.5, 0.2, -1, 0.7, 0.7, -0.9, -0.3, 0, 0.4, 0.3, 0.9, -0.2, -0.6}

// rates are A at points that were scaled by the radius.
func rates(scale float64) *mat.Dense {
	E := []float64{1, 0, -1, 0, 0, 1, 0, -1, 0.6, 0.8, -math.Sqrt(0.5), math.Sqrt(0.5)}
	gain, bias := []float64{2, 3, 4, 5, 6, 7}, []float64{0.5, 1, -0.5, 2, 0.1, 1.5}
	A := mat.NewDense(8, 6, nil)
	for k := range 8 {
		for i := range 6 {
			x, y := points[2*k]*scale, points[2*k+1]*scale
			A.Set(k, i, max(0, gain[i]*(E[2*i]*x+E[2*i+1]*y)/2+bias[i]))
		}
	}
	return A
}

// targets are f at points.
func targets(scale float64, f func(x, y float64) []float64) *mat.Dense {
	var out *mat.Dense
	for k := range 8 {
		row := f(points[2*k]*scale, points[2*k+1]*scale)
		if out == nil {
			out = mat.NewDense(8, len(row), nil)
		}
		out.SetRow(k, row)
	}
	return out
}

// currents are what represents values: gain/radius·(e·f), in the order of the rows.
func currents(F *mat.Dense, rows []int, bias string) *mat.Dense {
	E, gain, biases := []float64{1, 0, 0, 1, -0.6, 0.8}, []float64{2, 5, 3}, []float64{0.4, -0.3, 0.2}
	J := mat.NewDense(8, len(rows), nil)
	for k := range 8 {
		for c, i := range rows {
			v := gain[i] / 0.5 * (E[2*i]*F.At(k, 0) + E[2*i+1]*F.At(k, 1))
			J.Set(k, c, v+biases[i]-kept(biases[i], bias))
		}
	}
	return J
}

// kept is what a neuron keeps of its bias.
func kept(b float64, mode string) float64 {
	switch {
	case mode == "intrinsic", mode == "keep_positive" && b > 0, mode == "keep_negative" && b < 0:
		return b
	}
	return 0
}

func columns(A *mat.Dense, index []int) *mat.Dense {
	m, _ := A.Dims()
	out := mat.NewDense(m, len(index), nil)
	for c, j := range index {
		out.SetCol(c, mat.Col(nil, j, A))
	}
	return out
}

// text writes numbers as a list of the language, or of lists of k.
func text(x []float64, k int) string {
	var rows []string
	for i := 0; i < len(x); i += k {
		rows = append(rows, strings.Join(strings.Fields(fmt.Sprint(x[i:i+k])), ", "))
	}
	return "[" + strings.Join(rows, ", ") + "]"
}

func identity(x, y float64) []float64 { return []float64{x, y} }

// Every solver gets the problem that the connection states, and its solution becomes
// weights: with its parameters, of decoders and of full weights, of the function and
// points of the connection, between some of the neurons, in either unit, with the
// bias or without, times the transform and the scale.
func TestEverySolverOnEveryConnection(t *testing.T) {
	all, three := []int{0, 1, 2, 3, 4, 5}, []int{0, 1, 2}
	square := func(x, y float64) []float64 { return []float64{x * x, y - x} }
	cases := []struct {
		ends, options string
		pre, post     []int // neurons; post is nil for decoders
		f             func(x, y float64) []float64
		scale         float64 // of the points
		reg, sigma    float64
		factor        float64
		bias          string
		gain          bool
	}{
		{"a -> y", "", all, nil, identity, 2, 0.1, 0, 1, "intrinsic", false},
		{"a -> y", "function [x[0]^2, x[1] - x[0]] reg 0.02 scale -3", all, nil, square, 2, 0.02, 0, -3, "intrinsic", false},
		{"a -> y", "function [x[0]^2, x[1] - x[0]] sigma 0.3Hz transform 2", all, nil, square, 2, 0, 0.3, 2, "intrinsic", false},
		{"a -> y", "eval_points " + text(points, 2) + " scale_eval_points no", all, nil, identity, 1, 0.1, 0, 1, "intrinsic", false},
		{"a -> y", "eval_points " + text(points, 2), all, nil, identity, 2, 0.1, 0, 1, "intrinsic", false},
		{"a.neurons -> b.neurons", "", all, three, identity, 2, 0.1, 0, 1, "intrinsic", false},
		{"a.neurons -> b.neurons", "function [x[0]^2, x[1] - x[0]] reg 0.02 scale 3 units gain", all, three, square, 2, 0.02, 0, 3, "intrinsic", true},
		{"a.neurons[5, 0, 2] -> b.neurons[2, 2, 0]", "sigma 0.3Hz", []int{5, 0, 2}, []int{2, 2, 0}, identity, 2, 0, 0.3, 1, "intrinsic", false},
		{"a.neurons[1:4] -> b.neurons[1]", "bias decoded units gain", []int{1, 2, 3}, []int{1}, identity, 2, 0.1, 0, 1, "decoded", true},
		{"a.neurons -> b.neurons", "bias decoded eval_points " + text(points, 2) + " scale_eval_points no", all, three, identity, 1, 0.1, 0, 1, "decoded", false},
		{"a.neurons -> b.neurons", "bias keep_positive", all, three, identity, 2, 0.1, 0, 1, "keep_positive", false},
		{"a.neurons -> b.neurons[1:3]", "bias keep_negative units gain", all, []int{1, 2}, identity, 2, 0.1, 0, 1, "keep_negative", true},
	}
	for _, entry := range solvers.Table {
		v, name := catalog.Values{}, entry.Name
		for i, p := range entry.Params {
			switch v[p.Name] = p.Default; {
			case i > 0:
			case p.Kind == catalog.Flag:
				v[p.Name], name = 1, name+"("+p.Name+"=yes)"
			default:
				v[p.Name] = 1.5 * p.Default
				name += fmt.Sprintf("(%s=%g)", p.Name, v[p.Name])
			}
		}
		s, err := entry.New(v)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range cases {
			t.Run(fmt.Sprintf("%s %d", name, i), func(t *testing.T) {
				eval := "eval_points " + text(points, 2)
				g := built(t, strings.Replace(populations, "EVAL", eval, 1)+"connect c: "+c.ends+" solve "+name+" "+c.options+"\nprobe y\nprobe c.weights\n")
				A := rates(c.scale)
				p := &solvers.Problem{A: columns(A, c.pre), Y: targets(c.scale, c.f), Reg: c.reg, Sigma: c.sigma, Rand: rng.Stream(3, "c", rng.Noise)}
				if c.reg != 0 {
					p.Sigma = c.reg * mat.Max(A)
				}
				if c.post != nil {
					p.Y = currents(p.Y, c.post, c.bias)
				}
				want, err := s.Solve(p)
				if err != nil {
					t.Fatal(err)
				}
				var W []float64
				rows := 2
				if c.post != nil {
					rows = len(c.post)
				}
				for i := range rows {
					for j := range c.pre {
						w := want.X.At(j, i) * c.factor
						if c.gain {
							w /= []float64{2, 5, 3}[c.post[i]]
						}
						W = append(W, w)
					}
				}
				link := linkOf(t, g, "c")
				near(t, "weights", link.Weights.Init, W)
				near(t, "bias", signalOf(t, g, "b.bias").Init, []float64{kept(0.4, c.bias), kept(-0.3, c.bias), kept(0.2, c.bias)})
				if nothing := slices.Max(W) == 0 && slices.Min(W) == 0; nothing != (entry.Name == "none") {
					t.Error("the weights are zero: the test tests nothing")
				}
				if link.Fit.Name != entry.Name {
					t.Errorf("solved by %s", link.Fit.Name)
				}
				rmse := 0.0
				for _, e := range want.RMSE {
					rmse += e * e / float64(len(want.RMSE))
				}
				zeros, squares := 0.0, 0.0
				for _, x := range want.X.RawMatrix().Data {
					if x == 0 {
						zeros += 1 / float64(len(W))
					}
				}
				for _, y := range p.Y.RawMatrix().Data {
					squares += y * y / float64(8*rows)
				}
				near(t, "fit", []float64{link.Fit.RMSE, link.Fit.TargetRMS, link.Fit.Zeros, link.Fit.Condition, float64(link.Fit.Iterations)},
					[]float64{math.Sqrt(rmse), math.Sqrt(squares), zeros, want.Condition, float64(want.Iterations)})
			})
		}
	}
}

// Weights that relax stay below the threshold less what the neuron keeps of its bias.
func TestRelaxedThresholds(t *testing.T) {
	for _, bias := range weightfile.BiasWords {
		for _, name := range []string{"nnls", "l2"} {
			g := built(t, strings.Replace(populations, "EVAL", "eval_points "+text(points, 2), 1)+
				"connect c: a.neurons -> b.neurons solve "+name+" relax yes reg 0.1 bias "+bias+"\nprobe y\nprobe c.weights\n")
			A := rates(2)
			p := &solvers.Problem{A: A, Y: currents(targets(2, identity), []int{0, 1, 2}, bias), Reg: 0.1, Sigma: 0.1 * mat.Max(A),
				Theta: []float64{-kept(0.4, bias), -kept(-0.3, bias), -kept(0.2, bias)}}
			want, err := linkOf(t, g, "c").Solver.Solve(p)
			if err != nil {
				t.Fatal(err)
			}
			near(t, name+" "+bias, linkOf(t, g, "c").Weights.Init, mat.DenseCopyOf(want.X.T()).RawMatrix().Data)
		}
	}
}

// Least squares with a regularisation are what their normal equations say:
// (AᵀA + m·σ²·I)·X = AᵀY.
func TestDecodersSolveTheNormalEquations(t *testing.T) {
	g := built(t, strings.Replace(populations, "EVAL", "eval_points "+text(points, 2), 1)+"connect c: a -> y\nprobe y\n")
	A, Y := rates(2), targets(2, identity)
	sigma := 0.1 * mat.Max(A)
	var gram, right, X mat.Dense
	gram.Mul(A.T(), A)
	for i := range 6 {
		gram.Set(i, i, gram.At(i, i)+8*sigma*sigma)
	}
	right.Mul(A.T(), Y)
	if err := X.Solve(&gram, &right); err != nil {
		t.Fatal(err)
	}
	near(t, "decoders", linkOf(t, g, "c").Weights.Init, mat.DenseCopyOf(X.T()).RawMatrix().Data)
}

// Weights that a mask leaves out are zero, the others are solved without them:
// `density` keeps a share of each neuron's sources, drawn by the connection's name,
// `strongest` the largest of the whole solution. Given weights are masked alike.
func TestMaskedWeights(t *testing.T) {
	model := strings.Replace(populations, "EVAL", "eval_points "+text(points, 2), 1)
	for _, solver := range []struct {
		name string
		s    solvers.Solver
	}{{"l2", solvers.L2{}}, {"nnls", solvers.NNLS{}}} {
		for _, c := range []struct {
			ends      string
			pre, post []int
		}{
			{"a.neurons -> b.neurons", []int{0, 1, 2, 3, 4, 5}, []int{0, 1, 2}},
			{"a.neurons[5, 4, 1, 0] -> b.neurons[2, 0]", []int{5, 4, 1, 0}, []int{2, 0}},
		} {
			A := rates(2)
			p := &solvers.Problem{A: columns(A, c.pre), Y: currents(targets(2, identity), c.post, "intrinsic"), Reg: 0.1, Sigma: 0.1 * mat.Max(A)}
			n := len(c.pre)
			for mask, largest := range map[string]int{"density 50%": 0, "strongest 1": 1, "strongest 2": 2} {
				link := linkOf(t, built(t, model+"connect c: "+c.ends+" solve "+solver.name+" "+mask+"\nprobe c.weights\n"), "c")
				support := make([][]int, len(c.post))
				weights, existing := link.Weights.Init, link.Mask
				if link.Thin != nil {
					weights, existing = link.Thin.Dense(), link.Thin.Mask()
				}
				for k, exists := range existing {
					if exists {
						support[k/n] = append(support[k/n], k%n)
					}
				}
				if largest > 0 {
					whole, err := solver.s.Solve(p)
					if err != nil {
						t.Fatal(err)
					}
					if want := solvers.Largest(whole.X, largest); fmt.Sprint(support) != fmt.Sprint(want) {
						t.Errorf("%s %s: %v exist, the largest are %v", c.ends, mask, support, want)
					}
				} else {
					r := rng.Stream(3, "c", rng.Mask)
					for i := range support {
						want := slices.Clone(r.Perm(n)[:n/2])
						if slices.Sort(want); !slices.Equal(support[i], want) {
							t.Errorf("%s %s: %v exist in row %d, want %v", c.ends, mask, support[i], i, want)
						}
					}
				}
				want, err := solvers.OnSupport(solver.s, p, support)
				if err != nil {
					t.Fatal(err)
				}
				near(t, mask, weights, mat.DenseCopyOf(want.X.T()).RawMatrix().Data)
			}
		}
	}
	for _, all := range []string{"solve l2", "solve l2 density 100%", "solve l2 strongest 6", "weights 1 density 100%"} {
		if link := linkOf(t, built(t, model+"connect c: a.neurons -> b.neurons "+all+"\nprobe c.weights\n"), "c"); link.Mask != nil {
			t.Errorf("%s: all weights exist, and are masked", all)
		}
	}
	link := linkOf(t, built(t, model+"connect c: a.neurons -> b.neurons weights [[1, -5, 3, 2, 0, -4], [0, 0, 0, 1, 2, 3], [6, 5, 4, 3, 2, 1]] strongest 2 scale 10\nprobe c.weights\n"), "c")
	near(t, "given", link.Weights.Init, []float64{0, -50, 0, 0, 0, -40, 0, 0, 0, 0, 20, 30, 60, 50, 0, 0, 0, 0})
	link = linkOf(t, built(t, model+"connect c: a.neurons -> b.neurons weights 2 density 34% \nprobe c.weights\n"), "c")
	for i := range 3 {
		sum := 0.0
		for _, w := range link.Weights.Init[6*i : 6*i+6] {
			sum += w
		}
		near(t, "given and sparse", []float64{sum}, []float64{4})
	}
}

// What the tuning comes to: encoders of length 1 unless `normalize no`, scaled by
// gain/radius, evaluation points times the radius, exactly round(dale·n) excitatory
// neurons.
func TestTuningByHand(t *testing.T) {
	g := built(t, `seed 1
ensemble a 2 dims 2 radius 2 encoders [[3, 4], [0, -0.5]] gain [2, 5] bias [0.5, -1] eval_points [[1, 0], [0.5, -1]]
ensemble b 2 dims 2 radius 2 encoders [[3, 4], [0, -0.5]] gain [2, 5] bias [0.5, -1] normalize no
ensemble c 7 dale 0.36
ensemble d 3 encoders 0.25 gain 2 bias 1
connect a -> b
connect c.neurons -> d.neurons solve nnls
probe a, b, c, d
`)
	p := g.Populations
	near(t, "encoders", p[0].EncoderRows, []float64{0.6, 0.8, 0, -1})
	near(t, "scaled", p[0].Scaled, []float64{0.6, 0.8, 0, -2.5})
	near(t, "points", p[0].Points(), []float64{2, 0, 1, -2})
	near(t, "as given", p[1].EncoderRows, []float64{3, 4, 0, -0.5})
	near(t, "as given, scaled", p[1].Scaled, []float64{3, 4, 0, -1.25})
	near(t, "one for all", p[3].EncoderRows, []float64{1, 1, 1})
	near(t, "gain", p[3].GainRow, []float64{2, 2, 2})
	if a, c := p[0].Table, p[2].Table; a.MaxRates != "given by gain or bias" || a.Intercepts != a.MaxRates || c.MaxRates != "200..400" || c.Intercepts != "-1..0.9" ||
		a.Neurons != 2 || a.Dims != 2 || a.Radius != 2 || a.Seed != 1 || a.Name != "a" || a.Fingerprint == p[1].Table.Fingerprint {
		t.Errorf("a table would say %+v, %+v", a, c)
	}
	if want := "6b8701c8b9b1aa738d4fa51581ad0cb1653fd9498991b33e63e5baa29c23c198"; p[0].Table.Fingerprint != want {
		t.Errorf("tables that were written before no longer fit: the fingerprint is %s", p[0].Table.Fingerprint)
	}
	excitatory := 0
	for _, s := range p[2].Signs {
		if s != 1 && s != -1 {
			t.Errorf("a sign is %d", s)
		}
		excitatory += int(s+1) / 2
	}
	if excitatory != 3 { // round(2.52)
		t.Errorf("%d of 7 neurons are excitatory", excitatory)
	}
	if p[0].Signs != nil || g.Links[1].Signs == nil {
		t.Error("signs belong to populations with `dale`, and their connections")
	}
}

// A linear wire from a population is a matrix times the decoders of its value, in
// whatever form it is written.
func TestWiresOfDecodersByHand(t *testing.T) {
	model := strings.Replace(populations, "EVAL", "", 1)
	D := linkOf(t, built(t, model+"connect c: a -> y\nprobe y\n"), "c").Weights.Init
	for wire, T := range map[string][]float64{
		"a -> y":                            {1, 0, 0, 1},
		"-a -> y":                           {-1, 0, 0, -1},
		"2*a -> y":                          {2, 0, 0, 2},
		"a/4*-2 -> y scale 3":               {-1.5, 0, 0, -1.5},
		"a[1] -> y[0]":                      {0, 1},
		"a[1, 0] -> y":                      {0, 1, 1, 0},
		"a[0, 0] -> y":                      {1, 0, 1, 0},
		"3*a[-1] -> y[1]":                   {0, 3},
		"a - 2*a -> y":                      {-1, 0, 0, -1},
		"a[0] - 3*a[1] -> y[0]":             {1, -3},
		"a -> y transform [[1, 2], [3, 4]]": {1, 2, 3, 4},
		"a[1, 0] -> y transform [[1, 2], [3, 4]]":      {2, 1, 4, 3},
		"-a -> y transform [1, 2] scale 0.5":           {-0.5, 0, 0, -1},
		"a[1] -> y transform [[5], [-5]]":              {0, 5, 0, -5},
		"a -> b.neurons[1] transform [[0.5, -1]]":      {0.5, -1},
		"a -> b.neurons[0, 2, 1] transform 2":          {2, 2, 2, 2, 2, 2},
		"a[0] -> b.neurons transform [[1], [2], [-1]]": {1, 0, 2, 0, -1, 0},
	} {
		rows := len(T) / 2
		var W mat.Dense
		W.Mul(mat.NewDense(rows, 2, T), mat.NewDense(2, 6, D))
		near(t, wire, linkOf(t, built(t, model+"connect c: "+wire+"\nprobe y\nprobe c.weights\n"), "c").Weights.Init, W.RawMatrix().Data)
	}
}

// Wires that decode the same share decoders, but for what each does to them.
func TestSharedDecodersStayApart(t *testing.T) {
	model := strings.Replace(populations, "EVAL", "", 1)
	D := linkOf(t, built(t, model+"connect c: a -> y\nprobe y\n"), "c").Weights.Init
	g := built(t, model+`node z dims 2
node read = a
connect four: a -> y transform 2 scale 2
connect one: a -> y transform 2 scale 0.5
connect same: a -> z
connect loose: a -> z reg 0.2
connect learns: a -> z synapse 3ms
connect changes: a -> z synapse 4ms
learn pes err = z - [1, 1] on learns
probe a, read, y, z, changes.weights
experiment e {
  scale changes by 3
  run 1ms
}
`)
	for name, k := range map[string]float64{"four": 4, "one": 1, "same": 1, "learns": 1, "changes": 1} {
		want := slices.Clone(D)
		for i := range want {
			want[i] *= k
		}
		near(t, name, linkOf(t, g, name).Weights.Init, want)
	}
	if loose := linkOf(t, g, "loose").Weights.Init; math.Abs(loose[0]-D[0]) < 1e-6*math.Abs(D[0]) {
		t.Error("more regularisation gives the same decoders")
	}
	for _, solver := range []string{"noise", "mult_noise"} {
		g := built(t, model+"connect p: a -> y solve "+solver+"\nconnect q: a -> y solve "+solver+"\nprobe y\n")
		if p, q := linkOf(t, g, "p").Weights, linkOf(t, g, "q").Weights; p == q || slices.Equal(p.Init, q.Init) {
			t.Errorf("%s draws the same for every connection", solver)
		}
	}
	shared := linkOf(t, g, "same").Weights
	for name, want := range map[string]bool{"one": true, "four": false, "loose": false, "learns": false, "changes": false} {
		if W := linkOf(t, g, name).Weights; (W == shared) != want || W.Const != (name != "learns" && name != "changes") {
			t.Errorf("%s: shared %v, constant %v", name, W == shared, W.Const)
		}
	}
}

// Numbers whose squares are none are refused where weights are solved, and an
// infinite condition is the largest number.
func TestSolvedWeightsAreFinite(t *testing.T) {
	for option, code := range map[string]string{
		"function 1e308": "NEF080", "eval_points 1e308": "NEF080", "function x*1e151": "NEF080", "reg 1e308": "NEF094", "sigma 1e300Hz": "NEF094",
	} {
		if got := codesOf(t, "seed 1\nensemble a 20\nensemble b 20\nconnect u -> a\nconnect a -> b "+option+"\nprobe b\nnode u = 1\n"); got != code {
			t.Errorf("%s: %q, want %s", option, got, code)
		}
	}
	silent := built(t, "seed 1\nensemble a 2 encoders [1] gain 1 bias [2, -5]\nensemble b 20\nconnect c: a -> b solve lstsq\nprobe b\n")
	if c := linkOf(t, silent, "c").Fit.Condition; c != math.MaxFloat64 {
		t.Errorf("neurons of which one is silent have the condition %g", c)
	}
}
