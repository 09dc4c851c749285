package watched

import (
	"errors"
	"io"
	"slices"

	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/serve"
)

// numbers writes what was told as a run writes it: signals as its probes, weights as a table. It reports false for what
// has no such form, which is written as the data of its figure.
func numbers(w io.Writer, e *serve.Export) (written bool, err error) {
	sim := e.Past.Sim()
	if len(e.Told) == 1 && e.Told[0].Watch.What == "weights" && e.Told[0].Watch.Mode == "" && e.Format == "npz" {
		i, err := sim.Program.Link(e.Told[0].Watch.Of)
		if err != nil {
			return false, err
		}
		t := sim.Table(i, nil)
		t.Version, t.Model, t.SpecHash = e.Version, sim.Program.File, sim.Program.SpecHash
		return true, t.Write(w)
	}
	var list []output.Series
	for i := range e.Told {
		s, ok := seriesOf(&e.Told[i], sim.Program.Dt)
		if !ok {
			return false, nil
		}
		list = append(list, s)
	}
	list = named(list)
	if e.Format == "npz" {
		return true, output.Npz(w, list)
	}
	for _, s := range list[1:] {
		if s.Events || list[0].Events || !slices.Equal(s.T, list[0].T) {
			return false, errors.New("a table has one column of times, and these have others: spikes, or samples that are further apart. " +
				"Export them one by one, or as .npz")
		}
	}
	return true, output.ColumnsCSV(w, output.SideBySide(list))
}
