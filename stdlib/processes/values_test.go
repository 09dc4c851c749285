package processes

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/synapses"
)

// at are the values of a process of one dimension at given times.
func at(p Process, dt float64, times []float64) []float64 {
	g := p.Start(dt, 1, rng.Stream(1, "test", rng.Noise))
	out := make([]float64, len(times))
	for i, t := range times {
		g.Next(i+1, t, out[i:i+1])
	}
	return out
}

func near(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i, v := range got {
		if !(math.Abs(v-want[i]) <= tolerance) {
			t.Errorf("%s: number %d is %.15g, want %.15g", what, i, v, want[i])
		}
	}
}

// Splines and lines through uneven times are those of scipy's interp1d, with as
// few points as they need and more; outside of their times they are 0, or hold
// their ends.
func TestAgainstInterp1d(t *testing.T) {
	times, y := []float64{0, 0.05, 0.12, 0.2, 0.23, 0.31, 0.4}, []float64{0.5, -1, 0.25, 2, 1.5, -0.75, 0.1}
	query := []float64{0, 0.01, 0.06, 0.12, 0.17, 0.21, 0.24, 0.3, 0.35, 0.399, 0.4}
	few := []float64{0.01, 0.06, 0.1, 0.11}
	for _, c := range []struct {
		kind  string
		n     int
		query []float64
		want  []float64
	}{
		{kind: "quadratic", n: 7, query: query, want: []float64{0.5, 0.0164342065170389, -1.02465130977556, 0.25, 1.73303569516019, 1.90350125382702,
			1.24567366694466, -0.572286760485071, -0.916537590140968, 0.0663335216831713, 0.1}},
		{kind: "cubic", n: 7, query: query, want: []float64{0.5, -0.0329725825444232, -1.00061983506106, 0.25, 1.72122446217591, 1.90670282502762,
			1.23398717817521, -0.517238405797356, -1.17836188040346, 0.0480655009640055, 0.1}},
		{kind: "linear", n: 7, query: query, want: []float64{0.5, 0.2, -0.821428571428572, 0.25, 1.34375, 1.83333333333333, 1.21875, -0.46875,
			-0.372222222222223, 0.0905555555555555, 0.1}},
		{kind: "slinear", n: 7, query: query, want: []float64{0.5, 0.2, -0.821428571428572, 0.25, 1.34375, 1.83333333333333, 1.21875, -0.46875,
			-0.372222222222223, 0.0905555555555556, 0.1}},
		{kind: "nearest", n: 7, query: query, want: []float64{0.5, 0.5, -1.0, 0.25, 2.0, 2.0, 1.5, -0.75, -0.75, 0.1, 0.1}},
		{kind: "quadratic", n: 3, query: few, want: []float64{0.0404761904761906, -1.06071428571429, -0.505952380952381, -0.167857142857143}},
		{kind: "quadratic", n: 4, query: few, want: []float64{0.0110505784234599, -1.01657586763519, -0.251631019639494, 0.00239104116222781}},
		{kind: "quadratic", n: 5, query: few, want: []float64{0.0161081223823035, -1.02416218357346, -0.2953426495695, -0.026870463171082}},
		{kind: "cubic", n: 4, query: few, want: []float64{-0.0413690476190475, -0.993749999999999, -0.319940476190476, -0.0450892857142853}},
		{kind: "cubic", n: 5, query: few, want: []float64{-0.037720391094014, -0.996735264429573, -0.328232877383734, -0.0505622705018359}},
	} {
		points := Rows{N: c.n, Cols: 1, Times: times[:c.n], Data: y[:c.n]}
		m, err := newPiecewise(points, c.kind)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("%s of %d", c.kind, c.n), at(m.Process, 0.001, c.query), c.want, 2e-14)
		outside := []float64{-0.01, times[c.n-1] + 0.001}
		near(t, c.kind+" outside", at(m.Process, 0.001, outside), []float64{0, 0}, 0)
		near(t, c.kind+" with ends", at(Piecewise{points, c.kind, true}, 0.001, outside), []float64{0.5, y[c.n-1]}, 0)
		if _, err := newPiecewise(Rows{N: splineOrder[c.kind], Cols: 1, Times: times, Data: y}, c.kind); splineOrder[c.kind] > 0 && err == nil {
			t.Errorf("%s of %d points", c.kind, splineOrder[c.kind])
		}
	}
	near(t, "interpolated", at(Interpolated(Rows{N: 2, Cols: 1, Times: []float64{1, 2}, Data: []float64{3, 5}}), 0.001, []float64{0, 1, 1.25, 2, 9}),
		[]float64{3, 3, 3.5, 5, 5}, 0)
	for _, kind := range []string{"linear", "nearest", "slinear"} {
		near(t, kind+" of one point", at(Piecewise{Points: Rows{N: 1, Cols: 1, Times: []float64{1}, Data: []float64{3}}, Interpolation: kind}, 0.001,
			[]float64{0.9, 1, 1.1}), []float64{0, 3, 0}, 0)
	}
}

