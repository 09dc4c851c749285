package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/manifest"
	"github.com/nefc/nefc/study/plan"
	"github.com/nefc/nefc/study/run"
)

// runElsewhere writes the manifest of a run and hands its cells to what --on names.
func runElsewhere(s cli.Streams, f *runFlags, q *request) int {
	engine, ok := map[string]func(cli.Streams, *runFlags, string, int) error{"list": listTasks, "slurm": submitSlurm}[f.on]
	if !ok {
		fmt.Fprintf(s.Err, "nefc run: --on takes list or slurm, not %q\n", f.on)
		return cli.ExitUsage
	}
	m, err := manifest.New(q.job, q.checked, q.experiments)
	var bad *manifest.BadCell
	if errors.As(err, &bad) {
		err = fmt.Errorf("%w; `nefc run --only %s` shows them", err, bad.Experiment)
	}
	if err != nil {
		return cli.FileError(s, err)
	}
	path, err := m.Save()
	if err == nil {
		f.bundle, err = bundle(q, f.bundle)
	}
	if err == nil {
		err = engine(s, f, path, len(m.Cells))
	}
	if err != nil {
		return cli.FileError(s, err)
	}
	return cli.ExitFine
}

// bundle is how many cells of a request a task runs: as many as asked for, 0 for as
// many as are worth one.
func bundle(q *request, asked int) (int, error) {
	if asked > 0 {
		return manifest.Bundle(q.cells(), asked, 0), nil
	}
	work := 0.0
	for _, e := range q.experiments {
		p, err := plan.Of(q.job, q.checked, e)
		if err != nil {
			return 0, err
		}
		work += p.CellSeconds * float64(p.Cells)
	}
	return manifest.Bundle(q.cells(), 0, work/float64(q.cells())), nil
}

// task is the command that runs a range of cells.
func task(nefc, cells, manifestPath string) string {
	return fmt.Sprintf("%s run --quiet --cells %s %s", nefc, cells, manifest.ShellWord(manifestPath))
}

// listTasks prints one command a task.
func listTasks(s cli.Streams, f *runFlags, path string, cells int) error {
	for _, r := range manifest.Tasks(cells, f.bundle) {
		s.Say("task", cli.Fields{"manifest": path, "from": r.From, "to": r.To}, "%s\n", task("nefc", r.String(), path))
	}
	return nil
}

// submitSlurm submits one array job to SLURM.
func submitSlurm(s cli.Streams, f *runFlags, path string, cells int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	command := func(cells string) string { return task(manifest.ShellWord(self), cells, path) }
	job, err := manifest.Submit(path, cells, f.bundle, command, f.sbatch)
	if errors.Is(err, manifest.ErrNoSlurm) {
		return fmt.Errorf("%w: --on slurm runs where SLURM's commands are; --on list prints the tasks for any other engine", err)
	}
	if err != nil {
		return err
	}
	tasks := len(manifest.Tasks(cells, f.bundle))
	s.Say("job", cli.Fields{"job": job, "cells": cells, "tasks": tasks, "manifest": path},
		"job %s: %d cells in %d tasks of up to %d\n  nefc status %s\n  nefc gather %s\n", job, cells, tasks, f.bundle, path, path)
	return nil
}

// runManifest runs some cells of a manifest, those finished before left out.
func runManifest(s cli.Streams, f *runFlags, path string) int {
	m, code := readManifest(s, path)
	if m == nil {
		return code
	}
	part, err := m.Part(f.cells)
	if err != nil {
		fmt.Fprintf(s.Err, "nefc run: --cells %v\n", err)
		return cli.ExitUsage
	}
	job := m.Job()
	job.Again, job.CheckpointEvery = f.again, f.every
	x := newScreen(s, job)
	defer x.close()
	state, err := m.Work(job, part, func(c manifest.Cell, r run.Cell) {
		cli.Show(s, r.Diagnostics(), r.Sources)
		if r.Err != nil {
			return
		}
		x.begunAnew(&r)
		if r.State() != run.Unfinished && !f.quiet {
			word := "ran"
			if r.Before {
				word = "had run before"
			}
			s.Say("cell", cellFields(c.Experiment, &r), "%s %s\n", filepath.ToSlash(filepath.Join(c.Experiment, c.Cell)), word)
		}
	})
	if err != nil {
		return cli.FileError(s, err)
	}
	return exitOf(state)
}

// manifestArg reads the manifest a command is given; what is wrong is said, with
// the exit code.
func manifestArg(s cli.Streams, command string, args []string) (*manifest.Manifest, int) {
	if len(args) != 1 {
		fmt.Fprintf(s.Err, "nefc %s: which manifest? `nefc %s out/manifest-….json`\n", command, command)
		return nil, cli.ExitUsage
	}
	return readManifest(s, args[0])
}

func readManifest(s cli.Streams, path string) (*manifest.Manifest, int) {
	m, err := manifest.Read(path)
	var foreign *manifest.Foreign
	if errors.As(err, &foreign) {
		err = fmt.Errorf("%w; `nefc run --on list model.nef` writes one", err)
	}
	if err != nil {
		return nil, cli.FileError(s, err)
	}
	return m, cli.ExitFine
}
