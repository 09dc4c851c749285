package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/cells"
	"github.com/nefc/nefc/study/run"
)

// experimentJSON is what --json prints of an experiment: its summary, and what is
// known of this run only.
type experimentJSON struct {
	*experiment.Summary
	Interrupted bool     `json:"interrupted"`
	Resumed     float64  `json:"resumed_seconds,omitempty"`
	BegunAnew   string   `json:"begun_anew,omitempty"`
	Files       []string `json:"files"`
}

// printProfile says which lines of the model take the time.
func printProfile(s cli.Streams, spent []runtime.Spent, sources diag.Sources) {
	total := 0.0
	for _, x := range spent {
		total += x.PerStep
	}
	s.Say("profile", cli.Fields{"step_seconds": total}, "  %s a step, measured with some overhead:\n", plain(total))
	for i, x := range spent {
		if i == shownConnections || x.PerStep < 0.005*total {
			break
		}
		line := strings.TrimSpace(sources.Line(x.At.Filename, x.At.Start().Line))
		at := x.At.Start()
		s.Say("spent", cli.Fields{"step_seconds": x.PerStep, "what": x.What, "count": x.Count, "file": at.Filename, "line": at.Line},
			"  %5.1f %%  %-14s ×%-4d %s:%d  %s\n", 100*x.PerStep/total, x.What, x.Count, filepath.Base(x.At.Filename), x.At.Start().Line, line)
	}
}

// shownConnections is how many connections a summary on the screen lists.
const shownConnections = 12

// printSummary says what ran, how well solved connections fit, what became of
// signs and expectations, and where the files are.
func printSummary(s cli.Streams, r *experiment.Result) {
	seconds := 0.0
	var phases []string
	for _, p := range r.Phases {
		seconds += p.Seconds
		phases = append(phases, fmt.Sprintf("%s %.12gs", p.Name, p.Seconds))
	}
	fmt.Fprintf(s.Out, "%s: %s of model time (%s) in %s, built in %s\n", r.Experiment, plain(seconds), strings.Join(phases, ", "),
		plain(r.SimulateSeconds), plain(r.BuildSeconds))
	if r.Resumed > 0 {
		fmt.Fprintf(s.Out, "  went on at %s of model time, where it was interrupted; --again starts from the beginning\n", plain(r.Resumed))
	}
	for _, p := range r.Phases {
		if text := endText(p, r.Dt); text != "" {
			fmt.Fprintf(s.Out, "  note: phase %s %s\n", p.Name, text)
		}
	}
	for _, x := range r.Rounded {
		fmt.Fprintf(s.Out, "  note: %s was rounded from %.12gs to %.12gs, a whole number of steps\n", x.What, x.Asked, x.Used)
	}
	for i, c := range r.Connections {
		if i == shownConnections && len(r.Connections) > i+1 {
			fmt.Fprintf(s.Out, "  … and %d more connections, in summary.json\n", len(r.Connections)-i)
			break
		}
		fmt.Fprintf(s.Out, "  %s%s%s\n", c.Name, fitText(c), signText(c))
	}
	printExpectations(s, r)
	for _, file := range r.Files {
		fmt.Fprintf(s.Out, "  wrote %s\n", file)
	}
}

// endText says when a phase ended that did not last as long as is written, or need
// not have; "" of others.
func endText(p experiment.PhaseSummary, dt float64) string {
	switch u := p.Until; {
	case u != nil && u.Met:
		return fmt.Sprintf("ended after %.12gs of %.12gs: %s over %.12gs", p.Seconds, p.Asked, u.Condition, u.Window)
	case float64(p.Steps) != math.Round(p.Asked/dt):
		return fmt.Sprintf("ended early, after %.12gs of %.12gs", p.Seconds, p.Asked)
	case u != nil:
		return fmt.Sprintf("lasted %.12gs: in no window of %.12gs %s", p.Seconds, u.Window, u.Condition)
	}
	return ""
}

