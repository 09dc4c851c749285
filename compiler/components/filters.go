package components

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/synapses"
)

// withMethod is a synapse that can be discretised in several ways.
type withMethod interface {
	WithMethod(method string) synapses.Synapse
}

// filterExpr reads the synapses whose arguments are not all numbers:
// tf(num, den, method="…", analog=no), and lowpass or alpha with a method.
// found is false if e is none of them.
func (c *Components) filterExpr(e *grammar.Expr, s *outline.Scope) (syn synapses.Synapse, found, ok bool) {
	name, args, names, _ := values.NameAndArgs(e)
	if name == "tf" {
		syn, ok = c.transferFunction(e, args, names, s)
		return syn, true, ok
	}
	for i, n := range names {
		if n != "method" || name != "lowpass" && name != "alpha" {
			continue
		}
		rest := &grammar.Expr{Kind: grammar.Call, At: e.At, Args: append([]*grammar.Expr{e.Args[0]}, remove(args, i)...), ArgNames: remove(names, i)}
		base, _, ok := component(c, "synapse", synapses.Table, rest, s)
		if !ok {
			return nil, true, false
		}
		method, ok := c.method(args[i])
		if !ok || method == "zoh" {
			return base, true, ok
		}
		return base.(withMethod).WithMethod(method), true, true
	}
	return nil, false, true
}

// remove is a list without its element i.
func remove[T any](list []T, i int) []T {
	return append(list[:i:i], list[i+1:]...)
}

// method reads how a filter is discretised.
func (c *Components) method(e *grammar.Expr) (string, bool) {
	if _, ok := synapses.Methods[e.Text]; ok && e.Kind == grammar.String {
		return e.Text, true
	}
	c.Err(diag.BadArgument, e.At, "the method is \"zoh\", \"bilinear\", \"euler\" or \"backward_diff\", not `%s`", e)
	return "", false
}

// transferFunction reads tf(num, den, method="zoh", analog=yes).
func (c *Components) transferFunction(e *grammar.Expr, args []*grammar.Expr, names []string, s *outline.Scope) (synapses.Synapse, bool) {
	var num, den []float64
	method, analog := "", true
	given := map[string]bool{}
	for i, a := range args {
		name := names[i]
		if name == "" && i < 2 {
			name = []string{"num", "den"}[i]
		}
		if c.GivenTwice(given, name, a.At) {
			return nil, false
		}
		ok := true
		switch name {
		case "num":
			num, ok = c.coefficientList(a, s)
		case "den":
			den, ok = c.coefficientList(a, s)
		case "method":
			method, ok = c.method(a)
		case "analog":
			w, _ := a.IsName()
			if ok = w == "yes" || w == "no"; !ok {
				c.Err(diag.BadArgument, a.At, "`analog` is yes or no, found `%s`", a)
			}
			analog = w == "yes"
		default:
			c.BadArgument("tf", name, []string{"num", "den", "method", "analog"}, a.At)
			ok = false
		}
		if !ok {
			return nil, false
		}
	}
	f, err := synapses.NewLinearFilter(num, den, method, analog)
	if err != nil {
		c.Err(diag.OutOfRange, e.At, "`%s`: %v", e, err).WithHelp("`tf([1], [0.1, 1])` is a lowpass of 100 ms, highest power first")
		return nil, false
	}
	return f, true
}

// coefficientList reads the coefficients of a polynomial.
func (c *Components) coefficientList(e *grammar.Expr, s *outline.Scope) ([]float64, bool) {
	return c.NumbersOf(e, s, "a coefficient", catalog.Plain)
}
