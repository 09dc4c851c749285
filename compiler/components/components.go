// Package components reads what a model names of the catalogues: neuron types,
// synapses, solvers and distributions with their arguments, and the options that
// take many numbers.
package components

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Components reads components.
type Components struct {
	*values.Evaluator
	plainNeurons neurons.Type // see DefaultNeurons
}

// component makes a component of a catalogue from NAME or NAME(arguments).
func component[T any](c *Components, family string, table catalog.Table[T], e *grammar.Expr, s *outline.Scope) (T, string, bool) {
	var none T
	e, s = c.Deref(e, s)
	name, args, names, ok := values.NameAndArgs(e)
	oneOf := "a " + family + " is one of " + strings.Join(table.Names(), ", ")
	called := values.CalledBy(e)
	if bare, foreign := report.ForeignName(called); !ok && foreign {
		name, ok = bare, true
	}
	if !ok {
		c.Err(diag.BadArgument, e.At, "expected a %s, found `%s`", family, e).WithHelp("%s", oneOf)
		return none, "", false
	}
	entry, ok := table.Find(name)
	if !ok || called.Kind != grammar.Name {
		d := c.Err(diag.UnknownName, called.At, "there is no %s `%s`", family, called)
		c.Meant(d, called.At, name, append(table.Names(), strings.Fields(overNames(family))...), oneOf)
		return none, "", false
	}
	values, ok := c.Arguments(name, entry.Params, args, names, e.At, s)
	if !ok {
		return none, "", false
	}
	made, err := entry.New(values)
	if err != nil {
		c.Err(diag.OutOfRange, e.At, "`%s`: %v", e, err)
		return none, "", false
	}
	return made, name, true
}

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
				d.WithFix(diag.Insert(e.At.End, "(lif_rate)").Maybe())
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

func (c *Components) Solver(opt values.Option) (solvers.Solver, string, bool) {
	if !c.NoFrom(opt) {
		return nil, "", false
	}
	if !c.regularisedOutside(opt.Value) {
		return nil, "", false
	}
	return component(c, "solver", solvers.Table, opt.Value, opt.In)
}

// regularisedOutside refuses a regularisation among the arguments of a solver:
// it is an option of the connection, whatever the solver.
func (c *Components) regularisedOutside(e *grammar.Expr) bool {
	if _, known := solvers.Table.Find(values.CalledBy(e).String()); !known {
		return true
	}
	for i, name := range e.ArgNames {
		if name != "reg" && name != "sigma" {
			continue
		}
		d := c.Err(diag.BadArgument, e.At, "`%s` is no argument of `%s`, but an option of `connect`", name, e.Args[0])
		if len(e.ArgNames) == 1 {
			d.WithFix(diag.Replace(e.At, fmt.Sprintf("%s %s %s", e.Args[0], name, e.Args[i+1])))
		} else {
			d.WithHelp("write `%s %s` behind it", name, e.Args[i+1])
		}
		return false
	}
	return true
}

// overNames lists what a family has beside its table: the neuron types that build
// on another, and words.
func overNames(family string) string {
	switch family {
	case "neuron type":
		out := "direct"
		for _, o := range neurons.OverTable {
			out += " " + o.Name
		}
		return out
	case "synapse":
		return "none tf"
	}
	return ""
}

// DefaultNeurons is the type of a population that names none.
func (c *Components) DefaultNeurons() neurons.Type {
	if c.plainNeurons == nil {
		t, err := neurons.Table[0].New(catalog.Defaults(neurons.Table[0].Params))
		if err != nil {
			panic("check: the default neurons: " + err.Error())
		}
		c.plainNeurons = t
	}
	return c.plainNeurons
}
