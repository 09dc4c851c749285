package analyses

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/stdlib/catalog"
)

// In steps of 1 ms: a phase of 100 ms from t = 1 s, looked at from 1.01 s.
var window = Window{Dt: 0.001, Start: 1, From: 1.01, End: 1.1}

// The values of the table, samples of two dimensions and of one.
var (
	times = []float64{1.01, 1.02, 1.03, 1.04}
	x     = Value{Form: Samples, T: times, D: 2, Data: []float64{0.5, -1.25, 2, 3.5, -0.75, 1, 0, -2.5}}
	y     = Value{Form: Samples, T: times, D: 2, Data: []float64{1, 0.25, -2, 3, 0.5, -1, 1.5, 2}}
	one   = Value{Form: Samples, T: times, D: 1, Data: []float64{0.25, -1.5, 3, 0.75}}
)

// series is samples of one dimension, one a step from 1.001 s on.
func series(data ...float64) Value {
	v := Value{Form: Samples, D: 1, Data: data}
	for k := range data {
		v.T = append(v.T, 1.001+0.001*float64(k))
	}
	return v
}

// wave is sin(2π·f·t) for 100 ms.
func wave(f float64) Value {
	v := series(make([]float64, 100)...)
	for k, t := range v.T {
		v.Data[k] = math.Sin(2 * math.Pi * f * (t - 1))
	}
	return v
}

func spikes(n int, times ...float64) Value {
	return Value{Form: Spikes, T: times, D: n, Data: make([]float64, len(times))}
}

func matrix(data ...float64) Value { return Value{Form: Matrix, D: len(data), Data: data} }

// some are weights of which two exist.
var some = Value{Form: Matrix, D: 4, Data: []float64{-1, 0, 4, 0}, Exists: []bool{true, false, true, false}}

