package neurons

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
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
	for _, o := range OverTable {
		t.Run(o.Name, func(t *testing.T) {
			if o.Doc == "" || o.Source == "" {
				t.Error("has no doc or no source")
			}
			f(t, o.New(&LIFRate{0.02, 0.002, 1}, 1))
		})
	}
}

// stepper prepares a type with the stream of the tests.
func stepper(n Type, size int) Stepper {
	return n.Stepper(size, 0.001, rng.Stream(1, "test", rng.Noise))
}

// step advances a population by a current alone and writes its output where spikes
// alone tell it.
func step(n Type, s Stepper, dt float64, J, out []float64, state [][]float64) []int32 {
	in := [][]float64{J}
	for range n.Ports()[1:] {
		in = append(in, make([]float64, len(J)))
	}
	spikes := s.Step(in, out, state, nil)
	if height := n.SpikeHeight(); height != 0 {
		clear(out)
		for _, i := range spikes {
			out[i] = height / dt
		}
	}
	return spikes
}

// A neuron with the gain and bias for a tuning curve fires at its maximal rate
// at e·x = 1 and falls silent just below its intercept.
func TestGainBiasGiveTheTuningCurve(t *testing.T) {
	each(t, func(t *testing.T, n Type) {
		rates, intercepts := []float64{210, 240, 300, 399}, []float64{-0.9, -0.2, 0.3, 0.85}
		if n.MaxRate() < 399 {
			rates[3] = 320
		}
		tolerance := 1e-9
		if _, numeric := n.(*Izhikevich); numeric {
			tolerance = 0.05 // found on a grid, of rates that come in steps of 1 Hz
		}
		gain, bias, err := n.GainBias(rates, intercepts)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rates {
			out := make([]float64, 3)
			c := intercepts[i]
			top := []float64{gain[i] + bias[i], gain[i]*(c-1e-6) + bias[i], gain[i]*(c+1e-2) + bias[i]}
			n.Rates(top, out)
			if !(math.Abs(out[0]-rates[i]) <= tolerance*rates[i]) || !(out[1] < out[2] || out[1] <= 0) {
				t.Errorf("max rate %g, intercept %g: rates %v", rates[i], c, out)
			}
			// The current at the intercept belongs to the type, not to the neuron.
			if at, first := gain[i]*c+bias[i], gain[0]*intercepts[0]+bias[0]; !(math.Abs(at-first) <= 1e-9*(1+gain[i])) {
				t.Errorf("neuron %d starts to fire at J = %g, neuron 0 at %g", i, at, first)
			}
		}
		if _, _, err := n.GainBias([]float64{n.MaxRate()}, []float64{0}); err == nil && !math.IsInf(n.MaxRate(), 1) {
			t.Error("a rate no neuron reaches is accepted")
		}
		if _, _, err := n.GainBias([]float64{100}, []float64{1}); err == nil {
			t.Error("an intercept of 1 is accepted")
		}
	})
}

// Up to its threshold a neuron is silent, and just above it fires.
func TestThreshold(t *testing.T) {
	each(t, func(t *testing.T, n Type) {
		J, silent := n.Threshold()
		rates := make([]float64, 4)
		n.Rates([]float64{-40, J - 1e-6, J, J + 1e-6}, rates)
		if silent && !(rates[0] == 0 && rates[1] == 0 && rates[2] == 0 && rates[3] > 0) {
			t.Errorf("threshold %g: rates %g", J, rates)
		}
		if _, numeric := n.(*Izhikevich); !silent && !numeric && rates[0] == 0 {
			t.Errorf("no threshold, but %g Hz at J = -40", rates[0])
		}
	})
}

// Over 10 s of constant current, the mean output agrees with the rate within
// one spike, and at least half of the neurons fire.
func TestStepsAgreeWithRates(t *testing.T) {
	each(t, func(t *testing.T, n Type) {
		const dt, T, N = 0.001, 10.0, 40
		switch n.(type) {
		case *AdaptiveLIF, *AdaptiveLIFRate:
			return // rates are those without adaptation; Nengo's traces test the steps
		case *TwoCompartment:
			return // rates are those without the dendrite, which takes current away
		}
		J, want := make([]float64, N), make([]float64, N)
		scale := 0.15
		if _, ok := n.(*Izhikevich); ok {
			scale = 1
		}
		for i := range J {
			J[i] = -1 + float64(i)*scale
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
			if !(math.Abs(got[i]-want[i]) <= 1/T+tolerance(n, want[i], T)) {
				t.Errorf("J = %g: steps give %g Hz, the rate is %g Hz", J[i], got[i], want[i])
			}
		}
		if firing < N/2 {
			t.Errorf("only %d of %d neurons fire: the test tests nothing", firing, N)
		}
	})
}

