package check

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// later lists components of the language that come with later versions.
var later = map[string]string{
	"neuron type": "direct",
	"synapse":     "bandpass highpass",
}

// deref follows a name that stands for a constant, such as a template's
// argument, to the expression behind it.
func (c *checker) deref(e *grammar.Expr, s *scope) (*grammar.Expr, *scope) {
	for range 64 {
		name, ok := e.Strip().IsName()
		if !ok {
			return e, s
		}
		d := s.lookup(name)
		if d == nil || d.kind != constDecl || d.num != nil {
			return e, s
		}
		e, s = d.expr, d.in
	}
	return e, s
}

// nameAndArgs splits NAME or NAME(args).
func nameAndArgs(e *grammar.Expr) (name string, args []*grammar.Expr, argNames []string, ok bool) {
	if name, ok = e.IsName(); ok {
		return name, nil, nil, true
	}
	if e.Kind == grammar.Call {
		if name, ok = e.Args[0].IsName(); ok {
			return name, e.Args[1:], e.ArgNames, true
		}
	}
	return "", nil, nil, false
}

// component makes a component of a catalogue from NAME or NAME(arguments).
func component[T any](c *checker, family string, table catalog.Table[T], e *grammar.Expr, s *scope) (T, string, bool) {
	var none T
	e, s = c.deref(e, s)
	name, args, names, ok := nameAndArgs(e)
	if !ok {
		c.err(diag.BadArgument, e.At, "expected a %s, found `%s`", family, e).WithHelp("a %s is one of %s", family, strings.Join(table.Names(), ", "))
		return none, "", false
	}
	entry, ok := table.Find(name)
	if !ok {
		if contains(strings.Fields(later[family]), name) {
			c.notYet(e.At, "the "+family+" `"+name+"`")
			return none, "", false
		}
		d := c.err(diag.UnknownName, e.At, "there is no %s `%s`", family, name)
		if near := diag.Nearest(name, append(table.Names(), strings.Fields(later[family]+" "+overNames(family))...)); near != "" {
			d.WithHelp("did you mean `%s`?", near)
		} else {
			d.WithHelp("a %s is one of %s", family, strings.Join(table.Names(), ", "))
		}
		return none, "", false
	}
	values, ok := c.arguments(name, entry.Params, args, names, e.At, s)
	if !ok {
		return none, "", false
	}
	made, err := entry.New(values)
	if err != nil {
		c.err(diag.OutOfRange, e.At, "`%s`: %v", e, err)
		return none, "", false
	}
	return made, name, true
}

// arguments matches arguments with parameters, by place and by name.
func (c *checker) arguments(of string, params []catalog.Param, args []*grammar.Expr, names []string, at diag.Span, s *scope) (catalog.Values, bool) {
	values, given := catalog.Values{}, map[string]bool{}
	var known []string
	for _, p := range params {
		known = append(known, p.Name)
		values[p.Name] = p.Default
	}
	ok := true
	for i, a := range args {
		name := names[i]
		if name == "" && i < len(params) {
			name = params[i].Name
		}
		if !contains(known, name) {
			c.badArgument(of, name, known, a.At)
			ok = false
			continue
		}
		if given[name] {
			c.err(diag.OptionTwice, a.At, "`%s` is given twice", name)
			ok = false
		}
		given[name] = true
		ok = c.argument(params, name, a, s, values) && ok
	}
	for _, p := range params {
		if p.Required && !given[p.Name] {
			c.err(diag.BadArgument, at, "`%s` needs a value for `%s`", of, p.Name)
			ok = false
		}
	}
	return values, ok
}

func (c *checker) badArgument(of, name string, known []string, at diag.Span) {
	if name == "" {
		c.err(diag.BadArgument, at, "`%s` takes %d arguments", of, len(known)).WithHelp("they are %s", strings.Join(known, ", "))
		return
	}
	d := c.err(diag.BadArgument, at, "`%s` has no argument `%s`; it takes %s", of, name, strings.Join(known, ", "))
	if near := diag.Nearest(name, known); near != "" {
		d.WithHelp("did you mean `%s`?", near)
	}
}

