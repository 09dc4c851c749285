package neurons

import (
	"math"
	"testing"

	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/npz"
	"github.com/nefc/nefc/stdlib/rng"
)

// each runs a test for every neuron type of the table, with its defaults.
func each(t *testing.T, f func(t *testing.T, n Type)) {
	for _, e := range Table {
		t.Run(e.Name, func(t *testing.T) {
			v := catalog.Values{}
			for _, p := range e.Params {
				if p.Check != nil {
					if err := p.Check(p.Default); err != nil {
						t.Errorf("the default of %s: %v", p.Name, err)
					}
				}
				v[p.Name] = p.Default
			}
			n, err := e.New(v)
			if err != nil {
				t.Fatal(err)
			}
			if e.Doc == "" || e.Source == "" {
				t.Error("has no doc or no source")
			}
			f(t, n)
		})
	}
}

// A neuron with the gain and bias for a tuning curve fires at its maximal rate
// at e·x = 1 and falls silent just below its intercept.
func TestGainBiasGiveTheTuningCurve(t *testing.T) {
	each(t, func(t *testing.T, n Type) {
		rates, intercepts := []float64{20, 200, 300, 399}, []float64{-0.9, -0.2, 0.3, 0.85}
		gain, bias, err := n.GainBias(rates, intercepts)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rates {
			out := make([]float64, 3)
			c := intercepts[i]
			n.Rates([]float64{gain[i] + bias[i], gain[i]*(c-1e-6) + bias[i], gain[i]*(c+1e-3) + bias[i]}, out)
			if math.Abs(out[0]-rates[i]) > 1e-9*rates[i] || out[1] != 0 || !(out[2] > 0) {
				t.Errorf("max rate %g, intercept %g: rates %v", rates[i], c, out)
			}
		}
		if _, _, err := n.GainBias([]float64{n.MaxRate()}, []float64{0}); err == nil {
			t.Error("a rate no neuron reaches is accepted")
		}
		if _, _, err := n.GainBias([]float64{100}, []float64{1}); err == nil {
			t.Error("an intercept of 1 is accepted")
		}
	})
}

// Over 10 s of constant current, the mean output agrees with the rate within
// one spike, and at least half of the neurons fire.
func TestStepsAgreeWithRates(t *testing.T) {
	each(t, func(t *testing.T, n Type) {
		const dt, T, N = 0.001, 10.0, 40
		J, want := make([]float64, N), make([]float64, N)
		for i := range J {
			J[i] = -1 + float64(i)*0.15
		}
		n.Rates(J, want)
		got := simulate(n, J, dt, int(T/dt))
		firing := 0
		for i := range J {
			if want[i] > 0 {
				firing++
			}
			// The refractory period ends inside a step, where the voltage is
			// integrated from; the rate of Nengo's step is within 1 %.
			if math.Abs(got[i]-want[i]) > 1/T+0.01*want[i] {
				t.Errorf("J = %g: steps give %g Hz, the rate is %g Hz", J[i], got[i], want[i])
			}
		}
		if firing < N/2 {
			t.Errorf("only %d of %d neurons fire: the test tests nothing", firing, N)
		}
	})
}

// simulate returns the mean output of neurons under constant current.
func simulate(n Type, J []float64, dt float64, steps int) []float64 {
	out, mean := make([]float64, len(J)), make([]float64, len(J))
	state := states(n, len(J))
	step := n.Stepper(dt)
	for range steps {
		if n.Spiking() {
			clear(out)
		}
		step.Step(J, out, state, nil)
		for i, v := range out {
			mean[i] += v / float64(steps)
		}
	}
	return mean
}

func states(n Type, size int) [][]float64 {
	var out [][]float64
	for _, s := range n.States() {
		out = append(out, s.Initial.Sample(rng.Stream(1, "test", s.Name), size, 1))
	}
	return out
}

// No current, however wild, gives NaN, and a population split in two steps as
// the whole does.
func TestStepIsRobustAndIndependent(t *testing.T) {
	each(t, func(t *testing.T, n Type) {
		J := []float64{-1e300, -1e6, -1, 0, 1 - 1e-16, 1, 1 + 1e-16, 1 + 1e-9, 2, 1e6, 1e300}
		whole, left, right := states(n, len(J)), states(n, len(J)), states(n, len(J))
		k := len(J) / 2
		for i := range right {
			left[i], right[i] = left[i][:k], right[i][k:]
		}
		step := n.Stepper(0.001)
		a, b := make([]float64, len(J)), make([]float64, len(J))
		for range 50 {
			if n.Spiking() {
				clear(a)
				clear(b)
			}
			spikes := step.Step(J, a, whole, nil)
			step.Step(J[:k], b[:k], left, nil)
			step.Step(J[k:], b[k:], right, nil)
			for i := range a {
				if a[i] != b[i] || a[i] != a[i] {
					t.Fatalf("J = %g: %g in the whole, %g in a part", J[i], a[i], b[i])
				}
			}
			for _, i := range spikes {
				if a[i] == 0 {
					t.Fatal("a spike without output")
				}
			}
		}
	})
}

// Gains and biases agree with those recorded from Nengo within 1e-12 of the
// largest.
func TestGainBiasLikeNengo(t *testing.T) {
	f, err := npz.Open("../../runtime/testdata/nengo/gain_bias/gain_bias.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := &LIF{LIFRate: LIFRate{TauRC: 0.02, TauRef: 0.002, Amplitude: 1}}
	read := func(name string) []float64 {
		a, err := f.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		return a.Floats
	}
	gain, bias, err := n.GainBias(read("LIF.max_rates"), read("LIF.intercepts"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range read("LIF.gain") {
		if math.Abs(gain[i]-want) > 1e-12*math.Abs(want) {
			t.Errorf("gain %d is %.17g, Nengo has %.17g", i, gain[i], want)
		}
	}
	for i, want := range read("LIF.bias") {
		if math.Abs(bias[i]-want) > 1e-12*math.Abs(gain[i]) {
			t.Errorf("bias %d is %.17g, Nengo has %.17g", i, bias[i], want)
		}
	}
}
