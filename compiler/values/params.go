package values

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// ParamNamed is the param of that name, nil if there is none.
func (c *Evaluator) ParamNamed(name string) *model.Param {
	for _, p := range c.Model.Params {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// ChoiceOf is what a declared param stands for, nil if it is a number or no param.
func (c *Evaluator) ChoiceOf(d *outline.Decl) *model.Choice {
	if d == nil {
		return nil
	}
	if _, ok := d.Stmt.(*grammar.Param); !ok {
		return nil
	}
	return c.Model.Choice(d.Name)
}

// IsNumber refuses the name of a param that stands for a component, where a number is
// meant.
func (c *Evaluator) IsNumber(e *grammar.Expr, d *outline.Decl) bool {
	chosen := c.ChoiceOf(d)
	if chosen != nil {
		c.Err(diag.BadArgument, e.At, "`%s` stands for `%s`, no number", e, chosen.Text).WithPlace(d.At, "declared here")
	}
	return chosen == nil
}

// ParamNames are the names of all params, as long as it is worth looking for what
// was meant.
func (c *Evaluator) ParamNames() []string {
	if !c.SearchesNear() {
		return nil
	}
	names := make([]string, len(c.Model.Params))
	for i, p := range c.Model.Params {
		names[i] = p.Name
	}
	for _, chosen := range c.Model.Choices {
		names = append(names, chosen.Param)
	}
	return names
}
