package neurons

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/stdlib/catalog"
)

// golden reads arrays of the reference data, which NumPy computed by the same formulas; its
// spikes are Brian2's (testdata/README.md).
func golden(t *testing.T, names ...string) [][]float64 {
	t.Helper()
	f, err := npz.Open("testdata/conductances.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := make([][]float64, len(names))
	for i, name := range names {
		a, err := f.Read(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = a.Floats
	}
	return out
}

// typeOf makes a neuron type of the table, its defaults changed.
func typeOf(t *testing.T, name string, changed catalog.Values) Type {
	t.Helper()
	e, _ := Table.Find(name)
	v := catalog.Defaults(e.Params)
	for k, x := range changed {
		v[k] = x
	}
	n, err := e.New(v)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// one is a neuron that is stepped by given inputs.
type one struct {
	Stepper
	in, state [][]float64
}

func oneOf(n Type, dt float64) one {
	o := one{Stepper: n.Stepper(1, dt, nil)}
	for range n.Ports() {
		o.in = append(o.in, []float64{0})
	}
	for _, s := range n.States() {
		lo, _ := s.Initial.Bounds()
		o.state = append(o.state, []float64{lo})
	}
	return o
}

// step takes a step with these inputs and reports a spike.
func (o *one) step(inputs ...float64) bool {
	for i, v := range inputs {
		o.in[i][0] = v
	}
	return len(o.Step(o.in, nil, o.state, nil)) > 0
}

// far is the largest distance of two series.
func far(a, b []float64) float64 {
	out := 0.0
	for i := range a {
		out = max(out, math.Abs(a[i]-b[i]))
	}
	return out
}

// The neuron with conductances gives the spikes and voltages of the reference data, its
// refractory time too.
func TestCondLIFGolden(t *testing.T) {
	ref := golden(t, "cond.g_exc", "cond.g_inh", "cond.v", "cond.refractory", "cond.spikes")
	n := oneOf(typeOf(t, "lif_cond", nil), 0.001)
	var v, left, spikes []float64
	for k := range ref[0] {
		spiked := 0.0
		if n.step(0, ref[0][k], ref[1][k]) {
			spiked = 1
		}
		v, left, spikes = append(v, n.state[0][0]), append(left, 1000*n.state[1][0]), append(spikes, spiked)
	}
	if !slices.Equal(spikes, ref[4]) {
		t.Error("other spikes")
	}
	if d, e := far(v, ref[2]), far(left, ref[3]); !(d <= 1e-9) || !(e <= 1e-9) {
		t.Errorf("voltages differ by %g mV, refractory times by %g ms", d, e)
	}
}

// With its current alone it is the LIF neuron, of Nengo too.
func TestCondLIFIsLIF(t *testing.T) {
	ref := golden(t, "current.J", "current.spikes", "current.v")
	cond, plain := oneOf(typeOf(t, "lif_cond", nil), 0.001), oneOf(&LIF{LIFRate{0.02, 0.003, 1}, math.Inf(-1)}, 0.001)
	for k, J := range ref[0] {
		a, b := cond.step(J, 0, 0), plain.step(J)
		if a != b || a != (ref[1][k] == 1) {
			t.Fatalf("step %d: spikes %v and %v, want %v", k, a, b, ref[1][k])
		}
		v, scaled := cond.state[0][0], float64(15*plain.state[0][0])-65
		if !(math.Abs(v-ref[2][k]) <= 1e-9) || !(math.Abs(v-scaled) <= 1e-9) {
			t.Fatalf("step %d: %.12g mV, golden %.12g, LIF %.12g", k, v, ref[2][k], scaled)
		}
	}
}

// Constant conductances give the rates of the closed form.
func TestCondLIFSurface(t *testing.T) {
	ref := golden(t, "surface.g_exc", "surface.g_inh", "surface.one_compartment")
	const T = 2.0
	for i, exc := range ref[0] {
		for k, inh := range ref[1] {
			n := oneOf(typeOf(t, "lif_cond", nil), 0.0001)
			spikes := 0.0
			for range int(T / 0.0001) {
				if n.step(0, exc, inh) {
					spikes++
				}
			}
			if want := ref[2][i*len(ref[1])+k]; !(math.Abs(spikes/T-want) <= 1/T+1e-9) {
				t.Errorf("exc %g nS, inh %g nS: %g Hz, want %g", exc, inh, spikes/T, want)
			}
		}
	}
}

// Two compartments give the spikes and both voltages of the reference data.
func TestTwoCompartmentGolden(t *testing.T) {
	ref := golden(t, "cond.g_exc", "cond.g_inh", "two.trace.v", "two.trace.spikes")
	n := oneOf(typeOf(t, "two_compartment", nil), 0.001)
	worst := 0.0
	for k := range ref[0] {
		spiked := n.step(0, 3*ref[0][k], 3*ref[1][k])
		if spiked != (ref[3][k] == 1) {
			t.Fatalf("step %d: spike %v", k, spiked)
		}
		worst = max(worst, math.Abs(n.state[0][0]-ref[2][2*k]), math.Abs(n.state[1][0]-ref[2][2*k+1]))
	}
	if !(worst <= 1e-9) {
		t.Errorf("voltages differ by %g mV", worst)
	}
}

// Potentials that make no neuron are refused by name.
func TestImpossibleMembranes(t *testing.T) {
	e, _ := Table.Find("lif_cond")
	for want, changed := range map[string]catalog.Values{
		"e_inh -40mV must lie below v_th -50mV":   {"e_inh": -40},
		"v_th -50mV must lie below e_exc -55mV":   {"e_exc": -55},
		"v_reset -50mV must lie below v_th -50mV": {"v_reset": -50},
		"e_leak -45mV must lie below v_th -50mV":  {"e_leak": -45},
	} {
		v := catalog.Defaults(e.Params)
		for k, x := range changed {
			v[k] = x
		}
		if _, err := e.New(v); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A neuron that is reset to another voltage than 0 fires at the rate of the closed form.
func TestResetLIF(t *testing.T) {
	n := typeOf(t, "lif", catalog.Values{"reset": 0.5})
	if n.String() != "lif(tau_rc=0.02s, tau_ref=0.002s, amplitude=1, min_voltage=0, reset=0.5)" {
		t.Error(n)
	}
	J, rates := []float64{0.5, 1, 1.2, 2, 4}, make([]float64, 5)
	n.Rates(J, rates)
	for i, j := range J {
		want, spikes := 0.0, 0.0
		if j > 1 {
			want = 1 / (0.002 + 0.02*math.Log((j-0.5)/(j-1)))
		}
		o := oneOf(n, 0.0001)
		for range 20000 {
			if o.step(j) {
				spikes++
			}
		}
		if !(math.Abs(rates[i]-want) <= 1e-12*want) || !(math.Abs(spikes/2-want) <= 1) {
			t.Errorf("J = %g: rate %g, simulated %g, want %g", j, rates[i], spikes/2, want)
		}
	}
	gain, bias, err := n.GainBias([]float64{100, 300}, []float64{-0.5, 0.2})
	if err != nil {
		t.Fatal(err)
	}
	n.Rates([]float64{gain[0] + bias[0], gain[1] + bias[1], float64(gain[0]*-0.5) + bias[0] + 1e-9, float64(gain[1]*0.2) + bias[1]}, rates[:4])
	if !(math.Abs(rates[0]-100) <= 1e-9) || !(math.Abs(rates[1]-300) <= 1e-9) || !(rates[2] > 0) || !(rates[3] < 3) {
		t.Errorf("gain %g, bias %g: rates %g", gain, bias, rates[:4])
	}
	e, _ := Table.Find("lif")
	v := catalog.Defaults(e.Params)
	v["reset"], v["min_voltage"] = -1, -0.5
	if _, err := e.New(v); err == nil {
		t.Error("a reset below the lowest voltage is accepted")
	}
}
