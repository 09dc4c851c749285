package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/experiment"
)

var runCommand = command{
	name:    "run",
	args:    "[flags] model.nef",
	summary: "Check, compile and simulate a model",
	help: `Runs the experiments of a model in order. Results go to a folder "out" beside
the model:

  out/EXPERIMENT/PHASE/probes.npz   what probes recorded (numpy.load reads it)
  out/EXPERIMENT/summary.json       fits, sign counts, expectations, times
  out/EXPERIMENT/…                  what plot and export lines name

A model with just "run 20s" is the experiment "main", phase "run". Ctrl-C writes
what has been recorded so far and exits with 3, and so do SIGTERM and SIGHUP.

Examples:
  nefc run model.nef
  nefc run --set lr=1e-3 --out /tmp/try model.nef
  nefc run --only train model.nef
  nefc run --on slurm --sbatch=--mem=2G sweep.nef
  nefc run --cells 0:8 out/manifest-0123456789ab.json
`,
	flags: func(fs *pflag.FlagSet) any {
		f := &runFlags{}
		f.model.add(fs)
		fs.StringVar(&f.out, "out", "", "folder for results (default: out beside the model)")
		fs.StringVar(&f.only, "only", "", "run only this experiment")
		fs.BoolVarP(&f.quiet, "quiet", "q", false, "no progress and no summary")
		fs.BoolVar(&f.locked, "locked", false, "run only what nefc.lock has locked")
		fs.BoolVar(&f.again, "again", false, "run finished cells of seeds and sweeps once more, and interrupted runs from the start")
		fs.DurationVar(&f.every, "checkpoint-every", time.Minute, "how often to write down where the run is, to go on from there if it is killed; 0 for never")
		countVar(fs, &f.workers, "workers", "how many cells of seeds and sweeps run at a time (default: one a core)")
		fs.StringVar(&f.on, "on", "", "list: print the commands that run the cells; slurm: submit them as an array job")
		countVar(fs, &f.bundle, "bundle", "with --on: cells in a task (default: 64 tasks or fewer)")
		fs.StringArrayVar(&f.sbatch, "sbatch", nil, "with --on slurm: an argument for sbatch, such as --mem=4G (repeatable)")
		fs.StringVar(&f.cells, "cells", "", "of a manifest that --on has written: run cells A:B, B not included")
		fs.BoolVar(&f.profile, "profile", false, "say which lines of the model take the time")
		f.level = 1
		fs.VarP(count{&f.level, 1}, "optimize", "O", "0: plain Go without fusion and assembly, the same results")
		return f
	},
	run: runRun,
}

type runFlags struct {
	model   modelFlags
	out     string
	only    string
	quiet   bool
	profile bool
	level   int
	workers int
	again   bool
	locked  bool
	on      string
	cells   string
	bundle  int
	every   time.Duration
	sbatch  []string
}

func runRun(s streams, flags any, args []string) int {
	f := flags.(*runFlags)
	if len(args) != 1 {
		fmt.Fprintln(s.err, "nefc run: one model at a time: `nefc run model.nef`")
		return exitUsage
	}
	if strings.EqualFold(filepath.Ext(args[0]), ".json") {
		return runManifest(s, f, args[0])
	}
	if f.cells != "" {
		fmt.Fprintln(s.err, "nefc run: --cells takes a manifest, not a model; `nefc run --on list model.nef` writes one")
		return exitUsage
	}
	kernels.UseAssembly(f.level > 0)
	q, code := f.request(s, "run", args[0])
	if q == nil {
		return code
	}
	if f.locked {
		if code := lockedRun(s, args[0], q.checked); code != exitFine {
			return code
		}
	}
	if f.on != "" {
		return runElsewhere(s, f, args[0], q.opts, q.experiments)
	}
	code, _ = runAll(s, f, args[0], q.opts, q.checked, q.experiments)
	return code
}

func chosen(m *model.Model, only string) ([]*model.Experiment, error) {
	if only == "" {
		return m.Experiments, nil
	}
	if e := m.Experiment(only); e != nil {
		return []*model.Experiment{e}, nil
	}
	var names []string
	for _, e := range m.Experiments {
		names = append(names, e.Name)
	}
	return nil, fmt.Errorf("there is no experiment %q; the model has %s", only, strings.Join(names, ", "))
}

