package expressions

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
)

// CallInTime splits a call of a function that knows the time; a process may be
// named without arguments.
func CallInTime(e *grammar.Expr, s *outline.Scope) (name string, args []*grammar.Expr, names []string, ok bool) {
	name, args, names, ok = values.NameAndArgs(e.Strip())
	if !ok || !values.IsInTime(name) || e.Strip().Kind == grammar.Name && s.Lookup(name) != nil {
		return "", nil, nil, false
	}
	return name, args, names, true
}

// InTime makes n what e is, a call of a function that knows the time.
func (el *Speller) InTime(n *model.Node, e *grammar.Expr, s *outline.Scope) bool {
	c := el.c
	name, args, names, _ := CallInTime(e, s)
	if entry, isProcess := processes.Find(name); isProcess {
		a, ok := c.processArguments(&entry, args, names, e.At, s)
		if !ok {
			return false
		}
		made, err := entry.New(a)
		if err != nil {
			c.Err(diag.OutOfRange, e.At, "`%s`: %v", name, err)
			return false
		}
		return el.process(n, made, e) && c.ChoiceFits(a.Dist, name, n.Dims, e.At)
	}
	if _, file := values.FileArguments[name]; file {
		p, ok := c.dataFile(name, e, args, names, s)
		return ok && el.process(n, processes.Made{Process: p}, e)
	}
	switch name {
	case "delay":
		return el.delayed(n, e, args, names, s)
	case values.External:
		return el.external(n, e, args, names, s)
	}
	return el.passed(n, name, e, args, names, s)
}

// process makes n a process, behind its synapse if it has one.
func (el *Speller) process(n *model.Node, p processes.Made, e *grammar.Expr) bool {
	switch size := p.Dims(); {
	case n.Dims == 0:
		n.Dims = max(size, 1)
	case size != 0 && size != n.Dims:
		el.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, size, n.Name, n.Dims)
		return false
	}
	if p.Through == nil {
		n.Kind, n.Process = model.Process, p.Process
		return true
	}
	raw := el.part("unfiltered", e.At)
	raw.Kind, raw.Process, raw.Dims, raw.Seed = model.Process, p.Process, n.Dims, n.Seed
	el.c.Model.Nodes = append(el.c.Model.Nodes, raw)
	n.Kind, n.Synapse, n.Reads = model.Filtered, p.Through, []*model.Read{{Node: raw, At: e.At}}
	return true
}

// delayed makes n what the first argument was a time or some steps ago.
func (el *Speller) delayed(n *model.Node, e *grammar.Expr, args []*grammar.Expr, names []string, s *outline.Scope) bool {
	c := el.c
	if len(args) != 2 || names[0] != "" {
		c.Err(diag.BadArgument, e.At, "`delay` takes a value and a time").WithHelp("`delay(x, 50ms)`, or `delay(x, steps=7)`")
		return false
	}
	params := []catalog.Param{{Name: "time", Unit: catalog.Time, Check: catalog.Positive}}
	if names[1] == "steps" {
		v, ok := c.Constant(args[1], s)
		if ok {
			n.Delay.Steps, ok = c.Whole(v, "`steps`", 1)
		}
		n.Kind = model.Delayed
		return ok && el.reads(n, args[0], s)
	}
	c.LastArguments("`delay`", args[1:], s)
	v, ok := c.Arguments("delay", params, args[1:], names[1:], e.At, s)
	n.Kind, n.Delay.Time = model.Delayed, v["time"]
	return ok && el.reads(n, args[0], s)
}

// passed makes n the first argument after a synapse, without the delay a
// connection would add.
func (el *Speller) passed(n *model.Node, name string, e *grammar.Expr, args []*grammar.Expr, names []string, s *outline.Scope) bool {
	if len(args) == 0 || names[0] != "" {
		el.c.Err(diag.BadArgument, e.At, "`%s` filters a value: which?", name).WithHelp("`%s(x, 10ms)`", name)
		return false
	}
	syn, ok := el.c.SynapseExpr(name, values.BehindFirst(e.Strip()), s)
	n.Kind, n.Synapse = model.Filtered, syn
	return ok && el.reads(n, args[0], s)
}

// partInTime makes a node of its own of a part of an expression that knows the
// time, and reads it in the same step. found is false if e is no such part.
func (el *Speller) partInTime(e *grammar.Expr, s *outline.Scope) (v Vector, found, ok bool) {
	name, _, _, found := CallInTime(e, s)
	if !found {
		return Vector{}, false, false
	}
	n := el.part(name, e.At)
	if !el.InTime(n, e, s) {
		return Vector{}, true, false
	}
	el.c.Model.Nodes = append(el.c.Model.Nodes, n)
	src := el.source(Source{Node: n, At: e.At})
	v.List = n.Dims > 1
	for i := range n.Dims {
		v.Elements = append(v.Elements, at(code.Var(src, i), e.At))
	}
	return v, true, true
}
