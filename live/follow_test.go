package live_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/watches"
)

// early is an experiment whose phase ends as soon as what it waits for has come, at any
// number of steps in a batch.
const early = `experiment early {
  phase one 500ms until max(c) > 0.05 over 7ms { freeze w }
  expect rmse(c, u) < 10
  reset state
  phase two 60ms
  phase three 50ms until min(u) > 5 over 20ms
}
`

// Phases that may end early end in a session where they end in a run, before and after
// going back.
func TestFollowUntil(t *testing.T) {
	want := ran(t, learning+early, "early")["c"]
	if n := len(want); n >= 600 || n <= 110 {
		t.Fatalf("%d steps: no phase ends early, or all do", n)
	}
	s := open(t, learning+early)
	must(t, s.Follow("early"))
	r := watch(t, s, "c")
	for s.Judge()[0].State == "waits" || s.Judge()[0].State == "so far" {
		must(t, s.Step(1))
	}
	first, _ := s.Now()
	must(t, s.Step(len(want)-first))
	if !slices.Equal(r.all(), want) {
		t.Errorf("%d steps of phase one; not what a run does", first)
	}
	if name := s.Phase().Name; name != "" {
		t.Errorf("%d steps are over, and phase %s runs", len(want), name)
	}
	must(t, s.Back(first-3))
	r.data = nil
	must(t, s.Step(len(want)-first+3))
	if !slices.Equal(r.all(), want[first-3:]) {
		t.Error("back and on again, it ends otherwise")
	}
	script := s.Script("again")
	if again := ran(t, learning+script, "again")["c"]; !slices.Equal(again, want) || strings.Contains(script, "until") {
		t.Errorf("the script does otherwise:\n%s", script)
	}
}

// Spikes that wait are counted once they are many, and none is lost.
func TestManySpikesAreCounted(t *testing.T) {
	s := open(t, "seed 1\nnode u = sin(20*t)\nensemble a 2000\nconnect u -> a\nprobe a.spikes\nrun 1s\n")
	slow := stream(t, s, watches.Watch{What: "spikes", Of: "a", Bins: 40})
	exact := stream(t, s, watches.Watch{What: "spikes", Of: "a", Exact: true})
	must(t, s.Step(3000))
	counts, events := slow.Pull(false), exact.Pull(false)
	if counts.Kind != watches.Counts || counts.Width != 40 || events.Kind != watches.Events || events.N < 100_000 {
		t.Fatalf("%v of %d and %v of %d", counts.Kind, counts.Width, events.Kind, events.N)
	}
	total := 0.0
	for _, n := range counts.Values {
		total += n
	}
	if end := counts.T + float64(counts.N)*counts.Every; int(total) != events.N || end < 3 || end > 3.2 || counts.N*counts.Width != len(counts.Values) {
		t.Errorf("%g of %d spikes until %g s", total, events.N, end)
	}
	bin := 0.0
	for _, n := range counts.Values[:40] {
		bin += n
	}
	before := 0.0
	for _, step := range events.Steps {
		if float64(step)*events.Every < counts.Every-1e-9 {
			before++
		}
	}
	if bin != before || bin == 0 {
		t.Errorf("the first bin has %g of %g spikes", bin, before)
	}
}

// Of many pointers those are told that are nearest, and those that were chosen.
func TestNearestPointers(t *testing.T) {
	s := open(t, `seed 1
vocab v dims 64 { A; B; C; D; E; F; G; H; I; J }
node x = v.D
probe x
run 1s
`)
	of := "similarity(x, v)"
	st := stream(t, s, watches.Watch{What: "similarity", Of: of, Top: 3, Index: []int{9}})
	all := stream(t, s, watches.Watch{What: "similarity", Of: of, Exact: true})
	must(t, s.Step(10))
	f, whole := st.Pull(false), all.Pull(false)
	if f.Kind != watches.Picked || len(f.Picks) != 4 || !slices.Contains(f.Picks, 9) || !slices.Contains(f.Picks, 3) || len(f.Values) != 10*4*2 {
		t.Fatalf("%+v", f)
	}
	for k, i := range f.Picks {
		if v := whole.Values[9*whole.Width+int(i)]; f.Values[(9*4+k)*2] != v || f.Values[(9*4+k)*2+1] != v {
			t.Errorf("pointer %d is %g, not %g", i, f.Values[(9*4+k)*2], v)
		}
	}
	if names := st.Info().Names; len(names) != 10 || names[3] != "D" {
		t.Error(names)
	}
}

