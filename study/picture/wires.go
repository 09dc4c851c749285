package picture

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
)

// connect draws what the model connects, reads and trains.
func (d *drafter) connect() {
	j := &joiner{drafter: d, wires: map[wireKey]*Wire{}, openings: map[openingKey]*Opening{}, of: map[*model.Connection]*Wire{}}
	for _, c := range d.model.Connections {
		if c.Post.Rule == nil {
			w := d.wire(c)
			for _, from := range c.Pre.Objects() {
				j.of[c] = j.join(from, c.Post.Object(), w)
			}
		}
	}
	for _, n := range d.model.Nodes {
		for _, r := range n.Reads {
			if !r.Previous && n.Role != "probe" && n.Role != "gate" {
				w := Wire{Flavour: Exact, Label: lines(synapseText(r.Synapse)), At: r.At}
				if r.Ensemble != nil {
					w.Flavour = Decoded
				}
				j.join(r.Object(), n, w)
			}
		}
	}
	for _, r := range d.model.Rules {
		j.train(r)
	}
}

// joiner makes wires between boxes, one for all of a kind.
type joiner struct {
	*drafter
	wires    map[wireKey]*Wire
	openings map[openingKey]*Opening
	of       map[*model.Connection]*Wire
}

// wireKey tells wires apart: those with the same key are drawn as one.
type wireKey struct {
	flavour         Flavour
	from, to        *Box
	leaves, arrives *Opening
	onto            *Wire
}

// openingKey tells the openings of a network apart.
type openingKey struct {
	box   *Box
	name  string
	enter bool
}

// join draws a wire from one object to another, through the openings of the networks
// between them; nil if it is inside a box.
func (j *joiner) join(pre, post any, w Wire) *Wire {
	from, to := j.boxOf(pre), j.boxOf(post)
	if from == nil || to == nil || from == to && !j.loops(from, pre, post) {
		return nil
	}
	out, in := j.path(from), j.path(to)
	k := 0
	for from != to && out[k] == in[k] {
		k++
	}
	if from == to {
		k = len(out) - 1
	}
	w.From, w.Leaves = j.cross(out[k:], objectName(pre), w, false)
	w.To, w.Arrives = j.cross(in[k:], objectName(post), w, true)
	return j.add(w)
}

// path lists the boxes around a box, from the outermost to itself.
func (j *joiner) path(b *Box) []*Box {
	var out []*Box
	for ; b != nil; b = j.parents[b] {
		out = append(out, b)
	}
	slices.Reverse(out)
	return out
}

func objectName(object any) string {
	switch o := object.(type) {
	case *model.Ensemble:
		return o.Name
	case *model.Node:
		return o.Written()
	}
	return ""
}

// loops reports a wire of a box to itself that is not one of its inside: for a closed
// network, from what it puts out to what it takes; for an array, into all of it or from
// member to member.
func (j *joiner) loops(b *Box, pre, post any) bool {
	source, _ := pre.(*model.Node)
	target, _ := post.(*model.Node)
	switch b.Kind {
	case Network:
		return source != nil && source.Role == "output" && target != nil && target.Role == "input"
	case Array:
		if target != nil && target.Role == "array" {
			return entersArray(target)
		}
		return source == nil || source.Role != "array"
	}
	return source == nil || source.Role != "part" && target.Role != "part"
}

// cross leads a wire out of the innermost of nested boxes, or into it: it returns the
// outermost and the opening in it. Inside of opened networks it goes on from their ports.
func (j *joiner) cross(path []*Box, name string, w Wire, enter bool) (*Box, *Opening) {
	b := path[0]
	if len(path) == 1 && b.Kind != Network {
		return b, nil
	}
	o := j.opening(b, name, enter)
	if len(path) == 1 {
		return b, o
	}
	if inner := path[1]; o.box == nil && len(path) == 2 && inner.Kind == Port && inner.Entry == enter {
		o.box = inner
	}
	if path[1] == o.box {
		return b, o
	}
	o.box = j.port(o, b)
	w.Label = nil
	if enter {
		w.To, w.Arrives = j.cross(path[1:], name, w, enter)
		w.From, w.Leaves = o.box, nil
	} else {
		w.From, w.Leaves = j.cross(path[1:], name, w, enter)
		w.To, w.Arrives = o.box, nil
	}
	j.add(w)
	return b, o
}