// Steps hold from half a time step before their times; a value of one number fills
// all dimensions, one of several has its own.
func TestSteps(t *testing.T) {
	m, err := newPiecewise(Rows{N: 3, Cols: 1, Times: []float64{0.5, 1, 1.25}, Data: []float64{2, -1, 4}}, "zero")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "steps", at(m.Process, 0.1, []float64{0.4, 0.46, 0.5, 0.94, 0.96, 1.19, 1.21, 9}), []float64{0, 2, 2, 2, -1, -1, 4, 4}, 0)
	y := []float64{7, 7, 7}
	m.Start(0.1, 3, nil).Next(1, 0.6, y)
	near(t, "fills", y, []float64{2, 2, 2}, 0)
	two := Piecewise{Points: Rows{N: 2, Cols: 2, Times: []float64{0, 1}, Data: []float64{1, 2, 3, 6}}, Interpolation: "linear"}
	y = y[:2]
	two.Start(0.1, 2, nil).Next(1, 0.25, y)
	near(t, "two dimensions", y, []float64{1.5, 3}, 0)
	if two.Dims() != 2 || m.Dims() != 0 || (Present{Inputs: two.Points}).Dims() != 2 || (Held{Inputs: two.Points}).Dims() != 2 || (WhiteNoise{}).Dims() != 0 || (WhiteSignal{}).Dims() != 0 {
		t.Error("sizes")
	}
	for _, bad := range []Rows{{N: 2, Cols: 1, Times: []float64{1, 1}, Data: []float64{1, 2}}, {N: 3, Cols: 1, Times: []float64{0, 2, 1}, Data: []float64{1, 2, 3}}, {N: 2, Cols: 1, Times: []float64{0, math.NaN()}, Data: []float64{1, 2}}} {
		if _, err := newPiecewise(bad, "linear"); err == nil {
			t.Errorf("times %v are accepted", bad.Times)
		}
	}
	if _, err := newPiecewise(two.Points, "cubical"); err == nil {
		t.Error("an unknown interpolation is accepted")
	}
}

// Rows take their turns, whole steps long, however the times are rounded; those of
// a file end with the last.
func TestTurns(t *testing.T) {
	rows := Rows{N: 3, Cols: 1, Data: []float64{1, 2, 3}}
	shown := run(Present{rows, 0.003}, 0.001, 1, 3000, 0)
	held := run(Held{rows, 0.003}, 0.001, 1, 12, 0)
	for k, v := range shown {
		if want := float64(k/3%3 + 1); v != want {
			t.Fatalf("step %d shows row %g, not %g", k+1, v, want)
		}
		if k < len(held) && held[k] != min(3, float64(k/3+1)) {
			t.Errorf("step %d holds row %g", k+1, held[k])
		}
	}
	near(t, "between steps", at(Held{rows, 0.0025}, 0.001, []float64{0, 0.001, 0.0025, 0.0026, 0.005, 0.0051, 1}), []float64{1, 1, 1, 2, 2, 3, 3}, 0)
	near(t, "far on", at(Held{Rows{N: 2_000_000, Cols: 1, Data: make([]float64, 2_000_000)}, 0.001}, 0.001, []float64{1999.9990000001}), []float64{0}, 0)
	for k := 1; k < 200000; k += 37 { // k·dt is not always a number
		n := 200001
		x := at(Held{Rows{N: n, Cols: 1, Data: counting(n)}, 0.001}, 0.001, []float64{float64(k) * 0.001})[0]
		if x != float64(k-1) {
			t.Fatalf("step %d holds row %g", k, x)
		}
	}
	if _, err := present.New(Args{}); err == nil {
		t.Error("no rows are presented")
	}
}

