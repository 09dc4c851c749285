package expressions

import (
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
)

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
	if !v.Vec || v.Len() == 0 {
		c.Err(diag.BadArgument, e.At, "expected a matrix or a file, found `%s`", e).WithHelp("`[[0, 1], [1, 0]]`, or `npy(\"inputs.npy\")`")
		return false
	}
	for _, row := range v.Elements() {
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
	if !v.Vec || v.Len() < 2 {
		c.Err(diag.BadArgument, e.At, "expected a time and a value, found `%s`", e).
			WithHelp("`[1s, 0.5]`, or `[1s, 0.5, -0.5]` for two dimensions")
		return false
	}
	at := v.Element(0)
	if !at.At.IsValid() { // computed, not written
		at.At = e.At
	}
	t, ok := c.Scalar(at, "the first number of a point", catalog.Time)
	if !ok {
		return false
	}
	var row []float64
	for _, x := range v.Elements()[1:] {
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
