package experiment

import (
	"fmt"
	"strings"
	"testing"
)

// fading is below 0.5 from 0.693 s on, and rises from 0 to 1 at 1.5 s.
const fading = `seed 1
node u = exp(-t)
node step = if t > 1.5005 then 1 else 0
ensemble a 20
connect u -> a
probe u, a
experiment e {
%s
}
`

// lengths says how long the phases lasted, and whether each ended early.
func lengths(r *Result) string {
	var out []string
	for _, p := range r.Phases {
		text := fmt.Sprintf("%s %d", p.Name, p.Steps)
		if p.Until != nil {
			text += fmt.Sprintf(" %v", p.Until.Met)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// A phase ends with the first whole window whose samples all meet its condition, and
// otherwise lasts to its end. What is claimed of it is about all of it.
func TestUntil(t *testing.T) {
	for _, c := range []struct{ events, want string }{
		{"  phase one 3s until max(u) < 0.5 over 250ms", "one 1000 true"},
		{"  phase one 3s until u < 0.5 over 250ms", "one 1000 true"},
		{"  phase one 3s until max(u) < 0.5 over 1ms", "one 694 true"},
		{"  phase one 3s until max(u) < 0 over 400ms", "one 3000 false"},
		{"  phase one 1s until max(u) < 0.5 over 400ms", "one 1000 false"},
		{"  phase one 1s until max(u) < 0.5 over 1s", "one 1000 false"},
		{"  phase one 1s until max(u) < 2 over 1s", "one 1000 true"},
		{"  phase one 3s until mean(step) == 1 over 500ms", "one 2000 true"}, // the sample at 1.5 s is of the window before
		{"  phase one 3s until step == 1 over 501ms", "one 2004 true"},
		{"  run 3s until at(u, 100ms) < 0.5 over 200ms", "run 800 true"},
		{"  phase one 3s until rate(a.spikes) > 0 over 100ms", "one 100 true"},
		{"  phase one 3s until max(t) > 0.95 over 300ms", "one 1200 true"},
		{"  phase one 1s\n  phase two 3s until max(u) < 0.5*min(u, in=one) over 100ms", "one 1000, two 800 true"},
		{"  phase one 1s\n  phase two 3s until max(lowpass(u, 10ms)) < 0.5*min(u, in=one) over 100ms", "one 1000, two 900 true"},
		{"  phase one 3s until max(u) < 0.5 over 250ms\n  phase two 100ms { reset time }", "one 1000 true, two 100"},
	} {
		r := ran(t, fmt.Sprintf(fading, c.events), Options{})
		if got := lengths(r); got != c.want || r.Diags.HasErrors() || !r.Finished {
			t.Errorf("%s: %s, %v; wanted %s", c.events, got, r.Diags, c.want)
		}
	}
	r := ran(t, fmt.Sprintf(fading, "  phase one 3s until max(u) < 0.5 over 250ms\n  expect max(u) > 0.99\n  expect at(u, 1s) < 0.5"), Options{})
	if !r.Good() || r.Steps != 1000 {
		t.Errorf("%+v", r.Expectations)
	}
}

// What no window can be judged by is an error if that is so to the end.
func TestUntilNothing(t *testing.T) {
	for _, c := range []struct{ condition, want string }{
		{"frequency(u) > 5 over 100ms", "`until frequency(u) > 5` cannot be judged: no frequency"},
		{"1/(mean(u) - mean(u)) > 5 over 100ms", "cannot be judged: not a finite number"},
		{"frequency(step) > 5 over 100ms", ""}, // a constant has 0 Hz
	} {
		r := ran(t, fmt.Sprintf(fading, "  phase one 300ms until "+c.condition), Options{})
		if got := r.Diags.Error(); lengths(r) != "one 300 false" || (c.want == "") != (len(r.Diags) == 0) || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, %s", c.condition, lengths(r), got)
		}
	}
}

// A phase ends at the same step however many threads share its steps.
func TestUntilOnThreads(t *testing.T) {
	const phases = "  phase one 3s until max(lowpass(a, 100ms)) < 0.6 over 50ms\n  phase two 3s until rate(a.spikes) < 100 over 30ms"
	alone := ran(t, fmt.Sprintf(fading, phases), Options{Threads: 1})
	if len(alone.Phases) != 2 || !alone.Phases[0].Until.Met || !alone.Phases[1].Until.Met {
		t.Fatalf("on one thread: %s, %v", lengths(alone), alone.Diags)
	}
	for _, threads := range []int{2, 5} {
		if got := ran(t, fmt.Sprintf(fading, phases), Options{Threads: threads}); lengths(got) != lengths(alone) {
			t.Errorf("%d threads: %s, one: %s", threads, lengths(got), lengths(alone))
		}
	}
}

// Interrupted anywhere, a phase ends where it does if left alone: in a window, at
// its end, and behind the last that could be judged.
func TestUntilGoesOn(t *testing.T) {
	for _, events := range []string{
		"  phase one 3s until max(u) < 0.5 over 500ms\n  phase two 100ms\n  expect max(u, in=one) > 0.9",
		"  phase one 1100ms until 1/(max(u) - max(u)) < 0.5 over 500ms",
		"  phase one 3s until max(lowpass(u, 100ms)) < 0.5 over 500ms",
	} {
		m := interruptible(t, fmt.Sprintf(fading, events))
		whole := t.TempDir()
		want, err := m.try(whole, Options{}, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, 256, 500, 756} {
			dir := t.TempDir()
			if res, err := m.try(dir, Options{}, "one", at); err != nil || !res.Interrupted {
				t.Fatalf("not interrupted at %d: %v", at, err)
			}
			got, err := m.try(dir, Options{}, "", 0)
			if err != nil || got.BegunAnew != "" || got.Diags.Error() != want.Diags.Error() || lengths(got) != lengths(want) {
				t.Errorf("interrupted at %d: %s, %v, %v, %s; wanted %s, %v", at, lengths(got), got.Diags, err, got.BegunAnew, lengths(want), want.Diags)
			}
			sameFolder(t, events, folder(t, dir), folder(t, whole))
		}
	}
}
