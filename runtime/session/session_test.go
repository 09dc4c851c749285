package session_test

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/runtime/session"
)

// learning is a model in which much goes on: noise, delays, filters with state, rules.
const learning = `seed 1
param lr = 1e-4
param k = 1
node u = k*sin(6*t)
ensemble a 40
ensemble b 30 dims 2 neurons alif
ensemble c 20
connect u -> a synapse alpha(10ms) delay 3ms
connect a -> b[0]
connect w: a.neurons -> c.neurons weights 0
learn pes err = c - u on w rate lr
node noise = white_noise(normal(0, 0.1))
connect noise -> b[1]
`

// holdU makes u a node that may be held.
const holdU = "experiment hold { set u = 0; phase p 1ms }\n"

const probes = `probe u, a, b, c
probe w.weights every 50ms
probe a.spikes
`

func compile(t *testing.T, text string) *program.Program {
	t.Helper()
	return compilertest.Compile(t, text).Program
}

// number is the number of a thing that must have that name.
func number(t *testing.T, find func(name string) (int, error), name string) int {
	t.Helper()
	i, err := find(name)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// recorded is what a session has recorded, as a run writes it.
func recorded(t *testing.T, s *session.Session) []byte {
	t.Helper()
	var list []output.Series
	for i, r := range s.Records() {
		list = append(list, output.Series{Name: r.Name, Shape: r.Shape, T: r.T, Data: r.Data, Spikes: r.Spike, Events: s.Program.Probes[i].Spikes >= 0})
	}
	var b bytes.Buffer
	if err := output.Npz(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func run(t *testing.T, s *session.Session, steps int) {
	t.Helper()
	if n, err := s.Run(steps); n != steps || err != nil {
		t.Fatalf("%d steps of %d: %v", n, steps, err)
	}
}

// A session that only steps gives the bytes of a run, however its steps are asked for.
func TestStepsAreARun(t *testing.T) {
	p := compile(t, learning+probes+"run 600ms\n")
	dir := t.TempDir()
	r, err := experiment.Run(p, p.Experiments[0], 0, experiment.Options{Dir: dir})
	if err != nil || r.Diags.HasErrors() {
		t.Fatal(err, r.Diags)
	}
	want, err := os.ReadFile(filepath.Join(dir, "main", "run", "probes.npz"))
	if err != nil {
		t.Fatal(err)
	}
	for name, drive := range map[string]func(s *session.Session) error{
		"steps": func(s *session.Session) error {
			for range 600 {
				if err := s.Step(); err != nil {
					return err
				}
			}
			return nil
		},
		"times": func(s *session.Session) error {
			_, err1 := s.RunUntil(0.1)
			_, err2 := s.RunUntil(0.6)
			return errors.Join(err1, err2)
		},
	} {
		s := session.Open(p)
		s.Reserve(600, nil)
		if err := drive(s); err != nil || !bytes.Equal(recorded(t, s), want) {
			t.Errorf("%s: what was recorded is not that of a run; %v", name, err)
		}
	}
}

// Nothing is recorded until there is room for it.
func TestNothingIsRecordedUnasked(t *testing.T) {
	s := session.Open(compile(t, learning+probes))
	run(t, s, 100)
	for _, r := range s.Records() {
		if len(r.T)+len(r.Data) > 0 {
			t.Errorf("%s was recorded", r.Name)
		}
	}
	s.Reserve(100, nil)
	run(t, s, 100)
	if r := s.Records()[0]; len(r.T) != 100 || r.T[0] != 101*0.001 {
		t.Errorf("%d samples from %g s on", len(r.T), r.T[0])
	}
}

// A signal and a probe are told after every so many steps, until nobody wants to know.
func TestWatch(t *testing.T) {
	p := compile(t, learning+probes)
	s := session.Open(p)
	s.Reserve(30, nil)
	var times, values, spikes []float64
	cancel := s.Watch(number(t, p.Signal, "u"), 10, func(at float64, v []float64) { times, values = append(times, at), append(values, v...) })
	s.WatchProbe(number(t, p.Probe, "a.spikes"), 1, func(_ float64, v []float64) { spikes = append(spikes, v...) })
	run(t, s, 20)
	cancel()
	run(t, s, 10)
	if want := []float64{math.Sin(6 * 0.01), math.Sin(6 * 0.02)}; !slices.Equal(times, []float64{0.01, 0.02}) || !slices.Equal(values, want) {
		t.Errorf("u was told at %v to be %v, is %v", times, values, want)
	}
	var want []float64
	for _, neuron := range s.Records()[number(t, p.Probe, "a.spikes")].Spike {
		want = append(want, float64(neuron))
	}
	if len(want) == 0 || !slices.Equal(spikes, want) {
		t.Errorf("told of spikes of %v, recorded %v", spikes, want)
	}
}

// Who cancels another watch is the last of the two to be told.
func TestWatchCancelsAnother(t *testing.T) {
	p := compile(t, learning+probes)
	s := session.Open(p)
	u := number(t, p.Signal, "u")
	var cancel func()
	s.Watch(u, 1, func(float64, []float64) { cancel() })
	cancel = s.Watch(u, 1, func(at float64, _ []float64) { t.Errorf("told at %g s though it was cancelled", at) })
	run(t, s, 2)
}

// A run pauses after the step in which a condition holds, and goes on from there.
func TestPause(t *testing.T) {
	p := compile(t, learning+probes)
	s := session.Open(p)
	u := 0.0
	s.Watch(number(t, p.Signal, "u"), 1, func(_ float64, v []float64) { u = v[0] })
	cancel := s.PauseWhen(func() bool { return u > 0.5 })
	done, err := s.RunUntil(1)
	if err != nil || s.Time() != float64(done)*0.001 || !(math.Sin(6*s.Time()) > 0.5) || math.Sin(6*(s.Time()-0.001)) > 0.5 {
		t.Errorf("paused after %d steps at %g s: %v", done, s.Time(), err)
	}
	cancel()
	if n, err := s.RunUntil(1); n != 1000-done || err != nil {
		t.Errorf("went on for %d steps: %v", n, err)
	}
}

// A step whose values are not finite ends a run, and does not count.
func TestRunEndsWhereValuesAreNotFinite(t *testing.T) {
	s := session.Open(compile(t, "node u = 1/(0.05 - round(t*1000)/1000)\nprobe u\n"))
	n, err := s.Run(100)
	var bad *runtime.NotFinite
	if n != 49 || !errors.As(err, &bad) {
		t.Errorf("%d steps: %v", n, err)
	}
}

// A node that is held is one that is constant, for all that reads it; released, it
// goes on, and a reset does not let it go.
func TestClamp(t *testing.T) {
	held, constant := compile(t, learning+probes+holdU), compile(t, strings.Replace(learning, "u = k*sin(6*t)", "u = 0.7", 1)+probes)
	s, want := session.Open(held), session.Open(constant)
	u := number(t, held.Hold, "u")
	if err := s.Hold(u, []float64{0.7}); err != nil {
		t.Fatal(err)
	}
	s.Parallel(2)
	for _, x := range []*session.Session{s, want} {
		x.Reserve(400, nil)
		run(t, x, 200)
		if err := x.Reset("state"); err != nil {
			t.Fatal(err)
		}
		run(t, x, 200)
	}
	if !bytes.Equal(recorded(t, s), recorded(t, want)) {
		t.Error("a node that is held is not a constant one")
	}
	s.Release(u)
	run(t, s, 1)
	if got := s.Signal(held.Holds[u].Y)[0]; got != math.Sin(6*s.Time()) {
		t.Errorf("released, it is %g at %g s", got, s.Time())
	}
	if err := s.Hold(u, []float64{1, 2}); err == nil || err.Error() != "\"u\" has 1 numbers, not 2" {
		t.Error(err)
	}
}

// Params, rules and weights change from one step to the next.
func TestVerbs(t *testing.T) {
	p := compile(t, learning+probes)
	s := session.Open(p)
	w, rule := number(t, p.Link, "w"), number(t, p.Rule, "w")
	run(t, s, 200)
	s.Freeze(rule, true)
	before := s.Weights(w)
	run(t, s, 100)
	if !slices.Equal(before, s.Weights(w)) {
		t.Error("a frozen rule changes weights")
	}
	s.Freeze(rule, false)
	run(t, s, 100)
	if slices.Equal(before, s.Weights(w)) {
		t.Error("a rule that was let go changes nothing")
	}
	s.SetParam(number(t, p.Param, "k"), 3)
	run(t, s, 1)
	if u := s.Signal(p.Signals[number(t, p.Signal, "u")].Range)[0]; u != 3*math.Sin(6*s.Time()) {
		t.Errorf("u is %g", u)
	}
	W := slices.Repeat([]float64{2e-3}, len(before))
	if err := errors.Join(s.LoadWeights(w, W), s.ScaleWeights(w, 0.5)); err != nil || s.Weights(w)[0] != 1e-3 {
		t.Errorf("a weight is %g: %v", s.Weights(w)[0], err)
	}
	if err := s.Reset("all"); err != nil || s.Time() != 0 || s.Params()[1] != 1 {
		t.Errorf("after a reset it is %g s: %v", s.Time(), err)
	}
	decoded := slices.IndexFunc(p.Links, func(l program.Link) bool { return !l.Kept })
	for want, err := range map[string]error{
		"\"w\" has 20×40 weights, not 3":            s.LoadWeights(w, W[:3]),
		"are constants of the program":              s.ScaleWeights(decoded, 2),
		"no rule learns them":                       s.LoadWeights(decoded, nil),
		"\"it\" cannot be reset":                    s.Reset("it"),
		"no learning rule is called \"x\"":          second(p.Rule("x")),
		"no connection with weights is called \"\"": second(p.Link("")),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func second(_ int, err error) error { return err }

// What was saved goes on in a new session as if nothing had happened.
func TestSavedGoesOn(t *testing.T) {
	p := compile(t, learning+probes)
	whole, before, after := session.Open(p), session.Open(p), session.Open(p)
	whole.Reserve(400, nil)
	run(t, whole, 400)
	before.Reserve(400, nil)
	run(t, before, 250)
	var file bytes.Buffer
	if err := before.Save(&file); err != nil {
		t.Fatal(err)
	}
	saved := file.Bytes()
	if err := after.Load(bytes.NewReader(saved)); err != nil {
		t.Fatal(err)
	}
	run(t, after, 150)
	if !bytes.Equal(recorded(t, after), recorded(t, whole)) {
		t.Error("what was saved goes on otherwise")
	}
	other := session.Open(compile(t, strings.Replace(learning, "seed 1", "seed 2", 1)+probes))
	if err := other.Load(bytes.NewReader(saved)); err == nil || err.Error() != "it was saved by a session of another program" {
		t.Error(err)
	}
	if err := session.Open(p).Load(bytes.NewReader(saved[:len(saved)/2])); err == nil {
		t.Error("half a session was loaded")
	}
}

// A model to which lines are added goes on where it was before: what was there does
// the same as if nothing had been added.
func TestTakeOver(t *testing.T) {
	p := compile(t, learning+probes)
	whole := session.Open(p)
	run(t, whole, 250)
	whole.Reserve(150, nil)
	run(t, whole, 150)
	for name, text := range map[string]string{
		"the same":   learning + probes,
		"lines more": learning + probes + "ensemble z 10\nconnect c -> z\nprobe z\n",
	} {
		old := session.Open(p)
		run(t, old, 250)
		s := session.Open(compile(t, text))
		left, err := s.TakeOver(old)
		if err != nil || len(left) > 0 {
			t.Fatalf("%s: %v is left behind; %v", name, left, err)
		}
		s.Reserve(150, nil)
		run(t, s, 150)
		for i, want := range whole.Records() {
			got := s.Records()[i]
			if got.Name != want.Name || !slices.Equal(got.T, want.T) || !slices.Equal(got.Data, want.Data) || !slices.Equal(got.Spike, want.Spike) {
				t.Errorf("%s: %s goes on otherwise", name, want.Name)
			}
		}
	}
}

// What cannot be taken over is told, and the rest is; a param that the text gives
// another value has that value.
func TestTakeOverOfAnotherModel(t *testing.T) {
	p := compile(t, learning+probes)
	old := session.Open(p)
	old.SetParam(number(t, p.Param, "k"), 2)
	run(t, old, 200)
	now := strings.NewReplacer("ensemble c 20", "ensemble c 20 radius 2", "ensemble b 30", "ensemble b 31", "lr = 1e-4", "lr = 1e-5").Replace(learning)
	q := compile(t, now+probes)
	s := session.Open(q)
	left, err := s.TakeOver(old)
	if slices.Sort(left); err != nil || !slices.Equal(left, []string{"b"}) {
		t.Errorf("%q is left behind; %v", left, err)
	}
	w := number(t, q.Link, "w")
	if got, want := s.Weights(w), old.Weights(number(t, p.Link, "w")); !slices.Equal(got, want) {
		t.Error("what was learned is not taken over")
	}
	if s.Time() != old.Time() || s.Params()[0] != 1e-5 || s.Params()[1] != 2 {
		t.Errorf("at %g s, params %v", s.Time(), s.Params())
	}
	run(t, s, 100)
	gone := session.Open(compile(t, "param m = 1\nnode u = m*t\nprobe u\n"))
	left, err = gone.TakeOver(old)
	if slices.Sort(left); err != nil || !slices.Equal(left, []string{"a", "b", "c", "k", "w", "w, its rule"}) {
		t.Errorf("%q is left behind; %v", left, err)
	}
}

// Only a session at t = 0 becomes what another one is.
func TestSessionsThatHaveRunBecomeNoOther(t *testing.T) {
	p := compile(t, learning)
	s, other := session.Open(p), session.Open(p)
	run(t, s, 5)
	var file bytes.Buffer
	if err := other.Save(&file); err != nil {
		t.Fatal(err)
	}
	const want = "it is at 0.005 s already: only a session at t = 0 can become another one"
	if err := s.Load(&file); err == nil || err.Error() != want {
		t.Error(err)
	}
	if _, err := s.TakeOver(other); err == nil || err.Error() != want {
		t.Error(err)
	}
}

// Without a time to end at, a run goes on until it is paused; a time that is gone makes no step.
func TestRunUntilOddTimes(t *testing.T) {
	s := session.Open(compile(t, learning))
	s.PauseWhen(func() bool { return s.Time() >= 0.02 })
	if n, err := s.RunUntil(math.Inf(1)); n != 20 || err != nil {
		t.Errorf("%d steps: %v", n, err)
	}
	for _, at := range []float64{0.01, -1, math.Inf(-1), math.NaN()} {
		if n, err := s.RunUntil(at); n != 0 || err != nil {
			t.Errorf("%d steps until %g: %v", n, at, err)
		}
	}
}
