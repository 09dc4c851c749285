package run

import (
	"sync"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/study/cells"
)

// cells runs the cells of an experiment on several workers and gathers them.
func (j *Job) cells(checked *compiler.Checked, e *model.Experiment, workers int) (*Result, error) {
	began := time.Now()
	r := &Result{Experiment: e, Cells: j.workedOff(checked, e, workers), Workers: workers}
	j.Tell(Ran{r})
	var err error
	if r.Gathered, err = cells.Gather(j.Dir, e, r.Outcomes()); err != nil {
		return r, err
	}
	r.Pooled, r.Took = cells.Pool(e, r.Outcomes()), time.Since(began)
	j.Tell(Gathered{r})
	return r, nil
}

// workedOff runs all cells, as many at a time as there are workers. If the job is
// stopped, those at work write checkpoints and the others do not begin.
func (j *Job) workedOff(checked *compiler.Checked, e *model.Experiment, workers int) []Cell {
	list := e.Cells()
	out := make([]Cell, len(list))
	next := make(chan int)
	var done sync.WaitGroup
	var telling sync.Mutex
	j.Tell(Simulates{e})
	defer j.Tell(Simulated{})
	for range workers {
		done.Go(func() {
			w := j.Worker(checked)
			for i := range next {
				if j.Stopped() {
					out[i] = Cell{Outcome: cells.Outcome{Cell: list[i]}}
					continue
				}
				out[i] = w.Run(e.Name, list[i], "")
				out[i].slim()
				telling.Lock()
				j.Tell(CellDone{})
				telling.Unlock()
			}
		})
	}
	for i := range list {
		next <- i
	}
	close(next)
	done.Wait()
	return out
}

// slim drops what only a cell at work needs, so that many cells take little memory.
func (c *Cell) slim() {
	if len(c.Diagnostics()) == 0 {
		c.Sources = nil
	}
	if c.Result != nil {
		c.Result.Connections, c.Result.Phases, c.Result.Params = nil, nil, nil
	}
}

// Stopped reports that the end was asked for.
func (j *Job) Stopped() bool {
	select {
	case <-j.Stop:
		return true
	default:
		return false
	}
}
