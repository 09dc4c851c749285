package check

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/synapses"
)

// isInTime reports the functions that only a node's expression may call,
// because they know the time: processes, files, delays and filters.
func isInTime(name string) bool {
	_, process := processes.Find(name)
	_, synapse := synapses.Table.Find(name)
	return process || synapse || name == "delay" || name == "npy" || name == "csv"
}

// callInTime splits a call of a function that knows the time; a process may be
// named without arguments.
func callInTime(e *grammar.Expr, s *scope) (name string, args []*grammar.Expr, names []string, ok bool) {
	name, args, names, ok = nameAndArgs(e.Strip())
	if !ok || !isInTime(name) || e.Strip().Kind == grammar.Name && s.lookup(name) != nil {
		return "", nil, nil, false
	}
	return name, args, names, true
}

// partInTime makes a node of its own of a part of an expression that knows the
// time, and reads it in the same step. found is false if e is no such part.
func (el *speller) partInTime(e *grammar.Expr, s *scope) (v vector, found, ok bool) {
	name, _, _, found := callInTime(e, s)
	if !found {
		return vector{}, false, false
	}
	n := el.part(name, e.At)
	if !el.inTime(n, e, s) {
		return vector{}, true, false
	}
	el.c.model.Nodes = append(el.c.model.Nodes, n)
	src := el.source(source{node: n, at: e.At})
	v.list = n.Dims > 1
	for i := range n.Dims {
		v.elems = append(v.elems, at(code.Var(src, i), e.At))
	}
	return v, true, true
}

// part declares a node for a part of the expression of el.self.
func (el *speller) part(what string, where diag.Span) *model.Node {
	if el.hidden == nil {
		el.hidden = map[string]int{}
	}
	name := el.self.Name + "." + what
	el.hidden[what]++
	if k := el.hidden[what]; k > 1 {
		name = fmt.Sprintf("%s.%d", name, k)
	}
	return &model.Node{Name: name, Role: "part", At: where, Dims: el.wanted, Seed: el.self.Seed}
}

// inTime makes n what e is, a call of a function that knows the time.
func (el *speller) inTime(n *model.Node, e *grammar.Expr, s *scope) bool {
	c := el.c
	name, args, names, _ := callInTime(e, s)
	if entry, isProcess := processes.Find(name); isProcess {
		a, ok := c.processArguments(&entry, args, names, e.At, s)
		if !ok {
			return false
		}
		made, err := entry.New(a)
		if err != nil {
			c.err(diag.OutOfRange, e.At, "`%s`: %v", name, err)
			return false
		}
		return el.process(n, made, e) && c.choiceFits(a.Dist, name, n.Dims, e.At)
	}
	switch name {
	case "npy", "csv":
		p, ok := c.dataFile(name, e, args, names, s)
		return ok && el.process(n, processes.Made{Process: p}, e)
	case "delay":
		return el.delayed(n, e, args, names, s)
	}
	return el.passed(n, name, e, args, names, s)
}

// process makes n a process, behind its synapse if it has one.
func (el *speller) process(n *model.Node, p processes.Made, e *grammar.Expr) bool {
	switch size := p.Dims(); {
	case n.Dims == 0:
		n.Dims = max(size, 1)
	case size != 0 && size != n.Dims:
		el.c.err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, size, n.Name, n.Dims)
		return false
	}
	if p.Through == nil {
		n.Kind, n.Process = model.Process, p.Process
		return true
	}
	raw := el.part("unfiltered", e.At)
	raw.Kind, raw.Process, raw.Dims, raw.Seed = model.Process, p.Process, n.Dims, n.Seed
	el.c.model.Nodes = append(el.c.model.Nodes, raw)
	n.Kind, n.Synapse, n.Reads = model.Filtered, p.Through, []*model.Read{{Node: raw, At: e.At}}
	return true
}

