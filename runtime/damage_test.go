package runtime_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
)

// everyNeuron are neuron types that step in different ways.
var everyNeuron = []string{"lif", "lif(tau_ref=2.5ms)", "alif", "izhikevich", "lif_rate", "relu", "spiking_relu", "poisson_spiking(relu)",
	"regular_spiking(lif_rate)", "lif_cond max_rates 50..100", "two_compartment max_rates 50..100"}

// Lost neurons neither spike nor have an output, the others do what they did, and healed
// ones do what they would have done if they had only been covered.
func TestLesionCovers(t *testing.T) {
	for _, kind := range everyNeuron {
		text := fmt.Sprintf(`seed 3
node u = [sin(9*t), 0.5]
ensemble a 60 dims 2 neurons %s
connect u -> a
ensemble b 40
connect a[0] -> b
probe a.neurons
probe a
probe b
run 300ms
`, kind)
		p := compile(t, text).Program
		whole := record(t, p, 300)
		sim := runtime.New(p)
		sim.Reserve(300, nil)
		steps(t, sim, 100)
		sim.LesionShare(0, 0.4)
		lost := slices.Clone(sim.Damage().Lost[0])
		steps(t, sim, 100)
		sim.Lesion(0, nil)
		steps(t, sim, 100)
		if len(lost) != 24 || !slices.IsSorted(lost) {
			t.Fatalf("%s: %d neurons are lost of 60: %v", kind, len(lost), lost)
		}
		now, before, silenced := recorded(sim)["a.neurons"].Data, whole["a.neurons"].Data, 0
		for k, v := range now {
			step, i := k/60, int32(k%60)
			want := before[k]
			if step >= 100 && step < 200 && slices.Contains(lost, i) {
				if want != 0 {
					silenced++
				}
				want = 0
			}
			if v != want {
				t.Fatalf("%s: neuron %d gives %g in step %d, not %g", kind, i, v, step, want)
			}
		}
		if silenced == 0 {
			t.Errorf("%s: those that are lost would not have done anything", kind)
		}
		for _, name := range []string{"a", "b"} {
			d := len(whole[name].Data) / 300
			if slices.Equal(recorded(sim)[name].Data[110*d:190*d], whole[name].Data[110*d:190*d]) {
				t.Errorf("%s: `%s` does not miss them", kind, name)
			}
		}
	}
}

