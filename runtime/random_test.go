package runtime

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/stdlibtest"
)

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
	return samePaths(t, fmt.Sprintf("seed %d", seed), compilertest.RandomModel(rand.New(rand.NewPCG(seed, 1))), threads)
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
func TestRandomModelsOnAllPaths(t *testing.T) { compareMany(t, comparePaths) }

// compareMany compares the models of sixty seeds, of which two thirds must be valid.
func compareMany(t *testing.T, compare func(t *testing.T, seed uint64) bool) {
	valid := 0
	const models = 60
	for seed := range uint64(models) {
		if compare(t, seed) {
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
