package runtime

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/stdlibtest"
)

// randomModel writes a model: some ensembles of any type and size, wired,
// learning and probed at random. Most are valid.
func randomModel(r *rand.Rand) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	synapse := func() string { return pick("", " synapse 10ms", " synapse alpha(5ms)", " synapse 2ms delay 3ms") }
	line("seed %d", r.IntN(100))
	dims := make([]int, 1+r.IntN(4))
	for i := range dims {
		dims[i] = 1 + r.IntN(3)
		tuning := pick("", " radius 2", " max_rates 250..300", " intercepts -0.5..0.5", " noise white_noise(normal(0, 0.1))", "", "", " dale 0.6")
		neurons := pick("lif", "lif", "lif", "lif(tau_ref=1ms)", "lif(tau_ref=2.5ms)", "lif(min_voltage=-1)", "lif_rate", "alif", "alif_rate",
			"relu", "spiking_relu", "sigmoid", "regular_spiking(lif_rate)", "poisson_spiking(relu)")
		line("ensemble e%d %d dims %d neurons %s n_eval_points 60%s", i, 2+r.IntN(90), dims[i], neurons, tuning)
	}
	vector := func(d int) string {
		parts := make([]string, d)
		for i := range parts {
			parts[i] = fmt.Sprintf("%s(%d*t+%d)", pick("sin", "cos"), 3+r.IntN(60), r.IntN(4))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for i, d := range dims {
		line("node u%d = %s", i, vector(d))
		line("connect u%d -> e%d%s", i, i, pick("", " synapse none", " transform 1.5"))
	}
	if a, c := r.IntN(len(dims)), r.IntN(len(dims)); a != c && r.IntN(3) == 0 {
		if dims[c] <= 2 { // no fewer neurons
			line("node n dims %d\nconnect e%d.neurons[0:%d] -> n synapse none%s\nconnect n -> e%d synapse none", dims[c], a, dims[c],
				pick("", " transform 1e-3"), c)
		}
	}
	for k := range r.IntN(4) {
		a, c := r.IntN(len(dims)), r.IntN(len(dims))
		if r.IntN(2) == 0 {
			line("connect c%d: e%d.neurons -> e%d.neurons %s%s", k, a, c,
				pick("weights 1e-4", "weights 0 sparse 40%", "weights 1e-3 units gain", "weights -1e-4"), synapse())
			switch pick("pes", "bcm", "oja", "two", "none") {
			case "pes":
				line("learn pes p%d = e%d - u%d rate 1e-4 on c%d%s", k, c, c, k, pick("", " min -1e-3 max 1e-3", " when t > 50ms"))
			case "bcm":
				line("learn bcm on c%d rate 1e-9%s", k, pick("", " max 1e-3"))
			case "oja":
				line("learn oja on c%d rate 1e-7", k)
			case "two":
				line("learn bcm on c%d rate 1e-9\nlearn oja on c%d rate 1e-7", k, k)
			}
			continue
		}
		if a == c && dims[a] != dims[c] {
			continue
		}
		function := ""
		if dims[a] != dims[c] || r.IntN(2) == 0 {
			parts := make([]string, dims[c])
			for i := range parts {
				parts[i] = fmt.Sprintf("x[%d]%s", r.IntN(dims[a]), pick("", "*x[0]", "+0.5"))
			}
			function = " function [" + strings.Join(parts, ", ") + "]"
		}
		line("connect c%d: e%d -> e%d%s%s", k, a, c, function, synapse())
		switch pick("pes", "rls", "voja", "none", "none") {
		case "pes":
			line("learn pes p%d = e%d - u%d rate 1e-4 on c%d", k, c, c, k)
		case "rls":
			line("learn rls p%d = e%d - u%d on c%d", k, c, c, k)
		case "voja":
			line("learn voja on c%d", k)
		}
	}
	for i := range dims {
		line("probe e%d%s", i, pick("", " synapse 10ms"))
		line("probe e%d%s", i, pick(".neurons", ".input", ".current"))
	}
	line("run 200ms")
	return b.String()
}

// stepped is what a program comes to: memory and weights, and what was recorded.
// With more than one thread, steps run on them wherever two instructions can.
func stepped(p *program.Program, assembly bool, threads int) (memory []float64, records []Record) {
	kernels.UseAssembly(assembly)
	defer kernels.UseAssembly(true)
	s := New(p)
	s.parallel(threads, 0)
	defer s.Close()
	s.Reserve(150, nil)
	for range 150 {
		if s.Step() != nil {
			break // not finite: so must the other be
		}
	}
	memory = append(memory, s.mem...)
	for i := range s.links {
		memory = append(memory, s.Weights(i)...)
	}
	return memory, s.Records()
}

// sameBits reports the first number that differs, -1 for none; numbers that are
// none are all the same.
func sameBits(a, b []float64) int {
	if len(a) != len(b) {
		return 0
	}
	for i, v := range a {
		if math.Float64bits(v) != math.Float64bits(b[i]) && !(v != v && b[i] != b[i]) {
			return i
		}
	}
	return -1
}

// comparePaths runs a random model on all paths and reports whether it was valid.
func comparePaths(t *testing.T, seed uint64) bool {
	threads := 2
	if seed%4 == 0 {
		threads = 3 // they wait for each other on two cores
	}
	return samePaths(t, fmt.Sprintf("seed %d", seed), randomModel(rand.New(rand.NewPCG(seed, 1))), threads)
}

// samePaths runs a model on all paths: with assembly and without it, and on up to so
// many threads, it leaves the same bits in memory, weights and records; compiled
// without fusion, in records. It reports whether the model was valid.
func samePaths(t *testing.T, what, model string, most int) bool {
	path := filepath.Join(t.TempDir(), "m.nef")
	if err := os.WriteFile(path, []byte(model), 0o644); err != nil {
		t.Fatal(err)
	}
	c, _ := compiled(t, path, compiler.Options{})
	if c == nil {
		return false
	}
	fast, records := stepped(c.Program, true, 1)
	for threads := 2; threads <= most; threads++ {
		if together, _ := stepped(c.Program, true, threads); sameBits(fast, together) >= 0 {
			t.Fatalf("%s: number %d of memory is another with %d threads\n%s", what, sameBits(fast, together), threads, model)
		}
	}
	plain, plainRecords := stepped(c.Program, false, 1)
	if i := sameBits(fast, plain); i >= 0 {
		t.Fatalf("%s: number %d of memory is %g, without assembly %g\n%s", what, i, fast[i], plain[i], model)
	}
	c, _ = compiled(t, path, compiler.Options{Plain: true})
	_, unfused := stepped(c.Program, false, 1)
	for k, rec := range records {
		for name, other := range map[string]Record{"assembly": plainRecords[k], "assembly and fusion": unfused[k]} {
			if i := sameBits(rec.Data, other.Data); i >= 0 || fmt.Sprint(rec.Spike) != fmt.Sprint(other.Spike) {
				t.Fatalf("%s: %s differs at %d without %s\n%s", what, rec.Name, i, name, model)
			}
		}
	}
	return true
}

// So does a model of components that no pass, instruction or schedule was written for.
func TestComponentsOnAllPaths(t *testing.T) {
	stdlibtest.Register(t)
	if !samePaths(t, "components", stdlibtest.Model, 3) {
		t.Error("the model is not valid")
	}
}

// Every path gives the same bits on models nobody thought of.
func TestRandomModelsOnAllPaths(t *testing.T) {
	valid := 0
	const models = 60
	for seed := range uint64(models) {
		if comparePaths(t, seed) {
			valid++
		}
	}
	if valid < models*2/3 {
		t.Errorf("only %d of %d models were valid", valid, models)
	}
}

// FuzzRandomModels is the same for any seed.
func FuzzRandomModels(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { comparePaths(t, seed) })
}
