package main

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/study/run"
)

func TestPlainDurations(t *testing.T) {
	for seconds, want := range map[float64]string{0: "0 µs", 1.5e-6: "1.5 µs", 999e-6: "999 µs", 1e-3: "1 ms", 0.0123456: "12.3 ms", 0.999: "999 ms", 1: "1 s", 61.25: "61.2 s"} {
		if got := plain(seconds); got != want {
			t.Errorf("%g s are %q, want %q", seconds, got, want)
		}
	}
}

// A summary says what ran, which notes there are, how connections fit, what was
// expected, and what was written.
func TestSummaryOnTheScreen(t *testing.T) {
	half := 0.5
	r := &experiment.Result{Resumed: 0.25, Files: []string{"out/e/f"}}
	r.Experiment, r.Dt, r.BuildSeconds, r.SimulateSeconds = "e", 0.001, 0.1, 0.002
	r.Phases = []experiment.PhaseSummary{{Name: "one", Steps: 1000, Seconds: 1, Asked: 1}, {Name: "two", Steps: 500, Seconds: 0.5, Asked: 0.75}}
	r.Connections = []experiment.ConnectionSummary{
		{Name: "a->b", Fit: &solvers.Fit{Name: "l2", RMSE: 0.01, TargetRMS: 0.5, Seconds: 0.002, Condition: 12, Iterations: 3}},
		{Name: "c", SignCount: experiment.SignCount{Zeros: 0.25, Excitatory: 3, Inhibitory: 1, Violations: 2, Signed: true}},
		{Name: "d", Fit: &solvers.Fit{Name: "nnls"}, SignCount: experiment.SignCount{Excitatory: 1}},
	}
	r.Expectations = []experiment.Expectation{{Text: "x < 1", Value: &half, Outcome: "met"}, {Text: "y", Outcome: "failed"}, {Text: "z", Outcome: "skipped"}}
	var out strings.Builder
	printSummary(cli.Streams{Out: &out}, r)
	want := `e: 1.5 s of model time (one 1s, two 0.5s) in 2 ms, built in 100 ms
  went on at 250 ms of model time, where it was interrupted; --again starts from the beginning
  note: phase two ended early, after 0.5s of 0.75s
  a->b: l2, fit error 0.01 of 0.5 (2 ms, condition 12, 3 iterations)
  c: weights given; now 25 % of the weights are zero, 3 neurons excitatory, 1 inhibitory, 2 Dale violations
  d: nnls, fit error 0 of 0 (0 µs); now 0 % of the weights are zero
  met    expect x < 1  (0.5)
  failed expect y
  skipped expect z: its ` + "`when`" + ` does not hold
  1 of 2 expectations met
  wrote out/e/f
`
	if out.String() != want {
		t.Errorf("%s\nwant:\n%s", out.String(), want)
	}
	for n, shown := range map[int]int{shownConnections: 12, shownConnections + 1: 13, shownConnections + 2: 12} {
		r.Connections = make([]experiment.ConnectionSummary, n)
		out.Reset()
		printSummary(cli.Streams{Out: &out}, r)
		more := strings.Contains(out.String(), "  … and 2 more connections, in summary.json\n")
		if got := strings.Count(out.String(), ": weights given"); got != shown || more != (n == 14) {
			t.Errorf("of %d connections %d are shown, want %d:\n%s", n, got, shown, out.String())
		}
	}
}

// A profile lists what takes half a percent of the time or more.
func TestProfileOnTheScreen(t *testing.T) {
	at := diag.Between(diag.Pos{Filename: "x/m.nef", Line: 2, Column: 1}, diag.Pos{})
	spent := []runtime.Spent{{At: at, What: "neurons", Count: 3, PerStep: 0.75e-6}, {At: at, What: "filters", Count: 1, PerStep: 0.249e-6},
		{At: at, What: "nothing", Count: 1, PerStep: 0.001e-6}}
	var out strings.Builder
	printProfile(cli.Streams{Out: &out}, spent, diag.Sources{"x/m.nef": "seed 1\n  ensemble a 3\n"})
	want := `  1 µs a step, measured with some overhead:
   75.0 %  neurons        ×3    m.nef:2  ensemble a 3
   24.9 %  filters        ×1    m.nef:2  ensemble a 3
`
	if out.String() != want {
		t.Errorf("%s\nwant:\n%s", out.String(), want)
	}
}

// Signs of weights are told where there are any, however many of each.
func TestSignText(t *testing.T) {
	for _, c := range []struct {
		e, i   int
		signed bool
		want   string
	}{
		{0, 0, false, ""},
		{3, 3, false, "; now 25 % of the weights are zero"},
		{3, 0, true, "; now 25 % of the weights are zero, 3 neurons excitatory, 0 inhibitory, 1 Dale violations"},
		{0, 2, true, "; now 25 % of the weights are zero, 0 neurons excitatory, 2 inhibitory, 1 Dale violations"},
	} {
		got := signText(experiment.ConnectionSummary{SignCount: experiment.SignCount{Excitatory: c.e, Inhibitory: c.i, Signed: c.signed, Zeros: 0.25, Violations: 1}})
		if got != c.want {
			t.Errorf("%d excitatory, %d inhibitory: %q, want %q", c.e, c.i, got, c.want)
		}
	}
}

func TestDecidedTwice(t *testing.T) {
	for want, c := range map[string]run.Conflict{
		"--set k=7 or `sweep k` of the experiment e: which of the two? Leave out the flag, or delete the line": {Experiment: "e", Param: "k", Value: "7"},
		"--seed 3 or `seeds` of the experiment e: which of the two? Leave out the flag, or delete the line":    {Experiment: "e", Value: "3"},
	} {
		if got := decidedTwice(&c); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
