package main

import (
	"fmt"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/statements"
)

var listCommand = command{
	name:    "list",
	args:    "[family or name]",
	summary: "List what a model can name: statements, slots, components, functions, networks",
	help: `Without an argument lists everything but options; with the name of a family
(statements, options, slots, neurons, synapses, solvers, transforms, rules,
distributions, processes, functions, words, analyses, plots, std) its members; with
nengo what words of Nengo, Python and other simulators are here; with another name
what is called so, with its options or arguments. nefc explain NAME
adds an example.
`,
	run: runList,
}

// paramsJSON are the arguments of a component.
func paramsJSON(params []catalog.Param) []fields {
	out := []fields{}
	for _, p := range params {
		f := fields{"name": p.Name, "type": p.Type(), "required": p.Required, "doc": p.Doc}
		if !p.Required && (p.Kind == catalog.Number || p.DefaultText() != "") {
			f["default"] = finite(p.Default)
		}
		out = append(out, f)
	}
	return out
}

// optionsJSON are the options of a statement.
func optionsJSON(options []statements.Option) []fields {
	out := []fields{}
	for _, o := range options {
		out = append(out, fields{"name": o.Name, "takes": o.Takes, "default": o.Default, "doc": o.Doc})
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
		if len(args) == 0 && (item.Family == "options" || item.Family == "nengo") || len(args) == 1 && args[0] != item.Family && args[0] != item.Name {
			continue
		}
		found = true
		if item.Family != family {
			family = item.Family
			s.text("%s\n", family)
		}
		s.say("component", itemJSON(item), "  %-14s %s\n", item.Name, item.Doc)
		if len(args) == 1 {
			s.details(item, "      ")
		}
	}
	if !found {
		return s.unknownName("list", args[0])
	}
	return exitFine
}

// itemJSON is an item of the manual as an object.
func itemJSON(item stdlib.Item) fields {
	return fields{"family": item.Family, "name": item.Name, "doc": item.Doc, "source": item.Source, "example": item.Example,
		"params": paramsJSON(item.Params), "options": optionsJSON(item.Options)}
}

// details prints the arguments or options of an item, and where it is from.
func (s streams) details(item stdlib.Item, indent string) {
	for _, d := range item.Details() {
		s.text("%s%-17s %s (%s)\n", indent, d.Name, d.Doc, d.Takes)
	}
	if item.Source != "" {
		s.text("%ssource: %s\n", indent, item.Source)
	}
}

// unknownName reports a name that nothing in the manual has.
func (s streams) unknownName(command, name string) int {
	var names []string
	for _, item := range stdlib.Items() {
		names = append(names, item.Name, item.Family)
	}
	if near := diag.Nearest(name, names); near != "" {
		fmt.Fprintf(s.err, "nefc %s: there is no %q; did you mean `nefc %s %s`?\n", command, name, command, near)
	} else {
		fmt.Fprintf(s.err, "nefc %s: there is no %q; `nefc list` shows all\n", command, name)
	}
	return exitUsage
}
