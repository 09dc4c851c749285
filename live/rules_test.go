package live_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime/session"
)

const randomSteps = 150

// sameBits reports numbers of the same bits, NaN beside NaN.
func sameBits(a, b []float64) bool {
	for i, v := range a {
		if i >= len(b) || math.Float64bits(v) != math.Float64bits(b[i]) && !(v != v && b[i] != b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

// straight is what a simulation records that nobody looks at; false for a model that is
// not valid or does not stay finite.
func straight(t *testing.T, text string) (e, u []float64, ok bool) {
	checked := compilertest.Check(t, text)
	if checked.Diags.HasErrors() {
		return nil, nil, false
	}
	c, _ := compiler.Compile(checked, 0.001, nil)
	if c == nil {
		return nil, nil, false
	}
	s := session.Open(c.Program)
	defer s.Close()
	s.Reserve(randomSteps, nil)
	if n, err := s.Run(randomSteps); n < randomSteps || err != nil {
		return nil, nil, false
	}
	for _, r := range s.Records() {
		switch r.Name {
		case "ze":
			e = r.Data
		case "zu":
			u = r.Data
		}
	}
	return e, u, true
}

// On random models: whatever steps are cut into, whoever watches, with breaks, snapshots,
// threads, weights that are read and nodes that could be held, and after going back, every
// number is that of a run; what was done by hand is a script that gives the same numbers; and
// a text that means the same changes none.
func TestRulesOnRandomModels(t *testing.T) {
	models := 200
	if testing.Short() {
		models = 20
	}
	valid := 0
	for seed := range uint64(models) {
		r := rand.New(rand.NewPCG(seed, 3))
		text := compilertest.RandomModel(r) + "probe ze: e0\nprobe zu: u0\nprobe zf: e0 synapse 7ms\n"
		e, u, ok := straight(t, text)
		if !ok {
			continue
		}
		valid++
		handled(t, r, fmt.Sprintf("seed %d", seed), text, e, u)
		scripted(t, r, fmt.Sprintf("seed %d", seed), text)
		reloaded(t, r, fmt.Sprintf("seed %d", seed), text, e)
		if t.Failed() {
			t.Log(text)
			return
		}
	}
	if valid < models/2 {
		t.Errorf("only %d of %d models were valid", valid, models)
	}
}

// openRandom begins a session with snapshots every few steps.
func openRandom(t *testing.T, text string) *live.Session {
	t.Helper()
	s, err := live.Open(live.Model{Path: filepath.Join(t.TempDir(), "m.nef"), Text: text}, live.Options{Every: 0.017, Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// handled looks at a session in every way, and goes back in it.
func handled(t *testing.T, r *rand.Rand, what, text string, wantE, wantU []float64) {
	t.Helper()
	s := openRandom(t, text)
	defer s.Close()
	e, u := watch(t, s, "e0"), watch(t, s, "u0")
	var late []*live.Stream
	for step := 0; step < randomSteps; {
		n := min(1+r.IntN(40), randomSteps-step)
		must(t, s.Step(n))
		step += n
		switch r.IntN(6) {
		case 0:
			if st, err := s.Watch(watches.Watch{What: "spikes", Of: "e0"}); err == nil { // its neurons spike
				late = append(late, st)
			}
		case 1:
			_, err := s.Break("u0 > 1000")
			must(t, err)
		case 2:
			for _, l := range s.Program().Links {
				_, err := s.Watch(watches.Watch{What: "weights", Of: l.Name})
				must(t, err)
			}
		case 3:
			if len(late) > 0 {
				late[0].Close()
				late = late[1:]
			}
		case 4:
			must(t, s.Clamp("u0", make([]float64, len(wantU)/randomSteps)))
			must(t, s.Release("u0"))
		}
		for _, st := range late {
			st.Pull(false)
		}
	}
	if !sameBits(e.all(), wantE) || !sameBits(u.all(), wantU) {
		t.Errorf("%s: watched, it does not what it does alone", what)
	}
	at := r.IntN(randomSteps)
	must(t, s.Back(at))
	e.data = nil
	must(t, s.Step(randomSteps-at))
	d := len(wantE) / randomSteps
	if !sameBits(e.all(), wantE[at*d:]) {
		t.Errorf("%s: back at %d, it goes on otherwise", what, at)
	}
}

// reloaded goes on in a text that means the same: nothing changes but that the script begins
// there, and says so.
func reloaded(t *testing.T, r *rand.Rand, what, text string, want []float64) {
	t.Helper()
	s := openRandom(t, text)
	defer s.Close()
	e := watch(t, s, "e0")
	at := 1 + r.IntN(randomSteps-1)
	must(t, s.Step(at))
	kept, err := s.Reload("# another\n" + text)
	must(t, err)
	must(t, s.Step(randomSteps-at))
	if !sameBits(e.all(), want) || len(kept.Anew) > 0 || len(kept.Gone) > 0 {
		t.Errorf("%s: reloaded after step %d, it goes on otherwise: %+v", what, at, kept)
	}
	if script := s.Script("x"); !strings.HasPrefix(script, fmt.Sprintf("# from step %d on", at)) {
		t.Errorf("%s: the script does not say that it begins at step %d:\n%s", what, at, script)
	}
	var gone *refusal.Gone
	if err := s.Back(at - 1); !errors.As(err, &gone) || gone.Earliest != at {
		t.Errorf("%s: it goes back behind the text: %v", what, err)
	}
}

// scripted does things by hand and compares with a run of what was written of it.
func scripted(t *testing.T, r *rand.Rand, what, text string) {
	t.Helper()
	s := openRandom(t, text)
	defer s.Close()
	e, late := watch(t, s, "e0"), []*recorder(nil)
	rules := len(s.Program().Rules) > 0
	for range 5 {
		if err := s.Step(1 + r.IntN(30)); err != nil {
			return // not finite, which a script would be, too
		}
		if st, err := s.Watch(watches.Watch{What: "value", Of: "e0", Synapse: "7ms", Exact: true}); r.IntN(2) == 0 {
			must(t, err)
			late = append(late, &recorder{Stream: st, t: t})
		} else {
			st.Close()
		}
		switch r.IntN(8) {
		case 0:
			must(t, s.Freeze("u0"))
		case 1:
			must(t, s.Thaw("u0"))
		case 2:
			if rules {
				must(t, s.Freeze("all"))
			}
		case 3:
			must(t, s.Reset([]string{"state", "time", "weights", "all"}[r.IntN(4)]))
		case 5:
			must(t, s.Lesion("e0", nil, 0.3))
		case 6:
			must(t, s.Heal("all"))
		case 4, 7:
			for _, l := range s.Program().Links {
				// It has a label, and its source spikes: weights of rates that begin to be kept are
				// summed in another order, so the last bits before are not those of a run.
				if strings.HasPrefix(l.Name, "c") && s.Program().Populations[l.Sources[0]].Neurons.SpikeHeight() != 0 {
					if cuts := l.Gains != nil && r.IntN(2) == 0; cuts {
						must(t, s.Cut(l.Name, 0.4))
					} else {
						must(t, s.Scale(l.Name, 0.9))
					}
					break
				}
			}
		}
	}
	if s.Step(10) != nil {
		return
	}
	script := s.Script("again")
	got := e.all()
	x, err := live.Open(live.Model{Path: filepath.Join(t.TempDir(), "m.nef"), Text: text + script, Experiment: "again"}, live.Options{})
	var invalid *live.Invalid
	if errors.As(err, &invalid) {
		t.Fatal(invalid.Diags, script)
	}
	must(t, err)
	defer x.Close()
	must(t, x.Follow("again"))
	again := watch(t, x, "e0")
	filtered, err := x.Watch(watches.Watch{What: "probe", Of: "zf", Exact: true})
	must(t, err)
	whole := &recorder{Stream: filtered, t: t}
	now, _ := s.Now()
	must(t, x.Step(now))
	if !sameBits(again.all(), got) {
		t.Errorf("%s: the script gives other numbers:\n%s", what, script)
	}
	for _, l := range late {
		if got, want := l.all(), whole.all(); l.Info().Late != 0 || !sameBits(got, want[len(want)-len(got):]) {
			t.Errorf("%s: a recording of %d steps that began late has other numbers than the script:\n%s", what, len(got), script)
		}
	}
}
