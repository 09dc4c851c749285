package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
)

// engine hands the cells of a manifest to something that runs them elsewhere:
// bundle cells to a task, each `nefc run --cells A:B MANIFEST`.
type engine func(s streams, f *runFlags, manifest string, cells, bundle int) error

// engines lists what --on knows.
var engines = map[string]engine{"list": listTasks, "slurm": submitSlurm}

// maxTasks is how many tasks there are at most, below SLURM's usual limit of
// 1001 for one array.
const maxTasks = 1000

// wantedTasks is how many there are if nothing else is said: starting a task
// costs a second or more, a small cell milliseconds.
const wantedTasks = 64

// runElsewhere writes the manifest and hands its cells to an engine.
func runElsewhere(s streams, f *runFlags, path string, opts compiler.Options, experiments []*model.Experiment) int {
	hand, ok := engines[f.on]
	if !ok {
		fmt.Fprintf(s.err, "nefc run: --on takes list or slurm, not %q\n", f.on)
		return exitUsage
	}
	m, err := newManifest(f, path, opts, experiments)
	if err != nil {
		return fileError(s, err)
	}
	at, err := m.save()
	if err != nil {
		return fileError(s, err)
	}
	bundle := f.bundle
	if bundle <= 0 {
		bundle = (len(m.Cells) + wantedTasks - 1) / wantedTasks
	}
	bundle = max(bundle, (len(m.Cells)+maxTasks-1)/maxTasks)
	if err := hand(s, f, at, len(m.Cells), bundle); err != nil {
		return fileError(s, err)
	}
	return exitFine
}

// listTasks prints one command a task.
func listTasks(s streams, _ *runFlags, manifest string, cells, bundle int) error {
	for a := 0; a < cells; a += bundle {
		b := min(a+bundle, cells)
		s.say("task", fields{"manifest": manifest, "from": a, "to": b}, "nefc run --quiet --cells %d:%d %s\n", a, b, quoted(manifest))
	}
	return nil
}

// submitSlurm submits one array job. A task that is requeued or runs twice finds
// its finished cells and goes on with the others.
func submitSlurm(s streams, f *runFlags, manifest string, cells, bundle int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	logs := filepath.Join(filepath.Dir(manifest), "slurm")
	if err := os.MkdirAll(logs, 0o755); err != nil {
		return err
	}
	tasks := (cells + bundle - 1) / bundle
	script := fmt.Sprintf("#!/bin/sh\na=$((SLURM_ARRAY_TASK_ID * %d))\nexec %s run --quiet --cells \"$a:$((a + %d))\" %s\n", bundle, quoted(self),
		bundle, quoted(manifest))
	args := append([]string{"--parsable", "--requeue", "--job-name=nefc", fmt.Sprintf("--array=0-%d", tasks-1),
		"--output=" + filepath.Join(logs, "%A_%a.log")}, f.sbatch...)
	cmd := exec.Command("sbatch", args...)
	var out, problem bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(script), &out, &problem
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) {
		return errors.New("there is no sbatch here: --on slurm runs where SLURM's commands are; --on list prints the tasks for any other engine")
	} else if err != nil {
		return fmt.Errorf("sbatch: %w: %s", err, strings.TrimSpace(problem.String()))
	}
	job := strings.TrimSpace(out.String())
	s.say("job", fields{"job": job, "cells": cells, "tasks": tasks, "manifest": manifest},
		"job %s: %d cells in %d tasks of up to %d\n  nefc status %s\n  nefc gather %s\n", job, cells, tasks, bundle, manifest, manifest)
	return nil
}

// quoted makes one word of a path for a shell.
func quoted(path string) string {
	if !strings.ContainsAny(path, " '\"\\$`*?[]()<>|&;#~!{}\t\n") {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
