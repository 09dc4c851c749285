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
//	statements      statements.Table, with their options
//	slots           slots.Table
//	networks        a file in networks/
package stdlib

import (
	"embed"
	"strings"
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
