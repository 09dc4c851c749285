package values

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// uses notes that a constant is read: by the one being evaluated, and perhaps by
// the structure of the model. The params behind it are marked once.
func (c *Evaluator) uses(d *outline.Decl) {
	if c.inside != nil {
		c.inside.reads = append(c.inside.reads, d)
	}
	if c.shapedAt != nil {
		c.shapes(d)
	}
}

// shapes marks the params behind a constant that shapes the model.
func (c *Evaluator) shapes(d *outline.Decl) {
	k := c.Constants.Of(d)
	if k.shapes {
		return
	}
	k.shapes = true
	if d.Param && c.Model.Params[d.Index].Structural == nil {
		at := *c.shapedAt
		c.Model.Params[d.Index].Structural = &at
	}
	for _, r := range k.reads {
		c.shapes(r)
	}
}

// Shaping calls f to read a line that shapes the model: so do the params that f
// evaluates, which cannot change while it runs.
func (c *Evaluator) Shaping(at diag.Span, f func()) { c.shapedBy(&at, f) }

// Freely calls f to read what may change while the model runs, on a line that
// otherwise shapes it.
func (c *Evaluator) Freely(f func()) { c.shapedBy(nil, f) }

// shapedBy calls f for a line that shapes the model, or nil, and then goes back to the
// line around it.
func (c *Evaluator) shapedBy(at *diag.Span, f func()) {
	before := c.shapedAt
	c.shapedAt = at
	f()
	c.shapedAt = before
}

// Every calls f for each statement of a kind, in every scope; params that f
// evaluates shape the model.
func Every[S grammar.Statement](c *Evaluator, f func(st S, s *outline.Scope)) {
	for _, s := range c.Outline.Scopes {
		for _, st := range s.Body {
			if st, ok := st.(S); ok {
				c.Site = s.Site
				c.Shaping(st.Head().At, func() { f(st, s) })
				c.Site = diag.Span{}
			}
		}
	}
}
