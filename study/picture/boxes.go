package picture

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/study/readable"
)

// Of makes the diagram of a checked model without errors. It returns an *Unknown for a
// name that cannot be opened.
func Of(c *compiler.Checked, o Options) (*Diagram, error) {
	f, err := fold(c, o)
	if err != nil {
		return nil, err
	}
	d := &drafter{folder: f, boxes: map[any]*Box{}, diagrams: map[*Box]*Diagram{}, parents: map[*Box]*Box{}, signals: newSignals(c.Model)}
	root := d.diagram(f.root, nil)
	d.root = root
	d.markProbes()
	d.connect()
	return root, nil
}

// drafter makes boxes and wires of what a folder sorted.
type drafter struct {
	*folder
	root     *Diagram
	boxes    map[any]*Box // of objects and of containers
	diagrams map[*Box]*Diagram
	parents  map[*Box]*Box // the opened network around a box; nil at the top
	signals  *signals
	rings    int
}

// diagram makes boxes of what is in a container; around is the box of that, nil for the
// model.
func (d *drafter) diagram(c *container, around *Box) *Diagram {
	out := &Diagram{}
	d.fill(out, c, around)
	return out
}

func (d *drafter) fill(out *Diagram, c *container, around *Box) {
	for _, it := range c.items {
		if it.inside != nil && it.inside.through() {
			d.fill(out, it.inside, around)
			continue
		}
		var b *Box
		switch object := it.object.(type) {
		case *model.Ensemble:
			b = d.ensemble(object)
		case *model.Node:
			b = d.node(object, around != nil)
		default:
			b = d.closed(it.inside)
		}
		b.Name, b.At, b.Source = it.name, it.at, sourceLine(d.checked.Sources, it.at)
		b.Title = strings.TrimPrefix(it.name, c.prefix())
		if n, ok := it.object.(*model.Node); ok && n.Role == "constant" {
			b.Title, b.Text, b.Curve = cmp.Or(nodeText(n), "constant"), "", nil
		}
		d.parents[b], d.diagrams[b] = around, out
		d.remember(it, b)
		out.Boxes = append(out.Boxes, b)
	}
}

// sourceLine is the line that something was written in, with its place; "" for what no
// line says.
func sourceLine(sources diag.Sources, at diag.Span) string {
	start := at.Start()
	if start.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d  %s", filepath.Base(start.Filename), start.Line, strings.TrimSpace(sources.Line(start.Filename, start.Line)))
}

// prefix is what the names of objects in a container begin with, that need not be said
// there.
func (c *container) prefix() string {
	for c.what == "loop" {
		c = c.parent
	}
	if c.parent == nil {
		return ""
	}
	return c.name + "."
}

// remember finds the box of an object again, and of all that is in a closed container.
func (d *drafter) remember(it *item, b *Box) {
	if it.object != nil {
		d.boxes[it.object] = b
		return
	}
	d.boxes[it.inside] = b
	if it.inside.crowd() {
		b.Inside = d.crowd(it.inside, b.color)
	} else if it.inside.open {
		b.Inside = d.diagram(it.inside, b)
		d.sumsOf(it.inside, b)
		return
	}
	for _, inner := range it.inside.items {
		d.remember(inner, b)
	}
}

// crowd is the inside of an array of many: its members, whose wires are those of the array.
func (d *drafter) crowd(c *container, color int) *Diagram {
	out := &Diagram{Crowd: true}
	for _, it := range c.items {
		b := d.ensemble(it.object.(*model.Ensemble))
		b.Name, b.At, b.Source = it.name, it.at, sourceLine(d.checked.Sources, it.at)
		b.Detail, b.color = "", color
		out.Boxes = append(out.Boxes, b)
	}
	return out
}

// sumsOf makes ports of the sums that an opened array has at its ends.
func (d *drafter) sumsOf(c *container, around *Box) {
	for _, n := range d.model.Nodes {
		if n.Role != "array" || d.homes[n] != c || c.kind != Array {
			continue
		}
		b := &Box{Kind: Port, Name: n.Name, At: n.At, Dims: n.Dims, Signs: None, Entry: entersArray(n)}
		b.Title = strings.TrimPrefix(n.Name, c.name+".")
		d.parents[b], d.diagrams[b], d.boxes[n] = around, around.Inside, b
		around.Inside.Boxes = append(around.Inside.Boxes, b)
	}
}

