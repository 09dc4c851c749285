package expand

import (
	"github.com/nefc/nefc/compiler/components"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// componentParam declares a param that stands for a component, such as `param cell = lif`, and
// applies --set. To what names it, it is as a constant: found is false for a number.
func (c *Expander) componentParam(st *grammar.Param, d *outline.Decl, s *outline.Scope) (found bool) {
	e, in := c.Deref(st.Value, s)
	kinds := components.Choices(e, in)
	if len(kinds) == 0 {
		return false
	}
	o := c.Options("param", &st.Options, s)
	if own := o.Own("min", "max"); own != nil {
		fix := diag.Delete(own[0].Span())
		for _, opt := range own[1:] {
			fix = fix.And(diag.Delete(opt.Span()))
		}
		c.Err(diag.BadArgument, own[0].Span(), "`%s` is %s and has no range", d.Name, components.KindsText(kinds)).WithFix(fix)
	}
	chosen := &model.Choice{Param: d.Name, Kinds: kinds, Text: st.Value.String()}
	c.Model.Choices = append(c.Model.Choices, chosen)
	text, given := c.settingsGiven[d.Name]
	if !given {
		return true
	}
	other, file, ok := c.settingExpr(d.Name, text)
	if !ok {
		return true
	}
	scope := c.newScope(nil, "", file)
	shared := components.Shared(kinds, components.ChoicesOrTime(c.Evaluator, other, scope))
	if len(shared) == 0 {
		c.Err(diag.UnknownParam, diag.Span{}, "--set %s=%s: `%s` stands for %s, which `%s` is not",
			d.Name, start(text), d.Name, components.KindsText(kinds), start(text))
		return true
	}
	d.Expr, d.In = other, scope
	chosen.Kinds, chosen.Text = shared, other.String()
	return true
}

// synapseGiven makes a param that is declared as a time constant a choice, if --set has a
// synapse for it.
func (c *Expander) synapseGiven(st *grammar.Param, d *outline.Decl, unit catalog.Unit) bool {
	text, ok := c.settingsGiven[d.Name]
	if !ok || unit != catalog.Time {
		return false
	}
	var given *grammar.Expr
	var file *grammar.File
	if wrong := c.Aside(func() { given, file, ok = c.settingExpr(d.Name, text) }); len(wrong) > 0 || !ok {
		return false
	}
	scope := c.newScope(nil, "", file)
	kinds := components.Shared(components.Choices(given, scope), []string{components.SynapseKind})
	if len(kinds) == 0 {
		return false
	}
	d.Expr, d.In = given, scope
	c.Model.Choices = append(c.Model.Choices, &model.Choice{Param: d.Name, Kinds: kinds, Text: given.String()})
	return true
}
