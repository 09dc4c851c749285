package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/nefc/nefc/study/manifest"
	"github.com/nefc/nefc/study/run"
)

// runElsewhere writes the manifest of a run and hands its cells to what --on names.
func runElsewhere(s streams, f *runFlags, q *request) int {
	engine, ok := map[string]func(streams, *runFlags, string, int) error{"list": listTasks, "slurm": submitSlurm}[f.on]
	if !ok {
		fmt.Fprintf(s.err, "nefc run: --on takes list or slurm, not %q\n", f.on)
		return exitUsage
	}
	m, err := manifest.New(q.job, q.experiments)
	var bad *manifest.BadCell
	if errors.As(err, &bad) {
		err = fmt.Errorf("%w; `nefc run --only %s` shows them", err, bad.Experiment)
	}
	if err != nil {
		return fileError(s, err)
	}
	path, err := m.Save()
	if err == nil {
		err = engine(s, f, path, len(m.Cells))
	}
	if err != nil {
		return fileError(s, err)
	}
	return exitFine
}

// task is the command that runs a range of cells.
func task(nefc, cells, manifestPath string) string {
	return fmt.Sprintf("%s run --quiet --cells %s %s", nefc, cells, manifest.ShellWord(manifestPath))
}

// listTasks prints one command a task.
func listTasks(s streams, f *runFlags, path string, cells int) error {
	for _, r := range manifest.Tasks(cells, manifest.Bundle(cells, f.bundle)) {
		s.say("task", fields{"manifest": path, "from": r.From, "to": r.To}, "%s\n", task("nefc", r.String(), path))
	}
	return nil
}

// submitSlurm submits one array job to SLURM.
func submitSlurm(s streams, f *runFlags, path string, cells int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	bundle := manifest.Bundle(cells, f.bundle)
	command := func(cells string) string { return task(manifest.ShellWord(self), cells, path) }
	job, err := manifest.Submit(path, cells, bundle, command, f.sbatch)
	if errors.Is(err, manifest.ErrNoSlurm) {
		return fmt.Errorf("%w: --on slurm runs where SLURM's commands are; --on list prints the tasks for any other engine", err)
	}
	if err != nil {
		return err
	}
	tasks := len(manifest.Tasks(cells, bundle))
	s.say("job", fields{"job": job, "cells": cells, "tasks": tasks, "manifest": path},
		"job %s: %d cells in %d tasks of up to %d\n  nefc status %s\n  nefc gather %s\n", job, cells, tasks, bundle, path, path)
	return nil
}

// runManifest runs some cells of a manifest, those finished before left out.
func runManifest(s streams, f *runFlags, path string) int {
	m, code := readManifest(s, path)
	if m == nil {
		return code
	}
	part, err := m.Part(f.cells)
	if err != nil {
		fmt.Fprintf(s.err, "nefc run: --cells %v\n", err)
		return exitUsage
	}
	job := m.Job()
	job.Again, job.CheckpointEvery = f.again, f.every
	x := newScreen(s, job)
	defer x.close()
	state, err := m.Work(job, part, func(c manifest.Cell, r run.Cell) {
		show(s, r.Diagnostics(), r.Sources)
		if r.Err != nil {
			return
		}
		x.begunAnew(&r)
		if r.State() != run.Unfinished && !f.quiet {
			word := "ran"
			if r.Before {
				word = "had run before"
			}
			s.say("cell", cellFields(c.Experiment, &r), "%s %s\n", filepath.ToSlash(filepath.Join(c.Experiment, c.Cell)), word)
		}
	})
	if err != nil {
		return fileError(s, err)
	}
	return exitOf(state)
}

// manifestArg reads the manifest a command is given; what is wrong is said, with
// the exit code.
func manifestArg(s streams, command string, args []string) (*manifest.Manifest, int) {
	if len(args) != 1 {
		fmt.Fprintf(s.err, "nefc %s: which manifest? `nefc %s out/manifest-….json`\n", command, command)
		return nil, exitUsage
	}
	return readManifest(s, args[0])
}

func readManifest(s streams, path string) (*manifest.Manifest, int) {
	m, err := manifest.Read(path)
	var foreign *manifest.Foreign
	if errors.As(err, &foreign) {
		err = fmt.Errorf("%w; `nefc run --on list model.nef` writes one", err)
	}
	if err != nil {
		return nil, fileError(s, err)
	}
	return m, exitFine
}