// Changes of a phase count from its beginning.
func TestChangesOfAPhase(t *testing.T) {
	s := open(t, learning+"experiment two { phase one 40ms\n phase three 40ms { freeze w } }\n")
	must(t, s.Follow("two"))
	st := stream(t, s, watches.Watch{What: "weights", Of: "w", Mode: "phase", Exact: true})
	must(t, s.Step(39))
	if f := st.Pull(true); f == nil || !slices.ContainsFunc(f.Values, func(x float64) bool { return x != 0 }) {
		t.Error("nothing changed in a phase in which it learns")
	}
	must(t, s.Step(41))
	if f := st.Pull(true); f == nil || slices.ContainsFunc(f.Values, func(x float64) bool { return x != 0 }) {
		t.Error("something changed in a phase in which nothing learns")
	}
}

func stream(t *testing.T, s *live.Session, w watches.Watch) *live.Stream {
	t.Helper()
	st, err := s.Watch(w)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// A table that an experiment loads must belong to these neurons, unless it says otherwise.
func TestFollowLoads(t *testing.T) {
	dir := t.TempDir()
	other := open(t, strings.Replace(learning, "seed 1", "seed 2", 1))
	must(t, other.Step(50))
	table, err := other.Save("w")
	must(t, err)
	must(t, files.Write(filepath.Join(dir, "t.npz"), table.Write))
	in := func(options string) *live.Session {
		text := learning + "experiment x {\n  phase one 10ms\n  load weights w from \"t.npz\"" + options + "\n  phase two 10ms\n}\n"
		s, err := live.Open(live.Model{Path: filepath.Join(dir, "m.nef"), Text: text}, live.Options{})
		must(t, err)
		t.Cleanup(s.Close)
		must(t, s.Follow("x"))
		return s
	}
	s := in(" match no scale 2")
	must(t, s.Step(15))
	if script := s.Script("again"); !strings.Contains(script, "\n  load weights w from \"t.npz\" match no scale 2\n") {
		t.Error(script)
	}
	s = in("")
	if err := (*refusal.OtherNeurons)(nil); !errors.As(s.Step(15), &err) {
		t.Error("weights of other neurons are loaded")
	}
}

// What hands hold and watch gives the program other numbers; the experiment goes on with the
// right nodes, populations and probes, before and after going back.
func TestFollowWhileOthersAreHeld(t *testing.T) {
	const text = `seed 1
node a = 1
node b = 2
node z = 3
ensemble unread 10
ensemble q 20
connect b -> q
probe b, z
probe q.spikes
experiment x {
  phase one 20ms { freeze z; lesion q by 0.5 }
  expect max(b) < 3
  set z = 7
  phase two 20ms { set b = 5 }
  expect max(z) > 6
  expect max(b) > 4
  phase three 20ms
}
`
	s := open(t, text)
	must(t, s.Follow("x"))
	b, z := watch(t, s, "b"), watch(t, s, "z")
	must(t, s.Step(5))
	must(t, s.Clamp("a", []float64{4}))
	spikes := stream(t, s, watches.Watch{What: "spikes", Of: "unread"})
	must(t, s.Step(30))
	must(t, s.Release("a"))
	spikes.Close()
	check := func(from int) {
		t.Helper()
		gotB, gotZ := b.all(), z.all()
		for k := range gotB {
			wantB, wantZ := 2.0, 0.0 // frozen before the first step
			if from+k >= 20 {
				wantB, wantZ = 5, 7
			}
			if gotB[k] != wantB || gotZ[k] != wantZ {
				t.Fatalf("in step %d b is %g, not %g, and z is %g, not %g", from+k+1, gotB[k], wantB, gotZ[k], wantZ)
			}
		}
		for _, x := range s.Judge() {
			if x.Outcome != "met" {
				t.Errorf("%+v", x)
			}
		}
	}
	must(t, s.Step(25))
	check(0)
	must(t, s.Back(10))
	b.data, z.data = nil, nil
	must(t, s.Step(50))
	check(10)
	if script := s.Script("again"); !strings.Contains(script, "\n  heal q\n") || strings.Contains(script, "unread") {
		t.Error(script)
	}
}

// An expectation that compares cells of a sweep is not judged on one of them.
func TestCellsAreNotCompared(t *testing.T) {
	s := open(t, "seed 1\nparam n = 20\nnode u = sin(6*t)\nensemble a n\nconnect u -> a\nprobe u, a synapse 20ms\n"+
		"experiment e {\n seeds 1:2\n sweep n in [10, 40]\n run 100ms\n"+
		" expect median(rmse(a, u), n=40) < 0.5*median(rmse(a, u), n=10) over seeds\n expect rmse(a, u) < 1\n}\n")
	must(t, s.Follow("e"))
	for range 2 {
		got := s.Judge()
		if got[0].State != "skipped" || !strings.Contains(got[0].Why, "nefc test") || got[1].State == "skipped" {
			t.Errorf("%+v", got)
		}
		must(t, s.Step(100))
	}
}