// entersArray reports the sum of what arrives at an array, or at its neurons.
func entersArray(n *model.Node) bool { return strings.HasSuffix(n.Name, ".input") || n.Neurons != nil }

func (d *drafter) ensemble(e *model.Ensemble) *Box {
	b := &Box{Kind: Ensemble, N: e.N, Dims: e.Dims, Signs: None, Detail: readable.Count(e.N)}
	if e.Dims > 1 {
		b.Detail += fmt.Sprintf(" · %dD", e.Dims)
	}
	if e.Dale != nil {
		b.Signs = int(math.Round(*e.Dale * float64(e.N)))
	}
	b.color = d.ring()
	return b
}

// ring numbers populations for their colours.
func (d *drafter) ring() int {
	d.rings++
	return d.rings - 1
}

func (d *drafter) node(n *model.Node, inside bool) *Box {
	b := &Box{Kind: Node, Dims: n.Dims, Signs: None}
	switch {
	case n.Direct:
		b.Kind, b.Detail = Ensemble, "direct"
	case n.Role == "error":
		b.Kind = Error
	case n.Role == "input" && inside:
		b.Kind, b.Entry = Port, true
	case n.Role == "output" && inside:
		b.Kind = Port
	case n.Kind == model.PassThrough:
		b.Kind = Pass
	default:
		if b.Curve = d.signals.curve(n); b.Curve == nil {
			b.Text = nodeText(n)
		}
	}
	if n.Dims > 1 && b.Kind != Port {
		b.Detail = strings.TrimPrefix(b.Detail+fmt.Sprintf(" · %dD", n.Dims), " · ")
	}
	return b
}

// closed is the box of a container: several objects as one, or an opened network.
func (d *drafter) closed(c *container) *Box {
	if c.kind == Network {
		b := &Box{Kind: Network, Signs: None, Detail: c.what}
		if n := c.neurons(); n > 0 && !c.open {
			b.Text = readable.Count(n) + " neurons"
		}
		return b
	}
	b := &Box{Kind: Array, Members: len(c.items), Signs: None, color: d.ring()}
	if c.open {
		b.Kind, b.Detail = Network, fmt.Sprintf("%s of %d", strings.TrimPrefix("array", c.what), b.Members)
		return b
	}
	b.Detail = fmt.Sprintf("%d", b.Members)
	if e, ok := c.items[0].object.(*model.Ensemble); ok {
		b.N, b.Dims = e.N, e.Dims
		b.Detail += " × " + readable.Count(e.N)
		if e.Dims > 1 {
			b.Detail += fmt.Sprintf(" · %dD", e.Dims)
		}
	} else {
		b.Detail += " ×"
	}
	return b
}

// neurons counts those of all populations in a container.
func (c *container) neurons() (n int) {
	for _, it := range c.items {
		if e, ok := it.object.(*model.Ensemble); ok {
			n += e.N
		} else if it.inside != nil {
			n += it.inside.neurons()
		}
	}
	return n
}

// markProbes marks what is recorded.
func (d *drafter) markProbes() {
	for _, p := range d.model.Probes {
		switch s := &p.Slot; {
		case p.Implicit:
		case s.Ensemble != nil:
			d.mark(s.Ensemble)
		case s.Node != nil && s.Node.Role == "probe":
			for _, c := range d.into[s.Node] {
				d.mark(c.Pre.Object())
			}
		case s.Node != nil:
			d.mark(s.Node)
		}
	}
}

func (d *drafter) mark(object any) {
	if b := d.boxOf(object); b != nil {
		b.Probed = true
	}
}

// boxOf is the box that an object is drawn in; nil if it is in none.
func (d *drafter) boxOf(object any) *Box {
	if b := d.boxes[object]; b != nil {
		return b
	}
	if n, ok := object.(*model.Node); ok {
		switch n.Role {
		case "part":
			return d.wholeOf(n)
		case "array":
			return d.boxes[d.homes[n]]
		}
	}
	return nil
}

// wholeOf is the box of the node that a part is of.
func (d *drafter) wholeOf(part *model.Node) *Box {
	for _, n := range d.model.Nodes {
		if n.Role != "part" && strings.HasPrefix(part.Name, n.Name+".") {
			return d.boxOf(n)
		}
	}
	return nil
}
