package data

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime/figures"
)

// NPZ writes the numbers of a figure as arrays with the names of what they show, and where they are from as nefc.json.
func NPZ(w io.Writer, f *figures.Figure) error {
	a := arrays{}
	for i := range f.Panels {
		a.panel(panelName(f, i), &f.Panels[i])
	}
	from := map[string]string{}
	for _, e := range f.Provenance.Entries() {
		from[e.Name] = e.Value
	}
	text, err := json.MarshalIndent(from, "", "  ")
	if err != nil {
		return err
	}
	return npz.Write(w, a, map[string][]byte{"nefc.json": append(text, '\n')})
}

// arrays are the members of an archive by name.
type arrays map[string]*npz.Array

// add adds an array; a name that is taken gets a number.
func (a arrays) add(name string, data []float64, shape ...int) {
	name = strings.NewReplacer("/", "÷", "\\", "÷").Replace(name)
	for free, k := name, 2; ; k++ {
		if a[free] == nil {
			a[free] = &npz.Array{Shape: shape, Floats: data}
			return
		}
		free = fmt.Sprintf("%s (%d)", name, k)
	}
}

// panel adds the arrays of a panel.
func (a arrays) panel(name string, p *figures.Panel) {
	switch c := p.Content.(type) {
	case *figures.Lines:
		a.lines(c.List)
	case *figures.Plane:
		a.lines(c.List)
	case *figures.Cells:
		a.lines(c.List)
	case *figures.Rates:
		a.lines(c.List)
	case *figures.Similarities:
		a.lines(pointers(c))
	case *figures.Tuning:
		a.add(c.Name+".x", c.X, len(c.X))
		a.add(c.Name+".rates", slices.Concat(c.Rates...), len(c.Rates), len(c.X))
		a.lines(c.Decoded)
	case *figures.Raster:
		neurons := make([]float64, len(c.Neuron))
		for k, row := range c.Neuron {
			neurons[k] = float64(c.Neurons[row])
		}
		a.add(c.Name+".t", c.T, len(c.T))
		a.add(c.Name+".neuron", neurons, len(neurons))
	case *figures.Weights:
		a.add(c.Name, c.W, c.Rows, c.Cols)
	case *figures.Histogram:
		a.add(name, c.Values, len(c.Values))
	case *figures.Heat:
		a.add(name+".x", c.X, len(c.X))
		a.add(name+".y", c.Y, len(c.Y))
		a.add(name+".z", c.Z, len(c.Y), len(c.X))
	case *figures.Places:
		a.add(c.Name+".x", c.X, len(c.X))
		a.add(c.Name+".y", c.Y, len(c.Y))
		a.add(c.Name+".rate", c.Z, len(c.Z))
	}
}

// lines adds two arrays for each line; of several seeds, a row of .y for each.
func (a arrays) lines(list []figures.Line) {
	for i := range list {
		l := &list[i]
		a.add(l.Name+".x", l.X, len(l.X))
		if l.Runs == nil {
			a.add(l.Name+".y", l.Y, len(l.Y))
			continue
		}
		a.add(l.Name+".y", slices.Concat(l.Runs...), len(l.Runs), len(l.X))
	}
}
