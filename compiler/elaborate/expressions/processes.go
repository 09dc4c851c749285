package expressions

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
)

// Computes makes a node of an elaborated expression.
func (el *Speller) Computes(n *model.Node, v Vector) {
	n.Kind, n.Code = model.Code, v.Elements
	for _, src := range el.Sources {
		r := &model.Read{Node: src.Node, Ensemble: src.Ensemble, At: src.At, Previous: src.Node != nil && src.Node == el.self}
		if src.Ensemble != nil || src.Node.Direct {
			r.Synapse = el.synapse
		}
		n.Reads = append(n.Reads, r)
	}
}

// CallInTime splits a call of a function that knows the time; a process may be
// named without arguments.
func CallInTime(e *grammar.Expr, s *outline.Scope) (name string, args []*grammar.Expr, names []string, ok bool) {
	name, args, names, ok = values.NameAndArgs(e.Strip())
	if !ok || !values.IsInTime(name) || e.Strip().Kind == grammar.Name && s.Lookup(name) != nil {
		return "", nil, nil, false
	}
	return name, args, names, true
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

// part declares a node for a part of the expression of el.self.
func (el *Speller) part(what string, where diag.Span) *model.Node {
	if el.hidden == nil {
		el.hidden = map[string]int{}
	}
	name := el.self.Name + "." + what
	el.hidden[what]++
	if k := el.hidden[what]; k > 1 {
		name = fmt.Sprintf("%s.%d", name, k)
	}
	return &model.Node{Name: name, Role: "part", At: where, Dims: el.Wanted, Seed: el.self.Seed}
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
	if name == "delay" {
		return el.delayed(n, e, args, names, s)
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
	rest := &grammar.Expr{Kind: grammar.Call, At: e.At, Args: append([]*grammar.Expr{e.Strip().Args[0]}, args[1:]...), ArgNames: names[1:]}
	syn, ok := el.c.SynapseExpr(name, rest, s)
	n.Kind, n.Synapse = model.Filtered, syn
	return ok && el.reads(n, args[0], s)
}

// reads lets n read the value of an expression: a whole node as it is,
// anything else through a node of its own.
func (el *Speller) reads(n *model.Node, e *grammar.Expr, s *outline.Scope) bool {
	inner := el.c.InNode(el.self, el.Wanted, el.synapse)
	inner.hidden = el.hidden
	v, ok := inner.Expr(e, s)
	if !ok {
		return false
	}
	el.hidden, el.ReadsSelf = inner.hidden, el.ReadsSelf || inner.ReadsSelf
	if n.Dims == 0 || len(v.Elements) != 1 {
		if n.Dims != 0 && n.Dims != len(v.Elements) {
			el.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, len(v.Elements), n.Name, n.Dims)
			return false
		}
		n.Dims = len(v.Elements)
	}
	for len(v.Elements) < n.Dims {
		v.Elements = append(v.Elements, v.Elements[0])
	}
	if len(inner.Sources) == 1 && inner.Sources[0].Node != nil && inner.Sources[0].Node != el.self && isWhole(v, inner.Sources[0].Size()) {
		n.Reads = []*model.Read{{Node: inner.Sources[0].Node, At: e.At}}
		return true
	}
	in := el.part("in", e.At)
	in.Dims = n.Dims
	inner.Computes(in, v)
	el.c.Model.Nodes = append(el.c.Model.Nodes, in)
	n.Reads = []*model.Read{{Node: in, At: e.At}}
	return true
}

// isWhole reports a vector that is all elements of source 0 in order.
func isWhole(v Vector, size int) bool {
	for i, e := range v.Elements {
		if e.Kind != code.Input || e.Index != i {
			return false
		}
	}
	return len(v.Elements) == size
}

// processArguments matches the arguments of a process by place, name and kind.
func (c *Resolver) processArguments(entry *processes.Entry, args []*grammar.Expr, names []string, at diag.Span, s *outline.Scope) (processes.Args, bool) {
	out := processes.Args{Num: catalog.Values{}}
	given := map[string]bool{}
	ok := true
	var known []string
	for _, p := range entry.Params {
		known = append(known, p.Name)
		if p.Kind == catalog.Number {
			out.Num[p.Name] = p.Default
		}
	}
	for i, a := range args {
		name := names[i]
		if entry.Params[0].Kind == catalog.Points && name == "" {
			name = known[0]
		} else if name == "" && i < len(known) {
			name = known[i]
		}
		k := slices.Index(known, name)
		if k < 0 {
			c.BadArgument(entry.Name, name, known, a.At)
			ok = false
			continue
		}
		p := entry.Params[k]
		if p.Kind == catalog.Points {
			given[name] = true // each is one more
		} else {
			ok = !c.GivenTwice(given, name, a.At) && ok
		}
		ok = c.processArgument(&out, entry.Params, p, a, s) && ok
	}
	for _, p := range entry.Params {
		if p.Required && !given[p.Name] {
			c.Err(diag.BadArgument, at, "`%s` needs a value for `%s`", entry.Name, p.Name).WithNote("%s: %s", entry.Name, entry.Doc)
			return out, false
		}
	}
	return out, ok
}

func (c *Resolver) processArgument(out *processes.Args, params []catalog.Param, p catalog.Param, a *grammar.Expr, s *outline.Scope) (ok bool) {
	switch p.Kind {
	case catalog.Distribution:
		found := false
		out.Dist, found, ok = c.Distribution(a, s, catalog.Plain)
		if !found && ok {
			c.Err(diag.BadArgument, a.At, "`%s` is a distribution, found `%s`", p.Name, a).WithHelp("`normal(0, 1)`, `-1..1`, …")
			return false
		}
		return ok
	case catalog.Filter:
		out.Synapse, ok = c.SynapseExpr(p.Name, a, s)
		return ok
	case catalog.Word:
		if a.Kind != grammar.String && a.Kind != grammar.Name {
			c.Err(diag.BadArgument, a.At, "`%s` is a word, found `%s`", p.Name, a)
			return false
		}
		if w := meant.Find(a.Text); w != nil {
			c.Meant(c.Err(diag.BadArgument, a.At, "`%s` is %s", p.Name, p.Doc), a.At, a.Text, []string{w.Here}, "")
			return false
		}
		out.Word = a.Text
		return true
	case catalog.Matrix:
		return c.rows(&out.Rows, a, s)
	case catalog.Points:
		return c.point(&out.Rows, a, s)
	}
	c.LastArguments("`"+p.Name+"`", []*grammar.Expr{a}, s)
	return c.Argument(params, p.Name, a, s, out.Num)
}

// rows reads a matrix, or a file whose first axis counts the rows.
func (c *Resolver) rows(out *processes.Rows, e *grammar.Expr, s *outline.Scope) (ok bool) {
	e, s = c.Deref(e, s)
	if file, _ := values.NpyFile(e); file != nil {
		e = file
	}
	if e.Kind == grammar.String {
		out.Data, out.N, out.Cols, ok = c.ReadArray(e.Text, e.At)
		return ok
	}
	v, ok := c.Constant(e, s)
	if !ok {
		return false
	}
	if !v.Vec || len(v.List) == 0 {
		c.Err(diag.BadArgument, e.At, "expected a matrix or a file, found `%s`", e).WithHelp("`[[0, 1], [1, 0]]`, or `npy(\"inputs.npy\")`")
		return false
	}
	for _, row := range v.List {
		data, ok := c.Numbers(row, "an input", catalog.Plain)
		if !ok {
			return false
		}
		if out.N > 0 && len(data) != out.Cols {
			c.Err(diag.SizeMismatch, e.At, "the rows have different lengths")
			return false
		}
		out.Data, out.Cols = append(out.Data, data...), len(data)
		out.N++
	}
	return true
}

// point reads [time, value…]; a value may be a vector of its own.
func (c *Resolver) point(out *processes.Rows, e *grammar.Expr, s *outline.Scope) bool {
	v, ok := c.Constant(e, s)
	if !ok {
		return false
	}
	if !v.Vec || len(v.List) < 2 {
		c.Err(diag.BadArgument, e.At, "expected a time and a value, found `%s`", e).WithHelp("`[1s, 0.5]`, or `[1s, 0.5, -0.5]` for two dimensions")
		return false
	}
	at := v.List[0]
	if !at.At.Start.IsValid() { // computed, not written
		at.At = e.At
	}
	t, ok := c.Scalar(at, "the first number of a point", catalog.Time)
	if !ok {
		return false
	}
	var row []float64
	for _, x := range v.List[1:] {
		x.At = e.At
		data, ok := c.Numbers(x, "a value", catalog.Plain)
		if !ok {
			return false
		}
		row = append(row, data...)
	}
	if out.N > 0 && len(row) != out.Cols {
		c.Err(diag.SizeMismatch, e.At, "this point has %d values, the one before %d", len(row), out.Cols)
		return false
	}
	out.Times, out.Data, out.Cols = append(out.Times, t), append(out.Data, row...), len(row)
	out.N++
	return true
}
