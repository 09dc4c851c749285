package runtime_test

import (
	"errors"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// A triangle of one step has the two taps 2/3 and 1/3 wherever a synapse may
// stand; of half a step or less it is a delay of one step, in a node none.
func TestTriangleOfOneStep(t *testing.T) {
	got := record(t, compile(t, `seed 0
node u = t*1000
node v dims 1
node w dims 1
node inside = triangle(u, 1ms)
node within = triangle(u, 0.5ms)
ensemble a 10
ensemble b 10
connect u -> v synapse triangle(1ms)
connect u -> w synapse triangle(500us)
connect c: a -> b
learn pes err = b - a on c pre_synapse triangle(1ms) error_synapse triangle(700us)
probe v, w, inside, within
probe filtered: u synapse triangle(1ms)
probe b synapse triangle(700us)
`).Program, 5)
	late := []float64{0, 2. / 3, 5. / 3, 8. / 3, 11. / 3}
	same(t, "behind a synapse", got["v"].Data, late, 1e-15)
	same(t, "in a probe", got["filtered"].Data, late, 1e-15)
	same(t, "in a node", got["inside"].Data, []float64{2. / 3, 5. / 3, 8. / 3, 11. / 3, 14. / 3}, 1e-14)
	same(t, "half a step", got["w"].Data, []float64{0, 1, 2, 3, 4}, 1e-15)
	same(t, "half a step in a node", got["within"].Data, []float64{1, 2, 3, 4, 5}, 1e-15)
}

// A filter whose method is unstable at the time step ends the run at its line
// rather than record what is no number.
func TestUnstableFilterIsReported(t *testing.T) {
	s := runtime.New(compile(t, `seed 0
node u = 1
node v dims 1
connect u -> v synapse alpha(1us, method="euler")
probe v
`).Program)
	for range 200 {
		if err := s.Step(); err != nil {
			var grown *runtime.NotFinite
			if !errors.As(err, &grown) || grown.Guard.At.Start().Line != 4 {
				t.Fatalf("the run ends with %v", err)
			}
			return
		}
	}
	t.Fatal("nothing is reported")
}

// What a probe records is finite, of signals too that nothing else watches:
// noise and sums beyond numbers.
func TestSamplesAreFinite(t *testing.T) {
	for _, probed := range []string{"node a = white_noise(normal(0, 1e308))", "node a dims 1; connect u -> a transform [[1e308, 1e308]]"} {
		s := runtime.New(compile(t, "seed 0\nnode u = [1, 1]\n"+probed+"\nprobe a every 2ms\n").Program)
		s.Reserve(10, nil)
		var err error
		for k := 0; k < 10 && err == nil; k++ {
			err = s.Step()
		}
		var infinite *runtime.NotFinite
		if !errors.As(err, &infinite) || infinite.Guard.At.Start().Line != 4 {
			t.Errorf("%q: the run ends with %v", probed, err)
		}
		for _, v := range s.Records()[0].Data {
			if v-v != 0 {
				t.Errorf("%q: %v is recorded", probed, v)
			}
		}
	}
}
