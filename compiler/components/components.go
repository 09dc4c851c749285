// Package components reads what a model names of the catalogues: neuron types,
// synapses, solvers and distributions with their arguments, and the options that
// take many numbers.
package components

import (
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
)

// Components reads components.
type Components struct {
	*values.Evaluator
	plainNeurons neurons.Type // see DefaultNeurons
}

// component makes a component of a catalogue, and says its name, from NAME or
// NAME(arguments).
func component[T any](c *Components, family string, table catalog.Table[T], e *grammar.Expr, s *outline.Scope) (T, string, bool) {
	var none T
	e, s = c.Deref(e, s)
	name, args, names, ok := values.NameAndArgs(e)
	oneOf := "a " + family + " is one of " + strings.Join(table.Names(), ", ")
	called := values.CalledBy(e)
	if bare, foreign := report.ForeignName(called); !ok && foreign {
		name, ok = bare, true
	}
	if !ok {
		c.Err(diag.BadArgument, e.At, "expected a %s, found `%s`", family, e).WithHelp("%s", oneOf)
		return none, "", false
	}
	entry, ok := table.Find(name)
	if !ok || called.Kind != grammar.Name {
		d := c.Err(diag.UnknownName, called.At, "there is no %s `%s`", family, called)
		c.Meant(d, called.At, name, append(table.Names(), strings.Fields(overNames(family))...), oneOf)
		return none, "", false
	}
	values, ok := c.Arguments(name, entry.Params, args, names, e.At, s)
	if !ok {
		return none, "", false
	}
	made, err := entry.New(values)
	if err != nil {
		c.Err(diag.OutOfRange, e.At, "`%s`: %v", e, err)
		return none, "", false
	}
	return made, name, true
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
