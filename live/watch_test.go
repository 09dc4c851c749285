package live_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
)

// What is watched is the same after going back and on again: synapses, bins and windows of
// watches go back with the session, and time that jumps is told.
func TestWatchedAgain(t *testing.T) {
	s := open(t, "seed 1\nnode u = sin(6*t)\nensemble a 30\nconnect u -> a\nensemble b 20\nconnect c: a -> b\nlearn pes err = b - a on c\n")
	var streams []*live.Stream
	for _, w := range []watches.Watch{
		{What: "value", Of: "a", Synapse: "100ms", Window: 10, Points: 400},
		{What: "value", Of: "a - u", Points: 3000},
		{What: "rate", Of: "a", Window: 10, Points: 100},
		{What: "state", Of: "a.voltage", Window: 3, Points: 400},
		{What: "error", Of: "rmse(a, u)", Window: 3, Points: 400},
		{What: "spikes", Of: "b"},
		{What: "tuning", Of: "b", Window: 10, Points: 400},
	} {
		st, err := s.Watch(w)
		if err != nil {
			t.Fatal(w, err)
		}
		streams = append(streams, st)
	}
	told := func(n int) (out []string) {
		if err := s.Step(n); err != nil {
			t.Fatal(err)
		}
		for _, st := range streams {
			for f := st.Pull(false); f != nil; f = st.Pull(false) {
				what := fmt.Sprintf("%s at %.6f", st.Watch.What, f.T)
				f.Gap, f.T = false, 0
				out = append(out, fmt.Sprint(what, *f))
			}
		}
		return out
	}
	told(1523)
	first := told(210)
	for range 2 {
		if err := s.Back(1523); err != nil {
			t.Fatal(err)
		}
		if j := s.Jumps(); len(j) != 1 || j[0].Step != 1523 {
			t.Errorf("jumps %v", j)
		}
		again := told(210)
		if len(again) < len(streams) || fmt.Sprint(again) != fmt.Sprint(first) {
			for i := range min(len(first), len(again)) {
				if first[i] != again[i] {
					t.Errorf("it tells\n%.200s\nnot\n%.200s", again[i], first[i])
				}
			}
			t.Fatalf("%d frames, not %d", len(again), len(first))
		}
	}
	if err := s.Reset("time"); err != nil {
		t.Fatal(err)
	}
	if j := s.Jumps(); len(j) != 1 || j[0].T != 0 || j[0].Step != 1733 {
		t.Errorf("jumps %v", j)
	}
}

// Expectations are judged on the same numbers, whoever begins or ceases to watch in the
// middle of a phase.
func TestWatchingChangesNoJudgement(t *testing.T) {
	const text = `seed 1
node u = sin(6*t)
ensemble a 30
ensemble b 20
connect u -> a
connect a -> b
probe b synapse 10ms
experiment e {
  phase one 200ms
  expect rmse(b, u) < 9 in one
  expect mean(u) < 9 in one
  phase two 200ms
  expect rmse(b, u) < 9 in two
}
`
	judged := func(watching bool) string {
		s := open(t, text)
		must(t, s.Follow("e"))
		var streams []*live.Stream
		for i := range 8 {
			must(t, s.Step(50))
			if !watching {
				continue
			}
			if i%3 == 2 {
				for _, st := range streams {
					st.Close()
				}
				streams = nil
				continue
			}
			for _, w := range []watches.Watch{{What: "spikes", Of: "ab"[i%2 : i%2+1]}, {What: "state", Of: "a.voltage"}, {What: "error", Of: "rmse(a, u)"}}[:1+i%3] {
				st, err := s.Watch(w)
				must(t, err)
				streams = append(streams, st)
			}
		}
		out := ""
		for _, x := range s.Judge() {
			if x.Value == nil {
				t.Fatalf("%+v", x)
			}
			out += fmt.Sprint(x.Text, " ", *x.Value, " ", x.State, "\n")
		}
		return out
	}
	if plain, watched := judged(false), judged(true); plain != watched {
		t.Errorf("judged\n%snot\n%s", watched, plain)
	}
}