// Each function has the value that numpy 2.2 has.
func TestValues(t *testing.T) {
	constant := series(2, 2, 2)
	for _, c := range []struct {
		name string
		args []Value
		want []float64
	}{
		{"rmse", []Value{x, y}, []float64{2.4190003100454534}},
		{"rmse", []Value{y, x}, []float64{2.4190003100454534}},
		{"rmse", []Value{x, one}, []float64{2.9315098498896437}},
		{"rmse", []Value{x, Num(0.5)}, []float64{1.7809758560968758}},
		{"rmse", []Value{Num(0.5), x}, []float64{1.7809758560968758}},
		{"rmse", []Value{Num(3), Num(5)}, []float64{2}},
		{"rmse", []Value{matrix(1, 2), matrix(4, 6)}, []float64{math.Sqrt(12.5)}},
		{"corr", []Value{x, y}, []float64{-0.062288916824019096}},
		{"corr", []Value{y, x}, []float64{-0.062288916824019096}},
		{"corr", []Value{x, one}, []float64{-0.48901283440163135}},
		{"corr", []Value{one, x}, []float64{-0.48901283440163135}},
		{"corr", []Value{one, one}, []float64{1}},
		{"corr", []Value{one, one.Each(func(v float64) float64 { return 5 - 3*v })}, []float64{-1}},
		{"mean", []Value{x}, []float64{0.3125}},
		{"mean", []Value{matrix(1, 2, 6)}, []float64{3}},
		{"mean", []Value{some}, []float64{1.5}},
		{"min", []Value{some}, []float64{-1}},
		{"nonzero", []Value{some}, []float64{0.5}},
		{"rmse", []Value{some, matrix(2, 9, 4, 9)}, []float64{math.Sqrt(4.5)}},
		{"mean", []Value{Num(7)}, []float64{7}},
		{"std", []Value{x}, []float64{1.7710784144130942}},
		{"std", []Value{constant}, []float64{0}},
		{"max", []Value{x}, []float64{3.5}},
		{"max", []Value{series(-3, -1, -2)}, []float64{-1}},
		{"min", []Value{x}, []float64{-2.5}},
		{"min", []Value{series(3, 1, 2)}, []float64{1}},
		{"max", []Value{Num(-2)}, []float64{-2}},
		{"min", []Value{Num(-2)}, []float64{-2}},
		{"norm", []Value{x}, []float64{5.086747487343951}},
		{"nonzero", []Value{x}, []float64{0.875}},
		{"nonzero", []Value{matrix(0, 0, -1, 0)}, []float64{0.25}},
		{"length", []Value{x}, []float64{1.346291201783626, 4.031128874149275, 1.25, 2.5}},
		{"length", []Value{one}, []float64{0.25, 1.5, 3, 0.75}},
		{"argmax", []Value{x}, []float64{0, 1, 1, 0}},
		{"argmax", []Value{{Form: Samples, T: times[:2], D: 3, Data: []float64{2, 7, 7, -1, -3, -1}}}, []float64{1, 0}},
		{"similarity", []Value{x, {Form: Matrix, D: 2, Data: []float64{1, 0.5, -2, 3, 0, 1}}},
			[]float64{-0.125, -4.75, -1.25, 3.75, 6.5, 3.5, -0.25, 4.5, 1, -1.25, -7.5, -2.5}},
		{"bind", []Value{x, matrix(2, 0.5)}, []float64{0.375, -2.25, 5.75, 8, -1, 1.625, -1.25, -5}},
		{"bind", []Value{x, y}, []float64{0.1875, -1.125, 6.5, -1, -1.375, 1.25, -5, -3.75}},
		{"bind", []Value{{Form: Samples, T: times[:1], D: 4, Data: []float64{1, 2, 3, 4}}, matrix(0.5, -1, 2, 0)}, []float64{2.5, 8, 1.5, 3}},
		{"inverse", []Value{{Form: Samples, T: times[:2], D: 3, Data: []float64{2, 7, 5, -1, -3, 1}}}, []float64{2, 5, 7, -1, 1, -3}},
		{"at", []Value{one, Num(0.02)}, []float64{-1.5}},
		{"at", []Value{one, Num(0.0204)}, []float64{-1.5}},
		{"at", []Value{one, Num(0.0294)}, []float64{-1.5}},
		{"at", []Value{one, Num(0.0296)}, []float64{3}},
		{"at", []Value{one, Num(0.1)}, []float64{0.75}},
		{"at", []Value{x, Num(0.03)}, []float64{-0.75, 1}},
		{"at", []Value{series(1, math.NaN(), 3), Num(0.001)}, []float64{1}},
		{"frequency", []Value{wave(40)}, []float64{40}},
		{"frequency", []Value{wave(100)}, []float64{100}},
		{"frequency", []Value{constant}, []float64{0}},
		{"frequency", []Value{series(-1, 0, -1, 1, 1, 0, 1, -1, 0, -1, 1, 1)}, []float64{1 / 0.007}}, // near the mean nothing rises or falls
		{"frequency", []Value{series(1, 1, -1, 1, -1, 1, -1)}, []float64{1 / 0.002}},                 // the beginning is no rise
		{"settle", []Value{series(0, 4, 10, 9.5, 10.4, 10), Num(0.05)}, []float64{0.003}},
		{"settle", []Value{series(0, 4, 10, 9.4, 10.4, 10), Num(0.05)}, []float64{0.005}},
		{"settle", []Value{series(0, 4, 10, 9.4, 10.4, 10), Num(0.1)}, []float64{0.003}},
		{"settle", []Value{series(0, 4), Num(0.05)}, []float64{0.002}},
		{"settle", []Value{constant, Num(0.05)}, []float64{0.01}},
		{"settle", []Value{series(0, 4), Num(1)}, []float64{0.01}},
		{"rate", []Value{spikes(3, 1.02, 1.03, 1.04, 1.04, 1.05, 1.1)}, []float64{6 / 0.09 / 3}},
		{"rate", []Value{spikes(5)}, []float64{0}},
		{"rate", []Value{x}, []float64{0.3125}},
	} {
		got, p := Find(c.name).Call(window, c.args)
		if p != nil {
			t.Errorf("%s: %v", c.name, p)
			continue
		}
		if len(got.All()) != len(c.want) {
			t.Errorf("%s is %v, wanted %v", c.name, got.All(), c.want)
			continue
		}
		for i, v := range got.All() {
			if !(math.Abs(v-c.want[i]) <= 1e-13*max(1, math.Abs(c.want[i]))) {
				t.Errorf("%s is %v, wanted %v", c.name, got.All(), c.want)
				break
			}
		}
	}
}