// flag reads yes or no.
func (c *checker) flag(name string, a *grammar.Expr, values catalog.Values) bool {
	w, _ := a.IsName()
	if w != "yes" && w != "no" {
		c.err(diag.BadArgument, a.At, "`%s` is yes or no, found `%s`", name, a)
		return false
	}
	values[name] = map[string]float64{"yes": 1}[w]
	return true
}

func (c *checker) argument(params []catalog.Param, name string, a *grammar.Expr, s *scope, values catalog.Values) bool {
	for _, p := range params {
		if p.Name != name {
			continue
		}
		if p.Kind == catalog.Flag {
			return c.flag(name, a, values)
		}
		v, ok := c.constant(a, s)
		if !ok {
			return false
		}
		x, ok := c.scalar(v, name, p.Unit)
		if !ok {
			return false
		}
		if p.Check != nil {
			if err := p.Check(x); err != nil {
				c.err(diag.OutOfRange, a.At, "`%s` %v, got %g", name, err, x)
				return false
			}
		}
		values[name] = x
	}
	return true
}

func (c *checker) neuronType(o *options) (neurons.Type, bool) {
	opt, ok := o.get("neurons")
	if !ok {
		t, err := neurons.Table[0].New(defaultsOf(neurons.Table[0].Params))
		return t, err == nil
	}
	if !c.noFrom(opt) {
		return nil, false
	}
	return c.neuronExpr(opt.Value, opt.in)
}

// neuronExpr reads a neuron type: NAME(arguments), or one that makes spikes of
// the rates of another: NAME(type, amplitude=1).
func (c *checker) neuronExpr(e *grammar.Expr, s *scope) (neurons.Type, bool) {
	e, s = c.deref(e, s)
	name, args, names, _ := nameAndArgs(e)
	for _, o := range neurons.OverTable {
		if o.Name != name {
			continue
		}
		if len(args) == 0 || names[0] != "" {
			c.err(diag.BadArgument, e.At, "`%s` makes spikes of the rates of another type: which?", name).WithHelp("`%s(lif_rate)`", name)
			return nil, false
		}
		base, ok := c.neuronExpr(args[0], s)
		if !ok {
			return nil, false
		}
		amplitude := []catalog.Param{{Name: "amplitude", Default: 1, Check: catalog.Positive}}
		v, ok := c.arguments(name, amplitude, args[1:], names[1:], e.At, s)
		if !ok {
			return nil, false
		}
		return o.New(base, v["amplitude"]), true
	}
	t, _, ok := component(c, "neuron type", neurons.Table, e, s)
	return t, ok
}

func defaultsOf(params []catalog.Param) catalog.Values {
	v := catalog.Values{}
	for _, p := range params {
		v[p.Name] = p.Default
	}
	return v
}

// synapse reads a synapse option: none, a time constant, or a component.
func (o *options) synapse(name string, fallback synapses.Synapse) (synapses.Synapse, bool) {
	opt, ok := o.byName[name]
	if !ok {
		return fallback, true
	}
	if !o.c.noFrom(opt) {
		return nil, false
	}
	return o.c.synapseExpr(name, opt.Value, opt.in)
}

