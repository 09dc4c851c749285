package main

import (
	"fmt"
	"path/filepath"
	"runtime/debug"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/study/run"
)

// screen shows a run while it goes on, and lets requests to end stop it.
type screen struct {
	s        cli.Streams
	quiet    bool      // no progress and no summary
	progress *progress // for a program that wants to know; nil for none
	profile  bool
	dir      string
	bar      *terminal.Bar
	build    *terminal.Building
	stop     *cli.Interrupt
}

// newScreen makes the screen of a job, until it is closed.
func newScreen(s cli.Streams, job *run.Job) *screen {
	x := &screen{s: s, profile: job.Profile, dir: job.Dir, bar: &terminal.Bar{}, build: &terminal.Building{}, stop: cli.Listen(s)}
	job.Stop, job.Watch = x.stop.Stop, x.event
	return x
}

func (x *screen) close() {
	x.build.Done()
	x.stop.Close()
}

// builds shows the build of an experiment from now on.
func (x *screen) builds() {
	x.build = terminal.NewBuilding(x.s.Err, x.quiet || x.s.JSON)
	x.stop.Building.Store(x.build)
}

// event shows what happens.
func (x *screen) event(e run.Event) {
	if x.progress != nil {
		x.progress.event(e)
	}
	switch e := e.(type) {
	case run.Begins:
		keepTo(e.Memory)
		if e.Experiment != nil && !e.Experiment.HasCells() {
			x.builds()
		}
	case run.Solving:
		x.build.Tell(e.Solving)
	case run.Checked:
		cli.Show(x.s, e.Diags, e.Sources)
	case run.Found:
		x.build.Done()
		cli.Show(x.s, e.Diags, e.Sources)
	case run.Unlocked:
		fmt.Fprintf(x.s.Err, "nefc: the file system of %s has no locks; see to it that no other run writes there\n", e.Folder)
	case run.Simulates:
		x.bar = terminal.NewBar(x.s.Err, e.Experiment, x.quiet || x.s.JSON)
		x.stop.Simulating.Store(true)
	case run.Progress:
		x.bar.Update(e.Phase, e.Done)
	case run.CellDone:
		x.bar.One()
	case run.Simulated:
		x.bar.Done()
		x.stop.Simulating.Store(false)
	case run.Ran:
		if e.Experiment.HasCells() {
			x.ranCells(e.Result)
		} else {
			x.ran(e.Result)
		}
	case run.Gathered:
		x.gathered(e.Result)
	}
}

// ran shows what came of an experiment without cells.
func (x *screen) ran(r *run.Result) {
	c := &r.Cells[0]
	x.begunAnew(c)
	cli.Show(x.s, c.Result.Diags, c.Sources)
	if x.s.JSON {
		x.s.Object("experiment", experimentJSON{&c.Result.Summary, c.Result.Interrupted, c.Result.Resumed, c.Result.BegunAnew,
			c.Result.Files})
	} else if !x.quiet {
		printSummary(x.s, c.Result)
	}
	if x.profile {
		printProfile(x.s, c.Result.Spent, c.Sources)
	}
	if c.Result.Interrupted {
		fmt.Fprintf(x.s.Err, "nefc: interrupted; what was recorded until then is in %s\n", filepath.Join(x.dir, r.Experiment.Name))
	}
}

// ranCells shows what cells found, and what became of each.
func (x *screen) ranCells(r *run.Result) {
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Err != nil {
			fmt.Fprintf(x.s.Err, "nefc: cell %s: %v\n", c.Cell.Name, c.Err)
		}
		x.begunAnew(c)
	}
	if r.State() == run.Unfinished {
		fmt.Fprintln(x.s.Err, "nefc: not all cells ran to the end; run again, and finished ones are left out, interrupted ones go on")
	}
	for _, f := range r.Findings() {
		cli.Show(x.s, f.Diags, f.Sources)
	}
	for i := range r.Cells {
		if x.s.JSON {
			x.s.Object("cell", cellFields(r.Experiment.Name, &r.Cells[i]))
		}
	}
}

// gathered shows what cells came to together.
func (x *screen) gathered(r *run.Result) {
	printPooled(x.s, r.Experiment.Name, r.Pooled)
	if !x.quiet || x.s.JSON {
		printCells(x.s, r)
	}
}

// begunAnew says why a run that was interrupted did not go on.
func (x *screen) begunAnew(c *run.Cell) {
	if r := c.Result; r != nil && r.BegunAnew != "" {
		fmt.Fprintf(x.s.Err, "nefc: note: the checkpoint in %s was not used: %s; the run started from the beginning\n",
			filepath.Join(x.dir, r.Experiment, r.Cell), r.BegunAnew)
	}
}

// runGrowth is how much the heap may grow before it is collected, in percent: what a cell
// makes is thrown away with the cell, and a build is short.
const runGrowth = 400

// keepTo lets the heap grow, and collects garbage more often near what a run needs, so
// that a run takes what it was said to take.
func keepTo(need size.Bytes) {
	const least = 64e6
	debug.SetGCPercent(runGrowth)
	debug.SetMemoryLimit(int64(max(least, 1.05*need)))
	kernels.LargeHeap(int(min(max(leastRoom, need), mostRoom)))
}

// What a run takes from the heap lies in large pages: those that it does not reach cost
// nothing, and those that it fills are a fault instead of 512. The arrays of models that need
// more than the most ask for their own.
const (
	leastRoom = 32 << 20
	mostRoom  = 1 << 30
)
