package objects

import (
	"fmt"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
)

// Array builds `array NAME MEMBERS of NEURONS`.
func (c *Objects) Array(d *outline.Decl, st *grammar.Array) (any, bool) {
	o := c.Options("array", &st.Options, d.In)
	members, ok := c.WholeOf(st.Members, d.In, "the number of members", 1)
	if !ok || c.TooLarge(d.At, "`"+d.Name+"`", float64(members)) || !c.Expands(d.At, report.ConnectionBytes*float64(members)) {
		return nil, false
	}
	a := expressions.NewArray(c.Model, d.Name, d.At)
	for i := range members {
		made, ok := c.Population(fmt.Sprintf("%s[%d]", d.Name, i), d, st.Neurons, o)
		if !ok {
			return nil, false
		}
		switch obj := made.(type) {
		case *model.Ensemble:
			obj.Array, a.Dims, a.Neurons = d.Name, obj.Dims, obj.N
			a.Members = append(a.Members, expressions.Source{Ensemble: obj, At: d.At, Array: a, Member: i})
		case *model.Node:
			a.Dims = obj.Dims
			a.Members = append(a.Members, expressions.Source{Node: obj, At: d.At, Array: a, Member: i})
		}
	}
	a.Input = a.PassThrough(".input", ".input", a.Size())
	for i, m := range a.Members {
		a.Wire(a.Input, i*a.Dims, a.Dims, m.Endpoint(), false)
	}
	c.Arrays[a.Input] = a
	return a, true
}
