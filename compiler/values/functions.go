package values

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/synapses"
)

// constCall calls a function of the language: of numbers, or of matrices.
func (c *Evaluator) constCall(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	name, _ := e.Args[0].IsName()
	if file, _ := NpyFile(e); file != nil {
		return c.fileConstant(file.Text, file.At)
	}
	if IsInTime(name) || elsewhere[name] != "" {
		c.UnknownFunction(e.Args[0])
		return Value{}, false
	}
	if v, found, ok := c.MatrixCall(name, e, s); found {
		return v, ok
	}
	var args []Value
	for _, a := range e.Args[1:] {
		v, ok := c.Constant(a, s)
		if !ok {
			return Value{}, false
		}
		args = append(args, v)
	}
	fn := functions.Find(name)
	if fn == nil {
		c.UnknownFunction(e.Args[0])
		return Value{}, false
	}
	return c.apply(fn, e, args)
}

// apply calls a function for each element of its arguments.
func (c *Evaluator) apply(fn *functions.Func, e *grammar.Expr, args []Value) (Value, bool) {
	if len(args) != fn.Arity() {
		c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", fn.Name, report.Arguments(fn.Arity()), len(args))
		return Value{}, false
	}
	return c.combine(e, e.Args[1:], args, func(x []Value) (Value, bool) {
		if fn.F2 == nil {
			return c.finite(e, Value{Num: fn.F1(x[0].Num), Unit: unitOf(fn.Name, x[0])})
		}
		if x[0].Unit != x[1].Unit {
			c.Err(diag.MixedUnits, e.At, "cannot compare a %s and a %s", x[0].Unit, x[1].Unit)
			return Value{}, false
		}
		return c.finite(e, Value{Num: fn.F2(x[0].Num, x[1].Num), Unit: unitOf(fn.Name, x[0])})
	})
}

// keepsUnit are the functions and analyses whose value is of the unit of their arguments.
var keepsUnit = map[string]bool{"abs": true, "min": true, "max": true, "mod": true, "round": true, "mean": true, "median": true}

// unitOf is the unit of a function's value.
func unitOf(function string, x Value) catalog.Unit {
	if keepsUnit[function] {
		return x.Unit
	}
	return catalog.Plain
}

// elsewhere says where calls belong that are no functions of numbers.
var elsewhere = map[string]string{"table": "a `function`, a wire or a `node`", "coo": "a `transform`", "conv": "a `transform`",
	"conv_transpose": "a `transform`"}

// ofSamples are analyses, and the functions that say the same of a value.
var ofSamples = map[string]string{"length": "norm", "similarity": "dot"}

// FileArguments are the functions that read rows of a file in time, and what each takes
// behind the file.
var FileArguments = map[string][]string{"csv": {"column", "hold", "interpolate"}, "npy": {"hold"}}

// External is the function whose value somebody outside computes.
const External = "external"

// IsInTime reports the functions that only a node's expression may call,
// because they know the time: processes, files, delays, filters, and what is outside.
func IsInTime(name string) bool {
	_, process := processes.Find(name)
	_, synapse := synapses.Table.Find(name)
	_, file := FileArguments[name]
	return process || synapse || file || name == "delay" || name == External
}

// UnknownFunction reports a call of something that is no function.
func (c *Evaluator) UnknownFunction(name *grammar.Expr) {
	if IsInTime(name.String()) {
		c.Err(diag.BadArgument, name.At, "`%s` knows the time and belongs in a `node`", name).
			WithHelp("`node n = %s(…)`, then use `n`", name)
		return
	}
	if _, ok := dists.Table.Find(name.String()); ok {
		c.Err(diag.BadArgument, name.At, "`%s` is a distribution and stands alone: it has no value to compute with", name)
		return
	}
	if where := elsewhere[name.String()]; where != "" {
		c.Err(diag.BadArgument, name.At, "`%s` belongs in %s", name, where)
		return
	}
	d := c.Err(diag.UnknownName, name.At, "there is no function `%s`", name)
	if other := ofSamples[name.String()]; other != "" {
		d.WithNote("`%s` is about what was recorded", name).WithFix(diag.Replace(name.At, other).Maybe())
		return
	}
	names := functions.Names()
	if bare, ok := report.ForeignName(name); ok && slices.Contains(names, bare) {
		d.WithHelp("functions stand alone: `%s`", bare).WithFix(diag.Replace(name.At, bare))
	} else {
		c.Meant(d, name.At, bare, slices.Concat(names, processes.Names(), dists.Table.Names(), dists.Written.Names(), synapses.Table.Names()),
			"functions are "+strings.Join(names, " "))
	}
}
