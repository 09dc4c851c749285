package neurons

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// What a type is called, whether and how high it spikes, how fast it can fire and
// what it keeps: all in one table, with arguments that differ.
func TestDescriptions(t *testing.T) {
	v := catalog.Values{"tau_rc": 0.03, "tau_ref": 0.004, "amplitude": 2, "min_voltage": -1, "tau_n": 0.5, "inc_n": 0.02,
		"tau_recovery": 0.05, "coupling": 0.25, "reset_voltage": -60, "reset_recovery": 6}
	inf := math.Inf(1)
	for name, want := range map[string]struct {
		text     string
		spiking  bool
		height   float64
		fastest  float64
		states   []string
		starting []string
	}{
		"lif": {"lif(tau_rc=0.03s, tau_ref=0.004s, amplitude=2, min_voltage=-1)", true, 2, 250, []string{"voltage", "refractory_time"},
			[]string{"0..1", "0..0"}},
		"lif_rate": {"lif_rate(tau_rc=0.03s, tau_ref=0.004s, amplitude=2)", false, 0, 250, nil, nil},
		"alif": {"alif(tau_rc=0.03s, tau_ref=0.004s, amplitude=2, min_voltage=-1, tau_n=0.5s, inc_n=0.02)", true, 2, 250,
			[]string{"voltage", "refractory_time", "adaptation"}, []string{"0..1", "0..0", "0..0"}},
		"alif_rate": {"alif_rate(tau_rc=0.03s, tau_ref=0.004s, amplitude=2, tau_n=0.5s, inc_n=0.02)", false, 0, 250, []string{"adaptation"},
			[]string{"0..0"}},
		"relu":         {"relu(amplitude=2)", false, 0, inf, nil, nil},
		"spiking_relu": {"spiking_relu(amplitude=2)", true, 0, inf, []string{"voltage"}, []string{"0..1"}},
		"sigmoid":      {"sigmoid(tau_ref=0.004s)", false, 0, 250, nil, nil},
		"tanh":         {"tanh(tau_ref=0.004s)", false, 0, 250, nil, nil},
		"izhikevich": {"izhikevich(tau_recovery=0.05s, coupling=0.25, reset_voltage=-60, reset_recovery=6)", true, 1, inf,
			[]string{"voltage", "recovery"}, []string{"0..1", "0..0"}},
	} {
		e, ok := Table.Find(name)
		if !ok {
			t.Fatal(name)
		}
		n, err := e.New(v)
		if err != nil {
			t.Fatal(err)
		}
		var states, starting []string
		for _, s := range n.States() {
			states, starting = append(states, s.Name), append(starting, s.Initial.String())
		}
		if n.String() != want.text || n.Spiking() != want.spiking || n.SpikeHeight() != want.height || n.MaxRate() != want.fastest ||
			!slices.Equal(states, want.states) || !slices.Equal(starting, want.starting) {
			t.Errorf("%s: spikes %v of %g, at most %g Hz, keeps %v from %v", n, n.Spiking(), n.SpikeHeight(), n.MaxRate(), states, starting)
		}
	}
	for _, o := range OverTable {
		n := o.New(&Sigmoid{0.004}, 3)
		want := "[rate_out]"
		if o.Name == "regular_spiking" {
			want = "[rate_out voltage]"
		}
		var states []string
		for _, s := range n.States() {
			states = append(states, s.Name)
		}
		if n.String() != o.Name+"(sigmoid(tau_ref=0.004s), amplitude=3)" || !n.Spiking() || n.SpikeHeight() != 0 || n.MaxRate() != 250 || fmt.Sprint(states) != want {
			t.Errorf("%s keeps %v", n, states)
		}
	}
}