// synapseExpr reads none, a time constant, or a component.
func (c *checker) synapseExpr(name string, e *grammar.Expr, s *scope) (synapses.Synapse, bool) {
	e, s = c.deref(e, s)
	if w, ok := e.IsName(); ok && w == "none" {
		return nil, true
	}
	if n, _, _, ok := nameAndArgs(e); ok {
		if syn, found, ok := c.filterExpr(e, s); found {
			return syn, ok
		}
		_, known := synapses.Table.Find(n)
		if known || contains(strings.Fields(later["synapse"]), n) || e.Kind == grammar.Call || s.lookup(n) == nil {
			syn, _, ok := component(c, "synapse", synapses.Table, e, s)
			return syn, ok
		}
	}
	v, ok := c.constant(e, s)
	if !ok {
		return nil, false
	}
	tau, ok := c.scalar(v, name, catalog.Time)
	if !ok {
		return nil, false
	}
	if tau < 0 {
		c.err(diag.OutOfRange, e.At, "`%s` must not be negative", name)
		return nil, false
	}
	return synapses.Lowpass{Tau: tau}, true
}

func (c *checker) solver(opt option) (solvers.Solver, string, bool) {
	if !c.noFrom(opt) {
		return nil, "", false
	}
	return component(c, "solver", solvers.Table, opt.Value, opt.in)
}

// distribution reads lo..hi, a component, or choice([…]); ok is false after a
// diagnostic, and found is false if e is no distribution at all.
func (c *checker) distribution(e *grammar.Expr, s *scope, unit catalog.Unit) (d dists.Dist, found, ok bool) {
	e, s = c.deref(e, s)
	if e = e.Strip(); e.Kind == grammar.Binary && e.Text == ".." {
		d, ok = c.interval(e, s, unit)
		return d, true, ok
	}
	name, args, names, isCall := nameAndArgs(e)
	if !isCall || e.Kind == grammar.Name && s.lookup(name) != nil {
		return nil, false, true
	}
	switch name {
	case "sphere", "ball":
		d, ok = c.hypersphere(name, e, args, names, s)
		return d, true, ok
	case "choice":
		d, ok = c.choice(e, args, names, s, unit)
		return d, true, ok
	case "pdf":
		d, ok = c.pdf(e, args, s, unit)
		return d, true, ok
	}
	if _, known := dists.Table.Find(name); !known {
		return nil, false, true
	}
	d, _, ok = component(c, "distribution", dists.Table, e, s)
	return d, true, ok
}

func (c *checker) interval(e *grammar.Expr, s *scope, unit catalog.Unit) (dists.Dist, bool) {
	a, okA := c.constant(e.Args[0], s)
	b, okB := c.constant(e.Args[1], s)
	if !okA || !okB {
		return nil, false
	}
	if a.unit == catalog.Plain && unit == b.unit {
		a.unit = b.unit // 200..400Hz
	}
	lo, okA := c.scalar(a, "the interval", unit)
	hi, okB := c.scalar(b, "the interval", unit)
	if !okA || !okB {
		return nil, false
	}
	if lo > hi {
		c.err(diag.BackwardInterval, e.At, "the interval `%s` runs backwards", e).WithHelp("`%s..%s`", e.Args[1], e.Args[0])
		return nil, false
	}
	return dists.Uniform{Lo: lo, Hi: hi}, true
}

// hypersphere reads sphere(base=…) and ball(min_magnitude=0.5, base=…).
func (c *checker) hypersphere(name string, e *grammar.Expr, args []*grammar.Expr, names []string, s *scope) (dists.Dist, bool) {
	d := dists.ScatteredHypersphere{Surface: name == "sphere"}
	known := []string{"base"}
	if !d.Surface {
		known = []string{"min_magnitude", "base"}
	}
	for i, a := range args {
		switch n := names[i]; {
		case n == "base":
			base, found, ok := c.distribution(a, s, catalog.Plain)
			if !ok {
				return nil, false
			}
			scalar, isScalar := base.(dists.Scalar)
			if !found || !isScalar {
				c.err(diag.BadArgument, a.At, "`base` is a distribution of numbers from 0 to 1, found `%s`", a).WithHelp("`base=0..1`")
				return nil, false
			}
			if lo, hi := scalar.Bounds(); lo < 0 || hi > 1 {
				c.err(diag.OutOfRange, a.At, "`base` lies in 0..1, `%s` does not", a)
				return nil, false
			}
			d.Base = scalar
		case !d.Surface && (n == "min_magnitude" || n == "" && i == 0):
			v, ok := c.arguments(name, []catalog.Param{dists.MinMagnitude}, args[i:i+1], names[i:i+1], e.At, s)
			if !ok {
				return nil, false
			}
			d.MinMagnitude = v["min_magnitude"]
		default:
			c.badArgument(name, n, known, a.At)
			return nil, false
		}
	}
	return d, true
}

