package components

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
)

// NeuronType reads the neurons option of a population.
func (c *Components) NeuronType(o *values.Options) (neurons.Type, bool) {
	opt, ok := o.Get("neurons")
	if !ok {
		return c.DefaultNeurons(), true
	}
	if !c.NoFrom(opt) {
		return nil, false
	}
	return c.neuronExpr(opt.Value, opt.In)
}

// neuronExpr reads a neuron type: NAME(arguments), or one that makes spikes of
// the rates of another: NAME(type, amplitude=1).
func (c *Components) neuronExpr(e *grammar.Expr, s *outline.Scope) (neurons.Type, bool) {
	e, s = c.Deref(e, s)
	name, args, names, _ := values.NameAndArgs(e)
	for _, o := range neurons.OverTable {
		if o.Name != name {
			continue
		}
		if len(args) == 0 || names[0] != "" {
			d := c.Err(diag.BadArgument, e.At, "`%s` makes spikes of the rates of another type: which?", name).WithHelp("`%s(lif_rate)`", name)
			if e.Kind == grammar.Name {
				d.WithFix(diag.Insert(e.At.End(), "(lif_rate)").Maybe())
			}
			return nil, false
		}
		base, ok := c.neuronExpr(args[0], s)
		if !ok {
			return nil, false
		}
		amplitude := []catalog.Param{{Name: "amplitude", Default: 1, Check: catalog.Positive}}
		v, ok := c.Arguments(name, amplitude, args[1:], names[1:], e.At, s)
		if !ok {
			return nil, false
		}
		return o.New(base, v["amplitude"]), true
	}
	t, _, ok := component(c, "neuron type", neurons.Table, e, s)
	return t, ok
}

// DefaultNeurons is the type of a population that names none.
func (c *Components) DefaultNeurons() neurons.Type {
	if c.plainNeurons == nil {
		t, err := neurons.Table[0].New(catalog.Defaults(neurons.Table[0].Params))
		if err != nil {
			panic("components: the default neurons: " + err.Error())
		}
		c.plainNeurons = t
	}
	return c.plainNeurons
}