// What is of each sample keeps the times of the samples.
func TestTimesStay(t *testing.T) {
	pointers := Value{Form: Matrix, D: 2, Data: []float64{1, 0, 0, 1, 1, 1}}
	for name, want := range map[string]int{"length": 1, "argmax": 1, "similarity": 3} {
		args := []Value{x}
		if name == "similarity" {
			args = append(args, pointers)
		}
		got, p := Find(name).Call(window, args)
		if p != nil || got.Form != Samples || got.D != want || !slices.Equal(got.T, times) {
			t.Errorf("%s: %+v, %v", name, got, p)
		}
	}
	if got, p := Find("at").Call(window, []Value{x, Num(0.03)}); p != nil || got.Form != Samples || got.D != 2 || !slices.Equal(got.T, []float64{1.03}) {
		t.Errorf("at: %+v, %v", got, p)
	}
}

// What has no value says why, and which argument is the reason.
func TestUndefined(t *testing.T) {
	nan, inf, none := series(1, math.NaN(), 3), series(1, 2, math.Inf(-1)), series()
	gaps := wave(40)
	gaps.Gaps = true
	late := Value{Form: Samples, T: []float64{1.0065, 1.0075}, D: 1, Data: []float64{1, 2}}
	for _, c := range []struct {
		name string
		args []Value
		arg  int
		want string
	}{
		{"mean", []Value{none}, 0, "no samples"},
		{"rmse", []Value{one, none}, 1, "no samples"},
		{"rmse", []Value{series(1, 2), late}, -1, "no samples at common times"},
		{"rmse", []Value{x, Value{Form: Samples, T: times, D: 3, Data: make([]float64, 12)}}, -1, "sizes differ"},
		{"mean", []Value{{Form: Matrix, D: 2, Data: []float64{0, 0}, Exists: []bool{false, false}}}, 0, "no synapses"},
		{"rmse", []Value{x, matrix(1)}, -1, "weights and samples cannot be combined"},
		{"rmse", []Value{x, spikes(1)}, -1, "spikes are times"},
		{"rmse", []Value{one, nan}, 1, "not a finite number: NaN at t = 1.002 s"},
		{"mean", []Value{inf}, 0, "not a finite number: -Inf at t = 1.003 s"},
		{"max", []Value{{Form: Samples, T: times, D: 2, Data: []float64{0, 0, 0, 0, 0, math.NaN(), 0, 0}}}, 0, "NaN at t = 1.03 s"},
		{"norm", []Value{matrix(1, math.Inf(1))}, 0, "not a finite number: +Inf"},
		{"mean", []Value{Num(math.NaN())}, 0, "not a finite number: NaN"},
		{"argmax", []Value{nan}, 0, "not a finite number"},
		{"nonzero", []Value{nan}, 0, "not a finite number"},
		{"corr", []Value{one, series(1, 1, 1, 1)}, -1, "no samples at common times"},
		{"corr", []Value{one, Num(0.5)}, -1, "a constant has no correlation"},
		{"corr", []Value{Num(0.5), one}, -1, "a constant has no correlation"},
		{"frequency", []Value{wave(12)}, -1, "rises through its mean 1 times"},
		{"frequency", []Value{series(1, 2, 3, 4)}, -1, "rises through its mean 1 times"},
		{"frequency", []Value{gaps}, 0, "`when` left some out"},
		{"settle", []Value{gaps, Num(0.05)}, 0, "`when` left some out"},
		{"settle", []Value{one, Num(-0.05)}, 1, "not negative"},
		{"at", []Value{gaps, Num(0.05)}, 0, "`when` left some out"},
		{"at", []Value{one, Num(0.1006)}, 1, "beyond the phase"},
		{"at", []Value{one, Num(0.0094)}, 1, "no sample up to then"},
		{"at", []Value{one, Num(-1)}, 1, "no sample up to then"},
		{"at", []Value{one, Num(math.NaN())}, 1, "not a finite number"},
		{"at", []Value{one, Num(math.Inf(1))}, 1, "not a finite number"},
	} {
		_, p := Find(c.name).Call(window, c.args)
		if p == nil || p.Arg != c.arg || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%s: %+v, wanted %d, %s", c.name, p, c.arg, c.want)
		}
	}
	if _, p := Find("rate").Call(Window{Start: 1, From: 1.2, End: 1.1}, []Value{spikes(1)}); p == nil || p.Text != "no rate: the phase ends at 0.1 s" {
		t.Errorf("rate: %+v", p)
	}
	if _, p := Find("mean").Call(window, []Value{gaps}); p != nil {
		t.Errorf("a mean may have gaps: %v", p)
	}
}