// decidedTwice reports a param or seed that the command line gives and an
// experiment decides too: it would be ignored.
func decidedTwice(opts compiler.Options, experiments []*model.Experiment) error {
	for _, e := range experiments {
		for _, sweep := range e.Sweeps {
			if value, ok := opts.Set[sweep.Param]; ok {
				return fmt.Errorf("--set %s=%s or `sweep %s` of the experiment %s: which of the two? Leave out the flag, or delete the line",
					sweep.Param, value, sweep.Param, e.Name)
			}
		}
		if e.Seeds != nil && opts.Seed != nil {
			return fmt.Errorf("--seed %d or `seeds` of the experiment %s: which of the two? Leave out the flag, or delete the line", *opts.Seed, e.Name)
		}
	}
	return nil
}

// request is what a command line asks to run.
type request struct {
	opts        compiler.Options
	checked     *compiler.Checked
	experiments []*model.Experiment
}

// request checks a model and chooses its experiments and the folder for results;
// what is wrong is said, with the exit code.
func (f *runFlags) request(s streams, command, path string) (*request, int) {
	opts, err := f.model.options()
	if err != nil {
		fmt.Fprintf(s.err, "nefc %s: %v\n", command, err)
		return nil, exitUsage
	}
	opts.NeedRun, opts.Plain, opts.Out = true, f.level <= 0, f.out
	checked, err := compiler.Check(path, opts)
	if err != nil {
		return nil, fileError(s, err)
	}
	show(s, checked.Diags, checked.Sources)
	if checked.Diags.HasErrors() {
		return nil, exitModel
	}
	experiments, err := chosen(checked.Model, f.only)
	if err == nil {
		err = decidedTwice(opts, experiments)
	}
	if err != nil {
		fmt.Fprintf(s.err, "nefc %s: %v\n", command, err)
		return nil, exitUsage
	}
	if f.out == "" {
		f.out = filepath.Join(filepath.Dir(path), "out")
		if _, err := os.Stat(path); err != nil { // a network of the library lies in no folder
			f.out = "out"
		}
	}
	return &request{opts, checked, experiments}, exitFine
}

// outcomes are what experiments came to and the files they wrote.
type outcomes struct {
	results []*experiment.Result
	files   []string
}

func (o *outcomes) add(r *experiment.Result) {
	o.results, o.files = append(o.results, r), append(o.files, r.Files...)
}

// runAll runs experiments in order and returns the worst exit code.
func runAll(s streams, f *runFlags, path string, opts compiler.Options, checked *compiler.Checked, experiments []*model.Experiment) (int, outcomes) {
	stop := listen(s)
	defer stop.close()
	code, ran := exitFine, outcomes{}
	f.workers = workersFor(f.workers, checked.Model.Bytes, opts.MaxMemory)
	for _, e := range experiments {
		keepTo(checked.Model.Bytes * model.Bytes(min(float64(f.workers), e.NumCells())))
		run := func() (int, error) { return runOne(s, f, checked, e, stop, &ran) }
		if e.Seeds != nil || e.Sweeps != nil {
			run = func() (int, error) { return runCells(s, f, path, opts, e, stop, &ran) }
		}
		c, err := run()
		if err != nil {
			return fileError(s, err), ran
		}
		if code = max(code, c); c == exitFiles {
			break
		}
	}
	return code, ran
}

func runOne(s streams, f *runFlags, checked *compiler.Checked, e *model.Experiment, stop *interrupt, ran *outcomes) (int, error) {
	release, err := claim(s, f.out, e.Name)
	if err != nil {
		return exitFiles, err
	}
	defer release()
	began := time.Now()
	compiled, diags := compiler.Compile(checked, e.Dt, nil)
	show(s, diags, checked.Sources)
	if compiled == nil {
		return exitModel, nil
	}
	build := time.Since(began).Seconds()
	bar := newProgress(s.err, e, f.quiet || s.json)
	stop.simulating.Store(true)
	defer stop.simulating.Store(false)
	result, err := experiment.Run(compiled.Program, compiled.Program.Experiment(e.Name), build,
		experiment.Options{Dir: f.out, Stop: stop.stop, Progress: bar.update, Version: version.Name(), Profile: f.profile,
			Threads: goruntime.GOMAXPROCS(0), CheckpointEvery: f.every, Anew: f.again})
	bar.done()
	if err != nil {
		return exitFiles, err
	}
	ran.add(result)
	sayBegunAnew(s, f.out, result)
	show(s, result.Diags, checked.Sources)
	if s.json {
		s.object("experiment", experimentJSON{&result.Summary, result.Interrupted, result.Resumed, result.BegunAnew, result.Files})
	} else if !f.quiet {
		printSummary(s, result)
	}
	if f.profile {
		printProfile(s, result.Spent, checked.Sources)
	}
	switch {
	case result.Interrupted:
		fmt.Fprintf(s.err, "nefc: interrupted; what was recorded until then is in %s\n", filepath.Join(f.out, e.Name))
		return exitFiles, nil
	case result.Diags.HasErrors():
		return exitModel, nil
	}
	return exitFine, nil
}

