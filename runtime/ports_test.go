package runtime_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
)

// Neurons that end in `.neurons` of a type with conductances are those that end in the
// input of their sign, with magnitudes, through the synapse of their sign.
func TestSignsChooseTheInput(t *testing.T) {
	const head = `seed 3
node u = sin(20*t)
ensemble d 12 dale 0.5
ensemble g 7 neurons lif_cond max_rates 50..100
ensemble h 7 neurons two_compartment max_rates 50..100
connect u -> d
probe g.exc, g.inh, g.voltage, h.exc, h.inh, h.dendrite
`
	const synapses = " exc_synapse 4ms inh_synapse 9ms delay 2ms\n"
	signs := compile(t, head+"connect c: d.neurons -> g.neurons weights 0\n").Program.Populations[0].Signs
	matrix := func(of int8) string {
		var rows []string
		for i := range 7 {
			row := make([]string, len(signs))
			for j, s := range signs {
				switch w := float64(i+1) * float64(j+2) / 100; {
				case of == 0:
					row[j] = fmt.Sprint(w * float64(s))
				case s == of:
					row[j] = fmt.Sprint(w)
				default:
					row[j] = "0"
				}
			}
			rows = append(rows, "["+strings.Join(row, ", ")+"]")
		}
		return "[" + strings.Join(rows, ", ") + "]"
	}
	together, apart := head, strings.Replace(head, " dale 0.5", "", 1)
	for _, x := range []string{"g", "h"} {
		together += "connect " + x + "c: d.neurons -> " + x + ".neurons weights " + matrix(0) + synapses
		together += "probe " + x + "c.output\n"
		apart += "connect d.neurons -> " + x + ".exc weights " + matrix(1) + " synapse 4ms delay 2ms\n"
		apart += "connect d.neurons -> " + x + ".inh weights " + matrix(-1) + " synapse 9ms delay 2ms\n"
	}
	got, want := record(t, compile(t, together).Program, 200), record(t, compile(t, apart).Program, 200)
	for _, name := range []string{"g.exc", "g.inh", "g.voltage", "h.exc", "h.inh", "h.dendrite"} {
		if !slices.Equal(got[name].Data, want[name].Data) {
			t.Errorf("%s is another one", name)
		}
		if lowest := slices.Min(got[name].Data[700:]); strings.HasSuffix(name, "c") && !(lowest > 0) {
			t.Errorf("%s falls to %g: the test tests nothing", name, lowest)
		}
	}
	for k, v := range got["gc.output"].Data {
		if d := v - (got["g.exc"].Data[k] - got["g.inh"].Data[k]); math.Abs(d) > 1e-12 {
			t.Fatalf("what gc brings is %g, not excitation less inhibition", v)
		}
	}
}

// A conductance is never below 0, and how often it would have been is counted.
func TestConductancesAreNotNegative(t *testing.T) {
	sim := runtime.New(compile(t, `seed 1
node u = if t < 0.0205 then 1 else -1
node v = -3
ensemble g 3 neurons lif_cond max_rates 50..100
connect u -> g.exc transform 2 synapse none
connect v -> g.exc[0:1] transform 1 synapse none
connect v -> g.inh transform 0 synapse none
probe g.exc, g.inh
`).Program)
	data := recordOn(t, sim, 100)["g.exc"].Data
	for k := range 100 {
		want := []float64{0, 2, 2}
		if k >= 20 {
			want = []float64{0, 0, 0}
		}
		if got := data[3*k : 3*k+3]; !slices.Equal(got, want) {
			t.Fatalf("step %d: %v, not %v", k+1, got, want)
		}
	}
	if share, first := sim.Below(0, 1); share != 1 || math.Abs(first-0.001) > 1e-12 {
		t.Errorf("excitation was below 0 in %g of the steps, first at %g s", share, first)
	}
	if share, _ := sim.Below(0, 2); share != 0 {
		t.Errorf("inhibition was below 0 in %g of the steps", share)
	}
	sim.Reserve(1, nil)
	if share, _ := sim.Below(0, 1); share != 0 {
		t.Errorf("a new phase begins with %g", share)
	}
}