// printExpectations says what became of each expectation.
func printExpectations(s cli.Streams, r *experiment.Result) {
	met, total := 0, 0
	for _, x := range r.Expectations {
		if x.Outcome == experiment.Skipped {
			fmt.Fprintf(s.Out, "  skipped expect %s: its `when` does not hold\n", x.Text)
			continue
		}
		if total++; x.Outcome == experiment.Met {
			met++
		}
		value := ""
		if x.Value != nil {
			value = fmt.Sprintf("  (%.4g)", *x.Value)
		}
		fmt.Fprintf(s.Out, "  %-6s expect %s%s\n", x.Outcome, x.Text, value)
	}
	if total > 0 {
		fmt.Fprintf(s.Out, "  %d of %d expectations met\n", met, total)
	}
}

func fitText(c experiment.ConnectionSummary) string {
	if c.Fit == nil {
		return ": weights given"
	}
	how := plain(c.Fit.Seconds)
	if c.Fit.Recalled {
		how = "from the cache"
	}
	if c.Fit.Condition > 0 {
		how += fmt.Sprintf(", condition %.2g", c.Fit.Condition)
	}
	if c.Fit.Iterations > 0 {
		how += fmt.Sprintf(", %d iterations", c.Fit.Iterations)
	}
	return fmt.Sprintf(": %s, fit error %.3g of %.3g (%s)", c.Fit.Name, c.Fit.RMSE, c.Fit.TargetRMS, how)
}

func signText(c experiment.ConnectionSummary) string {
	if c.Excitatory+c.Inhibitory == 0 {
		return ""
	}
	text := fmt.Sprintf("; now %.0f %% of the weights are zero", 100*c.Zeros)
	if c.Signed {
		text += fmt.Sprintf(", %d neurons excitatory, %d inhibitory, %d Dale violations", c.Excitatory, c.Inhibitory, c.Violations)
	}
	return text
}

// plain writes a duration with three digits.
func plain(seconds float64) string {
	switch {
	case seconds < 1e-3:
		return fmt.Sprintf("%.3g µs", seconds*1e6)
	case seconds < 1:
		return fmt.Sprintf("%.3g ms", seconds*1e3)
	}
	return fmt.Sprintf("%.3g s", seconds)
}

// cellFields are those of a cell in --json.
func cellFields(experiment string, c *run.Cell) cli.Fields {
	f := cli.Fields{"experiment": experiment, "cell": c.Cell.Name, "ran": c.Result != nil, "before": c.Before, "exit": exitOf(c.State())}
	if c.Result != nil {
		f["finished"], f["expectations"] = c.Result.Finished, c.Result.Expectations
	}
	return f
}

// printPooled says which expectations over seeds are met.
func printPooled(s cli.Streams, name string, pooled []cells.Pooled) {
	for _, p := range pooled {
		word := experiment.Met
		if !p.Met {
			word = experiment.Failed
		}
		s.Say("pooled", cli.Fields{"experiment": name, "point": p.Point, "text": p.Text, "value": cli.Finite(p.Value), "outcome": word},
			"  %-6s expect %s over seeds  (%s)  %s\n", word, p.Text, p.Found(), p.Point)
	}
}

// printCells says how many cells met each expectation, and where the files are.
func printCells(s cli.Streams, r *run.Result) {
	ran, before := r.Count()
	s.Say("cells", cli.Fields{"experiment": r.Experiment.Name, "cells": len(r.Cells), "ran": ran, "before": before,
		"seconds": r.Took.Seconds(),
		"workers": r.Workers, "files": r.Gathered},
		"%s: %d of %d cells ran in %s, %d at a time\n", r.Experiment.Name, ran, len(r.Cells), plain(r.Took.Seconds()), r.Workers)
	if before > 0 {
		s.Text("  %d of them had run before and are the same; --again runs them anyway\n", before)
	}
	for _, n := range cells.Counts(r.Outcomes()) {
		switch {
		case n.Judged > 0:
			s.Text("  %d of %d cells met expect %s\n", n.Met, n.Judged, n.Text)
		case n.Skipped == ran:
			s.Text("  skipped expect %s: its `when` holds in no cell\n", n.Text)
		}
	}
	for _, file := range r.Gathered {
		s.Text("  wrote %s\n", file)
	}
	s.Text("  and a folder for each cell in %s\n", filepath.Dir(r.Gathered[0]))
}
