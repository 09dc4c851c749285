package runtime

import (
	"bytes"
	"encoding/gob"
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
param lr = 1e-5
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
ensemble f 40 neurons poisson_spiking(relu) dims 2
node w = white_noise(normal(0, 0.1))
connect w -> f[1] synapse alpha(10ms) delay 7ms
connect hebb: f.neurons -> e.neurons weights 1e-5
learn oja on hebb rate lr
learn bcm on hebb rate 1e-9
connect slide: f.neurons -> a.neurons weights 1e-5
learn oja on slide rate lr
connect decoded: f -> e function 0
learn rls error d2 on decoded
probe f.spikes, w every 3ms
probe decoded.delta every 50ms
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
	whole.SetParam(0, 3e-3)
	whole.Reserve(400, nil)
	steps(whole, 70)
	whole.ResetState() // processes start again in the middle
	whole.Freeze(1, true)
	steps(whole, 130)
	var st State
	if err := gob.NewDecoder(bytes.NewReader(written(t, whole))).Decode(&st); err != nil {
		t.Fatal(err)
	}
	restored := New(c.Program)
	restored.Reserve(400, nil)
	if err := restored.Restore(&st); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(written(t, restored), written(t, whole)) {
		t.Error("what was restored is not what was written")
	}
	steps(restored, 200)
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
	if !bytes.Equal(written(t, restored), written(t, whole)) || restored.Time() != whole.Time() {
		t.Error("what was restored has become something else")
	}
}

// written is the state of a simulation as a checkpoint has it.
func written(t *testing.T, s *Sim) []byte {
	t.Helper()
	st, err := s.State()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(st); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
