package experiment

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/model"
)

// ran runs the first experiment of a model, in a folder of its own.
func ran(t *testing.T, text string, opts Options) *Result {
	t.Helper()
	m := compilertest.Check(t, text)
	if m.Diags.HasErrors() {
		t.Fatal(m.Diags)
	}
	e := m.Model.Experiments[0]
	c, diags := compiler.Compile(m, e.Dt, nil)
	if c == nil {
		t.Fatal(diags)
	}
	if opts.Dir == "" {
		opts.Dir = t.TempDir()
	}
	r, err := Run(c.Program, c.Program.Experiment(e.Name), 0, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// signals are what the claims below are about: a phase of 100 ms, then one of 2 s.
const signals = `seed 1
param k = 3
node zero = 0
node half = 0.5
node five = 5
node saw = mod(t, 0.5)
node pair = [saw, 1 - saw]
node slow = saw
node rare = saw
ensemble a 20
ensemble b 10 dims 2
connect half -> a
connect c: a -> b function [x, -x]
connect some: a.neurons -> b.neurons weights 0.5 density 30%%
connect few: a.neurons -> b.neurons weights 0.25 density 10%%
probe zero, half, five, saw, pair
probe slow every 30ms
probe rare every 5s
probe a.spikes
experiment e {
  phase p 100ms
  phase q 2s
%s
}
`

// Each claim has the outcome that what was recorded gives it, with the value that
// was measured; what says nothing fails and says why.
func TestClaims(t *testing.T) {
	claims := []struct {
		claim   string
		outcome Verdict
		value   float64 // NaN for any
		why     string
	}{
		// comparisons
		{"mean(five) < 5.5", "met", 5, ""},
		{"mean(five) < 4.5", "failed", 5, ""},
		{"5.5 > mean(five)", "met", 5, ""},
		{"4.5 > mean(five)", "failed", 5, ""},
		{"mean(five) == 5", "met", 5, ""},
		{"mean(five) != 5", "failed", 5, ""},
		{"mean(five) >= 5", "met", 5, ""},
		{"mean(five) <= 4", "failed", 5, ""},
		{"five < 6", "met", math.NaN(), ""},
		{"saw < 0.2505", "failed", math.NaN(), "not in 996 of 2000 samples, the first at t = 0.251 s"},
		{"pair < 0.7505", "failed", math.NaN(), "not in 1000 of 2000 samples, the first at t = 0.101 s"},
		{"not (five < 4)", "met", math.NaN(), ""},
		{"not (five < 6)", "failed", math.NaN(), "not in 2000 of 2000 samples, the first at t = 0.101 s"},
		{"mean(five) > 4 and mean(half) < 1", "met", math.NaN(), ""},
		{"mean(five) > 4 and mean(half) < 0.1", "failed", math.NaN(), ""},
		{"mean(five) > 6 or mean(half) < 1", "met", math.NaN(), ""},
		{"mean(five) > 6 or mean(half) < 0.1", "failed", math.NaN(), ""},
		{"not (mean(five) > 6)", "met", math.NaN(), ""},
		{"not (mean(five) > 4)", "failed", math.NaN(), ""},
		{"c.weights < 1e9", "met", math.NaN(), ""},
		{"c.weights > 1e9", "failed", math.NaN(), "not in 40 of 40 weights"},
		{"dale(c)", "failed", math.NaN(), ""},
		// weights that exist
		{"mean(some.weights) == 0.5", "met", 0.5, ""},
		{"mean(few.weights) == 0.25", "met", 0.25, ""},
		{"std(some.weights - 1) == 0", "met", 0, ""},
		{"some.weights == 0.5", "met", math.NaN(), ""},
		{"few.weights > 0.3", "failed", math.NaN(), "not in 20 of 20 weights"},
		{"nonzero(some.weights) == 0.3", "met", 0.3, ""},
		// chains
		{"0 < five < 2", "failed", math.NaN(), "not in 2000 of 2000 samples, the first at t = 0.101 s"},
		{"0 < half < 1", "met", math.NaN(), ""},
		{"1 < mean(five) < 9", "met", 5, ""},
		{"6 < mean(five) < 9", "failed", 5, ""},
		{"9 > mean(five) > 6", "failed", 5, ""},
		{"mean(zero) < mean(half) < mean(five) < 6", "met", 0.5, ""},
		{"mean(zero) < mean(half) < mean(five) < 4", "failed", 0.5, ""},
		// operators and functions, number by number
		{"mean(2*five + half - five/2) == 8", "met", 8, ""},
		{"mean(-five) == -5", "met", -5, ""},
		{"mean(half^3) == 0.125", "met", 0.125, ""},
		{"max(saw, 0.75) == 0.75", "met", math.NaN(), ""},
		{"mean(min(pair, half)) < 0.45", "met", 0.37475, ""},
		{"mean(k*five) == 15", "met", 15, ""},
		{"mean(abs(0 - five)) == 5", "met", 5, ""},
		{"mean(if saw > 0.2505 then five else 0) > 2.4", "met", 2.49, ""},
		{"mean(if k > 2 then five else zero) == 5", "met", 5, ""},
		{"mean(if k > 4 then five else zero) == 0", "met", 0, ""},
		{"mean(if saw > 0.2505 then 1/(saw - 0.25) else 0) > 1", "met", math.NaN(), ""},
		{"max(length(pair)) <= 1", "met", 1, ""},
		{"max(length(bind([0, 1], pair) - inverse(pair))) < 2", "met", math.NaN(), ""},
		{"rmse(bind(pair, [1, 0]), pair) == 0", "met", 0, ""},
		{"pi > 3.14", "met", math.Pi, ""},
		// time
		{"abs(mean(t) - 1.6) < 1e-9 after 1s", "met", math.NaN(), ""},
		{"mean(t) < 1.2 after 1s", "failed", 1.6, ""},
		{"abs(mean(t) - 0.075) < 1e-9 in p after 50ms", "met", math.NaN(), ""},
		{"rmse(saw, mod(t, 0.5)) == 0", "met", 0, ""},
		{"rmse(slow, mod(t, 0.5)) == 0", "met", 0, ""},
		{"mean(saw) < 0.25 in p", "met", 0.0505, ""},
		{"max(saw) < 0.25 in p after 90ms", "met", 0.1, ""},
		{"min(saw) > 0.0895 in p after 90ms", "met", 0.09, ""},
		{"at(saw, 50ms) == 0.05 in p", "met", 0.05, ""},
		// phases that calls name
		{"mean(saw, in=p) < 0.25", "met", 0.0505, ""},
		{"mean(saw) > 4*mean(saw, in=p)", "met", math.NaN(), ""},
		{"mean(saw, in=q) == mean(saw) in q", "met", math.NaN(), ""},
		{"mean(saw) < 0.25*mean(saw, in=q) in p", "met", 0.0505, ""},
		{"max(saw, in=p) > 0.0995 after 90ms", "met", 0.1, ""},
		{"at(saw, 50ms, in=p) == 0.05", "met", 0.05, ""},
		{"rmse(saw, mod(t, 0.5), in=p) == 0", "met", 0, ""},
		{"max(t, in=p) < min(t)", "met", 0.1, ""},
		{"min(saw, in=p) > 0.0505 when saw > 0.0505", "met", 0.051, ""},
		{"mean(half, in=p) < 9 when saw > 0.2505", "failed", math.NaN(), "no sample meets this condition, so that nothing is said about any"},
		{"mean(lowpass(five, 10ms), in=p) < mean(lowpass(five, 10ms))", "met", math.NaN(), ""},
		{"at(half, 1s, in=p) < 9", "failed", math.NaN(), "beyond the phase"},
		// when
		{"min(saw) > 0.25 when saw > 0.2505", "met", 0.251, ""},
		{"rmse(saw, five) < 5 when t > 1.0005", "met", 4.7709273, ""},
		{"mean(saw) > 0.25 when pair > 0.4005", "met", 0.45, ""},
		{"rmse(half, five) < 0 when k == 3", "failed", 4.5, ""},
		{"rmse(half, five) < 0 when k == 4", "skipped", math.NaN(), ""},
		{"mean(five) < 9 when c.weights > 1e9", "skipped", math.NaN(), ""},
		{"mean(five) < 9 when c.weights < 1e9", "met", 5, ""},
		{"rmse(half, five) < 9 when five > 100", "failed", math.NaN(), "no sample meets this condition, so that nothing is said about any"},
		{"mean(slow) < 9 when 0.1005 < saw < 0.1035", "failed", math.NaN(), "no samples at the times that `when` chooses"},
		{"frequency(saw) > 1 when saw > 0.1", "failed", math.NaN(), "`frequency` needs samples that follow each other, and `when` left some out"},
		{"frequency(saw) > 1 when saw >= 0", "met", 2, ""},
		{"rate(a.spikes) > 0 when saw > 0.1", "failed", math.NaN(), "`rate` needs samples that follow each other, and `when` left some out"},
		{"mean(five) < 9 when 1/zero > 0", "failed", math.NaN(), "not a finite number: +Inf at t = 0.101 s"},
		// nothing recorded
		{"five < 9 after 3s", "failed", math.NaN(), "no samples: `after` lies beyond the phase, which lasts 2 s"},
		{"max(t) < 9 after 3s", "failed", math.NaN(), "no samples: `after` lies beyond the phase, which lasts 2 s"},
		{"rate(a.spikes) < 5 after 3s", "failed", math.NaN(), "no samples: `after` lies beyond the phase, which lasts 2 s"},
		{"rate(a.spikes) < 999 after 100ms in p", "failed", math.NaN(), "no samples: `after` lies beyond the phase, which lasts 0.1 s"},
		{"rare < 9", "failed", math.NaN(), "no samples were recorded in this stretch of the phase, which lasts 2 s"},
		{"at(half, 1s) < 9 in p", "failed", math.NaN(), "beyond the phase"},
		{"at(slow, 10ms) < 9", "failed", math.NaN(), "no sample up to then"},
		// not finite
		{"half/zero < 1", "failed", math.NaN(), "not a finite number: +Inf at t = 0.101 s"},
		{"half/zero > 1", "failed", math.NaN(), "not a finite number: +Inf at t = 0.101 s"},
		{"zero/zero != 1", "failed", math.NaN(), "not a finite number: NaN at t = 0.101 s"},
		{"not sqrt(0 - half) > 1", "failed", math.NaN(), "not a finite number: NaN at t = 0.101 s"},
		{"mean(half/zero) > 1", "failed", math.NaN(), "not a finite number: +Inf at t = 0.101 s"},
		{"mean(half)/mean(zero) > 1", "failed", math.NaN(), "not a finite number: +Inf"},
		{"mean(half) < 1/(k - 3)", "failed", math.NaN(), "not a finite number: +Inf"},
		{"mean(half) < 1 or mean(half)/mean(zero) > 1", "failed", math.NaN(), "not a finite number: +Inf"},
		{"mean(if zero/zero then 1 else 2) < 9", "failed", math.NaN(), "not a finite number: NaN at t = 0.101 s"},
		{"corr(half, saw) < 2", "failed", math.NaN(), "a constant has no correlation"},
	}
	var lines []string
	for _, c := range claims {
		lines = append(lines, "  expect "+c.claim)
	}
	r := ran(t, fmt.Sprintf(signals, strings.Join(lines, "\n")), Options{})
	codes := map[int]string{} // of the diagnostics, by line
	for _, d := range r.Diags {
		codes[d.Subject.Start().Line] += d.Code.String()
	}
	first := strings.Count(signals[:strings.Index(signals, "%s")], "\n") + 1
	for i, c := range claims {
		x, code := r.Expectations[i], ""
		if x.Outcome != c.outcome || x.Why != c.why {
			t.Errorf("%s: %s, %q; wanted %s, %q", c.claim, x.Outcome, x.Why, c.outcome, c.why)
		}
		if !math.IsNaN(c.value) && (x.Value == nil || !(math.Abs(*x.Value-c.value) <= 1e-6)) {
			t.Errorf("%s: %v, wanted %g", c.claim, x.Value, c.value)
		}
		if c.outcome == Failed {
			code = "NEF072"
		}
		if codes[first+i] != code || x.Unmet() != (code != "") {
			t.Errorf("%s: diagnostics %q, wanted %q", c.claim, codes[first+i], code)
		}
	}
	if !r.Finished || r.Good() {
		t.Error("it ran to its end, and not all was met")
	}
}

// What a failure says: what was measured and expected, or what cannot be judged,
// at the part that is the reason.
func TestWhatFailuresSay(t *testing.T) {
	var lines, want []string
	for _, c := range []struct {
		claim, want string
		column      int
	}{
		{`mean(five) < 4.5 because "it is"`, "mean(five) = 5, expected < 4.5 (seed 1)", 10},
		{"mean(five)*0.02 + 0.2 == 0.3", "mean(five)*0.02 + 0.2 = 0.30000000000000004, expected == 0.3 (seed 1)", 10},
		{"4.5 > mean(five)", "mean(five) = 5, expected < 4.5 (seed 1)", 10},
		{"mean(five) < 1/3", "mean(five) = 5, expected < 0.333333 (seed 1)", 10},
		{"mean(five) > 5.0000001", "mean(five) = 5, expected > 5.0000001 (seed 1)", 10},
		{"6 <= mean(five) <= 9", "mean(five) = 5, expected >= 6 (seed 1)", 10},
		{"1 < mean(five) < 3", "mean(five) = 5, expected < 3 (seed 1)", 10},
		{"five < 4", "`five < 4` does not hold: not in 2000 of 2000 samples, the first at t = 0.101 s (seed 1)", 10},
		{"not (mean(five) > 4)", "`not (mean(five) > 4)` does not hold (seed 1)", 10},
		{"mean(half/zero) > 1", "`mean(half/zero) > 1` cannot be judged: not a finite number: +Inf at t = 0.101 s", 15},
		{"rmse(five, half/zero) > 1", "`rmse(five, half/zero) > 1` cannot be judged: not a finite number: +Inf at t = 0.101 s", 21},
		{"mean(five) < 9 when five > 6", "`mean(five) < 9` cannot be judged: no sample meets this condition, so that nothing is said about any", 30},
	} {
		lines = append(lines, "  expect "+c.claim)
		want = append(want, fmt.Sprintf("%d: %s", c.column, c.want))
	}
	r := ran(t, fmt.Sprintf(signals, strings.Join(lines, "\n")), Options{})
	if len(r.Diags) != len(want) {
		t.Fatal(r.Diags)
	}
	for i, d := range r.Diags {
		if got := fmt.Sprintf("%d: %s", d.Subject.Start().Column, d.Summary); got != want[i] {
			t.Errorf("%s, wanted %s", got, want[i])
		}
		if because := strings.Contains(lines[i], "because"); because != (len(d.Notes) == 1) {
			t.Errorf("%s: %v", lines[i], d.Notes)
		}
	}
}

// A firing rate is that of the phase it is about, also when others have run since;
// an index picks neurons.
func TestRates(t *testing.T) {
	const text = `seed 1
node u = 0.5
ensemble a 20
connect u -> a
probe a.spikes
probe few: a.spikes[3:6]
probe a.neurons
experiment e {
  phase p 500ms
  phase q 1500ms
  expect rate(a.spikes) > 0 in p
  expect rate(a.neurons) > 0 in p
  expect rate(a.spikes) > 0 in p after 200ms
  expect rate(a.neurons) > 0 in p after 200ms
  expect rate(a.spikes[3:6]) > 0 in p
  expect rate(few) > 0 in p
  expect rate(a.neurons[3:6]) > 0 in p
  expect rate(few) > 0
  expect rate(a.neurons[3:6]) > 0
}
`
	r := ran(t, text, Options{})
	for _, pair := range [][2]int{{0, 1}, {2, 3}, {4, 6}, {5, 6}, {7, 8}} {
		got, want := *r.Expectations[pair[0]].Value, *r.Expectations[pair[1]].Value
		if !(math.Abs(got-want) <= 0.005*want) || want < 1 {
			t.Errorf("%s is %g, by activities %g", r.Expectations[pair[0]].Text, got, want)
		}
	}
	if *r.Expectations[0].Value == *r.Expectations[4].Value {
		t.Error("an index picks no neurons")
	}
}

// A synapse in an analysis does what it does in a node: over phases, until a reset.
func TestSynapsesOfSamples(t *testing.T) {
	for _, synapse := range []string{"lowpass(%s, 50ms)", "alpha(%s, 20ms)", "triangle(%s, 5ms)", "lowpass(%s, 0ms)"} {
		inNode, ofAll, ofOne := fmt.Sprintf(synapse, "u"), fmt.Sprintf(synapse, "3*u"), fmt.Sprintf(synapse, "u[1]")
		text := `seed 1
node u = [sin(20*t), 1]
node f = ` + inNode + `
probe u synapse 30ms
probe rare: u every 7ms
probe f
experiment e {
  phase p 50ms
  phase q 60ms
  reset weights
  phase r 40ms
  phase s 50ms { reset state }
  phase w 30ms
  reset time
  phase x 30ms
  expect rmse(` + inNode + `, f) < 1e-12 in p
  expect rmse(` + inNode + `, f) < 1e-12 in q
  expect rmse(` + inNode + `, f) < 1e-12 in r after 20ms
  expect rmse(` + ofAll + `, 3*f) < 1e-12 in s
  expect rmse(` + ofOne + `, f[1]) < 1e-12 in w
  expect rmse(` + inNode + `, f) < 1e-12 in x
  expect max(abs(f)) > 0.5 in r
}
`
		if r := ran(t, text, Options{}); r.Diags.HasErrors() {
			t.Errorf("%s: %v", synapse, r.Diags)
		}
	}
	r := ran(t, fmt.Sprintf(signals, "  expect rmse(tf(saw, [1], [0.05, 1]), lowpass(saw, 50ms)) < 1e-9"), Options{})
	if r.Diags.HasErrors() {
		t.Error(r.Diags)
	}
	r = ran(t, fmt.Sprintf(signals, "  expect max(lowpass(half/zero, 5ms)) > 0"), Options{})
	if x := r.Expectations[0]; x.Outcome != "failed" || !strings.Contains(x.Why, "not a finite number") {
		t.Errorf("%+v", x)
	}
}

// values are what the expectations of a model measure.
func values(t *testing.T, text string) string {
	t.Helper()
	var out []string
	for _, x := range ran(t, text, Options{}).Expectations {
		out = append(out, fmt.Sprintf("%s %v", x.Outcome, *x.Value))
	}
	return strings.Join(out, ", ")
}

// Observing changes no claim: probes that no analysis names, in any place.
func TestObservingChangesNoClaim(t *testing.T) {
	const text = `seed 1
node u = sin(20*t)
ensemble a 30
connect u -> a
%s
probe out: a synapse 10ms
%s
experiment e {
  run 100ms
  expect rmse(out, sin(20*t)) < 1
  expect mean(t) > 0
  expect max(u) > 0
  expect rmse(lowpass(a, 20ms), u) < 1
}
`
	want := values(t, fmt.Sprintf(text, "", ""))
	for _, probes := range []string{"probe other: u^2 every 10ms", "probe a.neurons every 7ms", "probe a.spikes", "probe w: a^2 synapse 5ms", "probe again: a synapse 10ms"} {
		for _, both := range [][]any{{probes, ""}, {"", probes}} {
			if got := values(t, fmt.Sprintf(text, both...)); got != want {
				t.Errorf("%s: %s, without %s", probes, got, want)
			}
		}
	}
}

// The order of probes is nothing a claim depends on: either they come to the same,
// or the claim must say which.
func TestWhichProbeIsRead(t *testing.T) {
	const text = `seed 1
node u = [sin(20*t), cos(20*t)]
%s
experiment e {
  run 100ms
  expect %s
}
`
	for _, c := range []struct {
		a, b, claim, want string
	}{
		{"probe raw: u", "probe smooth: u synapse 100ms", "max(u) < 9", "NEF076"},
		{"probe u", "probe smooth: u synapse 100ms", "max(u) < 9", "NEF076"},
		{"probe raw: u", "probe rare: u every 10ms", "max(u) < 9", "NEF076"},
		{"probe raw: u[0]", "probe u synapse 100ms", "max(u[0]) < 9", "NEF076"},
		{"probe raw: u", "probe smooth: u synapse 100ms", "max(raw) < 9", "raw"},
		{"probe raw: u", "probe smooth: u synapse 100ms", "max(smooth[1]) < 9", "smooth [1]"},
		{"probe u", "probe smooth: u synapse 100ms", "max(lowpass(u, 10ms)) < 9", "u"},
		{"probe b: u", "probe a: u", "max(u) < 9", "a"},
		{"probe b: u every 1ms", "probe a: u", "max(u) < 9", "a"},
		{"probe b: u synapse 5ms", "probe a: u synapse lowpass(5ms)", "max(u) < 9", "a"},
		{"probe b: u[1]", "probe a: u[0] synapse 5ms", "max(u[1]) < 9", "b"},
		{"probe b: u[1]", "probe a: u", "max(u[1]) < 9", "a [1]"},
		{"probe b: u[1]", "probe a: u[0]", "max(u) < 9", "u, not written"},
		{"probe u synapse 5ms", "probe a: u[0] synapse 5ms", "max(lowpass(u, 10ms)) < 9", "u, unfiltered, not written"},
		{"probe x: u, u[1]", "probe y: u[0] synapse 5ms", "max(x.u[1]) < 9", "x.u[1]"},
	} {
		for _, probes := range []string{c.a + "\n" + c.b, c.b + "\n" + c.a} {
			m := compilertest.Check(t, fmt.Sprintf(text, probes, c.claim))
			got := ""
			if m.Diags.HasErrors() {
				got = m.Diags[0].Code.String()
				if len(m.Diags[0].Places) != 2 {
					t.Errorf("%s: %d probes are listed", c.claim, len(m.Diags[0].Places))
				}
			} else {
				m.Model.Experiments[0].Events[1].(*model.Expect).Cond.Walk(func(a *model.Analysis) {
					if a.Kind != model.ASeries {
						return
					}
					got = a.Probe.Name
					if a.Probe.Implicit {
						got += ", not written"
					}
					if a.Index != nil {
						got += fmt.Sprint(" ", a.Index)
					}
				})
			}
			if got != c.want {
				t.Errorf("%s; %s: reads %s, wanted %s", probes, c.claim, got, c.want)
			}
		}
	}
}