// Each spike of a step is listed once, up to a limit; negative ones are not.
func TestListsOfSpikes(t *testing.T) {
	n := &SpikingReLU{ReLU{2}}
	J, out, v := []float64{500, 1000, 2500, -3000, 4999e3}, make([]float64, 5), []float64{0.25, 0.75, 0.5, 0, 0}
	got := n.Stepper(5, 0.001, nil).Step([][]float64{J}, out, [][]float64{v}, []int32{7})
	want := append([]int32{7, 1, 2, 2, 2}, slices.Repeat([]int32{4}, 1000)...)
	if !slices.Equal(got, want) {
		t.Errorf("%d spikes are listed, %v …; want %d", len(got), got[:min(9, len(got))], len(want))
	}
	for i, want := range []float64{0, 2000, 6000, 0, 4999 * 2000} {
		if !(math.Abs(out[i]-want) <= 1e-9) {
			t.Errorf("neuron %d: output %g, want %g", i, out[i], want)
		}
	}
	for i, want := range []float64{0.75, 0.75, 0, 0} {
		if !(math.Abs(v[i]-want) <= 1e-12) {
			t.Errorf("neuron %d: voltage %g, want %g", i, v[i], want)
		}
	}
	// tanh(−∞)/tau_ref = −2000 Hz: two negative spikes in a step, of no events.
	for _, o := range []Over{regularEntry, stochasticEntry} {
		n := o.New(&Tanh{0.0005}, 0.5)
		state := [][]float64{{0, 0}, {0, 0}}
		got := n.Stepper(2, 0.001, rng.Stream(1, "test", rng.Spikes)).Step([][]float64{{-50, 50}}, out, state[:len(n.States())], nil)
		if !slices.Equal(got, []int32{1, 1}) || out[0] != -1000 || out[1] != 1000 || state[0][0] != -2000 || state[0][1] != 2000 {
			t.Errorf("%s: spikes %v, output %v, rates %v", n, got, out[:2], state[0])
		}
	}
}

// Rates are the closed forms, below and above where they begin.
func TestRatesByHand(t *testing.T) {
	J := []float64{-3, 0, 1, 1.5, 40}
	lif := func(J, n float64) float64 {
		if J-n <= 1 {
			return 0
		}
		return 3 / (0.004 + 0.03*math.Log1p(1/(J-n-1)))
	}
	for _, c := range []struct {
		n    Type
		want func(J float64) float64
	}{
		{&LIFRate{0.03, 0.004, 3}, func(J float64) float64 { return lif(J, 0) }},
		{&ReLU{3}, func(J float64) float64 { return 3 * max(J, 0) }},
		{&SpikingReLU{ReLU{3}}, func(J float64) float64 { return 3 * max(J, 0) }},
		{&Sigmoid{0.004}, func(J float64) float64 { return 250 / (1 + math.Exp(-J)) }},
		{&Tanh{0.004}, func(J float64) float64 { return 250 * math.Tanh(J) }},
		{poissonEntry.New(&ReLU{3}, 2), func(J float64) float64 { return 6 * max(J, 0) }},
	} {
		got := make([]float64, len(J))
		c.n.Rates(J, got)
		for i, j := range J {
			if want := c.want(j); !(math.Abs(got[i]-want) <= 1e-12*max(1, math.Abs(want))) {
				t.Errorf("%s at J = %g: %g Hz, want %g", c.n, j, got[i], want)
			}
		}
	}
}

// Rates and intercepts that no gain gives are refused, those just inside not.
func TestUnreachable(t *testing.T) {
	for _, c := range []struct {
		n               Type
		rate, intercept float64
		fine            bool
	}{
		{&ReLU{1}, 1e6, 0.5, true}, {&ReLU{1}, 0, 0, false}, {&ReLU{1}, -1, 0, false}, {&ReLU{1}, 100, 1, false}, {&ReLU{1}, 100, 0.999, true},
		{&ReLU{1}, math.NaN(), 0, false}, {&ReLU{1}, 100, math.NaN(), false},
		{&LIFRate{0.02, 0.002, 1}, 499, 0, true}, {&LIFRate{0.02, 0.002, 1}, 500, 0, false}, {&LIFRate{0.02, 0.002, 1}, 100, 1, false},
		{&Sigmoid{0.004}, 249, 0, true}, {&Sigmoid{0.004}, 250, 0, false}, {&Sigmoid{0.004}, 125, 0, false}, {&Sigmoid{0.004}, 126, 0, true},
		{&Sigmoid{0.004}, 200, 1, false},
		{&Tanh{0.004}, 249, 0, true}, {&Tanh{0.004}, 250, 0, false}, {&Tanh{0.004}, 0, 0, false},
	} {
		if _, _, err := c.n.GainBias([]float64{c.rate}, []float64{c.intercept}); (err == nil) != c.fine {
			t.Errorf("%s, %g Hz from %g: %v", c.n, c.rate, c.intercept, err)
		}
	}
}