// opening is the one of a network that stands for an object in it.
func (j *joiner) opening(b *Box, name string, enter bool) *Opening {
	key := openingKey{b, name, enter}
	if j.openings[key] == nil {
		o := &Opening{Name: strings.TrimPrefix(name, b.Name+".")}
		j.openings[key] = o
		if enter {
			b.In = append(b.In, o)
		} else {
			b.Out = append(b.Out, o)
		}
	}
	return j.openings[key]
}

// port is the box inside a network that an opening leads to.
func (j *joiner) port(o *Opening, around *Box) *Box {
	if o.box != nil {
		return o.box
	}
	b := &Box{Kind: Port, Name: around.Name + "." + o.Name, Signs: None, Entry: slices.Contains(around.In, o), At: around.At}
	j.parents[b], j.diagrams[b] = around, around.Inside
	around.Inside.Boxes = append(around.Inside.Boxes, b)
	return b
}

// add draws a wire, or counts it in with the one that is there already.
func (j *joiner) add(w Wire) *Wire {
	key := wireKey{w.Flavour, w.From, w.To, w.Leaves, w.Arrives, w.Onto}
	if old := j.wires[key]; old != nil {
		old.Names = append(old.Names, w.Names...)
		old.Excites, old.Inhibits = old.Excites || w.Excites, old.Inhibits || w.Inhibits
		old.alsoSays(w.Label)
		return old
	}
	w.Source = sourceLine(j.checked.Sources, w.At)
	added := &w
	j.wires[key] = added
	in := j.diagrams[w.From]
	in.Wires = append(in.Wires, added)
	return added
}

// alsoSays adds a label to that of a wire that stands for several connections.
func (w *Wire) alsoSays(label []string) {
	for _, line := range label {
		switch {
		case slices.Contains(w.Label, line), len(w.Label) > 2:
		case len(w.Label) == 2:
			w.Label = append(w.Label, "…")
		default:
			w.Label = append(w.Label, line)
		}
	}
}

// train draws what drives a rule: its error, and what gates it. A rule without an error
// is told by the wire that it trains.
func (j *joiner) train(r *model.Rule) {
	trained := j.of[r.Connection]
	if trained == nil {
		return
	}
	names := 0
	for _, c := range j.model.Connections {
		if c.Post.Rule == r {
			j.onto(trained, c.Pre.Objects()[0], Wire{Flavour: Learning, Label: lines(r.Kind.Name), Names: []string{c.Name}, At: r.At})
			names++
		}
	}
	if names == 0 {
		trained.Rule = r.Kind.Name
	}
	if r.When == nil {
		return
	}
	for _, read := range r.When.Reads {
		j.onto(trained, read.Object(), Wire{Flavour: Modulates, Label: lines("when"), Names: []string{r.When.Name}, At: r.When.At})
	}
}

// onto draws a wire from an object onto another wire, if both are in one diagram.
func (j *joiner) onto(trained *Wire, from any, w Wire) {
	b := j.boxOf(from)
	if b == nil {
		return
	}
	in := j.diagrams[trained.From]
	path := j.path(b)
	for k, outer := range path {
		if j.diagrams[outer] == in {
			w.From, w.Leaves = j.cross(path[k:], objectName(from), w, false)
			w.Onto, trained.Trained = trained, true
			j.add(w)
			return
		}
	}
	if trained.Rule == "" && w.Flavour == Learning {
		trained.Rule = w.Label[0]
	}
}
