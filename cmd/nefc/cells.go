package main

import (
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/cells"
)

// cellRun is a cell at work: its result, and what it has to say.
type cellRun struct {
	cells.Outcome
	hash    string             // of the model it stands for; "" if that may be any
	built   *compiler.Compiled // before: of another cell; after: its own; may be nil
	err     error
	diags   diag.List
	sources diag.Sources
	code    int
}

// runCells runs the cells of an experiment on several workers. Each cell is a
// model of its own, so results do not depend on their number; a cell that fails
// fails alone.
func runCells(s streams, f *runFlags, path string, opts compiler.Options, e *model.Experiment, stop *interrupt, ran *outcomes) (int, error) {
	began := time.Now()
	release, err := claim(s, f.out, e.Name)
	if err != nil {
		return exitFiles, err
	}
	defer release()
	workers := min(f.workers, len(e.Cells()))
	runs := workedOff(s, f, path, opts, e, stop, workers)
	code := exitFine
	var results []cells.Outcome
	for i := range runs {
		r := &runs[i]
		if r.err != nil {
			fmt.Fprintf(s.err, "nefc: cell %s: %v\n", r.Cell.Name, r.err)
			r.code = exitFiles
		}
		code = max(code, r.code)
		results = append(results, r.Outcome)
		if r.Result != nil {
			sayBegunAnew(s, f.out, r.Result)
			ran.add(r.Result)
		}
	}
	if code == exitFiles {
		fmt.Fprintln(s.err, "nefc: not all cells ran to the end; run again, and finished ones are left out, interrupted ones go on")
	}
	showCells(s, runs)
	for i := range runs {
		if s.json {
			s.object("cell", cellFields(e.Name, &runs[i]))
		}
	}
	before := len(ran.files)
	c, err := gathered(s, f.out, e, results, ran)
	if err != nil {
		return exitFiles, err
	}
	if !f.quiet || s.json {
		printCells(s, e, results, ran.files[before:], workers, time.Since(began))
	}
	return max(code, c), nil
}

// workedOff runs the cells of an experiment on so many workers.
func workedOff(s streams, f *runFlags, path string, opts compiler.Options, e *model.Experiment, stop *interrupt, workers int) []cellRun {
	cells := e.Cells()
	runs := make([]cellRun, len(cells))
	next := make(chan int)
	bar := newBar(s.err, e.Name+", cells", len(cells), f.quiet || s.json)
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			var built *compiler.Compiled // of the last cell: the next one may share it
			for i := range next {
				runs[i].Cell, runs[i].built = cells[i], built
				if stop.stopped() { // those at work write checkpoints, the others do not begin
					runs[i].code = exitFiles
					continue
				}
				runs[i].run(f, path, opts, e.Name, stop)
				runs[i].slim()
				built, runs[i].built = runs[i].built, nil
				bar.one()
			}
		})
	}
	stop.simulating.Store(true)
	for i := range cells {
		next <- i
	}
	close(next)
	done.Wait()
	stop.simulating.Store(false)
	bar.done()
	return runs
}

// gathered writes what belongs to all cells and judges expectations over seeds.
func gathered(s streams, dir string, e *model.Experiment, results []cells.Outcome, ran *outcomes) (int, error) {
	files, err := cells.Gather(dir, e, results)
	if err != nil {
		return exitFiles, err
	}
	ran.files = append(ran.files, files...)
	code := exitFine
	for _, p := range cells.Pool(e, results) {
		word := "met"
		if !p.Met {
			word, code = "failed", exitModel
		}
		s.say("pooled", fields{"experiment": e.Name, "point": p.Point, "text": p.Text, "value": finite(p.Value), "outcome": word},
			"  %-6s expect %s over seeds  (%s)  %s\n", word, p.Text, p.Found(), p.Point)
	}
	return code, nil
}

// cellFields are those of a cell in --json.
func cellFields(experiment string, r *cellRun) fields {
	f := fields{"experiment": experiment, "cell": r.Cell.Name, "ran": r.Result != nil, "before": r.Before, "exit": r.code}
	if r.Result != nil {
		f["finished"], f["expectations"] = r.Result.Finished, r.Result.Expectations
	}
	return f
}