// What is refused says of which neuron, and what there could be.
func TestWhatUnreachableSays(t *testing.T) {
	for _, c := range []struct {
		n               Type
		rate, intercept float64
		want            string
	}{
		{&Sigmoid{0.004}, 100, 0, "neuron 1 cannot have a maximal rate of 100 Hz: a sigmoid neuron already fires at 125 Hz without input"},
		{&Sigmoid{0.004}, 260, 0, "neuron 1 cannot have a maximal rate of 260 Hz: it must lie between 0 and 250 Hz"},
		{&Sigmoid{0.004}, 200, 1, "neuron 1 has intercept 1, which must be below 1"},
		{&LIFRate{0.02, 0.002, 1}, 600, 0, "neuron 1 cannot have a maximal rate of 600 Hz: it must lie between 0 and 500 Hz"},
		{&LIFRate{0.02, 0.002, 1}, 100, 1.5, "neuron 1 has intercept 1.5, which must be below 1"},
		{&Tanh{0.004}, 300, 0, "neuron 1 cannot have a maximal rate of 300 Hz: it must lie between 0 and 250 Hz"},
	} {
		if _, _, err := c.n.GainBias([]float64{200, c.rate}, []float64{0, c.intercept}); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// The table that Izhikevich's gains are read from is straight lines; its ends hold,
// and of equal rates the last counts.
func TestInterpolated(t *testing.T) {
	x, y := []float64{0, 0, 10, 30}, []float64{1, 2, 4, 5}
	for at, want := range map[float64]float64{-1: 1, 0: 2, 5: 3, 10: 4, 20: 4.5, 30: 5, 99: 5} {
		if got := interpolated(at, x, y); got != want {
			t.Errorf("at %g: %g, want %g", at, got, want)
		}
	}
}

// Adaptation is Nengo's AdaptiveLIF and AdaptiveLIFRate after 200 and 50 steps of a
// constant current.
func TestAdaptation(t *testing.T) {
	J := []float64{2, 5, 0.5, -3, 1.2}
	v := catalog.Values{"tau_rc": 0.03, "tau_ref": 0.004, "amplitude": 2, "min_voltage": -0.5, "tau_n": 0.05, "inc_n": 0.03}
	for _, c := range []struct {
		name       string
		steps      int
		n, voltage []float64
		out        []float64 // spikes of all steps, or the rates of the last
	}{
		{"alif", 200, []float64{1.2111139670424, 3.19410413771251, 0, 0, 0.808563733173986},
			[]float64{0.22392222746428, 0.0139375179742139, 0.499681841549665, -0.5, 0.105085278243846}, []float64{4, 11, 0, 0, 2}},
		{"alif_rate", 50, []float64{0.837677323897502, 2.47191886774927, 0, 0, 0.199565569851171}, nil,
			[]float64{31.9118633298122, 105.288703795675, 0, 0, 11.4299704874742}},
	} {
		e, _ := Table.Find(c.name)
		n, err := e.New(v)
		if err != nil {
			t.Fatal(err)
		}
		state := make([][]float64, len(n.States()))
		for i := range state {
			state[i] = make([]float64, len(J))
			if n.States()[i].Name == "voltage" {
				for k := range J {
					state[i][k] = 0.25
				}
			}
		}
		s := stepper(n, len(J))
		if lagging, ok := s.(Lagging); ok {
			lagging.Track()
		}
		out, spikes := make([]float64, len(J)), make([]float64, len(J))
		for range c.steps {
			for _, i := range step(n, s, 0.001, J, out, state) {
				spikes[i]++
			}
		}
		if n.Spiking() {
			out = spikes
		}
		for i := range J {
			if !(math.Abs(out[i]-c.out[i]) <= 1e-11) || !(math.Abs(state[len(state)-1][i]-c.n[i]) <= 1e-12) || c.voltage != nil && !(math.Abs(state[0][i]-c.voltage[i]) <= 1e-12) {
				t.Errorf("%s, neuron %d: %g, n %.15g", n, i, out[i], state[len(state)-1][i])
			}
		}
	}
}
