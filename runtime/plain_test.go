package runtime

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/kernels"
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
	return compiler.Compile(checked, 0.001, nil)
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
