package terminal

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/nefc/nefc/compiler/model"
)

// Bar is a bar with the time left, on a terminal; elsewhere nothing.
type Bar struct {
	group *mpb.Progress
	bar   *mpb.Bar
	phase string
	base  int64 // steps of finished phases
	last  int64
}

// NewBar makes a bar for the steps of an experiment, or for its cells; none for
// no experiment.
func NewBar(w io.Writer, e *model.Experiment, quiet bool) *Bar {
	switch {
	case e == nil:
		return &Bar{}
	case e.HasCells():
		return barOf(w, e.Name+", cells", int(e.NumCells()), quiet)
	}
	return barOf(w, e.Name, e.Steps(), quiet)
}

func barOf(w io.Writer, name string, total int, quiet bool) *Bar {
	if quiet || !Is(w) {
		return &Bar{}
	}
	g := mpb.New(mpb.WithOutput(Raw(w)), mpb.WithWidth(50))
	return &Bar{group: g, bar: g.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(name+" ")),
		mpb.AppendDecorators(decor.Percentage(), decor.Name(" left "), decor.AverageETA(decor.ET_STYLE_GO)))}
}

// Update moves the bar to a step of a phase.
func (p *Bar) Update(phase string, done int) {
	if p.bar == nil {
		return
	}
	if phase != p.phase {
		p.phase, p.base = phase, p.last
	}
	p.last = p.base + int64(done)
	p.bar.SetCurrent(p.last)
}

// One moves the bar on by one, from any goroutine.
func (p *Bar) One() {
	if p.bar != nil {
		p.bar.Increment()
	}
}

// Done removes the bar.
func (p *Bar) Done() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.group.Wait()
		p.bar = nil
	}
}
