package values

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Structural returns what marks a param as shaping the model.
func (c *Evaluator) Structural(at diag.Span) func(*outline.Decl) {
	return func(d *outline.Decl) {
		if c.Model.Params[d.Index].Structural == nil {
			place := at
			c.Model.Params[d.Index].Structural = &place
		}
	}
}

func (c *Evaluator) ParamNamed(name string) *model.Param {
	for _, p := range c.Model.Params {
		if p.Name == name {
			return p
		}
	}
	return nil
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

// ParamNames are the names of all params, likewise.
func (c *Evaluator) ParamNames() []string {
	if !c.SearchesNear() {
		return nil
	}
	names := make([]string, len(c.Model.Params))
	for i, p := range c.Model.Params {
		names[i] = p.Name
	}
	return names
}