// A view that begins late tells what one tells that was there from the beginning: rates and
// errors bit for bit, what is filtered as far as it is seen.
func TestLateViews(t *testing.T) {
	const text = "seed 1\nnode u = sin(6*t)\nensemble a 30\nconnect u -> a\n"
	watches := []watches.Watch{
		{What: "value", Of: "a", Synapse: "50ms", Points: 4000},
		{What: "tuning", Of: "a", Points: 4000},
		{What: "rate", Of: "a", Points: 4000},
		{What: "error", Of: "rmse(a, u)", Points: 4000},
	}
	told := func(late bool) (out [][]float64) {
		s := open(t, text)
		var list []*live.Stream
		begin := func() {
			for _, w := range watches {
				list = append(list, stream(t, s, w))
			}
		}
		if !late {
			begin()
		}
		must(t, s.Step(1707))
		if late {
			begin()
		}
		for _, st := range list {
			for st.Pull(true) != nil {
			}
		}
		must(t, s.Step(100))
		for _, st := range list {
			out = append(out, st.Pull(true).Values)
		}
		return out
	}
	early, late := told(false), told(true)
	for i, w := range watches {
		if !sameBits(early[i], late[i]) {
			t.Errorf("%s: %v\nnot %v", w.What, late[i], early[i])
		}
	}
}

// Columns of several populations are told apart, each in its own order; where signs choose
// one of two conductances, these are named; and over both a neuron's rate is told.
func TestColumnsOfSeveral(t *testing.T) {
	s := open(t, "seed 1\nensemble a 20 dale 0.5 max_rates 50..100\nensemble b 30 max_rates 50..100\n"+
		"ensemble e 40 max_rates 50..100\nensemble c 40 neurons two_compartment max_rates 50..100\nconnect j: [a.neurons, b.neurons] -> e.neurons {\n function a + b\n}\n"+
		"ensemble d 30 dale 0.5 max_rates 50..100\nconnect k: d.neurons -> c.neurons solve nnls\nprobe c, e\n")
	st, err := s.Watch(watches.Watch{What: "weights", Of: "k"})
	if err != nil {
		t.Fatal(err)
	}
	if got := st.Info(); fmt.Sprint(got.Ports) != "[exc inh]" || got.Parts != nil || *got.Excite != 15 {
		t.Errorf("k: %+v", got)
	}
	if st, err = s.Watch(watches.Watch{What: "weights", Of: "j"}); err != nil {
		t.Fatal(err)
	}
	got := st.Info()
	if len(got.Parts) != 2 || got.Parts[0].Name != "a" || got.Parts[1].Cols != 30 || *got.Parts[0].Excite != 10 || got.Excite != nil {
		t.Fatalf("j: %+v", got)
	}
	seen := map[int]bool{}
	for k, col := range got.Across {
		if seen[col] || (col < 20) != (k < 20) {
			t.Fatalf("column %d is neuron %d", k, col)
		}
		seen[col] = true
	}
	if st, err = s.Watch(watches.Watch{What: "surface", Of: "c"}); err != nil {
		t.Fatal(err)
	}
	if got = st.Info(); len(got.Curves) != len(got.Y) || len(got.Curves[0]) != len(got.X) || got.Names[0] != "exc (nS)" {
		t.Errorf("a surface of %d by %d over %v", len(got.X), len(got.Y), got.Names)
	}
	for k := range got.Y {
		row := got.Curves[k]
		if k > 0 && row[len(row)-1] > got.Curves[k-1][len(row)-1] {
			t.Errorf("at %g it fires faster for more inhibition", got.Y[k])
		}
	}
	if row := got.Curves[0]; row[len(row)-1] < 50 || row[0] != 0 {
		t.Errorf("without inhibition it fires from %g to %g Hz", row[0], row[len(row)-1])
	}
	if _, err := s.Watch(watches.Watch{What: "surface", Of: "a"}); err == nil {
		t.Error("neurons without conductances have a surface")
	}
}

