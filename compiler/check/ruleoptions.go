package check

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/synapses"
)

// common are the options every rule takes.
var common = []string{"on", "keep", "when", "min", "max"}

// takesError refuses the error of a rule that learns without one.
func (c *checker) takesError(kind *rules.Rule, st *grammar.Learn) bool {
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
	c.err(diag.BadArgument, at, "the rule `%s` learns without an error", kind.Name).
		WithHelp("delete `%s = %s`; by an error learn %s", st.ErrorName.Name, st.Error, strings.Join(supervised, ", ")).WithFix(diag.Delete(at))
	return false
}

// ownOptions refuses options that another rule has.
func (c *checker) ownOptions(kind *rules.Rule, o *options) bool {
	for _, name := range sorted(o.byName) {
		opt := o.byName[name]
		errorOnly := name == "error" || name == "compat"
		if opt.fallback || slices.Contains(common, name) || kind.Takes(name) || errorOnly && kind.NeedsError {
			continue
		}
		d := c.err(diag.UnknownOption, opt.NameAt, "the rule `%s` has no option `%s`", kind.Name, name)
		for _, r := range rules.Table {
			if r.Takes(name) {
				d.WithHelp("`%s` belongs to `%s`", name, r.Name)
			}
		}
		return false
	}
	return true
}

// ruleExtras reads what not every rule has: filters of the target's activity,
// beta, a gate, and bounds.
func (c *checker) ruleExtras(r *model.Rule, o *options) bool {
	var ok bool
	if r.Post, ok = o.synapse("post_synapse", r.PreSynapse); !ok {
		return false
	}
	if r.Theta, ok = o.synapse("theta_synapse", synapses.Lowpass{Tau: 1}); !ok {
		return false
	}
	if r.Beta, ok = o.number("beta", catalog.Plain, 1); !ok {
		return false
	}
	return c.gate(r, o) && c.bounds(r, o)
}

// gate makes a node of `when`, an exact expression that multiplies the change.
func (c *checker) gate(r *model.Rule, o *options) bool {
	opt, ok := o.get("when")
	if !ok {
		return true
	}
	n := &model.Node{Name: r.Connection.Name + "." + r.Name + ".when", Role: "gate", At: opt.Value.At, Seed: c.model.Seed}
	d := &decl{kind: objectDecl, at: opt.Value.At, in: opt.in}
	if !c.valueNode(d, n, opt.Value, defaultSynapse) {
		return false
	}
	if n.Dims != 1 {
		c.err(diag.SizeMismatch, opt.Value.At, "a gate is one number, `%s` has %d", opt.Value, n.Dims)
		return false
	}
	r.When = n
	c.model.Nodes = append(c.model.Nodes, n)
	return true
}

// bounds reads min and max, which every weight is kept between.
func (c *checker) bounds(r *model.Rule, o *options) bool {
	for i, bound := range []**float64{&r.Min, &r.Max} {
		name := []string{"min", "max"}[i]
		if !o.has(name) {
			continue
		}
		v, ok := o.number(name, catalog.Plain, 0)
		if !ok {
			return false
		}
		*bound = &v
	}
	if r.Min != nil && r.Max != nil && *r.Min > *r.Max {
		opt, _ := o.get("max")
		c.err(diag.BackwardInterval, opt.Value.At, "`max` %g is below `min` %g", *r.Max, *r.Min)
		return false
	}
	return true
}
