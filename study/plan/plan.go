// Package plan says what a run would do and need, without running. In go a checked
// model and a job; out come the size of the model, and for each experiment the cells
// to run, estimates of time, memory and disk, and what would be written.
package plan

import (
	"os"
	"path/filepath"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/run"
)

// Size is what a model's cost grows with.
type Size struct {
	Objects           int
	Neurons, Synapses float64
	Build             float64 // s, to solve what is to be solved, and to draw synapses and delays
}

// What a step and building cost on a machine of 2024, measured by the benchmarks
// of the project: seconds for an object, a neuron, and a synapse of which a
// tenth is active; for a multiplication of a Gram matrix; for a pair of neurons that is
// decided by its chance, for a synapse that is drawn, and for the delay of one; and for a
// cell, to be checked and to write its files.
const (
	objectCost  = 60e-9
	neuronCost  = 1.3e-9
	synapseCost = 0.03e-9
	productCost = 0.15e-9
	pairCost    = 7e-9
	drawCost    = 100e-9
	delayCost   = 500e-9
	cellCost    = 2e-3
)

// Measure counts all objects, all neurons, pairs of full connections, what is solved, for
// each source once, and what is drawn.
func Measure(m *model.Model) Size {
	z := Size{Objects: len(m.Ensembles) + len(m.Connections) + len(m.Nodes) + len(m.Probes)}
	points := map[*model.Ensemble]float64{}
	for _, e := range m.Ensembles {
		z.Neurons += float64(e.N)
	}
	for _, c := range m.Connections {
		if c.Full {
			z.Synapses += float64(c.Pre.Size) * float64(c.Post.Size)
			z.Build += drawing(c)
		}
		if c.Solver != nil && c.Pre.Joint == nil && c.Pre.Ensemble != nil {
			points[c.Pre.Ensemble] = float64(c.Pre.Ensemble.NumEvalPoints)
		}
	}
	for e, n := range points {
		z.Build += productCost * float64(e.N) * float64(e.N) * n
	}
	return z
}

// drawing is how long it takes (s) to find which synapses of a connection exist, and how
// late each is.
func drawing(c *model.Connection) (seconds float64) {
	if c.Chooses() {
		seconds = pairCost*c.Decided() + drawCost*c.Existing()
	}
	if c.Delays != nil {
		seconds += delayCost * c.Existing()
	}
	return seconds
}

// step is what a step takes, in s.
func (z Size) step() float64 {
	return objectCost*float64(z.Objects) + neuronCost*z.Neurons + synapseCost*z.Synapses
}

// Experiment is what running an experiment would do and need. Time, memory and disk
// are estimates.
type Experiment struct {
	Name            string
	Cells, Finished int
	Workers         int        // cells at a time
	ModelSeconds    float64    // that a cell simulates
	Seconds         float64    // that it takes to run what is not finished
	CellSeconds     float64    // of a core for a cell: as those took that are finished, else from what the model is
	Memory          size.Bytes // at most
	Disk            size.Bytes // about
	Files           int        // that a cell writes
	Folder          string
	Timeline        []Stretch // its phases
}

// Of plans an experiment of a checked model that a job would run.
func Of(job *run.Job, checked *compiler.Checked, e *model.Experiment) (*Experiment, error) {
	m, steps := checked.Model, e.Steps()
	done, measured, err := finished(job, checked, e)
	if err != nil {
		return nil, err
	}
	z, n := Measure(m), len(e.Cells())
	cell := z.Build + z.step()*float64(steps)
	if done > 0 {
		cell = measured
	}
	cell += cellCost
	workers := min(run.Workers(job.Workers, m.Bytes, job.Options.MaxMemory), n)
	todo := float64(n - done)
	return &Experiment{Name: e.Name, Cells: n, Finished: done, Workers: workers, ModelSeconds: float64(steps) * e.Dt,
		Seconds: cell * todo / float64(workers), CellSeconds: cell, Memory: m.Bytes * size.Bytes(workers),
		Disk: recorded(m, e, steps) * size.Bytes(todo), Files: written(e), Folder: filepath.Join(job.Dir, e.Name), Timeline: timeline(m, e)}, nil
}

// written counts the files of a run: what probes recorded in each phase, what is
// exported and drawn, and the summary.
func written(e *model.Experiment) int {
	files := 1
	for _, event := range e.Events {
		switch event.(type) {
		case *model.Phase, *model.Export, *model.Plot:
			files++
		}
	}
	return files
}

// recorded is how many bytes probes record in so many steps.
func recorded(m *model.Model, e *model.Experiment, steps int) (bytes size.Bytes) {
	for _, p := range m.Probes {
		if !p.Implicit {
			bytes += p.Records(steps, e.Dt)
		}
	}
	return bytes
}

// finished counts the cells that need not run again, and says how long each took on
// average to build and to simulate, in s.
func finished(job *run.Job, checked *compiler.Checked, e *model.Experiment) (n int, seconds float64, err error) {
	if !e.HasCells() {
		return 0, 0, nil
	}
	if _, err := os.Stat(filepath.Join(job.Dir, e.Name)); err != nil {
		return 0, 0, nil // nothing has run there
	}
	for _, cell := range e.Cells() {
		one, err := compiler.Check(job.Path, run.CellOptions(checked, job.Options, cell))
		if err != nil {
			return 0, 0, err
		}
		if one.Diags.HasErrors() {
			continue
		}
		if r := experiment.Finished(job.Dir, e.Name, cell.Name, one.SpecHash(), version.Name()); r != nil {
			n++
			seconds += r.BuildSeconds + r.SimulateSeconds
		}
	}
	return n, seconds / float64(max(n, 1)), nil
}