var numbers []float64

func counting(n int) []float64 {
	for i := len(numbers); i < n; i++ {
		numbers = append(numbers, float64(i))
	}
	return numbers[:n]
}

// The white signal is the inverse Fourier transform of the normals of its stream,
// with the power of what is left out made up for; with y0 it is turned.
func TestWhiteSignalByHand(t *testing.T) {
	for _, c := range []struct{ dt, period, high float64 }{{0.001, 0.02, 100}, {0.001, 0.02, 500}, {0.001, 0.0205, 149}, {0.01, 0.3, 3.34}} {
		w := WhiteSignal{Period: c.period, High: c.high, RMS: 0.7, Y0: math.NaN()}
		got := run(w, c.dt, 1, 40, 5)
		r := rng.Stream(5, "test", rng.Noise)
		half := int(math.Ceil(c.period / c.dt / 2))
		n := 2 * half
		want, left := make([]float64, n), 0
		for k := 0; k <= half; k++ {
			im, re := 0.7*math.Sqrt(0.5)*r.Normal(), 0.7*math.Sqrt(0.5)*r.Normal()
			if k == 0 {
				continue
			}
			if float64(k)/(float64(n)*c.dt) > c.high {
				left++
				continue
			}
			for i := range want {
				s, cos := math.Sincos(2 * math.Pi * float64(k*i) / float64(n))
				if k == half {
					want[i] += re * cos
				} else {
					want[i] += 2 * (re*cos - im*s)
				}
			}
		}
		for i := range got {
			v := want[(i+1)%n] / math.Sqrt(float64(n)) / math.Sqrt(1-float64(left)/float64(half))
			if !(math.Abs(got[i]-v) <= 1e-13) {
				t.Fatalf("%s, dt %g: value %d is %g, want %g", w, c.dt, i, got[i], v)
			}
		}
	}
	y := []float64{0, 3, -1, 2, 3}
	near(t, "turned to 2", startNear(slices.Clone(y), 2.1), []float64{-1, 2, 3, 0, 3}, 0)
	near(t, "turned to the first", startNear(slices.Clone(y), 0.2), []float64{3, 0, 3, -1, 2}, 0)
	near(t, "the first of equals", startNear(slices.Clone(y), 3), []float64{0, 3, -1, 2, 3}, 0)
	w := WhiteSignal{Period: 1, High: 50, RMS: 1}
	for dt, fine := range map[float64]bool{0.01: true, 0.0101: false, 1.0 / (1 << 26): true, 1.0 / (1<<26 + 1): false} {
		if (w.Check(dt) == nil) != fine {
			t.Errorf("dt %g: %v", dt, w.Check(dt))
		}
	}
	for high, fine := range map[float64]bool{0.5: true, 0.499: false} {
		if _, err := whiteSignal.New(Args{Num: catalog.Values{"period": 2, "high": high}}); (err == nil) != fine {
			t.Errorf("up to %g Hz in 2 s: %v", high, err)
		}
	}
}