// Rules that could turn the sign of a weight into a conductance leave it at 0.
func TestRulesKeepConductances(t *testing.T) {
	for _, target := range []string{"g.exc", "g.inh"} {
		sim := runtime.New(compile(t, `seed 1
node u = sin(20*t)
ensemble a 20
ensemble g 10 neurons lif_cond max_rates 50..100
connect u -> a
connect u -> g
connect c: a.neurons -> `+target+` weights 1e-3
learn bcm on c rate 1e-5 theta_synapse 30ms
probe c.weights every 50ms
`).Program)
		W := recordOn(t, sim, 300)["c.weights"].Data
		if low := slices.Min(W); !(low >= 0) {
			t.Errorf("a weight into %s is %g", target, low)
		}
		if !slices.Contains(W, 0) {
			t.Errorf("no weight into %s fell to 0: the test tests nothing", target)
		}
	}
}

// Two populations into dendrites make a product, which sums of currents cannot: an
// independent network of these formulas has an error of 0.036 to 0.042 (three seeds), and
// one of current neurons 0.096 to 0.101.
func TestProductInDendrites(t *testing.T) {
	const text = `seed 4
defaults ensemble max_rates 50..100
node u = sin(2*pi*t)
node w = cos(3*t)
ensemble a 100 dale 0.7
ensemble b 100 dale 0.7
ensemble c 100 neurons %s
connect u -> a
connect w -> b
connect c: [a.neurons, b.neurons] -> c.neurons {
  function (a + 1)*(b + 1)/2 - 1
  bias decoded
  relax yes
  reg 0.01
  inh_synapse 10ms
}
node want = (u + 1)*(w + 1)/2 - 1
probe c, want synapse 100ms
`
	for _, x := range []struct {
		neurons  string
		from, to float64
	}{
		{"two_compartment max_rates 75..100", 0.03, 0.05},
		{"two_compartment(calibrate=theory) max_rates 75..100", 0.045, 0.08},
		{"lif_cond max_rates 75..100", 0.08, 0.12},
		{"lif max_rates 75..100", 0.08, 0.12},
	} {
		records := record(t, compile(t, strings.Replace(fmt.Sprintf(text, x.neurons), "connect c:", "connect product:", 1)).Program, 4000)
		sum, n := 0.0, 0
		for k, v := range records["c"].Data {
			if k >= 500 {
				sum, n = sum+math.Pow(v-records["want"].Data[k], 2), n+1
			}
		}
		rmse := math.Sqrt(sum / float64(n))
		t.Logf("%s: %.4f", x.neurons, rmse)
		if !(rmse > x.from && rmse < x.to) {
			t.Errorf("%s: an error of %.4f", x.neurons, rmse)
		}
	}
}

// An error teaches weights into conductances, which keep their signs.
func TestErrorsTeachConductances(t *testing.T) {
	for _, kind := range []string{"lif_cond", "two_compartment"} {
		p := compile(t, `seed 2
node u = sin(6*t)
ensemble d 200 dale 0.6 max_rates 50..100
ensemble g 100 neurons `+kind+`
connect u -> d
connect c: d.neurons -> g.neurons weights 0
learn pes err = g - u rate 1e-3 on c
probe err synapse 50ms
probe c.weights every 1s
`).Program
		sim := runtime.New(p)
		records := recordOn(t, sim, 8000)
		err := records["err"].Data
		size := func(from, to int) float64 {
			sum := 0.0
			for _, v := range err[from:to] {
				sum += v * v
			}
			return math.Sqrt(sum / float64(to-from))
		}
		early, late := size(100, 1100), size(7000, 8000)
		t.Logf("%s: the error falls from %.3f to %.3f", kind, early, late)
		if !(late < 0.4*early) {
			t.Errorf("%s: the error falls from %.3f to %.3f", kind, early, late)
		}
		W := records["c.weights"].Data
		for k, w := range W[len(W)-100*200:] {
			if w*float64(p.Populations[0].Signs[k%200]) < 0 {
				t.Fatalf("%s: weight %d is %g against its sign", kind, k, w)
			}
		}
	}
}

