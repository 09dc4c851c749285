package runtime

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
)

// Models of spiking neurons with signs that nobody thought of have the same bits on every
// path, and go on as if nothing had been when they are put back, with what they have lost.
func TestRandomBrains(t *testing.T) { compareMany(t, compareBrains) }

// FuzzRandomBrains is the same for any seed.
func FuzzRandomBrains(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { compareBrains(t, seed) })
}

// compareBrains reports whether a random model was valid.
func compareBrains(t *testing.T, seed uint64) bool {
	model := compilertest.RandomBrain(rand.New(rand.NewPCG(seed, 2)))
	return samePaths(t, fmt.Sprintf("brain %d", seed), model, 2) && goesOn(t, model)
}

// goesOn lets a model go on from its state in a second simulation: behind a lesion and a cut,
// before they heal.
func goesOn(t *testing.T, model string) bool {
	path := filepath.Join(t.TempDir(), "m.nef")
	if err := os.WriteFile(path, []byte(model), 0o644); err != nil {
		t.Fatal(err)
	}
	c, _ := compiled(t, path, compiler.Options{})
	whole, restored := New(c.Program), New(c.Program)
	steps := func(s *Sim, n int) bool {
		for range n {
			if s.Step() != nil {
				return false
			}
		}
		return true
	}
	damage := func(s *Sim, share float64) {
		for i := range s.pops {
			s.LesionShare(i, share)
		}
		for i, l := range s.links {
			if len(l.mask) > 0 { // an experiment cuts some of it
				s.Cut(i, share)
			}
		}
	}
	whole.Reserve(300, nil)
	restored.Reserve(300, nil)
	if damage(whole, 0.3); !steps(whole, 60) {
		return true
	}
	damage(whole, 0.2)
	steps(whole, 7)
	var st State
	if err := gob.NewDecoder(bytes.NewReader(written(t, whole))).Decode(&st); err != nil {
		t.Fatal(err)
	}
	if err := restored.Restore(&st); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Sim{whole, restored} {
		steps(s, 50)
		s.HealAll()
		steps(s, 50)
	}
	if !bytes.Equal(written(t, whole), written(t, restored)) || sameBits(whole.mem, restored.mem) >= 0 {
		t.Fatalf("what was restored became something else\n%s", model)
	}
	return true
}
