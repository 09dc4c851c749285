package runtime

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/kernels"
)

// Assembly changes no bit: after 300 steps all memory and all weights are the
// same with and without it, on models that use every instruction.
func TestAssemblyChangesNothing(t *testing.T) {
	defer kernels.UseAssembly(true)
	files, err := filepath.Glob("testdata/plain/*.nef")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(files, "../compiler/testdata/features.nef", "../examples/quickstart.nef", "std/circular_convolution", "std/lorenz", "std/thalamus", "std/voja_memory", "std/gated_memory") {
		if _, err := os.Stat(path); err != nil && filepath.Ext(path) == ".nef" {
			t.Fatal(err)
		}
		c, diags := compiled(t, path, compiler.Options{})
		if c == nil {
			t.Fatal(diags)
		}
		plain, fast := memoryAfter(t, c.Program, false), memoryAfter(t, c.Program, true)
		for i, v := range plain {
			if math.Float64bits(v) != math.Float64bits(fast[i]) {
				t.Errorf("%s: number %d is %g, with assembly %g", path, i, v, fast[i])
				break
			}
		}
	}
}

// compiled compiles a model; it is nil if the model is not valid, which the
// diagnostics explain.
func compiled(t *testing.T, path string, opts compiler.Options) (*compiler.Compiled, diag.List) {
	t.Helper()
	checked, err := compiler.Check(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if checked.Diags.HasErrors() {
		return nil, checked.Diags
	}
	return compiler.Compile(checked, 0.001, (*graph.Graph).Verify)
}

func memoryAfter(t *testing.T, p *program.Program, assembly bool) []float64 {
	t.Helper()
	kernels.UseAssembly(assembly)
	s := New(p)
	s.Reserve(300, nil)
	for range 300 {
		if err := s.Step(); err != nil {
			t.Fatal(err)
		}
	}
	out := append([]float64(nil), s.mem...)
	for i := range s.links {
		out = append(out, s.Weights(i)...)
	}
	return out
}

// Compiled without fusion a model gives the same numbers, also where several wires
// of every kind end in one place: by spikes, by rates, into few dimensions and many.
func TestFusionChangesNothing(t *testing.T) {
	wide := "[" + strings.Repeat("[1, -0.5], ", 19) + "[0.25, 2]]"
	const text = `seed 1
node u = [sin(20*t), cos(30*t)]
ensemble a 20 dims 2
ensemble b 20 dims 2
ensemble r 20 dims 2 neurons lif_rate
ensemble s 20 dims 2 neurons lif_rate
connect u -> a
connect u -> b transform [[0, 1], [1, 0]]
connect u -> r
connect u -> s transform [[2, 1], [0, -1]]
node few dims 2
node many dims 20
ensemble into 20 dims 2
connect a -> few
connect b -> few
connect r -> few
connect s -> few
connect u -> few transform [[1, 2], [3, 4]]
connect f2: u -> few transform [[0.5, -2], [3, 0]]
connect a -> many transform WIDE
connect b -> many transform WIDE
connect r -> many transform WIDE
connect s -> many transform WIDE
connect u -> many transform WIDE
connect m2: u -> many transform WIDE
connect a -> into
connect b -> into synapse 0ms
connect a.neurons -> into.neurons weights 0.0001
connect b.neurons -> into.neurons weights 0.0002
connect r.neurons -> into.neurons weights 0.0003
connect s.neurons -> into.neurons weights 0.0003 synapse 10ms
probe few, many, into, into.spikes
`
	path := filepath.Join(t.TempDir(), "m.nef")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "WIDE", wide)), 0o644); err != nil {
		t.Fatal(err)
	}
	var records [2][]Record
	for k, plain := range []bool{false, true} {
		c, diags := compiled(t, path, compiler.Options{Plain: plain})
		if c == nil {
			t.Fatal(diags)
		}
		_, records[k] = stepped(c.Program, !plain, 1)
	}
	for k, rec := range records[0] {
		if i := sameBits(rec.Data, records[1][k].Data); i >= 0 || !slices.Equal(rec.Spike, records[1][k].Spike) || len(rec.T) == 0 {
			t.Errorf("%s differs at %d", rec.Name, i)
		}
	}
}
