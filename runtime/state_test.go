package runtime

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
)

// A simulation that is put back into a new one goes on as if it had never been
// interrupted: the same memory and weights, bit for bit, for every neuron type that
// keeps more than its states.
func TestRestoredGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.nef")
	model := `seed 1
node u = sin(6*t)
ensemble a 50 neurons alif
ensemble b 50 neurons alif dims 2
ensemble c 50
ensemble d 50 neurons izhikevich gain 2 bias 1
ensemble e 50 dims 2
connect u -> a
connect k: b -> e
learn voja on k rate 0.05
learn slow: voja on k rate 0.05 post_synapse 50ms
connect full: a.neurons -> e.neurons weights 0
learn pes error d2 on full rate 1e-2
node d2 = [0.3, -0.2]
connect a -> b[0]
connect u -> d
connect a.neurons -> c.neurons weights 0
learn pes err = c - a
probe a, b, c
run 1s
`
	if err := os.WriteFile(path, []byte(model), 0o644); err != nil {
		t.Fatal(err)
	}
	c, diags := compiled(t, path, compiler.Options{})
	if c == nil {
		t.Fatal(diags)
	}
	steps := func(s *Sim, n int) {
		t.Helper()
		for range n {
			if err := s.Step(); err != nil {
				t.Fatal(err)
			}
		}
	}
	whole := New(c.Program)
	whole.Reserve(400, nil)
	steps(whole, 200)
	st, err := whole.State()
	if err != nil {
		t.Fatal(err)
	}
	restored := New(c.Program)
	restored.Reserve(400, nil)
	if err := restored.Restore(st); err != nil {
		t.Fatal(err)
	}
	steps(restored, 200) // first, since a state is made of what the other one goes on to change
	steps(whole, 200)
	for i, v := range whole.mem {
		if math.Float64bits(v) != math.Float64bits(restored.mem[i]) {
			t.Fatalf("number %d is %g, restored %g", i, v, restored.mem[i])
		}
	}
	for i := range whole.links {
		W := restored.Weights(i)
		for k, v := range whole.Weights(i) {
			if math.Float64bits(v) != math.Float64bits(W[k]) {
				t.Fatalf("weight %d of link %d is %g, restored %g", k, i, v, W[k])
			}
		}
	}
}