// delayed makes n what the first argument was a time or some steps ago.
func (el *speller) delayed(n *model.Node, e *grammar.Expr, args []*grammar.Expr, names []string, s *scope) bool {
	c := el.c
	if len(args) != 2 || names[0] != "" {
		c.err(diag.BadArgument, e.At, "`delay` takes a value and a time").WithHelp("`delay(x, 50ms)`, or `delay(x, steps=7)`")
		return false
	}
	params := []catalog.Param{{Name: "time", Unit: catalog.Time, Check: catalog.Positive}}
	if names[1] == "steps" {
		v, ok := c.constant(args[1], s)
		if ok {
			n.Delay.Steps, ok = c.whole(v, "`steps`", 1)
		}
		n.Kind = model.Delayed
		return ok && el.reads(n, args[0], s)
	}
	c.lastArguments("`delay`", args[1:], s)
	v, ok := c.arguments("delay", params, args[1:], names[1:], e.At, s)
	n.Kind, n.Delay.Time = model.Delayed, v["time"]
	return ok && el.reads(n, args[0], s)
}

// passed makes n the first argument after a synapse, without the delay a
// connection would add.
func (el *speller) passed(n *model.Node, name string, e *grammar.Expr, args []*grammar.Expr, names []string, s *scope) bool {
	if len(args) == 0 || names[0] != "" {
		el.c.err(diag.BadArgument, e.At, "`%s` filters a value: which?", name).WithHelp("`%s(x, 10ms)`", name)
		return false
	}
	rest := &grammar.Expr{Kind: grammar.Call, At: e.At, Args: append([]*grammar.Expr{e.Strip().Args[0]}, args[1:]...), ArgNames: names[1:]}
	syn, ok := el.c.synapseExpr(name, rest, s)
	n.Kind, n.Synapse = model.Filtered, syn
	return ok && el.reads(n, args[0], s)
}

// reads lets n read the value of an expression: a whole node as it is,
// anything else through a node of its own.
func (el *speller) reads(n *model.Node, e *grammar.Expr, s *scope) bool {
	inner := el.c.inNode(el.self, el.wanted, el.synapse)
	inner.hidden = el.hidden
	v, ok := inner.expr(e, s)
	if !ok {
		return false
	}
	el.hidden, el.readsSelf = inner.hidden, el.readsSelf || inner.readsSelf
	if n.Dims == 0 || len(v.elems) != 1 {
		if n.Dims != 0 && n.Dims != len(v.elems) {
			el.c.err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, len(v.elems), n.Name, n.Dims)
			return false
		}
		n.Dims = len(v.elems)
	}
	for len(v.elems) < n.Dims {
		v.elems = append(v.elems, v.elems[0])
	}
	if len(inner.sources) == 1 && inner.sources[0].node != nil && inner.sources[0].node != el.self && isWhole(v, inner.sources[0].size()) {
		n.Reads = []*model.Read{{Node: inner.sources[0].node, At: e.At}}
		return true
	}
	in := el.part("in", e.At)
	in.Dims = n.Dims
	inner.computes(in, v)
	el.c.model.Nodes = append(el.c.model.Nodes, in)
	n.Reads = []*model.Read{{Node: in, At: e.At}}
	return true
}

// isWhole reports a vector that is all elements of source 0 in order.
func isWhole(v vector, size int) bool {
	for i, e := range v.elems {
		if e.Kind != code.Input || e.Index != i {
			return false
		}
	}
	return len(v.elems) == size
}

// processArguments matches the arguments of a process by place, name and kind.
func (c *checker) processArguments(entry *processes.Entry, args []*grammar.Expr, names []string, at diag.Span, s *scope) (processes.Args, bool) {
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
			c.badArgument(entry.Name, name, known, a.At)
			ok = false
			continue
		}
		p := entry.Params[k]
		if p.Kind == catalog.Points {
			given[name] = true // each is one more
		} else {
			ok = !c.givenTwice(given, name, a.At) && ok
		}
		ok = c.processArgument(&out, entry.Params, p, a, s) && ok
	}
	for _, p := range entry.Params {
		if p.Required && !given[p.Name] {
			c.err(diag.BadArgument, at, "`%s` needs a value for `%s`", entry.Name, p.Name).WithNote("%s: %s", entry.Name, entry.Doc)
			return out, false
		}
	}
	return out, ok
}