// showCells shows what the cells found: what several found at one place once,
// from the first of them, saying how many others there are.
func showCells(s streams, runs []cellRun) {
	type place struct {
		code diag.Code
		at   diag.Span
	}
	count := map[place]int{}
	for i := range runs {
		for _, d := range runs[i].diags {
			count[place{d.Code, d.Subject}]++
		}
	}
	for i := range runs {
		var first diag.List
		for _, d := range runs[i].diags {
			at := place{d.Code, d.Subject}
			if n := count[at]; n > 0 {
				d.WithNote("in cell %s, and in %d of the other %d", runs[i].Cell.Name, n-1, len(runs)-1)
				first.Add(d)
				count[at] = 0
			}
		}
		if len(first) > 0 {
			show(s, first, runs[i].sources)
		}
	}
}

// run checks, compiles and runs one cell.
func (r *cellRun) run(f *runFlags, path string, opts compiler.Options, name string, stop *interrupt) {
	r.code = exitModel
	checked, err := compiler.Check(path, cellOptions(opts, r.Cell))
	if err != nil {
		r.err = err
		return
	}
	r.sources = checked.Sources
	if checked.Diags.HasErrors() {
		r.diags = checked.Diags
		return
	}
	hash := checked.Model.SpecHash()
	if r.hash != "" && r.hash != hash {
		r.err = errChanged
		return
	}
	if !f.again {
		if r.Result = experiment.Finished(f.out, name, r.Cell.Name, hash, version.Name()); r.Result != nil {
			r.Before, r.code = true, outcome(r.Result)
			r.err = experiment.Forget(f.out, name, r.Cell.Name) // it may have been killed just before
			return
		}
	}
	began := time.Now()
	if !r.build(checked, name) {
		return
	}
	result, err := experiment.Run(r.built.Program, r.built.Program.Experiment(name), time.Since(began).Seconds(),
		experiment.Options{Dir: f.out, Cell: r.Cell.Name, Stop: stop.stop, Version: version.Name(), CheckpointEvery: f.every, Anew: f.again})
	if err != nil {
		r.err = err
		return
	}
	r.diags = append(r.diags, result.Diags...)
	r.Result, r.code = result, exitFine
	if result.Diags.HasErrors() {
		r.code = exitModel
	}
	if result.Interrupted {
		r.code = exitFiles
	}
}

// slim drops what only a cell at work needs, so that many cells take little
// memory.
func (r *cellRun) slim() {
	if len(r.diags) == 0 {
		r.sources = nil
	}
	if r.Result != nil {
		r.Result.Connections, r.Result.Phases, r.Result.Params = nil, nil, nil
	}
}

// build compiles the model of a cell for an experiment, unless that was built
// for another one.
func (r *cellRun) build(checked *compiler.Checked, name string) bool {
	dt := checked.Model.Experiment(name).Dt
	if r.built != nil {
		if r.built = r.built.As(checked, dt); r.built != nil {
			return true
		}
	}
	compiled, diags := compiler.Compile(checked, dt, nil)
	r.built, r.diags = compiled, append(r.diags, diags...)
	return r.built != nil
}

// outcome is the exit code of a cell that ran before.
func outcome(r *experiment.Result) int {
	if r.Good() {
		return exitFine
	}
	return exitModel
}

// printCells says how many cells met each expectation, and where the files are.
func printCells(s streams, e *model.Experiment, cells []cells.Outcome, files []string, workers int, took time.Duration) {
	ran, before := 0, 0
	type count struct {
		text                 string
		met, judged, skipped int
	}
	var counts []count // of expectations, in order
	for _, c := range cells {
		if c.Result == nil {
			continue
		}
		ran++
		if c.Before {
			before++
		}
		for i, x := range c.Result.Expectations {
			if i == len(counts) {
				counts = append(counts, count{text: x.Text})
			}
			switch x.Outcome {
			case "pooled":
			case "skipped":
				counts[i].skipped++
			case "met":
				counts[i].met++
				counts[i].judged++
			default:
				counts[i].judged++
			}
		}
	}
	s.say("cells", fields{"experiment": e.Name, "cells": len(cells), "ran": ran, "before": before, "seconds": took.Seconds(), "workers": workers,
		"files": files},
		"%s: %d of %d cells ran in %s, %d at a time\n", e.Name, ran, len(cells), plain(took.Seconds()), workers)
	if before > 0 {
		s.text("  %d of them had run before and are the same; --again runs them anew\n", before)
	}
	for _, n := range counts {
		switch {
		case n.judged > 0:
			s.text("  %d of %d cells met expect %s\n", n.met, n.judged, n.text)
		case n.skipped == ran:
			s.text("  skipped expect %s: its `when` holds in no cell\n", n.text)
		}
	}
	for _, file := range files {
		s.text("  wrote %s\n", file)
	}
	s.text("  and a folder for each cell in %s\n", filepath.Dir(files[0]))
}
