package runtime_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime"
)

// networks reads an array of the reference networks.
func networks(t *testing.T, name string) []float64 {
	t.Helper()
	file, err := npz.Open("testdata/networks.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a, err := file.Read(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a.Floats
}

// network is 30 LIF neurons with given weights, as a model; options say how spikes travel.
func network(t *testing.T, options string) *program.Program {
	t.Helper()
	dir := t.TempDir()
	delays := networks(t, "delay.steps")
	for i := range delays {
		delays[i] /= 1000
	}
	for name, a := range map[string]*npz.Array{
		"w":     {Shape: []int{30, 30}, Floats: networks(t, "delay.weights")},
		"s":     {Shape: []int{30, 30}, Floats: delays},
		"bias":  {Shape: []int{30}, Floats: networks(t, "delay.bias")},
		"start": {Shape: []int{30}, Floats: networks(t, "delay.voltage0")},
	} {
		var b bytes.Buffer
		if err := npz.WriteNpy(&b, a); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".npy"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return compileIn(t, dir, "seed 1\nensemble a 30 gain 1 bias from \"bias.npy\" voltage from \"start.npy\"\n"+
		"connect c: a.neurons -> a.neurons weights from \"w.npy\" synapse 5ms "+options+"\nprobe a.neurons\nprobe a.voltage\nrun 400ms\n").Program
}

// Spikes with a delay for each synapse, and without any, are those of an independent
// implementation in NumPy; without, also Nengo's.
func TestGoldenDelays(t *testing.T) {
	for golden, options := range map[string][]string{
		"delay":   {"delay from \"s.npy\"", "delay from \"s.npy\" release 100%"},
		"nodelay": {"", "delay matrix(30, 30, 0ms)", "probability 100%"},
	} {
		spikes, voltages := networks(t, golden+".spikes"), networks(t, golden+".voltage")
		for _, with := range options {
			got := record(t, network(t, with), 400)
			wrong := 0
			for k, v := range got["a.neurons"].Data {
				if (v != 0) != (spikes[k] != 0) {
					wrong++
				}
			}
			if worst := farthest(got["a.voltage"].Data, voltages); wrong > 0 || worst > 1e-9 || len(got["a.neurons"].Data) != len(spikes) {
				t.Errorf("%s, `%s`: %d spikes are wrong, voltages by %g", golden, with, wrong, worst)
			}
		}
	}
}

func farthest(a, b []float64) float64 {
	worst := 0.0
	for i := range a {
		worst = max(worst, math.Abs(a[i]-b[i]))
	}
	return worst
}

// One delay for all synapses is that delay for each, and one of the connection.
func TestDelaysAreDelays(t *testing.T) {
	for _, syn := range []string{"synapse 5ms", "synapse none", "synapse alpha(3ms)"} {
		for _, kind := range []string{"lif", "lif_rate", "poisson_spiking(relu)"} {
			var want []float64
			for _, delay := range []string{"delay 3ms", "delay matrix(20, 30, 3ms)", "delay 3ms..3ms", "delay 3ms probability 100% autapses no", "delay 3ms release 100%"} {
				if kind == "lif_rate" && strings.Contains(delay, "release") {
					continue // it has no spikes
				}
				text := fmt.Sprintf("seed 2\nnode u = sin(9*t)\nensemble a 30 neurons %s\nensemble b 20\nconnect u -> a\n"+
					"connect c: a.neurons -> b.neurons weights 2e-4 %s %s\nprobe b.current\nrun 200ms\n", kind, syn, delay)
				got := record(t, compile(t, text).Program, 200)["b.current"].Data
				if want == nil {
					want = got
				} else if farthest(got, want) > 1e-13 {
					t.Errorf("%s, %s: `%s` differs by %g", kind, syn, delay, farthest(got, want))
				}
			}
		}
	}
}

// Weights that exist give the numbers of a matrix of all, in which a rule keeps the others
// at zero.
func TestThinIsTheMatrix(t *testing.T) {
	const text = "seed 3\nnode u = sin(9*t)\nensemble a 60 dale 0.7\nensemble b 50\nconnect u -> a\nconnect c: a.neurons -> b.neurons %s\n%s\nprobe b.current\nprobe b\nrun 200ms\n"
	for _, with := range []string{"weights 0 density 10%", "solve nnls density 10%", "solve nnls indegree 7", "solve nnls probability 15%", "solve nnls outdegree 6",
		"solve nnls strongest 5", "solve nnls indegree 5 exc_synapse 3ms inh_synapse 8ms", "solve nnls indegree 4 delay 2ms scale 1.5"} {
		thin := compile(t, fmt.Sprintf(text, with, "")).Program
		all := compile(t, fmt.Sprintf(text, with, "learn bcm on c rate 0")).Program
		if thin.Links[0].Thin == nil || all.Links[0].Thin != nil {
			t.Fatalf("`%s`: which one is thin?", with)
		}
		a, b := record(t, thin, 200), record(t, all, 200)
		if d := farthest(a["b.current"].Data, b["b.current"].Data); d > 0 {
			t.Errorf("`%s`: currents differ by %g", with, d)
		}
		if W := runtime.New(thin).Weights(0); !slices.Equal(W, runtime.New(all).Weights(0)) {
			t.Errorf("`%s`: other weights", with)
		}
	}
}

// Of spikes that pass with a chance so many pass, whether several come in a step or one,
// and whether the weights learn.
func TestRelease(t *testing.T) {
	for _, kind := range []string{"lif", "poisson_spiking(relu)", "poisson_spiking(relu, amplitude=0.5)"} {
		for _, learns := range []string{"", "learn pes error e on c rate 0\nnode e = 0"} {
			sum := map[string]float64{}
			for _, release := range []string{"100%", "60%", "0%"} {
				text := fmt.Sprintf("seed 2\nensemble a 40 neurons %s gain 1 bias 40\nensemble b 30\nconnect c: a.neurons -> b.neurons weights 1e-3 synapse none release %s\n%s\n"+
					"probe c.output\nrun 500ms\n", kind, release, learns)
				if kind == "lif" {
					text = strings.Replace(text, "bias 40", "bias 3", 1)
				}
				for _, v := range record(t, compile(t, text).Program, 500)["c.output"].Data {
					sum[release] += v
				}
			}
			share, n := sum["60%"]/sum["100%"], sum["100%"]/(1e-3*1000)*40 // at least so many times spikes met synapses
			if off := math.Abs(share - 0.6); sum["0%"] != 0 || sum["100%"] == 0 || off > 4*math.Sqrt(0.24/max(1, n/40)) {
				t.Errorf("%s %q: %g of the spikes pass, of %g; with 0%% %g", kind, learns, share, n, sum["0%"])
			}
		}
	}
}

// goneOn is a simulation after 200 steps, and two that stand where it stood after 100: one
// put back, and one that took it over.
func goneOn(t *testing.T, p *program.Program) (sim, back, over *runtime.Sim) {
	t.Helper()
	sim = runtime.New(p)
	sim.Reserve(300, nil)
	steps(t, sim, 100)
	st, err := sim.State()
	if err != nil {
		t.Fatal(err)
	}
	st = st.Clone()
	steps(t, sim, 100)
	back, older := runtime.New(p), runtime.New(p)
	for _, x := range []*runtime.Sim{back, older} {
		if err := x.Restore(st.Clone()); err != nil {
			t.Fatal(err)
		}
	}
	over = runtime.New(p)
	if left, err := over.TakeOver(older); err != nil || left != nil {
		t.Fatal(left, err)
	}
	return sim, back, over
}

// What is on its way, and which spikes pass, go on when a simulation is put back, and begin
// anew when the state is reset; weights that exist are scaled, loaded and cut as others.
func TestSynapsesAreState(t *testing.T) {
	const text = "seed 5\nnode u = sin(9*t)\nensemble a 40 positions sheet(2)\nensemble b 30 positions line\nconnect u -> a\n" +
		"connect c: a.neurons -> b.neurons weights 1e-3 indegree 6 delay distance*9ms release 70%\n" +
		"connect d: a.neurons -> b.neurons solve l2 release 50%\nlearn pes err = b - a rate 1e-3 on d\nprobe b.current\n" +
		"experiment e {\n  scale c by 1\n  run 10ms\n}\n"
	p := compile(t, text).Program
	sim, other, over := goneOn(t, p)
	whole := slices.Clone(recorded(sim)["b.current"].Data)
	steps(t, other, 100)
	if !slices.Equal(recorded(other)["b.current"].Data, whole) {
		t.Error("put back, it goes on otherwise")
	}
	over.Reserve(100, nil)
	steps(t, over, 100)
	if !slices.Equal(recorded(over)["b.current"].Data, whole[100*30:]) {
		t.Error("taken over, it goes on otherwise")
	}
	sim.ResetAll()
	sim.Reserve(100, nil)
	steps(t, sim, 100)
	if !slices.Equal(recorded(sim)["b.current"].Data, whole[:100*30]) {
		t.Error("reset, it does not begin anew")
	}
	changed(t, p)
}

// changed scales, loads and cuts weights that exist.
func changed(t *testing.T, p *program.Program) {
	t.Helper()
	sim := runtime.New(p)
	link, _ := p.Link("c")
	built := slices.Clone(sim.Weights(link))
	sim.ScaleWeights(link, 2)
	sim.Cut(link, 0.5)
	cut := slices.Clone(sim.Weights(link))
	sim.Cut(link, 0)
	zeros := 0
	for i, v := range sim.Weights(link) {
		if v != 2*built[i] || cut[i] != 0 && cut[i] != v {
			t.Fatalf("weight %d is %g, cut %g, built as %g", i, v, cut[i], built[i])
		}
		if v != 0 && cut[i] == 0 {
			zeros++
		}
	}
	if zeros != 90 || sim.Synapses(link) != 180 {
		t.Errorf("%d of %d are cut", zeros, sim.Synapses(link))
	}
	double := slices.Clone(sim.Weights(link))
	sim.ResetWeights()
	if !slices.Equal(sim.Weights(link), built) {
		t.Error("reset, weights are others")
	}
	sim.Cut(link, 0.5)
	sim.LoadWeights(link, double)
	sim.Cut(link, 0)
	if !slices.Equal(sim.Weights(link), double) {
		t.Error("loaded while they are cut, weights are others")
	}
}

// Rules that follow spikes make of weights that exist what they make of them in a matrix, and
// of weights that are all there, late by one delay each, what they make with that delay.
func TestThinLearnsAsTheMatrix(t *testing.T) {
	const text = "seed 3\nnode u = sin(9*t)\nensemble a 60 dale %s\nensemble b 50 neurons %s\nconnect u -> a\nconnect c: a.neurons -> %s weights %s %s\n%s\n%s\n" +
		"probe b.current\nprobe c.weights every 50ms\nrun 300ms\n"
	for _, learn := range []string{"learn stdp on c max 1e-3", "learn triplet on c max 1e-3", "learn istdp on c max 1e-3", "learn scaling on c rate 2 target 40Hz",
		"learn stdp on c max 1e-3 a_plus 0.05\nlearn scaling on c rate 2 target 40Hz"} {
		for _, with := range []string{"density 10%", "indegree 7 delay 3ms", "probability 20% release 60%"} {
			for _, port := range []string{"b.neurons", "b.exc"} {
				sign, neurons, weight := "1", "lif", "2e-4"
				if strings.Contains(learn, "istdp") {
					sign, weight = "0", "-2e-4"
				}
				if port == "b.exc" {
					neurons, weight = "lif_cond", "2e-4"
					if sign == "0" {
						continue
					}
				}
				thin := compile(t, fmt.Sprintf(text, sign, neurons, port, weight, with, learn, "")).Program
				all := compile(t, fmt.Sprintf(text, sign, neurons, port, weight, with, learn, "learn bcm on c rate 0")).Program
				if thin.Links[0].Thin == nil || all.Links[0].Thin != nil {
					t.Fatalf("`%s`: which one is thin?", with)
				}
				a, b := record(t, thin, 300), record(t, all, 300)
				if learned := a["c.weights"].Data; slices.Equal(learned[:3000], learned[len(learned)-3000:]) {
					t.Errorf("%s, `%s`: nothing is learned", learn, with)
				}
				for _, name := range []string{"b.current", "c.weights"} {
					if d := farthest(a[name].Data, b[name].Data); d > 0 && !(name == "b.current" && strings.Contains(learn, "scaling") && d < 1e-12) {
						t.Errorf("%s into %s, `%s`: %s differs by %g", learn, port, with, name, d)
					}
				}
			}
		}
	}
}

// What rules of spikes see of the past goes on when a simulation is put back and taken over.
func TestLateRulesAreState(t *testing.T) {
	const text = "seed 5\nnode u = sin(9*t)\nensemble a 40 dale 1\nensemble b 30\nconnect u -> a\n" +
		"connect c: a.neurons -> b.neurons weights 2e-4 indegree 6 delay 1ms..9ms release 70%\n" +
		"learn stdp on c max 1e-3 a_plus 0.1 a_minus 0.1\nlearn scaling on c rate 2 target 40Hz\nprobe b.current\nprobe c.weights every 10ms\nrun 10ms\n"
	p := compile(t, text).Program
	sim, other, over := goneOn(t, p)
	want := sim.Weights(0)
	whole := slices.Clone(recorded(sim)["b.current"].Data)
	for name, x := range map[string]*runtime.Sim{"put back": other, "taken over": over} {
		steps(t, x, 100)
		if !slices.Equal(x.Weights(0), want) {
			t.Errorf("%s, it learns otherwise", name)
		}
	}
	sim.ResetAll()
	sim.Reserve(200, nil)
	steps(t, sim, 200)
	if !slices.Equal(recorded(sim)["b.current"].Data, whole) || !slices.Equal(sim.Weights(0), want) {
		t.Error("reset, it does not begin anew")
	}
}
