package main

import (
	"time"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/run"
)

// progressEvery is how often a program is told how far a run is.
const progressEvery = 100 * time.Millisecond

// progress tells a program how far a run is, as objects of JSON.
type progress struct {
	s          cli.Streams
	experiment string
	phase      string
	before     int // steps of finished phases
	done       int
	total      int // steps, or cells
	told       time.Time
}

// event hears what happens.
func (p *progress) event(e run.Event) {
	switch e := e.(type) {
	case run.Begins:
		*p = progress{s: p.s, experiment: e.Experiment.Name, total: e.Experiment.Steps()}
		if e.Experiment.HasCells() {
			p.total = int(e.Experiment.NumCells())
		}
	case run.Solving:
		if e.Pairs > 0 {
			p.tell("pairs", e.Drawn, e.Pairs)
		} else {
			p.tell("solved", e.Done, e.Of)
		}
	case run.Progress:
		if e.Phase != p.phase {
			p.phase, p.before = e.Phase, p.done
		}
		p.done = p.before + e.Done
		p.tell("steps", p.done, p.total)
	case run.CellDone:
		p.done++
		p.tell("cells", p.done, p.total)
	}
}

// tell tells that so many of something are done, unless something was told just before.
func (p *progress) tell(of string, done, total int) {
	now := time.Now()
	if now.Sub(p.told) < progressEvery && done < total {
		return
	}
	p.told = now
	p.s.Object("progress", cli.Fields{"experiment": p.experiment, "of": of, "done": done, "total": total})
}
