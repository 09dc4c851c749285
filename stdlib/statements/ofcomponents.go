package statements

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/rules"
)

// initialStates are the options of ensembles that neuron types bring: what each of
// their states starts from.
func initialStates() []Option {
	var out []Option
	for _, s := range neurons.States() {
		o := Option{Name: s.Name, Takes: "number for each neuron", Default: s.Start(), Doc: fmt.Sprintf("%s at the start (%s)", s.Doc, strings.Join(s.By, ", "))}
		if s.Unit != catalog.Plain {
			o.Takes = s.Unit.String() + " for each neuron"
		}
		for _, t := range s.Other {
			o.Doc += fmt.Sprintf("; a %s for %s, %s", t.Unit, t.By, t.Start)
		}
		o.Example = fmt.Sprintf("ensemble a 50 neurons %s %s %s", s.Example, s.Name, s.Unit.Typical())
		out = append(out, o)
	}
	return out
}

// hasState reports a state of that name.
func hasState(name string) bool {
	return slices.ContainsFunc(neurons.States(), func(s neurons.KeptState) bool { return s.Name == name })
}

// ruleOptions are the options of `learn` that rules bring, each name once. A default
// is told where all rules agree.
func ruleOptions() []Option {
	var out []Option
	by := map[string][]string{}
	for _, r := range rules.Table {
		for _, p := range r.Options {
			if by[p.Name] = append(by[p.Name], r.Name); len(by[p.Name]) > 1 {
				o := &out[slices.IndexFunc(out, func(o Option) bool { return o.Name == p.Name })]
				if o.Default != p.DefaultText() {
					o.Default = ""
				}
				continue
			}
			out = append(out, ruleOption(r, p))
		}
	}
	for i := range out {
		if takers := by[out[i].Name]; len(takers) < len(rules.Table) {
			out[i].Doc += " (" + strings.Join(takers, ", ") + ")"
		}
	}
	return out
}

// hasRuleOption reports an option of that name which a rule brings.
func hasRuleOption(name string) bool {
	return slices.ContainsFunc(rules.Table, func(r *rules.Rule) bool { return r.Takes(name) })
}

// ruleOption describes an option with the rule that brings it.
func ruleOption(r *rules.Rule, p catalog.Param) Option {
	line, around := lineOf(r)
	value := p.Unit.Typical()
	o := Option{Name: p.Name, Takes: p.Type(), Default: p.DefaultText(), Doc: p.Doc, Around: around}
	switch {
	case p.Kind == catalog.Filter:
		o.Takes, value = "synapse or none", catalog.Time.Typical()
	case o.Default != "":
		value = o.Default
	}
	o.Example = fmt.Sprintf("%s %s %s", line, p.Name, value)
	return o
}

// lineOf is a statement that learns by a rule, and the model that it stands in.
func lineOf(r *rules.Rule) (line, around string) {
	switch {
	case r.NeedsError:
		return "learn " + r.Name + " err = b - a^2", aroundRule
	case r.Inhibitory:
		return "learn " + r.Name + " on c max 1e-2", aroundInhibitoryRule
	case r.NeedsMax:
		return "learn " + r.Name + " on c max 1e-2", aroundFullRule
	case r.Trains == rules.FullWeights:
		return "learn " + r.Name + " on c", aroundFullRule
	}
	return "learn " + r.Name + " on c", aroundRule
}

// WithRule is a whole model around a rule.
func WithRule(r *rules.Rule) string {
	line, around := lineOf(r)
	return model(around, line)
}
