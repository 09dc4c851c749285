package experiment

import (
	"fmt"
	"io"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/runtime/pictures"
)

// exportTuning writes points and rates of tuning curves.
func (r *runner) exportTuning(e *events.Export) error {
	arrays := map[string]*npz.Array{}
	var columns []output.Column
	for _, i := range e.Populations {
		c := pictures.Curves(r.session.Population(i))
		arrays[c.Name+".x"] = &npz.Array{Shape: []int{len(c.X)}, Floats: c.X}
		arrays[c.Name+".rates"] = &npz.Array{Shape: []int{len(c.Rates), len(c.X)}, Floats: slices.Concat(c.Rates...)}
		columns = append(columns, output.Column{Name: c.Name + ".x", Floats: c.X})
		for i, row := range c.Rates {
			columns = append(columns, output.Column{Name: fmt.Sprintf("%s[%d]", c.Name, i), Floats: row})
		}
	}
	if isNpz(e) {
		return r.write(e.To, func(w io.Writer) error { return npz.Write(w, arrays, nil) })
	}
	return r.writeColumns(e, columns)
}
