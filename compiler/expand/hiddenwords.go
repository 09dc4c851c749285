package expand

import (
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/stdlib/synapses"
)

// hidesWord warns of a constant that takes the name of a word which options take:
// every option that says the word means the constant from then on.
func (c *Expander) hidesWord(d *outline.Decl, name string) {
	what := meaning(name)
	if what == "" || d.In.Library {
		return
	}
	w := diag.New(diag.HidesBuiltin, d.At, "`%s` is %s, and now also this constant", name, what).AsWarning()
	c.Diags.AddOnce(w.WithNote("local names win: an option that says `%s` takes this value", name).WithHelp("choose another name"))
}

// meaning says what a word of the language means that stands alone as the value of an
// option, "" for none: such as none, yes and no, and every component that needs no
// arguments. Local names win over them.
func meaning(name string) string {
	if w := statements.FindWord(name); w != nil && w.Use == statements.Chosen {
		return w.Is
	}
	_, direct := neurons.Written.Find(name)
	switch {
	case alone(synapses.Table, name):
		return "a synapse"
	case alone(solvers.Table, name):
		return "a solver"
	case direct || alone(neurons.Table, name):
		return "a neuron type"
	case alone(dists.Table, name), alone(dists.Written, name):
		return "a distribution"
	}
	return ""
}

// alone reports a component that needs no arguments.
func alone[T any](table catalog.Table[T], name string) bool {
	entry, ok := table.Find(name)
	return ok && entry.New != nil && !slices.ContainsFunc(entry.Params, func(p catalog.Param) bool { return p.Required })
}