// Samples are combined at their common times, numbers and single dimensions fill.
func TestCombine(t *testing.T) {
	minus := func(x []float64) float64 { return x[0] - 10*x[1] }
	slow := Value{Form: Samples, T: []float64{1.0204, 1.0296, 1.0401, 1.05}, D: 1, Data: []float64{1, 2, 3, 4}}
	for _, c := range []struct {
		args  []Value
		want  []float64
		times []float64
	}{
		{[]Value{Num(1), Num(2)}, []float64{-19}, nil},
		{[]Value{one, Num(2)}, []float64{-19.75, -21.5, -17, -19.25}, times},
		{[]Value{Num(2), one}, []float64{-0.5, 17, -28, -5.5}, times},
		{[]Value{x, one}, []float64{-2, -3.75, 17, 18.5, -30.75, -29, -7.5, -10}, times},
		{[]Value{one, x}, []float64{-4.75, 12.75, -21.5, -36.5, 10.5, -7, 0.75, 25.75}, times},
		{[]Value{one, slow}, []float64{-11.5, -17, -29.25}, []float64{1.02, 1.03, 1.04}},
		{[]Value{slow, one}, []float64{16, -28, -4.5}, []float64{1.0204, 1.0296, 1.0401}},
		{[]Value{matrix(1, 2), matrix(3, 5)}, []float64{-29, -48}, nil},
		{[]Value{matrix(1, 2), Num(1)}, []float64{-9, -8}, nil},
		{[]Value{Num(1), matrix(1, 2)}, []float64{-9, -19}, nil},
	} {
		got, p := Combine(0.001, minus, c.args...)
		if p != nil || !slices.Equal(got.All(), c.want) || !slices.Equal(got.T, c.times) {
			t.Errorf("%v: %+v, %v, wanted %v at %v", c.args, got, p, c.want, c.times)
		}
	}
	three := func(x []float64) float64 { return 100*x[0] + 10*x[1] + x[2] }
	got, p := Combine(0.001, three, slow, Num(2), one)
	if p != nil || !slices.Equal(got.Data, []float64{118.5, 223, 320.75}) {
		t.Errorf("of three: %+v, %v", got, p)
	}
	gaps := one
	gaps.Gaps = true
	if got, p := Combine(0.001, minus, slow, gaps); p != nil || !got.Gaps {
		t.Errorf("gaps are forgotten: %v", p)
	}
	if got := one.Each(math.Abs); !slices.Equal(got.Data, []float64{0.25, 1.5, 3, 0.75}) || one.Data[1] != -1.5 {
		t.Errorf("each: %v of %v", got, one)
	}
	if got := Num(-2).Each(math.Abs); got.X != 2 {
		t.Errorf("each: %v", got)
	}
}

