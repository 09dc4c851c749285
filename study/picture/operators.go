package picture

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/study/readable"
)

// Operators is the diagram of what a compiled model computes in a step: an operator
// with the size of what it writes and how many multiplications it takes, and wires from
// those that write a signal to those that read it. What is read in the next step only is
// a wire of its own flavour.
func Operators(g *graph.Graph, sources diag.Sources) *Diagram {
	d := &Diagram{}
	writers := map[*graph.Signal][]*Box{}
	later := map[*graph.Signal][]*Box{}
	boxes := map[*graph.Op]*Box{}
	order := g.Order()
	for _, op := range order {
		b := &Box{Kind: Operator, Name: op.Tag, Title: op.Kind.String(), Detail: op.Tag, Text: costText(op), At: op.At, Signs: None,
			Source: sourceLine(sources, op.At)}
		boxes[op] = b
		d.Boxes = append(d.Boxes, b)
		for _, s := range slices.Concat(op.Sets, op.Incs) {
			writers[s.Base()] = append(writers[s.Base()], b)
		}
		for _, s := range op.Updates {
			later[s.Base()] = append(later[s.Base()], b)
		}
	}
	seen := map[[2]*Box]bool{}
	for _, op := range order {
		for _, s := range op.Reads {
			for _, from := range writers[s.Base()] {
				d.reads(seen, from, boxes[op], Exact, s)
			}
			for _, from := range later[s.Base()] {
				d.reads(seen, from, boxes[op], Next, s)
			}
		}
	}
	return d
}

// reads draws that an operator reads what another one wrote, once for each pair.
func (d *Diagram) reads(seen map[[2]*Box]bool, from, to *Box, flavour Flavour, s *graph.Signal) {
	if from == to || seen[[2]*Box{from, to}] {
		return
	}
	seen[[2]*Box{from, to}] = true
	d.Wires = append(d.Wires, &Wire{Flavour: flavour, From: from, To: to, Names: []string{s.Name}, Source: s.Name})
}

// costText is the size of what an operator writes, and the multiplications of a step.
func costText(op *graph.Op) string {
	writes := slices.Concat(op.Sets, op.Incs, op.Updates)
	if len(writes) == 0 {
		return ""
	}
	size := fmt.Sprint(writes[0].Size())
	if s := writes[0]; s.Cols > 1 {
		size = fmt.Sprintf("%d×%d", s.Rows, s.Cols)
	}
	products := 0
	for _, s := range op.Reads {
		if s.Cols > 1 {
			products += s.Size()
		}
	}
	if op.Sparse != nil {
		products = len(op.Sparse.Val)
	}
	if products == 0 {
		return size
	}
	return size + " · " + readable.Count(products) + " products"
}
