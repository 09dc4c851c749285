// Package stdlib is the list of what a model can name. A component describes
// itself once, in its own file; to add one, write the file and name it in the
// table of its family:
//
//	neuron types    neurons.Table
//	synapses        synapses.Table
//	solvers         solvers.Table
//	learning rules  rules.Table
//	distributions   dists.Table
//	processes       processes.Table
//	functions       functions.Table
//	analyses        analyses.Table
//	networks        a file in networks/
package stdlib

import (
	"embed"
	"slices"
	"strings"

	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
	"github.com/nefc/nefc/stdlib/transforms"
)

//go:embed networks/*.nef
var networks embed.FS

// Network returns the source of a library network, such as "integrator".
func Network(name string) (string, bool) {
	b, err := networks.ReadFile("networks/" + name + ".nef")
	return string(b), err == nil
}

// Networks lists the library networks.
func Networks() []string {
	entries, err := networks.ReadDir("networks")
	if err != nil {
		panic("stdlib: the embedded networks cannot be listed: " + err.Error())
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".nef"))
	}
	return names
}

//go:embed README.md
var readme string

// Measured is the row of a network in the table of README.md, "" if it has none.
func Measured(network string) string {
	for _, line := range strings.Split(readme, "\n") {
		if strings.HasPrefix(line, "| `"+network+"` |") {
			return line
		}
	}
	return ""
}

// Item is a line of `nefc list`.
type Item struct {
	Family, Name, Doc, Source string
	Params                    []catalog.Param
}

// Items lists every component.
func Items() []Item {
	var out []Item
	add := func(family, name, doc, source string, params []catalog.Param) {
		out = append(out, Item{family, name, doc, source, params})
	}
	for _, e := range slices.Concat(neurons.Table, neurons.Written) {
		add("neurons", e.Name, e.Doc, e.Source, e.Params)
	}
	for _, o := range neurons.OverTable {
		add("neurons", o.Name, o.Doc, o.Source, nil)
	}
	for _, e := range slices.Concat(synapses.Table, synapses.Written) {
		add("synapses", e.Name, e.Doc, e.Source, e.Params)
	}
	for _, e := range solvers.Table {
		add("solvers", e.Name, e.Doc, e.Source, e.Params)
	}
	for _, e := range transforms.Written {
		add("transforms", e.Name, e.Doc, e.Source, e.Params)
	}
	for _, r := range rules.Table {
		add("rules", r.Name, r.Doc, r.Source, r.Options)
	}
	for _, e := range slices.Concat(dists.Table, dists.Written) {
		add("distributions", e.Name, e.Doc, e.Source, e.Params)
	}
	for _, p := range processes.Table {
		add("processes", p.Name, p.Doc, p.Source, p.Params)
	}
	for _, f := range functions.Table {
		add("functions", f.Name, f.Doc, "", nil)
	}
	for _, f := range analyses.Table {
		add("analyses", f.Name, f.Summary(), "", nil)
	}
	for _, n := range Networks() {
		add("std", n, summary(n), "", nil)
	}
	return out
}

// summary is the first sentence of a network's comment.
func summary(network string) string {
	source, _ := Network(network)
	var words []string
	for _, line := range strings.Split(source, "\n") {
		if !strings.HasPrefix(line, "# ") {
			break
		}
		words = append(words, strings.TrimPrefix(line, "# "))
	}
	text := strings.Join(words, " ")
	for _, end := range []string{". ", ": "} {
		if i := strings.Index(text, end); i > 0 {
			text = text[:i]
		}
	}
	return text
}
