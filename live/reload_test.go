package live_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
)

// Edits that change nothing of the simulation change no number of it: a probe, a comment,
// another order of lines, a plot, an experiment, a population that nobody reads.
var harmless = []func(text string, k int) string{
	func(text string, k int) string { return text + fmt.Sprintf("# %d\n", k) },
	func(text string, k int) string { return text + fmt.Sprintf("probe z%d: e0\n", k) },
	func(text string, k int) string { return text + fmt.Sprintf("experiment x%d { phase p 5ms }\n", k) },
	func(text string, k int) string { return text + fmt.Sprintf("param p%d = 3\n", k) },
	func(text string, k int) string {
		return text + fmt.Sprintf("ensemble more%d 10\nprobe more%d.spikes\n", k, k)
	},
	func(text string, _ int) string { return text },
}

// 200 edits of random models while they run: what is unaffected goes on, bit for bit.
func TestEditsWhileRunning(t *testing.T) {
	edits := 200
	if testing.Short() {
		edits = 30
	}
	for seed := uint64(0); edits > 0; seed++ {
		r := rand.New(rand.NewPCG(seed, 11))
		text := compilertest.RandomModel(r) + "probe ze: e0\nprobe zu: u0\n"
		want, _, ok := straight(t, text)
		if !ok {
			continue
		}
		s := openRandom(t, text)
		e := watch(t, s, "e0")
		for step := 0; step < randomSteps && edits > 0; edits-- {
			n := min(1+r.IntN(40), randomSteps-step)
			must(t, s.Step(n))
			step += n
			text = harmless[r.IntN(len(harmless))](text, edits)
			kept, err := s.Reload(text)
			must(t, err)
			if len(kept.Gone) > 0 || len(kept.Wants) > 0 || slices.ContainsFunc(kept.Anew, func(name string) bool { return !strings.HasPrefix(name, "more") }) {
				t.Errorf("seed %d: kept %+v of\n%s", seed, kept, text)
			}
			if r.IntN(3) == 0 {
				_, err := s.Reload(text + "node wrong = nothing\n")
				if invalid := (*live.Invalid)(nil); !errors.As(err, &invalid) {
					t.Errorf("seed %d: a wrong text is %v", seed, err)
				}
			}
		}
		now, _ := s.Now()
		if got := e.all(); !sameBits(got, want[:len(want)/randomSteps*now]) {
			t.Errorf("seed %d: after edits it does not what it does alone:\n%s", seed, text)
		}
		s.Close()
		if t.Failed() {
			return
		}
	}
}

// What cannot be taken over is named, and begins as it is built; the rest goes on.
func TestKept(t *testing.T) {
	for _, c := range []struct{ from, to, kept, anew, gone string }{
		{"ensemble c 20", "ensemble c 25", "a b", "c w", ""},
		{"rate lr", "rate 2*lr", "a b c w", "", ""},
		{"weights 0", "weights 1e-3", "a b c", "w", ""},
		{"param k = 1", "param k = 2", "a b c w", "", ""},
		{"ensemble b 30 dims 2 neurons alif", "ensemble b 30 dims 2", "a c w", "b", ""},
		{"connect w: a", "connect v: a", "a b c", "v", "w"},
	} {
		s := open(t, learning)
		for _, w := range []watches.Watch{{What: "spikes", Of: "c"}, {What: "tuning", Of: "c"}, {What: "weights", Of: "w"}, {What: "value", Of: "b"}, {What: "error", Of: "rmse(c, u)"}} {
			stream(t, s, w)
		}
		_, err := s.Break("c > 100")
		must(t, err)
		must(t, s.Step(50))
		text := strings.Replace(learning, c.from, c.to, 1)
		text = strings.ReplaceAll(text, "on w", "on "+map[bool]string{true: "v", false: "w"}[c.gone == "w"])
		text = strings.ReplaceAll(text, "probe w.weights every 50ms\n", "")
		kept, err := s.Reload(text)
		must(t, err)
		for what, lists := range map[string][2]string{"kept": {c.kept, some(kept.Kept)}, "anew": {c.anew, some(kept.Anew)}, "gone": {c.gone, some(kept.Gone)}} {
			if lists[0] != lists[1] {
				t.Errorf("%s → %s: %s is %q, want %q", c.from, c.to, what, lists[1], lists[0])
			}
		}
		must(t, s.Step(50))
		if n, now := s.Now(); n != 100 || now < 0.0999 || now > 0.1001 {
			t.Errorf("%s: it is at step %d, %g s", c.to, n, now)
		}
	}
}

// some are the names of a list that are not those of parts.
func some(list []string) string {
	var out []string
	for _, name := range list {
		if len(name) == 1 {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// A stream whose object is another is told anew what it is, and tells nothing of the old one.
func TestRenewedStreams(t *testing.T) {
	s := open(t, learning)
	list := map[string]*live.Stream{}
	for _, w := range []watches.Watch{{What: "spikes", Of: "c"}, {What: "weights", Of: "w"}, {What: "value", Of: "b"}, {What: "fit", Of: "b"}, {What: "probe", Of: "a"}} {
		if st, err := s.Watch(w); err == nil {
			list[w.What] = st
		}
	}
	must(t, s.Step(50))
	_, err := s.Reload(strings.Replace(strings.Replace(learning, "ensemble c 20", "ensemble c 25", 1), "probe u, a,", "probe u,", 1))
	must(t, err)
	must(t, s.Step(50))
	for name, want := range map[string]bool{"spikes": true, "weights": true, "value": false} {
		if got := list[name].Renewed(); got != want || list[name].Renewed() {
			t.Errorf("%s is renewed: %v", name, got)
		}
	}
	if f := list["spikes"].Pull(false); f == nil || f.Width != 25 || !f.Gap || f.T < 0.05 {
		t.Errorf("spikes: %+v", f)
	}
	if f := list["weights"].Pull(true); f == nil || f.N != 25 {
		t.Errorf("weights: %+v", f)
	}
	if f := list["value"].Pull(false); f == nil || f.T > 0.002 {
		t.Errorf("values of b: %+v", f)
	}
	if !list["probe"].Closed() {
		t.Error("the probe of a is told, which is no more")
	}
}

// What the text has no longer is not watched any longer, and ends no run.
func TestWatchedThingsThatGo(t *testing.T) {
	s := open(t, "node u = t\nnode v = 2*t\nprobe u, v\nrun 1s\n")
	u, v := stream(t, s, watches.Watch{What: "value", Of: "u"}), stream(t, s, watches.Watch{What: "value", Of: "v - u"})
	for _, text := range []string{"v > 0.05", "u > 0.045"} {
		_, err := s.Break(text)
		must(t, err)
	}
	must(t, s.Step(20))
	kept, err := s.Reload("node u = t\nprobe u\nrun 1s\n")
	must(t, err)
	slices.Sort(kept.Wants)
	if !slices.Equal(kept.Wants, []string{"v - u", "v > 0.05"}) || !v.Closed() || u.Closed() {
		t.Errorf("%+v; closed: %v, %v", kept, v.Closed(), u.Closed())
	}
	if n, err := s.Slice(100, 100, time.Minute); err != nil || n != 26 || s.Hit() == nil || s.Hit().Expr != "u > 0.045" {
		t.Errorf("%d steps, %v, %+v", n, err, s.Hit())
	}
}
