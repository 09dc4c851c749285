package components

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Synapse reads a synapse option: none, a time constant, or a component.
func (c *Components) Synapse(o *values.Options, name string, fallback synapses.Synapse) (synapses.Synapse, bool) {
	opt, ok := o.ByName[name]
	if !ok {
		return fallback, true
	}
	if !c.NoFrom(opt) {
		return nil, false
	}
	return c.SynapseExpr(name, opt.Value, opt.In)
}

// SynapseExpr reads none, a time constant, or a component.
func (c *Components) SynapseExpr(name string, e *grammar.Expr, s *outline.Scope) (synapses.Synapse, bool) {
	e, s = c.Deref(e, s)
	if w, ok := e.IsName(); ok && w == "none" {
		return nil, true
	}
	if e.Kind == grammar.Call || e.Kind == grammar.Member {
		if _, foreign := report.ForeignName(values.CalledBy(e)); foreign {
			syn, _, ok := component(c, "synapse", synapses.Table, e, s)
			return syn, ok
		}
	}
	if n, args, _, ok := values.NameAndArgs(e); ok {
		c.LastArguments("time constant", args, s)
		if syn, found, ok := c.filterExpr(e, s); found {
			return syn, ok
		}
		_, known := synapses.Table.Find(n)
		if known || e.Kind == grammar.Call || s.Lookup(n) == nil {
			syn, _, ok := component(c, "synapse", synapses.Table, e, s)
			return syn, ok
		}
	}
	tau, ok := c.ScalarOf(e, s, name, catalog.Time)
	if !ok {
		return nil, false
	}
	if tau < 0 {
		c.Err(diag.OutOfRange, e.At, "`%s` must not be negative", name)
		return nil, false
	}
	c.Lasts("`"+name+"`", tau, e.At)
	return synapses.Lowpass{Tau: tau}, true
}
