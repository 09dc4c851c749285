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
//
// Package stdlibtest has a component of each family for tests.
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

// Measurement is a row of the table in README.md: what the test of a network found.
type Measurement struct {
	Neurons string
	Seeds   string // with which it met all expectations
	Found   string // what the first expectation measured, "" if it has no value
}

// Measured finds the measurement of a network.
func Measured(network string) (Measurement, bool) {
	for _, line := range strings.Split(readme, "\n") {
		row := strings.Split(line, "|")
		if len(row) == 6 && strings.TrimSpace(row[1]) == "`"+network+"`" {
			return Measurement{strings.TrimSpace(row[2]), strings.TrimSpace(row[3]), strings.TrimSpace(row[4])}, true
		}
	}
	return Measurement{}, false
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
