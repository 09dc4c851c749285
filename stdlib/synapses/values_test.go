package synapses

import (
	"math"
	"testing"
)

// at are elements of what a filter makes of a step.
func at(t *testing.T, s Synapse, dt float64, steps ...int) []float64 {
	t.Helper()
	y := run(discretized(t, s, dt), ones(100))
	var out []float64
	for _, k := range steps {
		out = append(out, y[k])
	}
	return out
}

func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i, v := range got {
		if !(math.Abs(v-want[i]) <= 2e-14) {
			t.Errorf("%s: number %d is %.15g, want %.15g", what, i, v, want[i])
		}
	}
}

// Filters by each method are those of scipy's cont2discrete and lfilter. One
// that does not pass its input straight on answers a step earlier here.
func TestAgainstScipy(t *testing.T) {
	near(t, "bandpass", at(t, Bandpass{20, 3}, 0.001, 0, 1, 4, 9, 19, 39),
		[]float64{0.0409148469458767, 0.0795193311158425, 0.176780100477136, 0.25923237021605, 0.136948639479746, -0.141944830453847})
	for method, want := range map[string][]float64{
		"":              {0.5, 0.638712864994703, 0.776605547435795, 1.37912486302724, 0.539050541887171},
		"zoh":           {0.5, 0.638712864994703, 0.776605547435795, 1.37912486302724, 0.539050541887171},
		"bilinear":      {0.569155446756426, 0.707075322589586, 0.841866059439671, 1.36995412042965, 0.495691958120158},
		"backward_diff": {0.636792452830189, 0.768400676397294, 0.890772563088993, 1.25525533688524, 0.555705571940891},
		"euler":         {0.5, 0.6375, 0.7790625, 1.5060658427154, 0.463222164102805},
	} {
		f, err := NewLinearFilter([]float64{1, 3, 5}, []float64{2, 0.5, 7}, method, true)
		if err != nil {
			t.Fatal(err)
		}
		near(t, f.String(), at(t, f, 0.1, 0, 1, 2, 10, 20), want)
	}
	u := []float64{1, 2, -1, 0.5, 3}
	digital, err := NewLinearFilter([]float64{0, 0.5, 0.25, -1}, []float64{2, -1, 0.5}, "", false)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "digital", run(discretized(t, digital, 1), u), []float64{0.25, 0.75, -0.1875, -1.28125, 0.71875})
	if digital, err = NewLinearFilter([]float64{0.5, -1, 0.25}, []float64{1, -0.5, 0.25, 0.1}, "", false); err != nil {
		t.Fatal(err)
	}
	near(t, "digital, a step earlier", run(discretized(t, digital, 1), u), []float64{0.5, 0.25, -2.25, 0.5125, 1.54375})
	gain, err := NewLinearFilter([]float64{3}, []float64{2}, "", true)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "no state", run(discretized(t, gain, 1), u), []float64{1.5, 3, -1.5, 0.75, 4.5})
}

// Lowpass and alpha by another method are their transfer functions by it.
func TestWithMethod(t *testing.T) {
	for _, method := range []string{"bilinear", "backward_diff", "euler"} {
		near(t, method, at(t, Lowpass{Tau: 0.02}.WithMethod(method), 0.003, 0, 1, 5, 30), at(t, chain(1, 0.02, method), 0.003, 0, 1, 5, 30))
		near(t, method, at(t, Alpha{Tau: 0.02}.WithMethod(method), 0.003, 0, 1, 5, 30), at(t, chain(2, 0.02, method), 0.003, 0, 1, 5, 30))
	}
	for _, s := range []Synapse{Lowpass{}, Alpha{}, Lowpass{Method: "euler"}, Alpha{Method: "bilinear"}, DoubleExp{}, Triangle{}} {
		if f := discretized(t, s, 0.001); !f.Equal(through) || f.Order() != 0 {
			t.Errorf("%s is %v", s, f)
		}
	}
	near(t, "one time constant", at(t, DoubleExp{0, 0.02}, 0.001, 0, 9), at(t, Lowpass{Tau: 0.02}, 0.001, 0, 9))
	near(t, "the other", at(t, DoubleExp{0.02, 0}, 0.001, 0, 9), at(t, Lowpass{Tau: 0.02}, 0.001, 0, 9))
}

// What a synapse is called is part of what a model is.
func TestNames(t *testing.T) {
	for want, s := range map[string]Synapse{
		"lowpass(0.02s)":                               Lowpass{Tau: 0.02},
		"lowpass(0.02s, method=\"euler\")":             Lowpass{0.02, "euler"},
		"alpha(0.02s)":                                 Alpha{Tau: 0.02},
		"alpha(0.02s, method=\"bilinear\")":            Alpha{0.02, "bilinear"},
		"double_exp(0.002s, 0.008s)":                   DoubleExp{0.002, 0.008},
		"triangle(0.1s)":                               Triangle{0.1},
		"bandpass(20Hz, 3)":                            Bandpass{20, 3},
		"highpass(0.02s)":                              Highpass{0.02},
		"tf([1], [2, 3])":                              LinearFilter{Num: []float64{1}, Den: []float64{2, 3}, Analog: true},
		"tf([1], [2, 3], method=\"euler\", analog=no)": LinearFilter{Num: []float64{1}, Den: []float64{2, 3}, Method: "euler"},
	} {
		if s.String() != want {
			t.Errorf("%s should be %s", s, want)
		}
	}
	for _, e := range Table {
		v := map[string]float64{"tau": 1, "rise": 2, "fall": 3, "t": 4, "freq": 5, "q": 6}
		want := map[string]Synapse{"lowpass": Lowpass{Tau: 1}, "alpha": Alpha{Tau: 1}, "double_exp": DoubleExp{2, 3}, "triangle": Triangle{4},
			"bandpass": Bandpass{5, 6}, "highpass": Highpass{1}}
		if s, err := e.New(v); err != nil || s != want[e.Name] {
			t.Errorf("%s is %v, %v", e.Name, s, err)
		}
	}
}

// Filters are equal where all coefficients are.
func TestEqual(t *testing.T) {
	filter := func() Filter {
		return Filter{A: []float64{1}, B: []float64{2}, C: []float64{3}, D: 4, Taps: []float64{5}}
	}
	for _, change := range []func(*Filter){func(f *Filter) { f.A[0]++ }, func(f *Filter) { f.B[0]++ }, func(f *Filter) { f.C[0]++ }, func(f *Filter) { f.D++ }, func(f *Filter) { f.Taps[0]++ }} {
		f := filter()
		if !f.Equal(filter()) {
			t.Error("not equal to itself")
		}
		if change(&f); f.Equal(filter()) {
			t.Errorf("%v is equal to %v", f, filter())
		}
	}
}

// A coefficient that is no finite number is refused, wherever it stands; leading
// zeros of the numerator are none of its coefficients.
func TestCoefficients(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for i := range 4 {
			c := []float64{1, 2, 3, 4}
			c[i] = bad
			if _, err := NewLinearFilter(c[:2], c[2:], "", true); err == nil {
				t.Errorf("tf(%v, %v) is accepted", c[:2], c[2:])
			}
		}
	}
	f, err := NewLinearFilter([]float64{0, 0, 0, 2}, []float64{1, 1}, "euler", true)
	if err != nil || len(f.Num) != 1 || f.Num[0] != 2 {
		t.Errorf("%v, %v", f, err)
	}
	if f, err = NewLinearFilter([]float64{0, 0}, []float64{1}, "", true); err != nil || len(f.Num) != 1 {
		t.Errorf("%v, %v", f, err)
	}
}
