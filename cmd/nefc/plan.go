package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
)

var planCommand = command{
	name:    "plan",
	args:    "[flags] model.nef",
	summary: "Say what a run would do and need, without running",
	help: `Counts objects, neurons and synapses, and estimates memory, disk and time of
each experiment; says which files it reads and writes, and which cells are
finished already. Times are rough: they assume 10 % of the neurons spiking in a
step. --max-memory refuses a model that needs more, as in a run.

Examples:
  nefc plan model.nef
  nefc plan --max-memory 2GB --workers 8 sweep.nef
`,
	flags: func(fs *pflag.FlagSet) any {
		f := &runFlags{}
		f.model.add(fs)
		fs.StringVar(&f.out, "out", "", "folder for results (default: out beside the model)")
		fs.StringVar(&f.only, "only", "", "plan only this experiment")
		countVar(fs, &f.workers, "workers", "how many cells would run at a time (default: one a core)")
		return f
	},
	run: runPlan,
}

func runPlan(s streams, flags any, args []string) int {
	f := flags.(*runFlags)
	if len(args) != 1 {
		fmt.Fprintln(s.err, "nefc plan: one model at a time: `nefc plan model.nef`")
		return exitUsage
	}
	q, code := f.request(s, "plan", args[0])
	if q == nil {
		return code
	}
	m := q.checked.Model
	size := measure(m)
	reads := append([]string{}, m.Inputs...)
	s.say("model", fields{"model": args[0], "ensembles": len(m.Ensembles), "neurons": size.neurons, "connections": len(m.Connections),
		"synapses": size.synapses, "spec_hash": m.SpecHash(), "reads": reads},
		"%s: %d ensembles, %.0f neurons, %d connections, %.0f synapses; spec %s\n", args[0], len(m.Ensembles), size.neurons, len(m.Connections),
		size.synapses, m.SpecHash()[:12])
	for _, file := range m.Inputs {
		s.text("  reads %s\n", file)
	}
	for _, e := range q.experiments {
		if err := planExperiment(s, f, args[0], q.opts, m, e, size); err != nil {
			return fileError(s, err)
		}
	}
	return exitFine
}

// size is what a model's cost grows with.
type size struct {
	objects           int
	neurons, synapses float64
	build             float64 // s
}

// What a step and building cost on a machine of 2024, measured by the benchmarks
// of the project: seconds for an object, a neuron, and a synapse of which a
// tenth is active; and for a multiplication of a Gram matrix.
const (
	objectCost  = 60e-9
	neuronCost  = 1.3e-9
	synapseCost = 0.03e-9
	productCost = 0.15e-9
)

func measure(m *model.Model) size {
	z := size{objects: len(m.Ensembles) + len(m.Connections) + len(m.Nodes) + len(m.Probes)}
	points := map[*model.Ensemble]float64{}
	for _, e := range m.Ensembles {
		z.neurons += float64(e.N)
	}
	for _, c := range m.Connections {
		if c.Full {
			z.synapses += float64(c.Pre.Size) * float64(c.Post.Size)
		}
		if c.Solver != nil && c.Pre.Ensemble != nil {
			points[c.Pre.Ensemble] = float64(c.Pre.Ensemble.NumEvalPoints)
		}
	}
	for e, n := range points {
		z.build += productCost * float64(e.N) * float64(e.N) * n
	}
	return z
}

// planExperiment prints what one experiment would do.
func planExperiment(s streams, f *runFlags, path string, opts compiler.Options, m *model.Model, e *model.Experiment, z size) error {
	cells := e.Cells()
	steps, files := 0, 0
	for _, event := range e.Events {
		switch event := event.(type) {
		case *model.Phase:
			steps, files = steps+event.Steps, files+1
		case *model.Export, *model.Plot:
			files++
		}
	}
	disk := 0.0
	for _, p := range m.Probes {
		samples := float64(steps)
		if p.Every > 0 {
			samples *= e.Dt / p.Every
		}
		if !p.Implicit {
			disk += 8 * samples * float64(p.Slot.Size+1)
		}
	}
	finished := 0
	if e.Seeds != nil || e.Sweeps != nil {
		for _, cell := range cells {
			checked, err := compiler.Check(path, cellOptions(opts, cell))
			if err != nil {
				return err
			}
			if !checked.Diags.HasErrors() && experiment.Finished(f.out, e.Name, cell.Name, checked.Model.SpecHash(), version.Name()) != nil {
				finished++
			}
		}
	}
	workers := min(workersFor(f.workers, m.Bytes, opts.MaxMemory), len(cells))
	todo := float64(len(cells) - finished)
	step := objectCost*float64(z.objects) + neuronCost*z.neurons + synapseCost*z.synapses
	seconds := (z.build + step*float64(steps)) * todo / float64(workers)
	text := fmt.Sprintf("%s: %d cells of %s of model time", e.Name, len(cells), plain(float64(steps)*e.Dt))
	if finished > 0 {
		text += fmt.Sprintf(", %d of them finished", finished)
	}
	s.say("plan", fields{"experiment": e.Name, "cells": len(cells), "finished": finished, "model_seconds": float64(steps) * e.Dt, "seconds": seconds,
		"workers": workers, "memory_bytes": m.Bytes * model.Bytes(workers), "disk_bytes": disk * todo, "files_a_cell": files + 1, "folder": filepath.Join(f.out, e.Name)},
		text+"\n  about %s with %d at a time; memory up to %s, disk up to %s\n  writes %d files a cell to %s\n",
		plain(seconds), workers, m.Bytes*model.Bytes(workers), model.Bytes(disk*todo), files+1, filepath.Join(f.out, e.Name)+string(os.PathSeparator))
	return nil
}