// pdf reads pdf(x, p), two lists.
func (c *checker) pdf(e *grammar.Expr, args []*grammar.Expr, s *scope, unit catalog.Unit) (dists.Dist, bool) {
	if len(args) != 2 {
		c.err(diag.BadArgument, e.At, "`pdf` takes points and their probabilities").WithHelp("`pdf([0, 1, 2], [0.2, 0.5, 0.3])`")
		return nil, false
	}
	var lists [2][]float64
	for i, a := range args {
		v, ok := c.constant(a, s)
		if !ok {
			return nil, false
		}
		if i == 1 {
			unit = catalog.Plain
		}
		if lists[i], ok = c.numbers(v, "pdf", unit); !ok {
			return nil, false
		}
	}
	d, err := dists.NewPDF(lists[0], lists[1])
	if err != nil {
		c.err(diag.OutOfRange, e.At, "`pdf`: %v", err)
		return nil, false
	}
	return d, true
}

// choice reads choice([…], weights=[…]).
func (c *checker) choice(e *grammar.Expr, args []*grammar.Expr, names []string, s *scope, unit catalog.Unit) (dists.Dist, bool) {
	weighted := len(args) == 2 && (names[1] == "weights" || names[1] == "")
	if len(args) != 1 && !weighted {
		c.err(diag.BadArgument, e.At, "`choice` takes one list, as in `choice([1, -1])`")
		return nil, false
	}
	v, ok := c.constant(args[0], s)
	if !ok {
		return nil, false
	}
	if !v.vec || len(v.list) == 0 {
		c.err(diag.BadArgument, args[0].At, "`choice` takes a list, as in `choice([1, -1])`")
		return nil, false
	}
	var rows [][]float64
	for _, x := range v.list {
		row, ok := c.numbers(x, "choice", unit)
		if !ok || len(row) == 0 || len(rows) > 0 && len(row) != len(rows[0]) {
			if ok {
				c.err(diag.SizeMismatch, args[0].At, "the elements of `choice` have different sizes")
			}
			return nil, false
		}
		rows = append(rows, row)
	}
	out := dists.Choice{Rows: rows}
	if !weighted {
		return out, true
	}
	w, ok := c.constant(args[1], s)
	if !ok {
		return nil, false
	}
	if out.Weights, ok = c.numbers(w, "weights", catalog.Plain); !ok {
		return nil, false
	}
	if len(out.Weights) != len(rows) || slices.Min(out.Weights) < 0 || slices.Max(out.Weights) <= 0 {
		c.err(diag.OutOfRange, args[1].At, "`weights` holds a share for each of the %d elements, none negative", len(rows))
		return nil, false
	}
	return out, true
}

// numbers flattens a value into numbers of one class of unit.
func (c *checker) numbers(v value, what string, unit catalog.Unit) ([]float64, bool) {
	if !v.vec {
		x, ok := c.scalar(v, what, unit)
		return []float64{x}, ok
	}
	var out []float64
	for _, e := range v.list {
		e.at = v.at
		x, ok := c.numbers(e, what, unit)
		if !ok {
			return nil, false
		}
		out = append(out, x...)
	}
	return out, true
}

// overNames lists the neuron types that build on another.
func overNames(family string) string {
	out := ""
	if family == "neuron type" {
		for _, o := range neurons.OverTable {
			out += " " + o.Name
		}
	}
	return out
}
