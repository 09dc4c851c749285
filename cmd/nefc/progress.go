package main

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/nefc/nefc/compiler/model"
)

// progress is a bar with the time left, on a terminal; elsewhere nothing.
type progress struct {
	group *mpb.Progress
	bar   *mpb.Bar
	phase string
	base  int64 // steps of finished phases
	last  int64
}

// newProgress makes a bar for the steps of an experiment, or for its cells; none for
// no experiment.
func newProgress(w io.Writer, e *model.Experiment, quiet bool) *progress {
	switch {
	case e == nil:
		return &progress{}
	case e.HasCells():
		return newBar(w, e.Name+", cells", int(e.NumCells()), quiet)
	}
	return newBar(w, e.Name, e.Steps(), quiet)
}

func newBar(w io.Writer, name string, total int, quiet bool) *progress {
	if quiet || !isTerminal(w) {
		return &progress{}
	}
	g := mpb.New(mpb.WithOutput(raw(w)), mpb.WithWidth(50))
	return &progress{group: g, bar: g.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(name+" ")),
		mpb.AppendDecorators(decor.Percentage(), decor.Name(" left "), decor.AverageETA(decor.ET_STYLE_GO)))}
}

// update moves the bar to a step of a phase.
func (p *progress) update(phase string, done int) {
	if p.bar == nil {
		return
	}
	if phase != p.phase {
		p.phase, p.base = phase, p.last
	}
	p.last = p.base + int64(done)
	p.bar.SetCurrent(p.last)
}

// one moves the bar on by one, from any goroutine.
func (p *progress) one() {
	if p.bar != nil {
		p.bar.Increment()
	}
}

// done removes the bar.
func (p *progress) done() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.group.Wait()
		p.bar = nil
	}
}
