package learning

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/objects"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/synapses"
)

// ofErrors are the options that say something of an error, which not every rule has.
var ofErrors = []string{"error", "compat"}

// takesError refuses the error of a rule that learns without one.
func (c *Rules) takesError(kind *rules.Rule, st *grammar.Learn) bool {
	if st.Error == nil || kind.NeedsError {
		return true
	}
	var supervised []string
	for _, r := range rules.Table {
		if r.NeedsError {
			supervised = append(supervised, "`"+r.Name+"`")
		}
	}
	at := st.ErrorName.Name.At.Union(st.Error.At)
	c.Err(diag.BadArgument, at, "the rule `%s` learns without an error", kind.Name).
		WithHelp("delete `%s = %s`; by an error learn %s", st.ErrorName.Name, st.Error, strings.Join(supervised, ", ")).WithFix(diag.Delete(at))
	return false
}

// takesOptions refuses options that other rules have.
func (c *Rules) takesOptions(kind *rules.Rule, o *values.Options) bool {
	for _, name := range slices.Sorted(maps.Keys(o.ByName)) {
		var owners []*rules.Rule
		for _, r := range rules.Table {
			if r.Takes(name) {
				owners = append(owners, r)
			}
		}
		lacks := len(owners) > 0 && !kind.Takes(name) || slices.Contains(ofErrors, name) && !kind.NeedsError
		opt := o.ByName[name]
		if opt.Fallback || !lacks {
			continue
		}
		d := c.Err(diag.UnknownOption, opt.NameAt, "the rule `%s` has no option `%s`", kind.Name, name)
		for _, r := range owners {
			d.WithHelp("`%s` belongs to `%s`", name, r.Name)
		}
		return false
	}
	return true
}

// ruleOptions reads the options of a rule: those of every rule, then those of its own.
func (c *Rules) ruleOptions(r *model.Rule, o *values.Options) bool {
	return c.rate(r, o) && c.compatibility(r, o) && c.keepsSigns(r, o) && c.ownOptions(r, o) && c.gate(r, o) && c.bounds(r, o)
}

// rate reads the learning rate, which may change while the model runs.
func (c *Rules) rate(r *model.Rule, o *values.Options) bool {
	rate, _ := r.Kind.Option(rules.Rate)
	r.Rate = code.Number(rate.Default)
	opt, given := o.Get(rules.Rate)
	if !given {
		return true
	}
	ok := false
	c.Freely(func() { ok = c.givenRate(r, opt, o) })
	return ok
}

// givenRate reads the option `rate`.
func (c *Rules) givenRate(r *model.Rule, opt values.Option, o *values.Options) bool {
	v, ok := o.Number(rules.Rate, catalog.Plain, 0)
	if !ok {
		return false
	}
	if v < 0 {
		d := c.Err(diag.OutOfRange, opt.Value.At, "`rate` must not be negative, got %g", v)
		if r.Kind.NeedsError {
			d.WithHelp("the sign belongs into the error: actual − target")
		} else {
			d.WithHelp("`rate 0` turns the rule off")
		}
		return false
	}
	x, ok := c.InRate().Expr(opt.Value, opt.In)
	if !ok {
		return false
	}
	r.Rate = x.Elements[0]
	return true
}

// compatibility reads whose formula a rule follows where Nengo's is another.
func (c *Rules) compatibility(r *model.Rule, o *values.Options) bool {
	word, ok := o.Word("compat", "nefc", "nengo", "nefc")
	r.Compat = word == "nengo"
	return ok
}

// keepsSigns reads whether a rule keeps the signs of weights: the default where
// the presynaptic neurons have signs.
func (c *Rules) keepsSigns(r *model.Rule, o *values.Options) bool {
	word, ok := o.Word("keep", "", "dale", "none")
	if !ok {
		return false
	}
	conn := r.Connection
	signs := (conn.Full || conn.OntoNeurons) && conn.Pre.Signed() != nil
	if conn.Full && conn.Weights != nil && conn.Weights.Table != nil && conn.Weights.Table.Signs != nil {
		signs = true
	}
	opt, _ := o.Get("keep")
	conductances := conn.Full && (conn.Post.Magnitudes() || takesConductances(conn.Post))
	signs = signs || conductances
	switch {
	case word == "none" && conductances && !opt.Fallback:
		c.Err(diag.SignsKept, opt.Span(), "`%s` ends in conductances, of which none is below 0: its weights keep their signs", conn.Name).
			WithFix(diag.Delete(opt.Span()))
		return false
	case word == "none" && r.Kind.Events != nil && !opt.Fallback:
		c.Err(diag.SignsKept, opt.Span(), "`%s` changes magnitudes: weights keep their signs whatever it does", r.Kind.Name).
			WithFix(diag.Delete(opt.Span()))
		return false
	case word == "dale" && !signs && !opt.Fallback:
		c.Err(diag.NothingToSolve, opt.Span(), "`keep dale`: the neurons that feed `%s` have no signs to keep", conn.Name).
			WithHelp("`ensemble %s … dale 0.7` gives them signs", conn.Pre.Sources()[0].Name)
		return false
	case conductances && r.Compat:
		compat, _ := o.Get("compat")
		c.Err(diag.DaleClash, compat.Span(), "`compat nengo` cannot keep signs, and `%s` ends in conductances, of which none is below 0", conn.Name).
			WithFix(diag.Delete(compat.Span()))
		return false
	case word == "dale" && r.Compat:
		compat, _ := o.Get("compat")
		c.Err(diag.DaleClash, opt.Span(), "`compat nengo` cannot keep signs: Nengo has no Dale's principle").
			WithHelp("delete one of the two").WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(compat.Span()))
		return false
	}
	r.KeepDale = conductances || signs && word != "none" && !r.Compat
	if r.Kind.Events != nil {
		r.KeepDale = signs && conn.Post.Port == "" // other inputs take magnitudes
	}
	return true
}

