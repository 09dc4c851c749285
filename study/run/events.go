package run

import (
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
)

// Event is something that happens while experiments run, for those who follow them:
// one of the types below.
type Event interface{ event() }

// Begins says that an experiment is about to be built.
type Begins struct {
	Experiment *model.Experiment // nil for cells of any
	Memory     size.Bytes        // that it may take
}

// Solving says of a problem of a build that it begins to be solved, or is. Builds of cells
// are not told of.
type Solving struct{ compiler.Solving }

// Unlocked says that the file system of a folder has no locks, so that nothing keeps
// another run from writing there.
type Unlocked struct{ Folder string }

// Checked hands over a model that is about to be run, and what checking it found.
type Checked struct{ *compiler.Checked }

// Found hands over diagnostics, and the texts they point at.
type Found struct {
	Diags   diag.List
	Sources diag.Sources
}

// Simulates says that from now on, up to Simulated, closing Job.Stop is waited for:
// what was recorded until then is written. At other times nothing is lost when the
// process ends.
type Simulates struct {
	Experiment *model.Experiment // nil for cells of any
}

// Progress says that so many steps of a phase are done.
type Progress struct {
	Phase       string
	Done, Total int
}

// CellDone says that one more cell is done with.
type CellDone struct{}

// Simulated says that what Simulates announced is over.
type Simulated struct{}

// Ran hands over what came of the cells of an experiment.
type Ran struct{ *Result }

// Gathered follows on Ran where there are seeds or sweeps: what belongs to all cells
// is written and judged.
type Gathered struct{ *Result }

func (Begins) event()    {}
func (Solving) event()   {}
func (Unlocked) event()  {}
func (Checked) event()   {}
func (Found) event()     {}
func (Simulates) event() {}
func (Progress) event()  {}
func (CellDone) event()  {}
func (Simulated) event() {}
func (Ran) event()       {}
func (Gathered) event()  {}

// Tell tells those who watch.
func (j *Job) Tell(e Event) {
	if j.Watch != nil {
		j.Watch(e)
	}
}
