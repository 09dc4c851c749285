package live_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/format"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime/experiment"
)

// learning is a model in which much goes on: noise, delays, filters with state, rules.
const learning = `seed 1
param lr = 1e-4
param k = 1
node u = k*sin(6*t)
node acc = acc + u*dt
ensemble a 40
ensemble b 30 dims 2 neurons alif
ensemble c 20
connect u -> a synapse alpha(10ms) delay 3ms
connect a -> b[0]
connect w: a.neurons -> c.neurons weights 0
learn pes err = c - u on w rate lr
node noise = white_noise(normal(0, 0.1))
connect noise -> b[1]
probe u, a, b, c, acc
probe w.weights every 50ms
probe a.spikes
run 600ms
`

// open begins a session of a model, also as that of an experiment.
func open(t *testing.T, text string, experiment ...string) *live.Session {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.nef")
	s, err := live.Open(live.Model{Path: path, Text: text, Experiment: strings.Join(experiment, "")}, live.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// recorder is a watcher of every value.
type recorder struct {
	*live.Stream
	t    *testing.T
	data []float64
}

func watch(t *testing.T, s *live.Session, of string) *recorder {
	t.Helper()
	st, err := s.Watch(watches.Watch{What: "value", Of: of, Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	return &recorder{Stream: st, t: t}
}

// all is everything that was told.
func (r *recorder) all() []float64 {
	for f := r.Pull(true); f != nil; f = r.Pull(true) {
		r.data = append(r.data, f.Values...)
	}
	return r.data
}

// ran is what a run of an experiment records, over all its phases.
func ran(t *testing.T, text, name string) map[string][]float64 {
	t.Helper()
	c := compilertest.Compile(t, text)
	dir := t.TempDir()
	e := c.Program.Experiment(name)
	if e == nil {
		t.Fatalf("no experiment %s in\n%s", name, text)
	}
	r, err := experiment.Run(c.Program, e, 0, experiment.Options{Dir: dir})
	if err != nil || r.Diags.HasErrors() {
		t.Fatal(err, r.Diags)
	}
	out := map[string][]float64{}
	for _, ph := range r.Phases {
		f, err := npz.Open(filepath.Join(dir, name, ph.Name, "probes.npz"))
		if err != nil {
			t.Fatal(err)
		}
		for _, of := range []string{"u", "a", "b", "c", "acc"} {
			x, err := f.Read(of, nil)
			if err != nil {
				t.Fatal(err)
			}
			out[of] = append(out[of], x.Floats...)
		}
		f.Close()
	}
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A session whose steps are cut anyhow, watched from any step on, gives the bytes of a run.
func TestSessionIsARun(t *testing.T) {
	want := ran(t, learning, "main")
	s := open(t, learning)
	var all []*recorder
	names := []string{"u", "a", "b", "c", "acc"}
	for i, n := range []int{1, 7, 100, 64, 300, 128} {
		if i < len(names) {
			all = append(all, watch(t, s, names[i]))
		}
		must(t, s.Step(n))
	}
	for i, r := range all {
		got, whole := r.all(), want[names[i]]
		if len(got) == 0 || !slices.Equal(got, whole[len(whole)-len(got):]) {
			t.Errorf("%s: %d numbers that are not the last of %d of a run", names[i], len(got), len(whole))
		}
	}
}

// drive does a bit of everything.
func drive(t *testing.T, s *live.Session) {
	t.Helper()
	must(t, s.Step(50))
	must(t, s.Set("lr", 1e-3))
	must(t, s.Clamp("u", []float64{0.5}))
	must(t, s.Step(70))
	must(t, s.Freeze("w", "acc"))
	must(t, s.Scale("w", 0.5))
	must(t, s.Step(30))
	must(t, s.Release("u"))
	must(t, s.Thaw("all", "acc"))
	must(t, s.Step(41))
	must(t, s.Reset("state"))
	must(t, s.Step(20))
}

// What was done is written as an experiment that gives the same bytes when it is run.
func TestScript(t *testing.T) {
	s := open(t, learning)
	r := watch(t, s, "c")
	drive(t, s)
	script := s.Script("again")
	if want := ran(t, learning+script, "again")["c"]; !slices.Equal(r.all(), want) {
		t.Errorf("not what was done:\n%s", script)
	}
	f, diags := grammar.Parse("m.nef", script)
	if formatted := format.File(f); formatted != script || diags.HasErrors() {
		t.Errorf("formatted it is\n%s%v", formatted, diags)
	}
}

// Back and on again is as if nobody had gone back.
func TestBack(t *testing.T) {
	s := open(t, learning)
	drive(t, s)
	for _, at := range []int{200, 130, 50, 0} {
		r := watch(t, s, "c")
		must(t, s.Back(at))
		must(t, s.Step(25))
		straight := open(t, learning)
		other := watch(t, straight, "c")
		for _, e := range s.Log() {
			must(t, e.Again(straight))
		}
		now, _ := straight.Now()
		must(t, straight.Step(at+25-now))
		got, want := r.all(), other.all()
		if len(got) != 25 || !slices.Equal(got, want[len(want)-25:]) {
			t.Errorf("back to %d goes on otherwise", at)
		}
		r.Close()
	}
}

// hasty is a context that ends when it was looked at so many times.
type hasty struct {
	context.Context
	looks int
}

func (h *hasty) Err() error {
	if h.looks--; h.looks < 0 {
		return context.Canceled
	}
	return nil
}

// Many steps that nobody watches are not one: snapshots are taken on the way, and who called
// them off is heard.
func TestManyStepsAtOnce(t *testing.T) {
	looks := 0
	s, err := live.Open(live.Model{Path: filepath.Join(t.TempDir(), "m.nef"), Text: learning},
		live.Options{Clock: func() time.Time { looks++; return time.Time{} }})
	must(t, err)
	t.Cleanup(s.Close)
	must(t, s.Step(5000))
	if looks < 10 {
		t.Errorf("the clock of snapshots was read %d times in 5 s", looks)
	}
	s, err = live.Open(live.Model{Path: filepath.Join(t.TempDir(), "m.nef"), Text: learning}, live.Options{Every: 100})
	must(t, err)
	t.Cleanup(s.Close)
	must(t, s.Step(5000))
	past := s.Past()
	t.Cleanup(past.Close)
	if _, err := past.Tell(&hasty{context.Background(), 10}, 4990, 5000, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("it goes on when it is called off: %v", err)
	}
}
