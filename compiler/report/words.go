package report

import (
	"fmt"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

func Dimensions(n int) string {
	if n == 1 {
		return "1 dimension"
	}
	return fmt.Sprintf("%d dimensions", n)
}

// Arguments says how many.
func Arguments(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// words are the words of the language that stand alone as the value of an
// option, and what each is: none, yes and no, and every component that needs no
// arguments. Local names win over them.
var words = func() map[string]string {
	out := map[string]string{}
	alone(out, "a synapse", synapses.Table)
	alone(out, "a solver", solvers.Table)
	alone(out, "a neuron type", neurons.Table)
	alone(out, "a distribution", dists.Table)
	out["none"], out["yes"], out["no"], out["direct"] = "no synapse", "a word that options take", "a word that options take", "a neuron type"
	for _, points := range []string{"sphere", "ball"} {
		out[points] = "a distribution"
	}
	return out
}()

// alone adds the components of a family that need no arguments.
func alone[T any](out map[string]string, what string, table catalog.Table[T]) {
	for _, entry := range table {
		needs := false
		for _, p := range entry.Params {
			needs = needs || p.Required
		}
		if !needs {
			out[entry.Name] = what
		}
	}
}

// HidesWord warns of a constant that takes the name of such a word: every option
// that says the word means the constant from then on.
func (c *Reporter) HidesWord(d *outline.Decl, name string) {
	what, ok := words[name]
	if !ok || d.In.Library {
		return
	}
	w := diag.New(diag.HidesBuiltin, d.At, "`%s` is %s, and now also this constant", name, what).AsWarning()
	c.Diags.AddOnce(w.WithNote("local names win: an option that says `%s` takes this value", name).WithHelp("choose another name"))
}
