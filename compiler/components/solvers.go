package components

import (
	"fmt"

	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/solvers"
)

// Solver reads a solver, and its name.
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
