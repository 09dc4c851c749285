package live_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/following"
	"github.com/nefc/nefc/live/watches"
)

// phased is a model with an experiment that edits meet in its second phase.
const phased = `seed 1
param n = 20
param k = 1
node u = k*t
ensemble a n
ensemble b 30
connect u -> a
connect c: a -> b
learn pes err = b - a on c
probe a, b
experiment e {
  phase first 100ms
  expect max(u) < 1
  phase second 100ms { freeze c }
  expect max(u) > 0.15
  phase third 100ms
}
`

// An edit of the text goes on in the phase that runs, after as much of it as was made, and what
// its block froze is let go at its end; the phases that follow are those of the new text.
func TestEditsFollowTheExperiment(t *testing.T) {
	s := open(t, phased)
	must(t, s.Follow("e"))
	must(t, s.Step(140))
	text := strings.Replace(phased, "phase third 100ms", "phase third 50ms\n  phase fourth 10ms", 1)
	text = strings.Replace(text, "phase second 100ms", "phase second 120ms", 1)
	kept, err := s.Reload(strings.Replace(text, "ensemble b 30", "ensemble b 50", 1))
	must(t, err)
	if kept.Follows != "e" || kept.Ended != "" || !slices.Contains(kept.Anew, "b") {
		t.Errorf("%+v", kept)
	}
	if ph := s.Phase(); ph.Name != "second" || ph.Left != 80 || ph.Since != 100 {
		t.Errorf("it stands in %+v", ph)
	}
	if f := s.Frozen(); !slices.Equal(f, []string{"c"}) {
		t.Errorf("frozen: %v", f)
	}
	must(t, s.Step(80))
	if ph := s.Phase(); ph.Name != "third" || ph.Left != 50 || len(s.Frozen()) != 0 {
		t.Errorf("it stands in %+v, frozen %v", ph, s.Frozen())
	}
	must(t, s.Step(60))
	if from, to, began := s.Ran("fourth"); s.Phase().Name != "" || from != 270 || to != 280 || !began {
		t.Errorf("fourth from %d to %d; it stands in %+v", from, to, s.Phase())
	}
	for _, x := range s.Judge() {
		if x.State != "met" {
			t.Errorf("%+v", x)
		}
	}
	must(t, s.Back(145))
	if ph := s.Phase(); ph.Name != "second" || ph.Left != 75 {
		t.Errorf("back, it stands in %+v", ph)
	}
}

// Phases that begin and end in one batch of steps are told all the same, each once.
func TestPhasesThatPassInOneBatch(t *testing.T) {
	s := open(t, phased)
	must(t, s.Follow("e"))
	start := s.Phase()
	must(t, s.Step(300))
	want := []following.Phase{{Name: "second", Since: 100}, {Name: "third", Since: 200}, {Since: 300}}
	if all := s.Entered(start); !slices.Equal(all, want) {
		t.Errorf("%+v", all)
	}
	if all := s.Entered(s.Phase()); all != nil {
		t.Errorf("nothing happened, but %+v", all)
	}
	end := s.Phase()
	must(t, s.Back(150))
	if all := s.Entered(end); len(all) != 1 || all[0] != s.Phase() || all[0].Name != "second" {
		t.Errorf("back: %+v", all)
	}
}

// What a text does not have any longer is said; what cannot be judged any more is skipped.
func TestEditsThatEndFollowing(t *testing.T) {
	at := func(text string) (*live.Session, live.Kept) {
		s := open(t, phased, "e")
		must(t, s.Follow("e"))
		must(t, s.Step(140))
		kept, err := s.Reload(text)
		must(t, err)
		return s, kept
	}
	for text, why := range map[string]string{
		strings.Replace(phased, "experiment e", "experiment f", 1):                 "there is no experiment `e` any longer",
		strings.Replace(phased, "phase second", "phase another", 1):                "experiment `e` has no phase `second` any longer",
		strings.Replace(phased, "experiment e {", "experiment e {\n  dt 0.5ms", 1): "",
	} {
		s, kept := at(text)
		if kept.Ended != why || (s.Followed() == "") != (why != "") {
			t.Errorf("it says %q, and follows %q", kept.Ended, s.Followed())
		}
		if now, _ := s.Now(); why == "" && (now != 280 || s.Phase().Left != 120) {
			t.Errorf("with half the time step it is at step %d, in %+v", now, s.Phase())
		}
	}
	s, _ := at(strings.Replace(phased, "phase second 100ms { freeze c }", "phase zero 10ms\n  phase second 30ms\n  expect max(a) < 9 in second\n  expect max(u) < 9 in zero", 1))
	if ph := s.Phase(); ph.Name != "third" {
		t.Errorf("a phase that is over now runs on: %+v", ph)
	}
	states := map[string]string{}
	for _, x := range s.Judge() {
		states[x.Text] = x.State
	}
	if states["max(u) < 1"] != "met" || states["max(a) < 9"] != "skipped" || states["max(u) < 9"] != "skipped" || states["max(u) > 0.15"] != "failed" {
		t.Errorf("%v", states)
	}
}

