package elaborate

import (
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// buildAll builds every ensemble, node, signal and port. Sizes flow through
// expressions, so an object is built when it is first needed.
func (c *Elaborator) buildAll(*outline.Scope) {
	for _, d := range c.Outline.Decls {
		if _, learn := d.Stmt.(*grammar.Learn); d.Kind == outline.Object && !learn {
			c.Resolve(d)
		}
		if d.Kind == outline.Vocabulary {
			c.VocabValue(d) // what is wrong with it is said, used or not
		}
	}
}

// resolveObject builds the object of a declaration; false after a diagnostic, now or
// earlier.
func (c *Elaborator) resolveObject(d *outline.Decl) bool {
	_, isBuilt := c.Built[d]
	_, isBuilding := c.Building[d]
	switch {
	case d.Failed || isBuilt:
		return !d.Failed
	case isBuilding:
		c.Err(diag.Loop, d.At, "`%s` depends on itself within one step", d.Name).
			WithHelp("break the circle with a wire, which has a synapse: `node %[1]s dims 1` without a value, and `connect … -> %[1]s`",
				d.Name[strings.LastIndex(d.Name, ".")+1:])
		c.Fails(d)
		return false
	}
	c.Building[d] = nil
	var built any
	var ok bool
	site := c.Site
	c.Site = d.In.Site
	c.Shaping(d.At, func() { built, ok = c.make(d) })
	c.Site = site
	delete(c.Building, d)
	switch {
	case !ok:
		c.Fails(d)
	case !d.Failed:
		c.Built[d] = built
	}
	return ok && !d.Failed
}

// make builds what a statement declares.
func (c *Elaborator) make(d *outline.Decl) (any, bool) {
	switch st := d.Stmt.(type) {
	case *grammar.Ensemble:
		return c.Population(d.Name, d, st.Neurons, c.Options("ensemble", &st.Options, d.In))
	case *grammar.Array:
		return c.Array(d, st)
	case *grammar.Node:
		return c.Node(d, st)
	case *grammar.Signal:
		return c.Signal(d, "signal", st.Value, &st.Options)
	case *grammar.Input:
		return c.InputPort(d, st)
	case *grammar.Output:
		return c.Signal(d, "output", st.Value, &st.Options)
	case *grammar.Choose:
		return c.Signal(d, "output", d.Expr, &grammar.Options{})
	case *grammar.ActionRule:
		ok := c.Resolve(d.Whole)
		return c.Built[d.Whole], ok
	case *grammar.Learn:
		return c.ErrorObject(d, st)
	}
	return nil, false
}
