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
	if c.StructUse != nil {
		c.shapes(d)
	}
}

// shapes marks the params behind a constant that shapes the model.
func (c *Evaluator) shapes(d *outline.Decl) {
	k := c.Constants.Of(d)
	if k.shapes {
		return
	}
	if k.shapes = true; d.Param {
		c.StructUse(d)
	}
	for _, r := range k.reads {
		c.shapes(r)
	}
}

// Structural returns what marks a param as shaping the model.
func (c *Evaluator) Structural(at diag.Span) func(*outline.Decl) {
	return func(d *outline.Decl) {
		if c.Model.Params[d.Index].Structural == nil {
			place := at
			c.Model.Params[d.Index].Structural = &place
		}
	}
}

// Every calls f for each statement of a kind, in every scope; params that f
// evaluates shape the model.
func Every[S grammar.Statement](c *Evaluator, f func(st S, s *outline.Scope)) {
	for _, s := range c.Outline.Scopes {
		for _, st := range s.Body {
			if st, ok := st.(S); ok {
				c.StructUse, c.Site = c.Structural(st.Head().At), s.Site
				f(st, s)
				c.StructUse, c.Site = nil, diag.Span{}
			}
		}
	}
}