// tolerance is 1 %, plus five standard errors of a Poisson count for types that
// draw their spikes.
func tolerance(n Type, rate, T float64) float64 {
	out := 0.01 * math.Abs(rate)
	if _, ok := n.(*Izhikevich); ok {
		out += 1.5 // its rates count the spikes of one second, from rest
	}
	if o, ok := n.(*over); ok && o.name != "regular_spiking" {
		out += 5 * math.Sqrt(math.Abs(rate)/T)
	}
	return out
}

// simulate returns the mean output of neurons under constant current.
func simulate(n Type, J []float64, dt float64, steps int) []float64 {
	out, mean := make([]float64, len(J)), make([]float64, len(J))
	state := states(n, len(J))
	s := n.Stepper(len(J), dt, rng.Stream(1, "test", rng.Noise))
	for range steps {
		step(n, s, dt, J, out, state)
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
		J := []float64{-1e6, -100, -1, 0, 1 - 1e-16, 1, 1 + 1e-16, 1 + 1e-9, 2, 50, 1e6}
		whole, left, right := states(n, len(J)), states(n, len(J)), states(n, len(J))
		k := len(J) / 2
		for i := range right {
			left[i], right[i] = left[i][:k], right[i][k:]
		}
		if o, random := n.(*over); random && o.name != "regular_spiking" {
			return // neurons share one stream of chance
		}
		all, parts := stepper(n, len(J)), [2]Stepper{stepper(n, k), stepper(n, len(J)-k)}
		a, b := make([]float64, len(J)), make([]float64, len(J))
		for range 50 {
			spikes := step(n, all, 0.001, J, a, whole)
			step(n, parts[0], 0.001, J[:k], b[:k], left)
			step(n, parts[1], 0.001, J[k:], b[k:], right)
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

// Gains, biases and rates agree with those recorded from Nengo: closed forms
// within 1e-12 of the largest, Izhikevich's search within 1e-9.
func TestLikeNengo(t *testing.T) {
	f, err := npz.Open("../../runtime/testdata/nengo/gain_bias/gain_bias.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	read := func(name string) []float64 {
		a, err := f.Read(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		return a.Floats
	}
	lif := LIFRate{TauRC: 0.02, TauRef: 0.002, Amplitude: 1}
	for name, n := range map[string]Type{
		"LIF": &LIF{LIFRate: lif}, "LIF_p": &LIF{LIFRate: LIFRate{0.03, 0.003, 0.5}}, "LIFRate": &lif,
		"AdaptiveLIF": &AdaptiveLIF{LIF{LIFRate: lif}, adaptation{1, 0.01}}, "AdaptiveLIFRate": &AdaptiveLIFRate{lif, adaptation{1, 0.01}},
		"RectifiedLinear": &ReLU{1}, "RectifiedLinear_amp": &ReLU{0.1}, "SpikingRectifiedLinear": &SpikingReLU{ReLU{1}},
		"Sigmoid": &Sigmoid{0.0025}, "Sigmoid_p": &Sigmoid{0.004}, "Tanh": &Tanh{0.0025},
		"Izhikevich": &Izhikevich{0.02, 0.2, -65, 8}, "RegularSpiking_LIFRate": regularEntry.New(&lif, 1),
	} {
		tolerance := 1e-12
		if name == "Izhikevich" {
			tolerance = 1e-9
		}
		gain, bias, err := n.GainBias(read(name+".max_rates"), read(name+".intercepts"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		J := read(name + ".J")
		rates := make([]float64, len(J))
		n.Rates(J, rates)
		for what, got := range map[string][]float64{"gain": gain, "bias": bias, "rate_at_J": rates} {
			want := read(name + "." + what)
			largest := 0.0
			for _, w := range want {
				largest = max(largest, math.Abs(w))
			}
			for i, w := range want {
				if !(math.Abs(got[i]-w) <= tolerance*largest) {
					t.Errorf("%s: %s %d is %.17g, Nengo has %.17g", name, what, i, got[i], w)
					break
				}
			}
		}
	}
}

// Counting the refractory period gives the spikes of the equations as they are
// written, every one, and voltages and refractory times within 1e-12, over
// 20,000 steps of 500 neurons whose currents wander, jump and stop.
func TestCountedLIF(t *testing.T) {
	const n, dt, steps = 500, 0.001, 20000
	for _, v := range []catalog.Values{{"tau_rc": 0.02, "tau_ref": 0.002, "amplitude": 1, "min_voltage": 0},
		{"tau_rc": 0.05, "tau_ref": 0.001, "amplitude": 1, "min_voltage": math.Inf(-1)},
		{"tau_rc": 0.01, "tau_ref": 0.007, "amplitude": 1, "min_voltage": -0.5}} {
		l, err := lifEntry.New(v)
		if err != nil {
			t.Fatal(err)
		}
		counted, ok := l.Stepper(n, dt, nil).(*lifCounted)
		if !ok {
			t.Fatalf("%s is not counted", l)
		}
		counted.Track()
		written := counted.lifStepper
		r := rng.Stream(1, l.String(), "test")
		var state [2][][]float64
		for k := range state {
			state[k] = [][]float64{make([]float64, n), make([]float64, n)}
		}
		J, base := make([]float64, n), make([]float64, n)
		for i := range n {
			v := r.Float64()
			state[0][0][i], state[1][0][i] = v, v
			if i%5 == 0 { // start in the refractory period
				ref := r.Uniform(0, 0.012)
				state[0][1][i], state[1][1][i] = ref, ref
			}
			base[i] = r.Uniform(-2, 20)
		}
		out := make([]float64, n)
		total := 0
		for step := range steps {
			for i := range J {
				J[i] = base[i] + r.Uniform(-3, 3)
				if (step/200+i)%7 == 0 {
					J[i] = 0.5
				}
			}
			a := counted.Step([][]float64{J}, out, state[0], nil)
			b := written.Step([][]float64{J}, out, state[1], nil)
			if !slices.Equal(a, b) {
				t.Fatalf("%s: step %d: spikes %v, as written %v", l, step, a, b)
			}
			total += len(a)
			if step%500 != 0 {
				continue
			}
			for i := range n {
				if !(math.Abs(state[0][0][i]-state[1][0][i]) <= 1e-12) || !(math.Abs(state[0][1][i]-state[1][1][i]) <= 1e-11) {
					t.Fatalf("%s: step %d: neuron %d has v %.17g, ref %.17g; as written %.17g, %.17g", l, step, i, state[0][0][i], state[0][1][i],
						state[1][0][i], state[1][1][i])
				}
			}
		}
		if total < steps*n/100 {
			t.Errorf("%s: only %d spikes", l, total)
		}
	}
}

// Neurons of one rate draw together what they draw one by one.
func TestPoissonTogether(t *testing.T) {
	for _, J := range []float64{0, 20, 2000, 20000, 60000, -5} {
		together := poissonEntry.New(&ReLU{1}, 1).(*over)
		apart := *together
		apart.together = nil
		a, b := together.Stepper(300, 1e-4, rng.Stream(1, "p", rng.Spikes)), apart.Stepper(300, 1e-4, rng.Stream(1, "p", rng.Spikes))
		in := make([]float64, 300)
		for i := range in {
			in[i] = J
			if i > 200 {
				in[i] += float64(i / 20)
			}
		}
		for step := range 50 {
			got, want := make([]float64, 300), make([]float64, 300)
			spikes := a.Step([][]float64{in}, got, [][]float64{make([]float64, 300)}, []int32{7})
			expected := b.Step([][]float64{in}, want, [][]float64{make([]float64, 300)}, []int32{7})
			if !slices.Equal(got, want) || !slices.Equal(spikes, expected) {
				t.Fatalf("current %g: step %d has other spikes", J, step)
			}
		}
	}
}
