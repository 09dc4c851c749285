package runtime_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
)

// doubler is a partner that computes, of whatever it is asked, the sum of the inputs and
// the time, for each element twice as much as for the one before.
type doubler struct {
	p         *program.Program
	questions []runtime.Question
	fails     float64 // from this time on; 0 for never
}

func (d *doubler) Ask(q *runtime.Question) error {
	if d.fails > 0 && q.T > d.fails {
		return errors.New("no more")
	}
	d.questions = append(d.questions, *q)
	for _, n := range q.Nodes {
		dims := d.p.Externals[n.External].Y.Len
		for step := range q.Steps {
			v := q.T + float64(float64(step)*q.Dt)
			for _, x := range n.Input {
				v += x
			}
			for i := range dims {
				n.Output[step*dims+i] = v
				v = 2 * v
			}
		}
	}
	return nil
}

// outside compiles a model whose nodes x, y, z are computed outside.
func outside(t *testing.T, text string, plain bool) *program.Program {
	t.Helper()
	checked := compilertest.Check(t, text)
	if checked.Diags.HasErrors() {
		t.Fatal(checked.Diags[0].Summary)
	}
	checked.Plain = plain
	c, _ := compiler.Compile(checked, 0.001, nil)
	return c.Program
}

const (
	reading = "seed 1\nnode u = sin(20*t)\nensemble a 40 dims 2\nnode v = [u, 0.5]\nconnect v -> a\n"
	within  = "node x = [t + u + v[0] + v[1], 2*(t + u + v[0] + v[1])]\nnode y = t + 3*u\nnode z = t + x[0] + x[1] + y\n"
	without = "node x = external(\"f\", u, v) dims 2\nnode y = external(\"g\", 3*u) dims 1\nnode z = external(\"h\", x, y) dims 1\n"
	using   = "ensemble b 40\nconnect z -> b\nconnect x[1] -> b\nconnect a[0] -> b\nprobe b synapse 10ms\nprobe z\n"
)

// A node that is computed outside has the place in a step, and the bits, of the
// expression that computes the same, however nodes are asked for and on however many threads.
func TestExternalIsTheExpression(t *testing.T) {
	want := record(t, outside(t, reading+within+using, false), 300)
	for _, plain := range []bool{false, true} {
		for _, threads := range []int{1, 2} {
			p := outside(t, reading+without+using, plain)
			sim, d := runtime.New(p), &doubler{p: p}
			sim.SetPartner(d)
			sim.Parallel(threads)
			got := recordOn(t, sim, 300)
			sim.Close()
			for name, r := range want {
				if !slices.Equal(got[name].Data, r.Data) {
					t.Errorf("%s differs (plain %v, %d threads)", name, plain, threads)
				}
			}
			if asked := len(d.questions); plain && asked != 900 || !plain && asked != 600 {
				t.Errorf("asked %d times in 300 steps (plain %v)", asked, plain)
			}
		}
	}
}

// What reads nothing is asked for as many steps ahead as are sure to be made, and no more.
func TestExternalAhead(t *testing.T) {
	p := outside(t, "seed 1\nnode x = external(\"f\") dims 2\nprobe x\n", false)
	sim, d := runtime.New(p), &doubler{p: p}
	sim.SetPartner(d)
	sim.Reserve(10, nil)
	for _, n := range []int{4, 1, 5} {
		sim.Coming(n)
		for range n {
			if err := sim.Step(); err != nil {
				t.Fatal(err)
			}
		}
	}
	var steps []int
	for _, q := range d.questions {
		steps = append(steps, q.Steps)
	}
	if !slices.Equal(steps, []int{4, 1, 5}) {
		t.Errorf("asked for %v steps", steps)
	}
	for k, v := range sim.Records()[0].Data {
		if want := float64(k/2+1) * 0.001 * float64(1+k%2); v-want > 1e-15 || want-v > 1e-15 {
			t.Errorf("number %d is %g, not %g", k, v, want)
		}
	}
}

// A step without an answer is an error that names the node, and so is every step of a
// program whose nodes nobody computes.
func TestUnanswered(t *testing.T) {
	p := outside(t, reading+without+using, false)
	sim := runtime.New(p)
	sim.SetPartner(&doubler{p: p, fails: 0.0105})
	var err error
	steps := 0
	for ; err == nil && steps < 100; steps++ {
		err = sim.Step()
	}
	var missing *runtime.Unanswered
	if !errors.As(err, &missing) || steps != 11 || err.Error() != "`x` at t = 0.011 s: no more" {
		t.Errorf("after %d steps: %v", steps, err)
	}
	if err := runtime.New(p).Step(); !errors.As(err, &missing) {
		t.Errorf("without a partner: %v", err)
	}
}