// ownOptions reads what a rule declares in its entry. Rules whose lines say nothing of
// it share one set of defaults.
func (c *Rules) ownOptions(r *model.Rule, o *values.Options) bool {
	said := slices.ContainsFunc(r.Kind.Options, func(p catalog.Param) bool { return isOwn(p) && o.Has(p.Name) })
	if d := c.defaults[r.Kind]; d != nil && !said {
		r.Filters, r.Numbers = d.Filters, d.Numbers
		return true
	}
	r.Filters, r.Numbers = map[string]synapses.Synapse{}, catalog.Values{}
	for _, p := range r.Kind.Options {
		if isOwn(p) && !c.ownOption(r, p, o) {
			return false
		}
	}
	if !said {
		c.defaults[r.Kind] = r
	}
	return true
}

// isOwn reports an option of a rule that is kept as it is: the rate is an expression,
// and the filter of the error belongs to its wire.
func isOwn(p catalog.Param) bool { return p.Name != rules.Rate && p.Name != rules.ErrorFilter }

// ownOption reads a filter or a number, as the rule declares it.
func (c *Rules) ownOption(r *model.Rule, p catalog.Param, o *values.Options) (ok bool) {
	if p.Kind == catalog.Filter {
		fallback, like := r.Filters[p.Like]
		if !like {
			fallback = filterOf(r.Kind, p.Name)
		}
		r.Filters[p.Name], ok = c.Synapse(o, p.Name, fallback)
		return ok
	}
	if p.Words != nil {
		word, ok := o.Word(p.Name, p.DefaultText(), p.Words...)
		r.Numbers[p.Name] = float64(slices.Index(p.Words, word))
		return ok
	}
	v, ok := o.Number(p.Name, p.Unit, p.Default)
	if opt, given := o.Get(p.Name); !ok || given && !c.InRange(p, v, opt.Value.At) {
		return false
	}
	r.Numbers[p.Name] = v
	return true
}

// filterOf is the filter that holds where an option of a rule is left out.
func filterOf(kind *rules.Rule, option string) synapses.Synapse {
	if p, ok := kind.Option(option); ok {
		return synapses.Lowpass{Tau: p.Default}
	}
	return objects.DefaultSynapse
}

// gate makes a node of `when`, an exact expression that multiplies the change.
func (c *Rules) gate(r *model.Rule, o *values.Options) bool {
	opt, ok := o.Get("when")
	if !ok {
		return true
	}
	n := &model.Node{Name: r.Connection.Name + "." + r.Name + ".when", Role: "gate", At: opt.Value.At, Seed: c.Model.Seed}
	d := &outline.Decl{Kind: outline.Object, At: opt.Value.At, In: opt.In}
	if !c.ValueNode(d, n, opt.Value, objects.DefaultSynapse) {
		return false
	}
	if n.Dims != 1 {
		c.Err(diag.SizeMismatch, opt.Value.At, "a gate is one number, `%s` has %d", opt.Value, n.Dims)
		return false
	}
	r.When = n
	c.Model.Nodes = append(c.Model.Nodes, n)
	return true
}

// bounds reads min and max, which every weight is kept between.
func (c *Rules) bounds(r *model.Rule, o *values.Options) bool {
	for i, bound := range []**float64{&r.Min, &r.Max} {
		name := []string{"min", "max"}[i]
		if !o.Has(name) {
			continue
		}
		opt, _ := o.Get(name)
		unit, ok := c.WeightUnit(r.Connection, opt.Value, opt.In)
		if !ok {
			return false
		}
		v, ok := o.Number(name, unit, 0)
		if !ok {
			return false
		}
		*bound = &v
	}
	if r.Kind.Events != nil && !c.magnitudes(r, o) {
		return false
	}
	if r.Min != nil && r.Max != nil && *r.Min > *r.Max {
		opt, _ := o.Get("max")
		c.Err(diag.BackwardInterval, opt.Value.At, "`max` %g is below `min` %g", *r.Max, *r.Min)
		return false
	}
	return true
}