func steps(t testing.TB, sim *runtime.Sim, n int) {
	t.Helper()
	for range n {
		if err := sim.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

func recorded(sim *runtime.Sim) map[string]runtime.Record {
	out := map[string]runtime.Record{}
	for _, r := range sim.Records() {
		out[r.Name] = r
	}
	return out
}

// A larger lesion contains a smaller one, a larger cut a smaller one; both are others with
// another seed.
func TestDamageIsNested(t *testing.T) {
	text := func(seed int) string {
		return fmt.Sprintf("seed %d\nensemble a 70\nensemble b 50\nconnect w: a.neurons -> b.neurons weights 1 density 30%%\nprobe b\n"+
			"experiment e {\n  cut w\n  run 10ms\n}\n", seed)
	}
	sim, other := runtime.New(compile(t, text(1)).Program), runtime.New(compile(t, text(2)).Program)
	var before []int32
	var gone []float64
	for k := range 11 {
		share := float64(k) / 10
		sim.LesionShare(0, share)
		lost := sim.Damage().Lost[0]
		if len(lost) != 7*k {
			t.Errorf("%g of 70 neurons are %d", share, len(lost))
		}
		for _, i := range before {
			if !slices.Contains(lost, i) {
				t.Errorf("neuron %d of the smaller lesion is none of %v", i, lost)
			}
		}
		sim.Cut(0, share)
		now := slices.Clone(sim.Weights(0))
		zeros := 0
		for i, v := range now {
			if v == 0 {
				zeros++
			} else if gone != nil && gone[i] == 0 {
				t.Errorf("synapse %d of the smaller cut is back at %g", i, share)
			}
		}
		if want := 50*70 - 50*21 + int(math.Round(share*50*21)); zeros != want {
			t.Errorf("cut by %g there are %d zeros, not %d", share, zeros, want)
		}
		before, gone = lost, now
	}
	sim.LesionShare(0, 0.5)
	other.LesionShare(0, 0.5)
	if slices.Equal(sim.Damage().Lost[0], other.Damage().Lost[0]) {
		t.Error("the seed does not count")
	}
}

// ruledLinks are links that keep what they learn in different forms.
var ruledLinks = map[string]string{
	"factors":  "connect c: a.neurons -> b.neurons solve l2\nlearn pes err = b - a rate 1e-3 on c",
	"bounded":  "connect c: a.neurons -> b.neurons solve nnls dale 0.8\nlearn pes err = b - a rate 1e-3 on c",
	"pending":  "connect c: a.neurons -> b.neurons weights 1e-4\nlearn bcm on c rate 1e-9",
	"several":  "connect c: a.neurons -> b.neurons weights 1e-4\nlearn oja on c rate 1e-6\nlearn pes err = b - a rate 1e-3 on c",
	"spikes":   "connect c: a.neurons -> b.neurons weights 1e-4 density 50%\nlearn stdp on c max 1e-3\nlearn scaling on c rate 1 target 50Hz",
	"thin":     "connect c: a.neurons -> b.neurons weights 1e-4 density 20%\nlearn stdp on c max 1e-3\nlearn scaling on c rate 1 target 50Hz",
	"late":     "connect c: a.neurons -> b.neurons weights 1e-4 delay 1ms..9ms\nlearn stdp on c max 1e-3\nlearn scaling on c rate 1 target 50Hz",
	"constant": "connect c: a.neurons -> b.neurons solve l2",
}

// Cut synapses are 0 while others learn, and have the weights from before when they are
// healed; those of a link that does not learn are exactly those it had.
func TestCutsStayZero(t *testing.T) {
	for form, lines := range ruledLinks {
		p := cutProgram(t, lines)
		sim := runtime.New(p)
		link, err := p.Link("c")
		if err != nil {
			t.Fatal(err)
		}
		steps(t, sim, 150)
		before := slices.Clone(sim.Weights(link))
		sim.Cut(link, 0.4)
		cut := slices.Clone(sim.Weights(link))
		n := sim.Damage().Cut[link]
		steps(t, sim, 150)
		after := slices.Clone(sim.Weights(link))
		sim.Cut(link, 0)
		healed := sim.Weights(link)
		gone, learned := 0, 0
		for k, v := range cut {
			switch {
			case v == 0 && before[k] != 0:
				gone++
				if after[k] != 0 {
					t.Errorf("%s: synapse %d is cut and learns to be %g", form, k, after[k])
				}
				if math.Abs(healed[k]-before[k]) > 1e-12*math.Abs(before[k]) {
					t.Errorf("%s: synapse %d is %g when it is healed, and was %g", form, k, healed[k], before[k])
				}
			case math.Abs(v-before[k]) > 1e-12*math.Abs(v):
				t.Errorf("%s: synapse %d is %g after the cut, and was %g", form, k, v, before[k])
			case after[k] != v:
				learned++
			}
		}
		if (learned > 0) != (form != "constant") || gone == 0 || n != int(math.Round(0.4*float64(sim.Synapses(link)))) {
			t.Errorf("%s: %d synapses are gone, %d cut of %d, %d learned", form, gone, n, sim.Synapses(link), learned)
		}
	}
}

func cutProgram(t *testing.T, lines string) *program.Program {
	t.Helper()
	return compile(t, "seed 4\nnode u = sin(9*t)\nensemble a 60\nensemble b 50\nconnect u -> a\n"+lines+
		"\nprobe b.spikes\nprobe b\nexperiment e {\n  cut c by 40%\n  run 10ms\n}\n").Program
}

// A simulation that is put back goes on without what it was without, and one that takes
// over too.
func TestDamageIsPartOfTheState(t *testing.T) {
	for form, lines := range ruledLinks {
		p := cutProgram(t, lines)
		link, _ := p.Link("c")
		sim := runtime.New(p)
		sim.Reserve(200, nil)
		steps(t, sim, 50)
		sim.Cut(link, 0.4)
		sim.LesionShare(0, 0.2)
		steps(t, sim, 50)
		st, err := sim.State()
		if err != nil {
			t.Fatal(err)
		}
		st = st.Clone()
		sim.Cut(link, 0.2)
		steps(t, sim, 100)
		taken := map[string]*runtime.Sim{"restored": runtime.New(p), "twice": runtime.New(p)}
		if err := taken["restored"].Restore(st); err != nil {
			t.Fatal(err)
		}
		steps(t, taken["twice"], 30)
		taken["twice"].Cut(link, 0.9)
		if err := taken["twice"].Restore(st); err != nil {
			t.Fatal(err)
		}
		older := runtime.New(p)
		if err := older.Restore(st.Clone()); err != nil {
			t.Fatal(err)
		}
		taken["over"] = runtime.New(p)
		if left, err := taken["over"].TakeOver(older); err != nil || left != nil {
			t.Fatal(left, err)
		}
		for how, other := range taken {
			other.Cut(link, 0.2)
			steps(t, other, 100)
			if !slices.Equal(other.Weights(link), sim.Weights(link)) || !slices.Equal(other.Damage().Lost[0], sim.Damage().Lost[0]) ||
				!slices.Equal(recorded(other)["b"].Data[max(0, len(recorded(other)["b"].Data)-100):], recorded(sim)["b"].Data[100:]) && how != "over" {
				t.Errorf("%s: %s, it goes on otherwise", form, how)
			}
		}
		sim.ResetWeights()
		if d := sim.Damage(); d.Cut[link] != 0 || d.Lost[0] == nil {
			t.Errorf("%s: after `reset weights` %v", form, d)
		}
		sim.ResetState()
		if d := sim.Damage(); d.Lost[0] == nil {
			t.Errorf("%s: `reset state` heals", form)
		}
		sim.ResetAll()
		if d := sim.Damage(); d.Lost[0] != nil {
			t.Errorf("%s: `reset all` does not heal", form)
		}
	}
}

// Whatever compiles the model, a lesion takes the same: without fusion, on threads.
func TestLesionsOnAllPaths(t *testing.T) {
	text := "seed 4\nnode u = sin(9*t)\narray p 4 of 40\nconnect u -> p[0]\nconnect p[0] -> p[1]\nensemble b 50\nconnect p[1] -> b\nconnect b -> p[2]\nprobe p\nprobe b\nrun 10ms\n"
	var want []float64
	for i, opts := range []compiler.Options{{}, {Plain: true}} {
		m := compilertest.CheckIn(t, t.TempDir(), text, opts)
		c, diags := compiler.Compile(m, 0.001, nil)
		if c == nil {
			t.Fatal(diags)
		}
		sim := runtime.New(c.Program)
		sim.Reserve(200, nil)
		if i == 1 {
			sim.Parallel(2)
		}
		steps(t, sim, 50)
		for k := range c.Program.Populations {
			sim.LesionShare(k, 0.3)
		}
		steps(t, sim, 150)
		got := append(slices.Clone(recorded(sim)["p"].Data), recorded(sim)["b"].Data...)
		if i == 0 {
			want = got
		} else if !slices.Equal(got, want) {
			t.Error("without fusion, on threads, other values")
		}
		sim.Close()
	}
}
