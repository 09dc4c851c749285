package manifest

import (
	"errors"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/study/run"
)

// ErrChanged says that a cell is not that of the manifest any more.
var ErrChanged = errors.New("the model or a file it reads has changed since the manifest was written; submit it again")

// current checks the model as it is now. The error is ErrChanged if that has other
// cells than the manifest.
func (m *Manifest) current() (*compiler.Checked, error) {
	opts := m.Job().Options
	checked, err := compiler.Check(m.Model, opts)
	if err != nil {
		return nil, err
	}
	if checked.Diags.HasErrors() {
		return nil, ErrChanged
	}
	known := cellsByName(checked.Model)
	same := make([]bool, len(m.Cells))
	kernels.Parallel(len(m.Cells), func(i int) {
		c := m.Cells[i]
		cell, ok := known[c.key()]
		if !ok {
			return
		}
		one, err := compiler.Check(m.Model, run.CellOptions(checked, opts, cell))
		same[i] = err == nil && !one.Diags.HasErrors() && one.SpecHash() == c.SpecHash
	})
	if slices.Contains(same, false) {
		return nil, ErrChanged
	}
	return checked, nil
}

// key names a cell of a model.
type key struct{ experiment, cell string }

func (c Cell) key() key { return key{c.Experiment, c.Cell} }

// cellsByName lists all cells of a model.
func cellsByName(m *model.Model) map[key]model.Cell {
	out := map[key]model.Cell{}
	for _, e := range m.Experiments {
		for _, cell := range e.Cells() {
			out[key{e.Name, cell.Name}] = cell
		}
	}
	return out
}