// experimentJSON is what --json prints of an experiment: its summary, and what is
// known of this run only.
type experimentJSON struct {
	*experiment.Summary
	Interrupted bool     `json:"interrupted"`
	Resumed     float64  `json:"resumed_seconds,omitempty"`
	BegunAnew   string   `json:"begun_anew,omitempty"`
	Files       []string `json:"files"`
}

// sayBegunAnew says why a run that was interrupted did not go on.
func sayBegunAnew(s streams, out string, r *experiment.Result) {
	if r.BegunAnew != "" {
		fmt.Fprintf(s.err, "nefc: note: the checkpoint in %s was not used: %s; the run began anew\n", filepath.Join(out, r.Experiment, r.Cell), r.BegunAnew)
	}
}

// printProfile says which lines of the model take the time.
func printProfile(s streams, spent []runtime.Spent, sources diag.Sources) {
	total := 0.0
	for _, x := range spent {
		total += x.PerStep
	}
	s.say("profile", fields{"step_seconds": total}, "  %s a step, measured with some overhead:\n", plain(total))
	for i, x := range spent {
		if i == shownConnections || x.PerStep < 0.005*total {
			break
		}
		line := strings.TrimSpace(sources.Line(x.At.Start.Filename, x.At.Start.Line))
		at := x.At.Start
		s.say("spent", fields{"step_seconds": x.PerStep, "what": x.What, "count": x.Count, "file": at.Filename, "line": at.Line},
			"  %5.1f %%  %-14s ×%-4d %s:%d  %s\n", 100*x.PerStep/total, x.What, x.Count, filepath.Base(x.At.Start.Filename), x.At.Start.Line, line)
	}
}

// shownConnections is how many connections a summary on the screen lists.
const shownConnections = 12

// printSummary says what ran, how well solved connections fit, what became of
// signs and expectations, and where the files are.
func printSummary(s streams, r *experiment.Result) {
	seconds := 0.0
	var phases []string
	for _, p := range r.Phases {
		seconds += p.Seconds
		phases = append(phases, fmt.Sprintf("%s %.12gs", p.Name, p.Seconds))
	}
	fmt.Fprintf(s.out, "%s: %s of model time (%s) in %s, built in %s\n", r.Experiment, plain(seconds), strings.Join(phases, ", "),
		plain(r.SimulateSeconds), plain(r.BuildSeconds))
	if r.Resumed > 0 {
		fmt.Fprintf(s.out, "  went on at %s of model time, where it was interrupted; --again starts anew\n", plain(r.Resumed))
	}
	for _, p := range r.Phases {
		if float64(p.Steps) != math.Round(p.Asked/r.Dt) {
			fmt.Fprintf(s.out, "  note: phase %s ended early, after %.12gs of %.12gs\n", p.Name, p.Seconds, p.Asked)
		}
	}
	for _, x := range r.Rounded {
		fmt.Fprintf(s.out, "  note: %s was rounded from %.12gs to %.12gs, a whole number of steps\n", x.What, x.Asked, x.Used)
	}
	for i, c := range r.Connections {
		if i == shownConnections && len(r.Connections) > i+1 {
			fmt.Fprintf(s.out, "  … and %d more connections, in summary.json\n", len(r.Connections)-i)
			break
		}
		fmt.Fprintf(s.out, "  %s%s%s\n", c.Name, fitText(c), signText(c))
	}
	met, total := 0, 0
	for _, x := range r.Expectations {
		if x.Outcome == "skipped" {
			fmt.Fprintf(s.out, "  skipped expect %s: its `when` does not hold\n", x.Text)
			continue
		}
		if total++; x.Outcome == "met" {
			met++
		}
		value := ""
		if x.Value != nil {
			value = fmt.Sprintf("  (%.4g)", *x.Value)
		}
		fmt.Fprintf(s.out, "  %-6s expect %s%s\n", x.Outcome, x.Text, value)
	}
	if total > 0 {
		fmt.Fprintf(s.out, "  %d of %d expectations met\n", met, total)
	}
	for _, file := range r.Files {
		fmt.Fprintf(s.out, "  wrote %s\n", file)
	}
}

func fitText(c experiment.ConnectionSummary) string {
	if c.Fit == nil {
		return ": weights given"
	}
	how := plain(c.Fit.Seconds)
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