// The synapse of inhibitory neurons is, where all are, that of the connection, which learns as
// any other.
func TestSynapseOfOneSign(t *testing.T) {
	text := `seed 1
node u = sin(6*t)
ensemble i 40 dale 0
ensemble c 20 neurons lif_cond
ensemble b 20
connect u -> i
connect v: i.neurons -> c.inh weights 0.01 SYNAPSE
connect w: i.neurons -> c.neurons weights -0.01 SYNAPSE
connect x: i.neurons -> b.neurons weights -0.001 SYNAPSE
learn istdp on v max 1
learn istdp on w max 1
learn istdp on x max 1
probe v.weights, w.weights, x.weights, b
`
	got := compile(t, strings.ReplaceAll(text, "SYNAPSE", "exc_synapse 2ms inh_synapse 10ms")).Program
	want := compile(t, strings.ReplaceAll(text, "SYNAPSE", "synapse 10ms")).Program
	for name, rec := range record(t, want, 200) {
		same(t, name, record(t, got, 200)[name].Data, rec.Data, 0)
	}
}

// What cannot be below 0 is not compared with 0, and a current that nothing changes is not
// computed: spikes through weights of the sign of their port and synapses that do not overshoot.
func TestIdleFloors(t *testing.T) {
	for line, floors := range map[string]int{
		"connect e.neurons -> c.exc weights 0.1":                                0,
		"connect e.neurons -> c.exc weights 0.1 synapse alpha(5ms) release 60%": 1,
		"connect e.neurons -> c.exc weights 0.1 probability 0.3 delay 1ms..3ms": 0,
		"connect e.neurons -> c.neurons weights 0.1":                            0,
		"connect i.neurons -> c.neurons weights -0.1":                           0,
		"connect i.neurons -> c.inh weights 0.1 synapse none":                   0,
		"connect u -> c.exc transform 3":                                        1,
		"connect abs(u) -> c.exc transform 3 synapse none":                      0,
		"connect abs(u) -> c.exc transform -3":                                  1,
		"node k = if t < 10ms then 2 else 0\nconnect k -> c.exc transform 3":    0,
		"connect e.neurons -> c.exc weights 0.1 synapse highpass(5ms)":          1,
		"connect v: e.neurons -> c.exc weights 0.1\nlearn stdp on v max 1":      1,
		"connect e -> c.exc transform 3":                                        1,
	} {
		p := compile(t, "seed 1\nnode u = sin(6*t)\nensemble e 20 dale 1\nensemble i 20 dale 0\nensemble c 20 neurons lif_cond\n"+
			"connect u -> e\nconnect u -> i\n"+line+"\nprobe c.spikes, e, i\n").Program
		count := 0
		for _, in := range p.Instrs {
			if in.Code == program.Floor {
				count++
			}
			if in.Code == program.EncodeColumns && in.Tag == "c encoding" {
				t.Errorf("%s: a current is computed that never changes", line)
			}
		}
		if count != floors {
			t.Errorf("%s: %d floors, want %d", line, count, floors)
		}
	}
}

// Conductances that constant nodes give are computed once, if no experiment holds the node.
func TestStillConductances(t *testing.T) {
	model := "seed 1\nnode k = [6, 5]\nensemble c 100 neurons lif_cond\nconnect k[1] -> c.exc transform matrix(100, 1, i) synapse none\nprobe c.exc\n"
	for events, want := range map[string]int{"run 10ms": 0, "experiment e {\n set k = [6, 7]\n run 10ms\n}": 1} {
		p := compile(t, model+events+"\n").Program
		if count := len(slices.DeleteFunc(p.Instrs, func(in program.Instr) bool { return in.Code != program.ColumnsSet })); count != want {
			t.Errorf("%s: %d products, want %d", events, count, want)
		}
	}
	rec := record(t, compile(t, model).Program, 2)["c.exc"]
	for i, got := range rec.Data {
		if want := 5 * float64(i%100); got != want {
			t.Fatalf("neuron %d has %g nS, want %g", i%100, got, want)
		}
	}
}
