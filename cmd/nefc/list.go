package main

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/catalog"
)

var listCommand = command{
	name:    "list",
	args:    "[family or name]",
	summary: "List neuron types, synapses, solvers, rules, functions and networks",
	help: `Without an argument lists every component; with the name of a family (neurons,
synapses, solvers, rules, distributions, processes, functions, std) or of a component,
that one with its parameters.
`,
	run: runList,
}

// describe says what an argument is and what it is if it is not given.
func describe(p catalog.Param) string {
	switch {
	case p.Required:
		return p.Type() + ", required"
	case p.Kind != catalog.Number || math.IsNaN(p.Default):
		return p.Type()
	}
	return fmt.Sprintf("%s, default %g", p.Type(), p.Default)
}

// paramsJSON are the arguments of a component.
func paramsJSON(params []catalog.Param) []fields {
	out := []fields{}
	for _, p := range params {
		f := fields{"name": p.Name, "type": p.Type(), "required": p.Required, "doc": p.Doc}
		if !p.Required && p.Kind == catalog.Number {
			f["default"] = finite(p.Default)
		}
		out = append(out, f)
	}
	return out
}

func runList(s streams, _ any, args []string) int {
	if len(args) > 1 {
		fmt.Fprintln(s.err, "nefc list: one family or name at a time")
		return exitUsage
	}
	family, found := "", false
	for _, item := range stdlib.Items() {
		if len(args) == 1 && args[0] != item.Family && args[0] != item.Name {
			continue
		}
		found = true
		if item.Family != family {
			family = item.Family
			s.text("%s\n", family)
		}
		s.say("component", fields{"family": item.Family, "name": item.Name, "doc": item.Doc, "params": paramsJSON(item.Params), "source": item.Source},
			"  %-14s %s\n", item.Name, item.Doc)
		if len(args) == 0 {
			continue
		}
		for _, p := range item.Params {
			s.text("      %-14s %s. %s\n", p.Name, describe(p), p.Doc)
		}
		if item.Source != "" {
			s.text("      source: %s\n", item.Source)
		}
	}
	if !found {
		fmt.Fprintf(s.err, "nefc list: there is no %q; `nefc list` shows all\n", args[0])
		return exitUsage
	}
	return exitFine
}