// The places of neurons come with their rows: sorted, to a thousandth, and nowhere else.
func TestPlacesOfRows(t *testing.T) {
	s := open(t, "seed 1\nnode u = sin(6*t)\nensemble s 30 positions sheet(2) dale 0.8\nensemble a 20\nconnect u -> s\nconnect u -> a\nprobe s, a\n")
	st, err := s.Watch(watches.Watch{What: "spikes", Of: "s"})
	if err != nil {
		t.Fatal(err)
	}
	about := st.Info()
	e := s.Compiled().Model.Ensembles[0]
	all := e.Positions.Of(e)
	if about.Axes != 2 || len(about.Places) != 60 || len(about.Order) != 30 {
		t.Fatalf("%d axes, %d numbers, %d rows", about.Axes, len(about.Places), len(about.Order))
	}
	for row, neuron := range about.Order {
		for axis := range 2 {
			if got, want := about.Places[2*row+axis], all[2*neuron+axis]; math.Abs(got-want) > 0.0005 {
				t.Errorf("row %d, neuron %d is at %g on axis %d, not %g", row, neuron, want, axis, got)
			}
		}
	}
	exact, err := s.Watch(watches.Watch{What: "spikes", Of: "s", Exact: true})
	if err != nil || exact.Info().Places != nil {
		t.Errorf("a recording has places: %v", err)
	}
	if st, err = s.Watch(watches.Watch{What: "spikes", Of: "a"}); err != nil || st.Info().Axes != 0 {
		t.Errorf("a is somewhere: %v", err)
	}
}

// Many watches that end together are let go of at once, before the next step: until then
// nothing is compiled, and then what runs is bare.
func TestWatchesThatEndTogether(t *testing.T) {
	s := open(t, "seed 1\nnode u = sin(6*t)\nensemble a 20\nensemble b 20\nconnect u -> a\nconnect a -> b\n")
	must(t, s.Step(10))
	bare := len(s.Program().Probes)
	var list []*live.Stream
	for _, of := range []string{"a", "b", "a - u", "u"} {
		st, err := s.Watch(watches.Watch{What: "value", Of: of})
		must(t, err)
		list = append(list, st)
	}
	watched := s.Program()
	for _, st := range list {
		st.Close()
		if s.Program() != watched {
			t.Fatal("it is compiled again for one that ended")
		}
	}
	must(t, s.Step(10))
	if got := len(s.Program().Probes); got != bare || got >= len(watched.Probes) {
		t.Errorf("%d probes are recorded, before it were %d, watched %d", got, bare, len(watched.Probes))
	}
}

// A stream says what its numbers are; of what is computed from several that differ, nothing.
func TestLabels(t *testing.T) {
	s := open(t, `seed 1
node u = sin(6*t)
ensemble a 20
ensemble c 20 neurons lif_cond
connect u -> a
connect a -> c
`)
	for _, x := range []struct{ what, of, want string }{
		{"value", "a", "decoded value"},
		{"value", "abs(a - u)", "decoded value"},
		{"value", "u", ""},
		{"value", "a > 0.3", ""},
		{"value", "a.input", "input"},
		{"value", "a.current", "current"},
		{"value", "a.rates", "activity Hz"},
		{"value", "a.voltage", "voltage"},
		{"value", "a + a.current[0]", ""},
		{"value", "c.exc", "exc nS"},
		{"state", "c.voltage", "voltage mV"},
		{"error", "a - u", "decoded value"},
	} {
		about := stream(t, s, watches.Watch{What: x.what, Of: x.of}).Info()
		if got := strings.TrimSpace(about.Label + " " + about.Unit); got != x.want {
			t.Errorf("%s of %s is %q, not %q", x.what, x.of, got, x.want)
		}
	}
}

// A break says whether it is a condition that holds, or a number that is not 0.
func TestBreakHolds(t *testing.T) {
	for expr, holds := range map[string]bool{"u > 0.5": true, "not (u < 0.5)": true, "u > 0.5 and t > 0": true, "(u > 0.5)*u": false, "3*(u > 0.5)": false, "u": false} {
		s := open(t, "seed 1\nnode u = t\nensemble a 5\nconnect u -> a\n")
		_, err := s.Break(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		for n := 0; n < 2000 && s.Hit() == nil; n++ {
			must(t, s.Step(1))
		}
		if h := s.Hit(); h == nil || h.Holds != holds {
			t.Errorf("%s: %+v", expr, h)
		}
	}
}
