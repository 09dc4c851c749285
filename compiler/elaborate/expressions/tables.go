package expressions

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// tableCall spells out table("f.csv"), a function of x, or table("f.csv", e), of
// an expression: straight lines between the rows of a file. The first column is
// the argument; the others are the elements of the value, or one of them with
// column="y".
func (el *Speller) tableCall(e *grammar.Expr, s *outline.Scope) (Vector, bool) {
	c := el.c
	args, names := e.Args[1:], e.ArgNames
	if len(args) == 0 || args[0].Kind != grammar.String || names[0] != "" {
		c.Err(diag.BadArgument, e.At, "`table` takes a .csv file in quotes first").
			WithHelp("`table(\"f.csv\")` is a function of x, `table(\"f.csv\", t)` of t")
		return Vector{}, false
	}
	column, argument, ok := el.tableArguments(e, s)
	if !ok {
		return Vector{}, false
	}
	if argument == nil {
		c.Err(diag.BadArgument, e.At, "a function of what?").WithHelp("`table(%s, t)`", args[0])
		return Vector{}, false
	}
	if len(argument.Elements) != 1 {
		c.Err(diag.SizeMismatch, e.At, "a table is a function of one number, not of %d", len(argument.Elements)).
			WithHelp("pick one: `table(%s, x[0])`", args[0])
		return Vector{}, false
	}
	fns, ok := c.tableFunctions(args[0], column)
	if !ok {
		return Vector{}, false
	}
	out := Vector{List: len(fns) > 1}
	for _, fn := range fns {
		out.Elements = append(out.Elements, code.NewCall(fn, argument.Elements, e.At))
	}
	return out, true
}

// tableArguments reads what stands behind the file of a table: which column is meant, ""
// for all, and of what it is a function, x if nothing is written; nil where there is none.
func (el *Speller) tableArguments(e *grammar.Expr, s *outline.Scope) (column string, argument *Vector, ok bool) {
	c := el.c
	args, names := e.Args[1:], e.ArgNames
	argument = el.x
	given := map[string]bool{}
	for i, a := range args[1:] {
		if c.GivenTwice(given, names[i+1], a.At) {
			return "", nil, false
		}
		switch {
		case names[i+1] == "column" && a.Kind == grammar.String:
			column = a.Text
		case names[i+1] == "column":
			c.Err(diag.BadArgument, a.At, "`column` is a name in quotes, found `%s`", a)
			return "", nil, false
		case names[i+1] == "" && i == 0:
			v, ok := el.Expr(a, s)
			if !ok {
				return "", nil, false
			}
			argument = &v
		default:
			c.BadArgument("table", names[i+1], []string{"file", "argument", "column"}, a.At)
			return "", nil, false
		}
	}
	return column, argument, true
}

// tableFunctions makes a function of each column behind the first, or of the
// one asked for.
func (c *Resolver) tableFunctions(file *grammar.Expr, column string) ([]*functions.Func, bool) {
	f, ok := c.OpenCSV(file.Text, file.At)
	if !ok {
		return nil, false
	}
	defer f.Close()
	names := f.Names
	if column != "" {
		names = []string{f.Names[0], column}
	}
	columns, err := f.Columns(names...)
	if err != nil {
		c.FileError(diag.DataFile, file.Text, err, file.At)
		return nil, false
	}
	x := columns[0]
	if len(x.Data) == 0 || len(columns) == 1 {
		c.Err(diag.DataFile, file.At, "%s has %d rows and %d columns; a table needs an argument and a value", file, len(x.Data), len(f.Names))
		return nil, false
	}
	if !c.Increasing(x, file.Text, file.At) {
		return nil, false
	}
	var out []*functions.Func
	for _, y := range columns[1:] {
		out = append(out, functions.Interpolated(fmt.Sprintf("table %s %s", file.Text, y.Name), x.Data, y.Data))
	}
	return out, true
}
