package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/study/run"
)

var runCommand = cli.Command{
	Name:    "run",
	Args:    "[flags] model.nef",
	Summary: "Check, compile and simulate a model",
	Help: `Runs the experiments of a model in order. Results go to a folder "out" beside
the model:

  out/EXPERIMENT/PHASE/probes.npz   what probes recorded (numpy.load reads it)
  out/EXPERIMENT/summary.json       fits, sign counts, expectations, times
  out/EXPERIMENT/…                  what plot and export lines name

A model with just "run 20s" is the experiment "main", phase "run". Ctrl-C writes
what has been recorded so far and exits with 3, and so do SIGTERM and SIGHUP. While the
model is built it ends at once, and says what was being solved. The model "-" is read
from standard input.

Examples:
  nefc run model.nef
  nefc run --set lr=1e-3 --out /tmp/try model.nef
  nefc run --only train model.nef
  nefc run --on slurm --sbatch=--mem=2G sweep.nef
  nefc run --cells 0:8 out/manifest-0123456789ab.json
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &runFlags{}
		f.model.Add(fs)
		fs.StringVar(&f.out, "out", "", "folder for results (default: out beside the model)")
		fs.StringVar(&f.only, "only", "", "run only this experiment")
		fs.BoolVar(&f.progress, "progress", false, "with --json: tell how far the run is, ten times a second")
		fs.BoolVarP(&f.quiet, "quiet", "q", false, "no progress and no summary")
		fs.BoolVar(&f.locked, "locked", false, "run only what nefc.lock has locked")
		fs.BoolVar(&f.again, "again", false, "run finished cells of seeds and sweeps once more, and interrupted runs from the start")
		fs.DurationVar(&f.every, "checkpoint-every", time.Minute, "how often to write down where the run is, to go on from there if it is killed; 0 for never")
		cli.CountVar(fs, &f.workers, "workers", "how many cells of seeds and sweeps run at a time (default: one a core)")
		fs.StringVar(&f.on, "on", "", "list: print the commands that run the cells; slurm: submit them as an array job")
		cli.CountVar(fs, &f.bundle, "bundle", "with --on: cells in a task (default: 30 s of work or more, in 64 tasks or fewer)")
		fs.StringArrayVar(&f.sbatch, "sbatch", nil, "with --on slurm: an argument for sbatch, such as --mem=4G (repeatable)")
		fs.StringVar(&f.cells, "cells", "", "of a manifest that --on has written: run cells A:B, B not included")
		fs.BoolVar(&f.report, "report", false, "write report.html with all that came of it, as nefc report does")
		fs.BoolVar(&f.profile, "profile", false, "say which lines of the model take the time")
		f.level = 1
		fs.VarP(cli.Count{N: &f.level, Most: 1}, "optimize", "O", "0: plain Go without fusion and assembly, the same results")
		return f
	},
	Run: runRun,
}

type runFlags struct {
	model    cli.ModelFlags
	out      string
	only     string
	quiet    bool
	progress bool
	profile  bool
	report   bool
	level    int
	workers  int
	again    bool
	locked   bool
	on       string
	cells    string
	bundle   int
	every    time.Duration
	sbatch   []string
}

func runRun(s cli.Streams, flags any, args []string) int {
	f := flags.(*runFlags)
	if len(args) != 1 {
		fmt.Fprintln(s.Err, "nefc run: one model at a time: `nefc run model.nef`")
		return cli.ExitUsage
	}
	if strings.EqualFold(filepath.Ext(args[0]), ".json") {
		return runManifest(s, f, args[0])
	}
	if f.cells != "" {
		fmt.Fprintln(s.Err, "nefc run: --cells takes a manifest, not a model; `nefc run --on list model.nef` writes one")
		return cli.ExitUsage
	}
	if f.report && f.on != "" {
		fmt.Fprintln(s.Err, "nefc run: --report is made where the results are: `nefc report FOLDER` once they are gathered")
		return cli.ExitUsage
	}
	kernels.UseAssembly(f.level > 0)
	q, code := f.request(s, "run", args[0])
	if q == nil {
		return code
	}
	q.job.Keep, q.job.Command = f.report, f.commandLine(args[0])
	if f.locked {
		if code := lockedRun(s, args[0], q.checked); code != cli.ExitFine {
			return code
		}
	}
	if f.on != "" {
		return runElsewhere(s, f, q)
	}
	x := newScreen(s, q.job)
	x.quiet = f.quiet
	if f.progress && s.JSON {
		x.progress = &progress{s: s}
	}
	defer x.close()
	results, err := q.job.Experiments(q.checked, q.experiments)
	if err != nil {
		return cli.FileError(s, err)
	}
	if f.report {
		if code := writeReport(s, "", q.folders()[:len(results)]); code != cli.ExitFine {
			return code
		}
	}
	return exitOf(run.Worst(results))
}

// request is what a command line asks to run.
type request struct {
	job         *run.Job
	checked     *compiler.Checked
	experiments []*model.Experiment
}

// cells counts those of all experiments.
func (q *request) cells() (n int) {
	for _, e := range q.experiments {
		n += len(e.Cells())
	}
	return n
}

// request checks a model and chooses its experiments and the folder for results;
// what is wrong is said, with the exit code.
func (f *runFlags) request(s cli.Streams, command, path string) (*request, int) {
	opts, err := f.model.Options()
	if err != nil {
		return nil, cli.UsageError(s, command, err)
	}
	opts.NeedRun, opts.Plain, opts.Out = true, f.level <= 0, f.out
	if path, err = cli.FromInput(path, &opts); err != nil {
		return nil, cli.FileError(s, err)
	}
	checked, code := cli.CheckedModel(s, path, opts)
	if checked == nil {
		return nil, code
	}
	experiments, err := run.Choose(checked.Model, f.only)
	if err != nil {
		return nil, cli.UsageError(s, command, err)
	}
	if c := run.FindConflict(opts, experiments); c != nil {
		fmt.Fprintf(s.Err, "nefc %s: %s\n", command, decidedTwice(c))
		return nil, cli.ExitUsage
	}
	job := &run.Job{Path: path, Options: opts, Dir: f.out, Workers: f.workers, Again: f.again, Profile: f.profile,
		CheckpointEvery: f.every}
	if job.Dir == "" {
		job.Dir = filepath.Join(filepath.Dir(path), "out")
		if _, err := os.Stat(path); err != nil { // a network of the library lies in no folder
			job.Dir = "out"
		}
	}
	return &request{job, checked, experiments}, cli.ExitFine
}

// decidedTwice says what the command line and an experiment both decide.
func decidedTwice(c *run.Conflict) string {
	flag, line := fmt.Sprintf("--set %s=%s", c.Param, c.Value), "sweep "+c.Param
	if c.Param == "" {
		flag, line = "--seed "+c.Value, "seeds"
	}
	return fmt.Sprintf("%s or `%s` of the experiment %s: which of the two? Leave out the flag, or delete the line", flag, line,
		c.Experiment)
}

// exitOf is the exit code of a state.
func exitOf(s run.State) int {
	return map[run.State]int{run.Fine: cli.ExitFine, run.Failed: cli.ExitModel, run.Unfinished: cli.ExitFiles}[s]
}
