package components

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Choices are the kinds of component that an expression may name, where a param stands
// for one: none for numbers, two for `none` and other words of several families.
func Choices(e *grammar.Expr, s *outline.Scope) []string {
	name, _, _, ok := values.NameAndArgs(e.Strip())
	if !ok || s.Lookup(name) != nil {
		return nil
	}
	var kinds []string
	for _, family := range families {
		if slices.Contains(family.names(), name) {
			kinds = append(kinds, family.kind)
		}
	}
	return kinds
}

// family is what components of a kind are called.
type family struct {
	kind    string
	catalog func() []string
}

var families = []family{
	{"neuron type", neurons.Table.Names},
	{SynapseKind, synapses.Table.Names},
	{"solver", solvers.Table.Names},
	{"distribution", func() []string { return append(dists.Table.Names(), dists.Written.Names()...) }},
}

func (f family) names() []string { return append(f.catalog(), strings.Fields(overNames(f.kind))...) }

// NamesOf lists the components of kinds.
func NamesOf(kinds []string) []string {
	var names []string
	for _, f := range families {
		if slices.Contains(kinds, f.kind) {
			names = append(names, f.names()...)
		}
	}
	return names
}

// KindsText puts kinds into a sentence: a synapse or a solver.
func KindsText(kinds []string) string { return "a " + strings.Join(kinds, " or a ") }

// ChoicesOrTime are the kinds of component that an expression may name in the place of
// another: there a time is a synapse.
func ChoicesOrTime(c *values.Evaluator, e *grammar.Expr, s *outline.Scope) []string {
	if kinds := Choices(e, s); len(kinds) > 0 {
		return kinds
	}
	if v, ok := c.Peek(e, s); ok && !v.Vec && v.Unit == catalog.Time {
		return []string{SynapseKind}
	}
	return nil
}

// SynapseKind is the kind of component that a time stands for too: the time constant of
// a lowpass.
const SynapseKind = "synapse"

// Shared are the kinds that are in both lists.
func Shared(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(kind string) bool { return !slices.Contains(b, kind) })
}
