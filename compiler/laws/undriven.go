package laws

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
)

// undriven warns of what nothing ever arrives at: populations and sums that
// something reads, inputs of instances, and rules that wait for an error.
func undriven(c *Case) {
	if len(c.Model.Experiments) == 0 {
		return
	}
	driven, read := c.objectsDriven(), c.objectsRead()
	c.rulesWithoutError(driven)
	for _, d := range c.Outline.Decls {
		if d.Kind != outline.Object || c.ofLibrary(d.At) && !c.isInput(d) {
			continue
		}
		waits := false
		switch obj := c.Built[d].(type) {
		case *model.Ensemble:
			waits = !driven[obj] && read[obj] && obj.Bias == nil // a given bias drives too
		case *model.Node:
			waits = obj.Kind == model.PassThrough && (obj.Role == "node" || obj.Role == "input" || obj.Direct) && !driven[obj] && read[obj]
		case *expressions.EnsembleArray:
			waits = !driven[obj.Input]
			for _, m := range obj.Members {
				waits = waits && !driven[m.Endpoint().Object()]
			}
			waits = waits && isRead(obj, read)
		}
		if waits {
			c.nobodyDrives(d)
		}
	}
}

// isRead reports an array of which some member is read.
func isRead(a *expressions.EnsembleArray, read objects) bool {
	return slices.ContainsFunc(a.Members, func(m expressions.Source) bool { return read[m.Endpoint().Object()] })
}

// ofLibrary reports a place in a file of the standard library, which whoever
// uses it cannot change.
func (c *Case) ofLibrary(at diag.Span) bool {
	return strings.HasPrefix(at.Filename, "std/")
}

// isInput reports a port into an instance.
func (c *Case) isInput(d *outline.Decl) bool {
	n, ok := c.Built[d].(*model.Node)
	return ok && n.Role == "input"
}

// nobodyDrives warns of an object that waits for input: once for all instances of
// a template, but of a port where each instance was made.
func (c *Case) nobodyDrives(d *outline.Decl) {
	home := d.In.Home()
	if c.isInput(d) {
		if c.ofLibrary(home.Made.At) {
			return
		}
		w := c.undrivenAt(home.Made.At, d.Name)
		if !c.ofLibrary(d.At) {
			w.WithPlace(d.At, "the input")
		}
		c.Diags.Add(w)
		return
	}
	name := d.Name
	if home.Instance {
		name = strings.TrimPrefix(name, home.Prefix)
	}
	c.Diags.AddOnce(c.undrivenAt(d.At, name))
}

// undrivenAt is the warning that nobody drives an object.
func (c *Case) undrivenAt(at diag.Span, name string) *diag.Diagnostic {
	return diag.New(diag.Undriven, at, "nobody drives `%s`", name).WithHelp("connect something to it: `connect … -> %s`", name)
}

// objectsDriven are the objects that something other than the array around them
// acts on.
func (c *Case) objectsDriven() objects {
	driven := objects{}
	for _, conn := range c.Model.Connections {
		if c.Arrays[conn.Pre.Node] == nil {
			driven[conn.Post.Object()] = true
		}
	}
	for _, n := range c.Model.Nodes {
		if len(n.Reads) > 0 {
			driven[n] = true
		}
	}
	return driven
}

// rulesWithoutError warns of rules that learn nothing because no error reaches
// them, or because nobody drives the object that holds it.
func (c *Case) rulesWithoutError(driven objects) {
	holds := map[*model.Rule]any{}
	for _, conn := range c.Model.Connections {
		if conn.Post.Rule != nil {
			holds[conn.Post.Rule] = conn.Pre.Object()
		}
	}
	for _, r := range c.Model.Rules {
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
			if line := c.Connects[r.Connection]; line == nil || line.Label == nil {
				on, rule = "c", "c"
				w.WithNote("`c` stands for a label, to be given to the connection: `connect c: …`")
			}
			w.WithHelp("`learn %s err = ACTUAL - TARGET on %s` makes one, `connect … -> %s.error` takes one from elsewhere", r.Kind.Name, on, rule)
		}
		c.Diags.AddOnce(w)
	}
}

// placeOf is where an ensemble or a node was declared.
func placeOf(o any) diag.Span {
	if e, ok := o.(*model.Ensemble); ok {
		return e.At
	}
	return o.(*model.Node).At
}
