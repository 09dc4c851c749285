package experiment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const damaged = `seed 1
param p = 0.2 min 0
node u = sin(20*t)
ensemble a 50
ensemble b 40
connect u -> a
connect c: a.neurons -> b.neurons solve l2
connect d: a -> b
probe b
probe a.spikes
experiment e {
%s
}
`

// what the events of an experiment took, as its summary has it.
func took(r *Result) string {
	var out []string
	for _, d := range r.Damage {
		n := d.Synapses
		if d.OfNeurons() {
			n = len(d.Neurons)
		}
		out = append(out, fmt.Sprintf("%s %s %d of %d at %.3g", d.Event, d.Object, n, d.Of, d.Time))
	}
	return strings.Join(out, "\n")
}

// What lesions and cuts take stands in the summary; in the block of a phase they last for
// it, and a share follows its param.
func TestDamage(t *testing.T) {
	r := ran(t, fmt.Sprintf(damaged, `
  lesion a by p
  phase one 50ms {
    lesion a by 0.6
    cut c by 0.5
    heal d
  }
  expect max(abs(c.weights)) > 0
  cut d
  lesion b[3:5]
  phase two 50ms { heal all }
  expect max(abs(d.weights)) < 1e-9
  set p = 0.5
  lesion a by p
  heal b, d
  expect max(abs(d.weights)) > 1e-9
  phase three 50ms
  reset all
  phase four 50ms { lesion a }
  expect rate(a.spikes) == 0
  phase five 50ms
  expect rate(a.spikes) > 1
`), Options{})
	want := `lesion a 10 of 50 at 0
lesion a 30 of 50 at 0
cut c 1000 of 2000 at 0
cut d 50 of 50 at 0.05
lesion b 2 of 40 at 0.05
heal a 0 of 50 at 0.05
heal b 0 of 40 at 0.05
heal d 0 of 50 at 0.05
lesion a 25 of 50 at 0.1
heal b 0 of 40 at 0.1
heal d 0 of 50 at 0.1
lesion a 50 of 50 at 0`
	if got := took(r); got != want {
		t.Errorf("taken:\n%s", got)
	}
	for _, x := range r.Expectations {
		if x.Outcome != Met {
			t.Errorf("%s: %s, %v", x.Text, x.Outcome, x.Value)
		}
	}
	if small, large := r.Damage[0].Neurons, r.Damage[1].Neurons; slices.ContainsFunc(small, func(i int32) bool { return !slices.Contains(large, i) }) {
		t.Errorf("%v are not all among %v", small, large)
	}
}

// A share that a param takes out of its range is said, and nothing happens.
func TestShareAtRunTime(t *testing.T) {
	r := ran(t, fmt.Sprintf(damaged, "  set p = 3\n  lesion a by p\n  cut c by p\n  run 5ms"), Options{})
	if len(r.Diags) != 2 || r.Diags[0].Code.String() != "NEF133" || r.Diags[1].Code.String() != "NEF133" || r.Damage != nil {
		t.Error(r.Diags, took(r))
	}
}

// A run that is interrupted within a phase whose block does damage comes to what one does
// that was left alone.
func TestDamageGoesOn(t *testing.T) {
	m := interruptible(t, fmt.Sprintf(damaged, `
  lesion a by p
  cut c by 0.3
  phase one 600ms {
    lesion a by 0.6
    cut c by 0.5
  }
  phase two 600ms
  export weights c to "w.npz"
`))
	whole, dir := t.TempDir(), t.TempDir()
	if _, err := m.try(whole, Options{}, "", 0); err != nil {
		t.Fatal(err)
	}
	for _, phase := range []string{"one", "two"} {
		if res, err := m.try(dir, Options{}, phase, 0); err != nil || !res.Interrupted {
			t.Fatal(err)
		}
	}
	if res, err := m.try(dir, Options{}, "", 0); err != nil || !res.Finished || res.BegunAnew != "" {
		t.Fatal(err, res.BegunAnew)
	}
	sameFolder(t, "interrupted", folder(t, dir), folder(t, whole))
}