// A param that shapes the model is built anew, and what it leaves as it was goes on; an edit of
// its line has its way.
func TestRebuild(t *testing.T) {
	s := open(t, phased)
	must(t, s.Follow("e"))
	rates := stream(t, s, watches.Watch{What: "rate", Of: "a"})
	must(t, s.Step(140))
	must(t, s.Set("k", 3))
	kept, err := s.Rebuild(map[string]float64{"n": 60})
	must(t, err)
	if !slices.Contains(kept.Anew, "a") || !slices.Contains(kept.Kept, "b") || s.Params()[1] != 3 || s.Phase().Name != "second" {
		t.Errorf("%+v, k = %g, %+v", kept, s.Params()[1], s.Phase())
	}
	if p := s.Program().Populations[0]; p.N != 60 {
		t.Errorf("%s has %d neurons", p.Name, p.N)
	}
	must(t, s.Step(40))
	rates.Pull(false)
	if script := s.Script("x"); !strings.Contains(script, "# for a run with --set n=60\n") {
		t.Error(script)
	}
	if _, err := s.Rebuild(map[string]float64{"m": 1}); err == nil {
		t.Error("m is no param")
	}
	_, err = s.Reload(phased + "# more\n")
	must(t, err)
	if n := s.Program().Populations[0].N; n != 60 {
		t.Errorf("a comment makes it %d neurons", n)
	}
	_, err = s.Reload(strings.Replace(phased, "param n = 20", "param n = 30", 1))
	must(t, err)
	if n := s.Program().Populations[0].N; n != 30 {
		t.Errorf("its line says 30, and it has %d neurons", n)
	}
}

// Again is as the first time, also after edits.
func TestRestart(t *testing.T) {
	s := open(t, phased)
	must(t, s.Follow("e"))
	b := watch(t, s, "b")
	must(t, s.Step(150))
	first := b.all()
	_, err := s.Reload(phased + "# more\n")
	must(t, err)
	must(t, s.Step(30))
	must(t, s.Lesion("a", nil, 0.5))
	b.all()
	b.data = nil
	must(t, s.Restart())
	must(t, s.Step(150))
	if !sameBits(b.all(), first) || s.Phase().Name != "second" {
		t.Errorf("it goes otherwise, in %+v", s.Phase())
	}
}

// A run that is to end with the experiment ends with its last step, also where a phase ends
// early; steps that are asked for are made.
func TestRunEndsWithTheExperiment(t *testing.T) {
	s := open(t, "node u = t\nprobe u\nexperiment e {\n  phase one 100ms until max(u) > 0.03 over 10ms\n  phase two 20ms\n}\n")
	must(t, s.Follow("e"))
	if why, err := s.Run(t.Context(), live.Pace{Ends: true}); why != live.Ended || err != nil {
		t.Errorf("%v, %v", why, err)
	}
	if now, _ := s.Now(); now != 60 {
		t.Errorf("it ends at step %d", now)
	}
	must(t, s.Step(300))
	if now, _ := s.Now(); now != 360 {
		t.Errorf("it is at step %d", now)
	}
}

// warned are the codes of what a session warns of.
func warned(s *live.Session) (out []string) {
	for _, d := range s.Warnings() {
		out = append(out, d.Code.String())
	}
	return out
}

// A session warns as a run does: of what a check finds, and of what is seen while it runs.
func TestWarnings(t *testing.T) {
	const text = "param k = 0\nnode u = k\nensemble a 20\nensemble b 20\nconnect u -> a\nconnect a -> b\nprobe b\n"
	s := open(t, text)
	if got := warned(s); !slices.Equal(got, []string{"NEF091"}) {
		t.Errorf("at first it warns of %v", got)
	}
	must(t, s.Set("k", 3))
	must(t, s.Step(300))
	stream(t, s, watches.Watch{What: "spikes", Of: "b"}) // whoever watches, it is measured on
	must(t, s.Step(300))
	if got := warned(s); !slices.Contains(got, "NEF081") {
		t.Errorf("a is outside its radius, and it warns of %v", got)
	}
	must(t, s.Back(100))
	if got := warned(s); slices.Contains(got, "NEF081") {
		t.Errorf("back, it warns of %v", got)
	}
	_, err := s.Reload("seed 1\n" + text)
	must(t, err)
	if got := warned(s); len(got) != 0 {
		t.Errorf("with a seed it warns of %v", got)
	}
}

// What was seen of a population is kept over stretches, and belongs to its inputs.
func TestWarningsOfLongRuns(t *testing.T) {
	const text = "seed 1\nnode u = 3\nensemble a 20\nensemble b 20\nconnect u -> a\n"
	s := open(t, text)
	must(t, s.Step(5600)) // a stretch is measured for 5 s
	if got := warned(s); !slices.Contains(got, "NEF081") {
		t.Errorf("after a stretch and half a second it warns of %v", got)
	}
	_, err := s.Reload(strings.Replace(text, "ensemble b 20", "ensemble b 20 neurons lif_cond", 1))
	must(t, err)
	must(t, s.Step(600))
	if got := warned(s); !slices.Contains(got, "NEF081") {
		t.Errorf("after an edit it warns of %v", got)
	}
}

// Whoever watches, and however many steps are asked for at once, the warnings are the same.
func TestWarningsAreTheSame(t *testing.T) {
	const text = "seed 1\nnode u = 3*(t > 5)\nensemble a 20\nconnect u -> a\n"
	var want string
	for i, c := range []struct {
		watched bool
		steps   []int
	}{{false, []int{10000}}, {true, []int{10000}}, {false, slices.Repeat([]int{100}, 100)}, {true, []int{4999, 3001, 2000}}} {
		s := open(t, text)
		if c.watched {
			stream(t, s, watches.Watch{What: "spikes", Of: "a"})
		}
		for _, n := range c.steps {
			must(t, s.Step(n))
		}
		_, got, _ := strings.Cut(fmt.Sprint(s.Warnings()), "m.nef") // which lies elsewhere
		if i == 0 {
			want = got
		}
		if got != want || !strings.Contains(got, "100 %") {
			t.Errorf("%v warns of\n%s\nnot of\n%s", c, got, want)
		}
	}
}
