package processes

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
)

const golden = "../../runtime/testdata/nengo/v_inputs/params.npz"

func table(t *testing.T, name string) *npz.Array {
	t.Helper()
	f, err := npz.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a, err := f.Read(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func run(p Process, dt float64, size, steps int, seed int64) []float64 {
	g := p.Start(dt, size, rng.Stream(seed, "test", rng.Noise))
	out := make([]float64, steps*size)
	for k := range steps {
		g.Next(k+1, float64(k+1)*dt, out[k*size:(k+1)*size])
	}
	return out
}

// The processes without chance are Nengo's, value by value: the tables of the
// golden case v_inputs, whose definitions are in its model.json. Only the
// splines may differ, by rounding in their linear system.
func TestAgainstNengo(t *testing.T) {
	curve := Rows{N: 4, Cols: 2, Times: []float64{0, 0.1, 0.15, 0.18}, Data: []float64{0, 1, -1, 0.2, 0.5, 1, 0, 0}}
	inputs := func(name string) Rows {
		a := table(t, name)
		return Rows{N: a.Shape[0], Cols: a.Shape[1], Data: a.Floats}
	}
	cases := map[string]Process{
		"piecewise_zero": Piecewise{Interpolation: "zero", Points: Rows{N: 4, Cols: 2, Times: []float64{0.05, 0.1, 0.1005, 0.15},
			Data: []float64{0.5, 0, -1, 0.2, 0.3, 0.3, 0, 1}}},
		"present_input":     Present{inputs("present_input.inputs"), 0.03},
		"present_input_odd": Present{inputs("present_input_odd.inputs"), 0.0125},
	}
	for _, kind := range []string{"linear", "nearest", "slinear", "quadratic", "cubic"} {
		cases["piecewise_"+kind] = Piecewise{Interpolation: kind, Points: curve}
	}
	for name, p := range cases {
		t.Run(name, func(t *testing.T) {
			want := table(t, name+".table")
			got := run(p, 0.001, want.Shape[1], want.Shape[0], 0)
			for i, v := range got {
				if !(math.Abs(v-want.Floats[i]) <= 1e-12) {
					t.Fatalf("step %d: %.17g, Nengo has %.17g", i/want.Shape[1]+1, v, want.Floats[i])
				}
			}
		})
	}
}

// The white signal has the power asked for, all of it at or below `high`, and
// repeats. Nengo's own table has the same sides: its rms differs from the one
// asked for by what one draw of 2·high·period coefficients does.
func TestWhiteSignal(t *testing.T) {
	w := WhiteSignal{Period: 0.5, High: 20, RMS: 0.4, Y0: math.NaN()}
	const n = 500
	power := 0.0
	for seed := range int64(400) {
		y := run(w, 0.001, 1, 2*n, seed)
		if !slices.Equal(y[:n], y[n:]) {
			t.Fatal("does not repeat after its period")
		}
		for k := range n/2 + 1 {
			re, im := 0.0, 0.0
			for i, v := range y[:n] {
				s, c := math.Sincos(2 * math.Pi * float64(k*i) / n)
				re, im = re+v*c, im+v*s
			}
			if level := math.Hypot(re, im) / n; (k == 0 || k > 10) && !(level <= 1e-12) {
				t.Fatalf("amplitude %g at %d Hz", level, 2*k)
			}
			if seed > 20 {
				break // the spectrum of a few is enough
			}
		}
		for _, v := range y[:n] {
			power += v * v / n / 400
		}
	}
	// 4,000 coefficients of two normals each: the power varies by 1/√4000.
	if rms := math.Sqrt(power); !(math.Abs(rms-0.4) <= 3*0.4/math.Sqrt(4000)) {
		t.Errorf("rms %g, asked for 0.4", rms)
	}
	nengo := table(t, "white_signal.table").Floats
	power = 0
	for _, v := range nengo {
		power += v * v / float64(len(nengo))
	}
	if rms := math.Sqrt(power); !(math.Abs(rms-0.4) <= 0.1) {
		t.Errorf("the test is wrong: Nengo's rms is %g", rms)
	}
	w.Y0 = 0.3
	if y := run(w, 0.001, 1, 1, 5); !(math.Abs(y[0]-0.3) <= 0.05) {
		t.Errorf("starts at %g, not near 0.3", y[0])
	}
	if w.Check(0.1) == nil {
		t.Error("steps of 100 ms cannot show 20 Hz")
	}
}

// Noise is its distribution divided by √dt, or plain.
func TestWhiteNoise(t *testing.T) {
	const n = 100000
	for _, c := range []struct {
		p    WhiteNoise
		want float64
	}{{WhiteNoise{dists.Normal{Std: 2}, true}, 2 / math.Sqrt(0.01)}, {WhiteNoise{dists.Normal{Std: 2}, false}, 2},
		{WhiteNoise{dists.Choice{Rows: [][]float64{{1}, {-1}}}, false}, 1}} {
		sum, squares := 0.0, 0.0
		for _, v := range run(c.p, 0.01, 2, n/2, 1) {
			sum, squares = sum+v, squares+v*v
		}
		if std := math.Sqrt(squares / n); !(math.Abs(std/c.want-1) <= 4/math.Sqrt(2*n)) || !(math.Abs(sum/n) <= 4*c.want/math.Sqrt(n)) {
			t.Errorf("%s: standard deviation %g, want %g; mean %g", c.p, std, c.want, sum/n)
		}
	}
}

// Every process of the table can be made of its arguments, repeats for the same
// stream, and fills what it is given.
func TestEveryProcess(t *testing.T) {
	rows := Rows{N: 4, Cols: 2, Times: []float64{0, 0.01, 0.02, 0.03}, Data: []float64{1, 2, 3, 4, 5, 6, 7, 8}}
	for _, e := range Table {
		t.Run(e.Name, func(t *testing.T) {
			a := Args{Num: catalog.Values{}}
			for _, p := range e.Params {
				switch {
				case p.Kind == catalog.Matrix || p.Kind == catalog.Points:
					a.Rows = rows
				case p.Kind == catalog.Number && p.Required:
					a.Num[p.Name] = map[catalog.Unit]float64{catalog.Time: 0.02, catalog.Frequency: 40}[p.Unit]
				case p.Kind == catalog.Number:
					a.Num[p.Name] = p.Default
				}
			}
			p, err := e.New(a)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Check(0.001); err != nil {
				t.Fatal(err)
			}
			first := run(p, 0.001, 2, 100, 7)
			if !slices.Equal(first, run(p, 0.001, 2, 100, 7)) {
				t.Error("the same stream gives other values")
			}
			if e.Doc == "" || p.String() == "" {
				t.Error("no description")
			}
			for i, v := range first {
				if v-v != 0 {
					t.Fatalf("value %d is %g", i, v)
				}
			}
		})
	}
}