// Common times are those that differ by half a step or less.
func TestCommonTimes(t *testing.T) {
	for _, c := range []struct{ a, b, want []float64 }{
		{nil, []float64{1}, nil},
		{[]float64{1, 2}, nil, nil},
		{[]float64{1, 2}, []float64{1, 2}, []float64{1, 2}},
		{[]float64{1, 2, 3, 4}, []float64{2, 4, 5}, []float64{2, 4}},
		{[]float64{2, 4, 5}, []float64{1, 2, 3, 4}, []float64{2, 4}},
		{[]float64{1, 2}, []float64{1.5}, []float64{1}},
		{[]float64{2}, []float64{1.5}, []float64{2}},
		{[]float64{2}, []float64{1.25, 2.75}, nil},
		{[]float64{1}, []float64{0.75, 1.25}, []float64{1}},
		{[]float64{0.75, 1.25}, []float64{1}, []float64{0.75}},
	} {
		if got := commonTimes(1, c.a, c.b); !slices.Equal(got, c.want) {
			t.Errorf("of %v and %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// Times that differ by less than half a step are one.
func TestUnion(t *testing.T) {
	for _, c := range []struct{ a, b, want []float64 }{
		{nil, []float64{1, 2}, []float64{1, 2}},
		{[]float64{1, 2}, nil, []float64{1, 2}},
		{[]float64{1, 2}, []float64{1, 2}, []float64{1, 2}},
		{[]float64{1, 3, 5}, []float64{0.6, 2, 4, 5.4}, []float64{1, 2, 3, 4, 5}},
		{[]float64{1}, []float64{0.4, 1.6}, []float64{0.4, 1, 1.6}},
	} {
		if got := Union(1, c.a, c.b); !slices.Equal(got, c.want) {
			t.Errorf("of %v and %v: %v", c.a, c.b, got)
		}
	}
}

// The table says of each function what the checker relies on.
func TestTable(t *testing.T) {
	units := map[string]catalog.Unit{"frequency": catalog.Frequency, "rate": catalog.Frequency, "settle": catalog.Time}
	for _, f := range Table {
		if Find(f.Name) != f || f.Doc == "" || len(f.Args) == 0 || f.Unit != units[f.Name] {
			t.Errorf("%+v", f)
		}
		if (f.None == "") != (f.Name == "dale") || (f.compute == nil) != (f.Name == "dale") {
			t.Errorf("%s: when has it no value?", f.Name)
		}
	}
	if got := Find("rmse").Summary(); got != "root of the mean square of the difference, over samples and dimensions; undefined without common samples" {
		t.Errorf("%s", got)
	}
	if got := Find("argmax").Summary(); !strings.Contains(got, ", over dimensions; undefined without samples") {
		t.Errorf("%s", got)
	}
	if got := Find("at").Summary(); strings.Contains(got, ", over ") {
		t.Errorf("%s", got)
	}
	if got := Find("similarity").Summary(); strings.Contains(got, ", over ") {
		t.Errorf("%s", got)
	}
	if got := Find("bind").Summary(); strings.Contains(got, ", over ") {
		t.Errorf("%s", got)
	}
	if got := [...]string{Number.String(), Samples.String(), Matrix.String(), Spikes.String()}; got != [...]string{"one number", "samples", "weights", "spikes"} {
		t.Errorf("forms %v", got)
	}
	if Values.String() != "a value" || Connection.String() != "a connection" || Component.String() != "one recorded dimension" {
		t.Error("what functions take")
	}
	if Find("mode") != nil || len(Names()) != len(Table) || Names()[1] != "corr" {
		t.Errorf("%v", Names())
	}
}

// Over seeds each cell gives a number.
func TestPool(t *testing.T) {
	four := []float64{0.5, -1, 3, 0.25}
	for _, c := range []struct {
		name    string
		numbers []float64
		share   float64
		want    float64
	}{
		{"median", four, 0, 0.375}, {"median", four[:3], 0, 0.5}, {"median", four[:1], 0, 0.5},
		{"mean", four, 0, 0.6875}, {"min", four, 0, -1}, {"max", four, 0, 3}, {"std", four, 0, 1.4510233457804875},
		{"sem", four, 0, 0.8377487192867958},
		{"quantile", four, 0.9, 2.25}, {"quantile", four, 0, -1}, {"quantile", four, 1, 3}, {"quantile", four[:1], 0.3, 0.5},
		{"share", []float64{1, 0, 1, 1}, 0, 0.75},
	} {
		got, p := Find(c.name).Pool(c.numbers, c.share)
		if p != nil || !(math.Abs(got-c.want) <= 1e-12) {
			t.Errorf("%s of %v: %v, %v, wanted %v", c.name, c.numbers, got, p, c.want)
		}
	}
	if four[0] != 0.5 || four[1] != -1 {
		t.Errorf("numbers are sorted in place: %v", four)
	}
	for _, c := range []struct {
		name, want string
		numbers    []float64
		share      float64
	}{
		{"sem", "one cell", four[:1], 0}, {"median", "no samples", nil, 0}, {"mean", "not a finite number", []float64{1, math.NaN()}, 0},
		{"quantile", "from 0 to 1", four, 1.1}, {"quantile", "not a finite number", four, math.NaN()},
	} {
		if _, p := Find(c.name).Pool(c.numbers, c.share); p == nil || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%s: %v, wanted %s", c.name, p, c.want)
		}
	}
	if got := strings.Join(Pooling(), " "); got != "mean std max min median quantile share sem" {
		t.Errorf("over seeds: %s", got)
	}
	if !strings.HasSuffix(Find("median").Summary(), ", over the seeds of a sweep point; undefined where a cell has no value") {
		t.Error(Find("median").Summary())
	}
}
