package check

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// undriven warns of what nothing ever arrives at: populations and sums that
// something reads, inputs of instances, and rules that wait for an error.
func (c *checker) undriven(*scope) {
	if c.diags.HasErrors() || len(c.model.Experiments) == 0 {
		return
	}
	driven, read := c.objectsDriven(), c.objectsRead()
	c.rulesWithoutError(driven)
	for _, d := range c.outline.decls {
		if d.kind != objectDecl || c.ofLibrary(d.at) && !c.isInput(d) {
			continue
		}
		waits := false
		switch obj := c.made[d].(type) {
		case *model.Ensemble:
			waits = !driven[obj] && read[obj] && obj.Bias == nil // a given bias drives too
		case *model.Node:
			waits = obj.Kind == model.PassThrough && (obj.Role == "node" || obj.Role == "input" || obj.Direct) && !driven[obj] && read[obj]
		case *ensembleArray:
			waits = !driven[obj.input]
			for _, m := range obj.members {
				waits = waits && !driven[m.endpoint().Object()]
			}
			waits = waits && isRead(obj, read)
		}
		if waits {
			c.nobodyDrives(d)
		}
	}
}

// isRead reports an array of which some member is read.
func isRead(a *ensembleArray, read objects) bool {
	return slices.ContainsFunc(a.members, func(m source) bool { return read[m.endpoint().Object()] })
}

// ofLibrary reports a place in a file of the standard library, which whoever
// uses it cannot change.
func (c *checker) ofLibrary(at diag.Span) bool {
	return strings.HasPrefix(at.Start.Filename, "std/")
}

// isInput reports a port into an instance.
func (c *checker) isInput(d *decl) bool {
	n, ok := c.made[d].(*model.Node)
	return ok && n.Role == "input"
}

// nobodyDrives warns of an object that waits for input: once for all instances of
// a template, but of a port where each instance was made.
func (c *checker) nobodyDrives(d *decl) {
	home := d.in.home()
	if c.isInput(d) {
		if c.ofLibrary(home.made.at) {
			return
		}
		w := c.undrivenAt(home.made.at, d.name)
		if !c.ofLibrary(d.at) {
			w.WithPlace(d.at, "the input")
		}
		c.diags.Add(w)
		return
	}
	name := d.name
	if home.instance {
		name = strings.TrimPrefix(name, home.prefix)
	}
	c.diags.AddOnce(c.undrivenAt(d.at, name))
}

func (c *checker) undrivenAt(at diag.Span, name string) *diag.Diagnostic {
	return diag.New(diag.Undriven, at, "nobody drives `%s`", name).WithHelp("connect something to it: `connect … -> %s`", name)
}

// objectsDriven are the objects that something other than the array around them
// acts on.
func (c *checker) objectsDriven() objects {
	driven, inputs := objects{}, objects{}
	for _, d := range c.outline.decls {
		if a, ok := c.made[d].(*ensembleArray); ok {
			inputs[a.input] = true
		}
	}
	for _, conn := range c.model.Connections {
		if conn.Pre.Node == nil || !inputs[conn.Pre.Node] {
			driven[conn.Post.Object()] = true
		}
	}
	for _, n := range c.model.Nodes {
		if len(n.Reads) > 0 {
			driven[n] = true
		}
	}
	return driven
}

// rulesWithoutError warns of rules that learn nothing because no error reaches
// them, or because nobody drives the object that holds it.
func (c *checker) rulesWithoutError(driven objects) {
	holds := map[*model.Rule]any{}
	for _, conn := range c.model.Connections {
		if conn.Post.Rule != nil {
			holds[conn.Post.Rule] = conn.Pre.Object()
		}
	}
	for _, r := range c.model.Rules {
		if !r.Kind.NeedsError {
			continue
		}
		from, reached := holds[r]
		if n, isNode := from.(*model.Node); isNode && n.Kind != model.PassThrough {
			continue
		}
		if reached && driven[from] {
			continue
		}
		w := diag.New(diag.NoErrorSignal, r.At, "the rule `%s` never receives an error: `%s` learns nothing", r.Name, r.Connection.Name)
		if reached {
			w.WithPlace(placeOf(from), "nobody drives it").WithHelp("`connect ACTUAL - TARGET -> %s`", objectName(from))
			driven[from] = true // said
		} else {
			on, rule := r.Connection.Name, r.FullName()
			if strings.Contains(on, "->") {
				on, rule = "c", "c"
				w.WithNote("`c` stands for a label, to be given to the connection: `connect c: …`")
			}
			w.WithHelp("`learn %s err = ACTUAL - TARGET on %s` makes one, `connect … -> %s.error` takes one from elsewhere", r.Kind.Name, on, rule)
		}
		c.diags.AddOnce(w)
	}
}

// placeOf is where an ensemble or a node was declared.
func placeOf(o any) diag.Span {
	if e, ok := o.(*model.Ensemble); ok {
		return e.At
	}
	return o.(*model.Node).At
}
