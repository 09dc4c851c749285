package main

import (
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/manifest"
	"github.com/nefc/nefc/study/plan"
)

var planCommand = cli.Command{
	Name:    "plan",
	Args:    "[flags] model.nef",
	Summary: "Say what a run would do and need, without running",
	Help: `Counts objects, neurons and synapses, and estimates memory, disk and time of
each experiment; says which files it reads and writes, and which cells are
finished already. Times are rough: they assume 10 % of the neurons spiking in a
step. --max-memory refuses a model that needs more, as in a run.

Examples:
  nefc plan model.nef
  nefc plan --max-memory 2GB --workers 8 sweep.nef
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &runFlags{}
		f.model.Add(fs)
		fs.StringVar(&f.out, "out", "", "folder for results (default: out beside the model)")
		fs.StringVar(&f.only, "only", "", "plan only this experiment")
		cli.CountVar(fs, &f.workers, "workers", "how many cells would run at a time (default: one a core)")
		return f
	},
	Run: runPlan,
}

func runPlan(s cli.Streams, flags any, args []string) int {
	f := flags.(*runFlags)
	if len(args) != 1 {
		fmt.Fprintln(s.Err, "nefc plan: one model at a time: `nefc plan model.nef`")
		return cli.ExitUsage
	}
	q, code := f.request(s, "plan", args[0])
	if q == nil {
		return code
	}
	m := q.checked.Model
	size := plan.Measure(m)
	reads := append([]string{}, m.Inputs...)
	s.Say("model", cli.Fields{"model": args[0], "ensembles": len(m.Ensembles), "neurons": size.Neurons, "connections": len(m.Connections),
		"synapses": size.Synapses, "spec_hash": m.SpecHash(), "reads": reads},
		"%s: %d ensembles, %.0f neurons, %d connections, %.0f synapses; spec %s\n", args[0], len(m.Ensembles), size.Neurons,
		len(m.Connections),
		size.Synapses, m.SpecHash()[:12])
	for _, file := range m.Inputs {
		s.Text("  reads %s\n", file)
	}
	work := 0.0
	for _, e := range q.experiments {
		p, err := plan.Of(q.job, q.checked, e)
		if err != nil {
			return cli.FileError(s, err)
		}
		printPlan(s, p)
		work += p.CellSeconds * float64(p.Cells)
	}
	printBundle(s, q.cells(), work)
	return cli.ExitFine
}

// printBundle says how --on would deal cells to tasks that take so much work (s)
// together; one cell needs no dealing.
func printBundle(s cli.Streams, cells int, work float64) {
	if cells < 2 {
		return
	}
	bundle := manifest.Bundle(cells, 0, work/float64(cells))
	tasks := len(manifest.Tasks(cells, bundle))
	s.Say("bundle", cli.Fields{"cells": cells, "cell_seconds": work / float64(cells), "bundle": bundle, "tasks": tasks},
		"on a cluster: a cell is about %s of work, so up to %d of %d in a task: %d × %s (30 s or more each, 64 tasks or fewer)\n",
		plain(work/float64(cells)), bundle, cells, tasks, plain(work/float64(cells)*float64(bundle)))
}

// printPlan says what one experiment would do.
func printPlan(s cli.Streams, p *plan.Experiment) {
	text := fmt.Sprintf("%s: %d cells of %s of model time", p.Name, p.Cells, plain(p.ModelSeconds))
	if p.Finished > 0 {
		text += fmt.Sprintf(", %d of them finished", p.Finished)
	}
	s.Say("plan", cli.Fields{"experiment": p.Name, "cells": p.Cells, "finished": p.Finished, "model_seconds": p.ModelSeconds,
		"seconds": p.Seconds, "cell_seconds": p.CellSeconds,
		"workers": p.Workers, "memory_bytes": p.Memory, "disk_bytes": p.Disk, "files_a_cell": p.Files, "folder": p.Folder,
		"timeline": timelineFields(p.Timeline)},
		"%s\n  about %s with %d at a time; memory up to %s, disk about %s\n  writes %d files a cell to %s\n",
		text, plain(p.Seconds), p.Workers, p.Memory, p.Disk, p.Files, p.Folder+string(os.PathSeparator))
	for _, stretch := range p.Timeline {
		s.Text("  %s\n", stretchText(stretch))
	}
}

// timelineFields is a timeline for --json.
func timelineFields(timeline []plan.Stretch) []cli.Fields {
	out := []cli.Fields{}
	for _, x := range timeline {
		changes := []cli.Fields{}
		for _, c := range x.Changes {
			changes = append(changes, cli.Fields{"what": c.What, "from_here_on": c.Lasting})
		}
		out = append(out, cli.Fields{"phase": x.Name, "seconds": x.Seconds, "until": x.Until, "changes": changes})
	}
	return out
}

// stretchText is a phase of a timeline: b 20s: c frozen (this phase) · c × 2 (from here on).
func stretchText(x plan.Stretch) string {
	text := "at the end"
	if x.Name != "" {
		text = fmt.Sprintf("%s %.12gs", x.Name, x.Seconds)
	}
	if x.Until != "" {
		text += " at most, until " + x.Until
	}
	for i, c := range x.Changes {
		if i == 0 {
			text += ": " + c.String()
		} else {
			text += " · " + c.String()
		}
	}
	return text
}
