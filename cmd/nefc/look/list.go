package look

import (
	"fmt"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/statements"
)

// List is the command of that name.
var List = cli.Command{
	Name:    "list",
	Args:    "[family or name]",
	Summary: "List what a model can name: statements, slots, components, functions, networks",
	Help: `Without an argument lists everything but options; with the name of a family
(statements, options, slots, neurons, synapses, solvers, transforms, rules,
distributions, processes, functions, words, analyses, plots, std) its members; with
nengo what words of Nengo, Python and other simulators are here; with another name
what is called so, with its options or arguments. nefc explain NAME
adds an example.
`,
	Run: runList,
}

// paramsJSON are the arguments of a component.
func paramsJSON(params []catalog.Param) []cli.Fields {
	out := []cli.Fields{}
	for _, p := range params {
		f := cli.Fields{"name": p.Name, "type": p.Type(), "required": p.Required, "doc": p.Doc}
		if !p.Required && (p.Kind == catalog.Number || p.DefaultText() != "") {
			f["default"] = cli.Finite(p.Default)
		}
		out = append(out, f)
	}
	return out
}

// optionsJSON are the options of a statement.
func optionsJSON(options []statements.Option) []cli.Fields {
	out := []cli.Fields{}
	for _, o := range options {
		out = append(out, cli.Fields{"name": o.Name, "takes": o.Takes, "default": o.Default, "doc": o.Doc})
	}
	return out
}

func runList(s cli.Streams, _ any, args []string) int {
	if len(args) > 1 {
		fmt.Fprintln(s.Err, "nefc list: one family or name at a time")
		return cli.ExitUsage
	}
	family, found := "", false
	for _, item := range stdlib.Items() {
		if len(args) == 0 && (item.Family == "options" || item.Family == "nengo") || len(args) == 1 && args[0] != item.Family &&
			args[0] != item.Name {
			continue
		}
		found = true
		if item.Family != family {
			family = item.Family
			s.Text("%s\n", family)
		}
		s.Say("component", itemJSON(item), "  %-14s %s\n", item.Name, item.Doc)
		if len(args) == 1 {
			details(s, item, "      ")
		}
	}
	if !found {
		return unknownName(s, "list", args[0])
	}
	return cli.ExitFine
}

// itemJSON is an item of the manual as an object.
func itemJSON(item stdlib.Item) cli.Fields {
	return cli.Fields{"family": item.Family, "name": item.Name, "doc": item.Doc, "source": item.Source, "example": item.Example,
		"params": paramsJSON(item.Params), "options": optionsJSON(item.Options)}
}

// details prints the arguments or options of an item, and where it is from.
func details(s cli.Streams, item stdlib.Item, indent string) {
	for _, d := range item.Details() {
		s.Text("%s%-17s %s (%s)\n", indent, d.Name, d.Doc, d.Takes)
	}
	if item.Source != "" {
		s.Text("%ssource: %s\n", indent, item.Source)
	}
}

// unknownName reports a name that nothing in the manual has.
func unknownName(s cli.Streams, command, name string) int {
	var names []string
	for _, item := range stdlib.Items() {
		names = append(names, item.Name, item.Family)
	}
	if near := diag.Nearest(name, names); near != "" {
		fmt.Fprintf(s.Err, "nefc %s: there is no %q; did you mean `nefc %s %s`?\n", command, name, command, near)
	} else {
		fmt.Fprintf(s.Err, "nefc %s: there is no %q; `nefc list` shows all\n", command, name)
	}
	return cli.ExitUsage
}
