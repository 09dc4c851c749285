package check

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// deref follows a name that stands for a constant, such as a template's
// argument, to the expression behind it.
func (c *checker) deref(e *grammar.Expr, s *scope) (*grammar.Expr, *scope) {
	for range 64 {
		name, ok := e.Strip().IsName()
		if !ok {
			return e, s
		}
		d := s.lookup(name)
		if d == nil || d.kind != constDecl || d.param {
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
	oneOf := "a " + family + " is one of " + strings.Join(table.Names(), ", ")
	called := calledBy(e)
	if bare, foreign := foreignName(called); !ok && foreign {
		name, ok = bare, true
	}
	if !ok {
		c.err(diag.BadArgument, e.At, "expected a %s, found `%s`", family, e).WithHelp("%s", oneOf)
		return none, "", false
	}
	entry, ok := table.Find(name)
	if !ok || called.Kind != grammar.Name {
		d := c.err(diag.UnknownName, called.At, "there is no %s `%s`", family, called)
		c.meant(d, called.At, name, append(table.Names(), strings.Fields(overNames(family))...), oneOf)
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
		if !slices.Contains(known, name) {
			c.badArgument(of, name, known, a.At)
			ok = false
			continue
		}
		ok = !c.givenTwice(given, name, a.At) && ok
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

// givenTwice notes that an argument of that name is there, and refuses a second
// one. Those without a name are told apart by their place.
func (c *checker) givenTwice(given map[string]bool, name string, at diag.Span) bool {
	if name == "" || !given[name] {
		given[name] = true
		return false
	}
	c.err(diag.OptionTwice, at, "`%s` is given twice", name)
	return true
}

// badArgument reports an argument that nothing takes: one too many, or a name that
// is not known, whose place is in front of the value.
func (c *checker) badArgument(of, name string, known []string, value diag.Span) {
	otherwise := ""
	if owners := optionOwners(name); owners != "" {
		otherwise = "`" + name + "` is an option of " + owners
	}
	if d, at := c.wrongArgument(of, name, known, value); name != "" {
		c.meant(d, at, name, known, otherwise)
	}
}

// wrongArgument reports an argument that nothing takes, and says where its name is.
func (c *checker) wrongArgument(of, name string, known []string, value diag.Span) (d *diag.Diagnostic, at diag.Span) {
	if name == "" && len(known) == 0 {
		return c.err(diag.BadArgument, value, "`%s` takes no arguments", of), value
	}
	if name == "" {
		return c.err(diag.BadArgument, value, "`%s` takes %s", of, arguments(len(known))).WithHelp("%s", strings.Join(known, ", ")), value
	}
	at = c.nameBefore(value, name)
	takes := "it takes none"
	if len(known) > 0 {
		takes = "it takes " + strings.Join(known, ", ")
	}
	return c.err(diag.BadArgument, at, "`%s` has no argument `%s`; %s", of, name, takes), at
}

// nameBefore is the place of NAME in NAME = VALUE.
func (c *checker) nameBefore(value diag.Span, name string) diag.Span {
	f := c.files[value.Start.Filename]
	if f == nil {
		return value
	}
	before := strings.TrimRight(f.Source[:value.Start.Offset], " \t")
	before = strings.TrimRight(strings.TrimSuffix(before, "="), " \t")
	if !strings.HasSuffix(before, name) {
		return value // on another line than its value
	}
	end := value.Start
	end.Column -= utf8.RuneCountInString(f.Source[len(before):end.Offset])
	end.Offset = len(before)
	return tail(diag.Span{Start: end, End: end}, name)
}

// flag reads yes or no.
func (c *checker) flag(name string, a *grammar.Expr, values catalog.Values) bool {
	w, _ := a.IsName()
	if w != "yes" && w != "no" {
		c.meant(c.err(diag.BadArgument, a.At, "`%s` is yes or no, found `%s`", name, a), a.At, w, []string{"yes", "no"}, "")
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
		x := v.num
		if !p.Infinite || !math.IsInf(x, 0) {
			if x, ok = c.scalar(v, name, p.Unit); !ok {
				return false
			}
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
		return c.defaultNeurons(), true
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
			d := c.err(diag.BadArgument, e.At, "`%s` makes spikes of the rates of another type: which?", name).WithHelp("`%s(lif_rate)`", name)
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
		v, ok := c.arguments(name, amplitude, args[1:], names[1:], e.At, s)
		if !ok {
			return nil, false
		}
		return o.New(base, v["amplitude"]), true
	}
	t, _, ok := component(c, "neuron type", neurons.Table, e, s)
	return t, ok
}

// synapse reads a synapse option: none, a time constant, or a component.
func (c *checker) synapse(o *options, name string, fallback synapses.Synapse) (synapses.Synapse, bool) {
	opt, ok := o.byName[name]
	if !ok {
		return fallback, true
	}
	if !c.noFrom(opt) {
		return nil, false
	}
	return c.synapseExpr(name, opt.Value, opt.in)
}

// synapseExpr reads none, a time constant, or a component.
func (c *checker) synapseExpr(name string, e *grammar.Expr, s *scope) (synapses.Synapse, bool) {
	e, s = c.deref(e, s)
	if w, ok := e.IsName(); ok && w == "none" {
		return nil, true
	}
	if e.Kind == grammar.Call || e.Kind == grammar.Member {
		if _, foreign := foreignName(calledBy(e)); foreign {
			syn, _, ok := component(c, "synapse", synapses.Table, e, s)
			return syn, ok
		}
	}
	if n, args, _, ok := nameAndArgs(e); ok {
		c.lastArguments("time constant", args, s)
		if syn, found, ok := c.filterExpr(e, s); found {
			return syn, ok
		}
		_, known := synapses.Table.Find(n)
		if known || e.Kind == grammar.Call || s.lookup(n) == nil {
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
	c.lasts("`"+name+"`", tau, e.At)
	return synapses.Lowpass{Tau: tau}, true
}

func (c *checker) solver(opt option) (solvers.Solver, string, bool) {
	if !c.noFrom(opt) {
		return nil, "", false
	}
	if !c.regularisedOutside(opt.Value) {
		return nil, "", false
	}
	return component(c, "solver", solvers.Table, opt.Value, opt.in)
}

// calledBy is NAME of NAME(arguments), or the expression itself.
func calledBy(e *grammar.Expr) *grammar.Expr {
	if e.Kind == grammar.Call {
		return e.Args[0]
	}
	return e
}

// regularisedOutside refuses a regularisation among the arguments of a solver:
// it is an option of the connection, whatever the solver.
func (c *checker) regularisedOutside(e *grammar.Expr) bool {
	if _, known := solvers.Table.Find(calledBy(e).String()); !known {
		return true
	}
	for i, name := range e.ArgNames {
		if name != "reg" && name != "sigma" {
			continue
		}
		d := c.err(diag.BadArgument, e.At, "`%s` is no argument of `%s`, but an option of `connect`", name, e.Args[0])
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
