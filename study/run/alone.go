package run

import (
	"runtime"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/cells"
)

// alone builds and simulates an experiment without seeds and sweeps. What building
// finds is told before it is simulated, which may take long.
func (j *Job) alone(checked *compiler.Checked, e *model.Experiment) (*Result, error) {
	c := Cell{Outcome: cells.Outcome{Cell: e.Cells()[0]}, Reached: Building, Sources: checked.Sources}
	r := &Result{Experiment: e, Workers: 1}
	began := time.Now()
	watched := *checked
	watched.Watch = func(s compiler.Solving) { j.Tell(Solving{s}) }
	compiled, diags := compiler.Compile(&watched, e.Dt, nil)
	j.Tell(Found{diags, checked.Sources})
	c.Diags = diags
	if compiled == nil {
		r.Cells = []Cell{c}
		return r, nil
	}
	build := time.Since(began).Seconds()
	j.Tell(Simulates{e})
	result, err := experiment.Run(compiled.Program, compiled.Program.Experiment(e.Name), build, experiment.Options{Dir: j.Dir,
		Stop: j.Stop, Version: version.Name(), Profile: j.Profile,
		Threads: runtime.GOMAXPROCS(0), CheckpointEvery: j.CheckpointEvery, Anew: j.Again, Observer: j.observer(checked),
		Progress: func(phase string, done, total int) { j.Tell(Progress{phase, done, total}) }})
	j.Tell(Simulated{})
	if err != nil {
		return nil, err
	}
	c.Result, c.Reached = result, Simulating
	r.Cells, r.Took = []Cell{c}, time.Since(began)
	j.Tell(Ran{r})
	return r, nil
}