func (c *checker) processArgument(out *processes.Args, params []catalog.Param, p catalog.Param, a *grammar.Expr, s *scope) (ok bool) {
	switch p.Kind {
	case catalog.Distribution:
		found := false
		out.Dist, found, ok = c.distribution(a, s, catalog.Plain)
		if !found && ok {
			c.err(diag.BadArgument, a.At, "`%s` is a distribution, found `%s`", p.Name, a).WithHelp("`normal(0, 1)`, `-1..1`, …")
			return false
		}
		return ok
	case catalog.Filter:
		out.Synapse, ok = c.synapseExpr(p.Name, a, s)
		return ok
	case catalog.Word:
		if a.Kind != grammar.String && a.Kind != grammar.Name {
			c.err(diag.BadArgument, a.At, "`%s` is a word, found `%s`", p.Name, a)
			return false
		}
		if w := meant.Find(a.Text); w != nil {
			c.meant(c.err(diag.BadArgument, a.At, "`%s` is %s", p.Name, p.Doc), a.At, a.Text, []string{w.Here}, "")
			return false
		}
		out.Word = a.Text
		return true
	case catalog.Matrix:
		return c.rows(&out.Rows, a, s)
	case catalog.Points:
		return c.point(&out.Rows, a, s)
	}
	c.lastArguments("`"+p.Name+"`", []*grammar.Expr{a}, s)
	return c.argument(params, p.Name, a, s, out.Num)
}

// rows reads a matrix, or a file whose first axis counts the rows.
func (c *checker) rows(out *processes.Rows, e *grammar.Expr, s *scope) (ok bool) {
	e, s = c.deref(e, s)
	if name, args, _, isCall := nameAndArgs(e); isCall && name == "npy" && len(args) == 1 && args[0].Kind == grammar.String {
		e = args[0]
	}
	if e.Kind == grammar.String {
		out.Data, out.N, out.Cols, ok = c.readArray(e.Text, e.At)
		return ok
	}
	v, ok := c.constant(e, s)
	if !ok {
		return false
	}
	if !v.vec || len(v.list) == 0 {
		c.err(diag.BadArgument, e.At, "expected a matrix or a file, found `%s`", e).WithHelp("`[[0, 1], [1, 0]]`, or `npy(\"inputs.npy\")`")
		return false
	}
	for _, row := range v.list {
		data, ok := c.numbers(row, "an input", catalog.Plain)
		if !ok {
			return false
		}
		if out.N > 0 && len(data) != out.Cols {
			c.err(diag.SizeMismatch, e.At, "the rows have different lengths")
			return false
		}
		out.Data, out.Cols = append(out.Data, data...), len(data)
		out.N++
	}
	return true
}

// point reads [time, value…]; a value may be a vector of its own.
func (c *checker) point(out *processes.Rows, e *grammar.Expr, s *scope) bool {
	v, ok := c.constant(e, s)
	if !ok {
		return false
	}
	if !v.vec || len(v.list) < 2 {
		c.err(diag.BadArgument, e.At, "expected a time and a value, found `%s`", e).WithHelp("`[1s, 0.5]`, or `[1s, 0.5, -0.5]` for two dimensions")
		return false
	}
	at := v.list[0]
	if !at.at.Start.IsValid() { // computed, not written
		at.at = e.At
	}
	t, ok := c.scalar(at, "the first number of a point", catalog.Time)
	if !ok {
		return false
	}
	var row []float64
	for _, x := range v.list[1:] {
		x.at = e.At
		data, ok := c.numbers(x, "a value", catalog.Plain)
		if !ok {
			return false
		}
		row = append(row, data...)
	}
	if out.N > 0 && len(row) != out.Cols {
		c.err(diag.SizeMismatch, e.At, "this point has %d values, the one before %d", len(row), out.Cols)
		return false
	}
	out.Times, out.Data, out.Cols = append(out.Times, t), append(out.Data, row...), len(row)
	out.N++
	return true
}