// Noise draws a number for each dimension, or a point; entries without arguments
// are Nengo's.
func TestNoiseAndEntries(t *testing.T) {
	r := rng.Stream(3, "test", rng.Noise)
	var want []float64
	for range 4 {
		want = append(want, 5*(1+2*r.Normal()))
	}
	near(t, "scaled", run(WhiteNoise{dists.Normal{Mean: 1, Std: 2}, true}, 0.04, 2, 2, 3), want, 1e-14)
	points := run(WhiteNoise{dists.UniformHypersphere{Surface: true}, true}, 0.25, 2, 50, 3)
	for i := 0; i < len(points); i += 2 {
		if length := math.Hypot(points[i], points[i+1]); !(math.Abs(length-2) <= 1e-12) {
			t.Fatalf("a point of length %g", length)
		}
	}
	normal := dists.Normal{Std: 1}
	for _, c := range []struct {
		e    Entry
		a    Args
		want Made
	}{
		{whiteNoise, Args{}, Made{Process: WhiteNoise{normal, true}}},
		{whiteNoise, Args{Word: "yes"}, Made{Process: WhiteNoise{normal, true}}},
		{whiteNoise, Args{Word: "no", Dist: dists.Beta{A: 1, B: 2}}, Made{Process: WhiteNoise{dists.Beta{A: 1, B: 2}, false}}},
		{filteredNoise, Args{}, Made{WhiteNoise{normal, true}, synapses.Lowpass{Tau: 0.005}}},
		{filteredNoise, Args{Synapse: synapses.Alpha{Tau: 1}, Word: "no"}, Made{WhiteNoise{normal, false}, synapses.Alpha{Tau: 1}}},
		{whiteSignal, Args{Num: catalog.Values{"high": 5, "rms": 2, "period": 3, "y0": 1}}, Made{Process: WhiteSignal{3, 5, 2, 1}}},
	} {
		if m, err := c.e.New(c.a); err != nil || m != c.want {
			t.Errorf("%s: %v, %v; want %v", c.e.Name, m, err, c.want)
		}
	}
	if m, err := piecewise.New(Args{Rows: Rows{N: 1, Cols: 1, Times: []float64{0}, Data: []float64{1}}}); err != nil || m.Process.(Piecewise).Interpolation != "zero" || m.Process.(Piecewise).Ends {
		t.Errorf("piecewise: %v, %v", m, err)
	}
	if _, err := whiteNoise.New(Args{Word: "maybe"}); err == nil {
		t.Error("scale=maybe is accepted")
	}
	// A random walk is the sum of noise·dt of the steps before and this one.
	m, err := brown.New(Args{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := m.Through.Discretize(0.01)
	if err != nil || len(f.A) != 1 || f.A[0] != 1 || !(math.Abs(f.B[0]*f.C[0]-0.01) <= 1e-17) || f.D != 0 {
		t.Errorf("brown: %+v, %v", f, err)
	}
}

// What a process is called is part of what a model is.
func TestNames(t *testing.T) {
	rows := Rows{N: 2, Cols: 1, Data: []float64{1, 2}, Times: []float64{0, 1}}
	other := Rows{N: 2, Cols: 1, Data: []float64{1, 2}, Times: []float64{0, 2}}
	if rows.String() == other.String() || len(rows.String()) != len("2 rows ")+12 {
		t.Error(rows, other)
	}
	for want, p := range map[string]Process{
		"white(5Hz, rms=2, period=3s, y0=NaN)":                  WhiteSignal{3, 5, 2, math.NaN()},
		"white_noise(normal(0, 1), scale=true)":                 WhiteNoise{dists.Normal{Std: 1}, true},
		"present(" + rows.String() + ", 0.5s)":                  Present{rows, 0.5},
		rows.String() + " held 0.5s":                            Held{rows, 0.5},
		"piecewise(" + rows.String() + ", \"zero\", ends=true)": Piecewise{rows, "zero", true},
	} {
		if p.String() != want || p.Check(0.001) != nil {
			t.Errorf("%s should be %s", p, want)
		}
	}
	for _, e := range Table {
		if got, ok := Find(e.Name); !ok || got.Name != e.Name {
			t.Errorf("%s is not found", e.Name)
		}
	}
	if _, ok := Find("pink"); ok {
		t.Error("pink is found")
	}
}
