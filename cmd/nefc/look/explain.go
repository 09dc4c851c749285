package look

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/plots"
	"github.com/nefc/nefc/stdlib/statements"
)

// Explain is the command of that name.
var Explain = cli.Command{
	Name:    "explain",
	Args:    "NEF052 | NAME | std/NAME",
	Summary: "Explain a diagnostic, something a model can name, or a library network",
	Help: `Prints a page. Of a diagnostic: a wrong model, the right one, and why. Of a
statement, option, slot, component, function or plot: what it is, what it takes, and
a model with it. Without an argument lists all diagnostics; nefc list lists the names.
`,
	Run: runExplain,
}

func runExplain(s cli.Streams, _ any, args []string) int {
	if len(args) == 0 {
		for _, p := range diag.Pages() {
			s.Say("page", cli.Fields{"code": p.Code, "title": p.Title}, "%s  %s\n", p.Code, p.Title)
		}
		return cli.ExitFine
	}
	if len(args) > 1 {
		fmt.Fprintln(s.Err, "nefc explain: one code at a time")
		return cli.ExitUsage
	}
	if strings.HasPrefix(args[0], "std/") {
		return explainNetwork(s, args[0])
	}
	if page, ok := diag.FindPage(args[0]); ok {
		explainCode(s, page)
		return cli.ExitFine
	}
	return explainName(s, args[0])
}

func explainCode(s cli.Streams, page diag.Page) {
	s.Say("page", cli.Fields{"code": page.Code, "title": page.Title, "why": page.Why, "wrong": page.Wrong, "right": page.Right},
		"%s: %s\n\n%s\n",
		page.Code, page.Title, page.Why)
	if page.Wrong != "" {
		s.Text("Wrong:\n\n%s\n", indented(page.Wrong))
	}
	if page.Right != "" {
		s.Text("Right:\n\n%s", indented(page.Right))
	}
}

// explainName prints everything in the manual that is called so, each with an
// example.
func explainName(s cli.Streams, name string) int {
	found := false
	for _, item := range stdlib.Items() {
		if item.Name != name || item.Family == "std" {
			continue
		}
		if found {
			s.Text("\n")
		}
		found = true
		s.Say("component", itemJSON(item), "%s (%s): %s\n\n", item.Name, item.Family, item.Doc)
		if form := grammar.Form(name); form != "" && item.Family == "statements" {
			s.Text("  %s\n\n", form)
		}
		details(s, item, "  ")
		if name == "plot" && item.Family == "statements" {
			kindsOfPlots(s)
		}
		if len(item.Details()) > 0 || item.Source != "" {
			s.Text("\n")
		}
		s.Text("Example:\n\n%s", indented(item.Example))
	}
	e := edition.Newest()
	if _, ok := stdlib.Network(e, name); ok && !found {
		return explainNetwork(s, "std/"+name)
	}
	if network := stdlib.NetworkWith(e, name); network != "" && network != name && grammar.Form(name) == "" {
		if found {
			s.Text("\n")
		}
		return explainTemplateOf(s, e, network, name)
	}
	if found {
		return cli.ExitFine
	}
	if in := statementsWith(name); len(in) == 1 || len(in) == 2 {
		s.Text("`%s` stands in lines of `%s`.\n", name, strings.Join(in, "` and `"))
		for _, statement := range in {
			s.Text("\n")
			explainName(s, statement)
		}
		return cli.ExitFine
	}
	return unknownName(s, "explain", name)
}

// kindsOfPlots prints what may stand in place of `kind`.
func kindsOfPlots(s cli.Streams) {
	s.Text("\nKinds; `nefc explain KIND` has an example of each:\n\n")
	for _, k := range plots.Kinds {
		s.Text("  %-17s %s\n", k.Name, k.Doc)
	}
}

// statementsWith are the statements whose form has a word, as that of choose has
// `send` and UTILITY.
func statementsWith(word string) []string {
	var out []string
	for _, st := range statements.Table {
		words := strings.FieldsFunc(grammar.Form(st.Name), func(r rune) bool { return !unicode.IsLetter(r) })
		if slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, word) }) {
			out = append(out, st.Name)
		}
	}
	return out
}

// explainTemplateOf prints a template of a library network that is called otherwise.
func explainTemplateOf(s cli.Streams, e *edition.Edition, network, name string) int {
	src, _ := stdlib.Network(e, network)
	f, _ := grammar.Parse(stdlib.Path(e, network), src)
	for _, st := range f.Body {
		if t, ok := st.(*grammar.Template); ok && t.Name == name {
			s.Text("%s (template of std/%s): `use std/%s` brings it.\n\n", name, network, network)
			explainTemplate(s, t)
		}
	}
	return cli.ExitFine
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
}

// explainNetwork prints what a library network is for, its templates with ports
// and parameters, what was measured, and its text.
func explainNetwork(s cli.Streams, path string) int {
	e, name, _ := stdlib.Resolve(edition.Newest(), path)
	if e == nil {
		fmt.Fprintf(s.Err, "nefc explain: there is no %s; this nefc knows the editions %s\n", path, edition.Known())
		return cli.ExitUsage
	}
	src, ok := stdlib.Network(e, name)
	if !ok {
		fmt.Fprintf(s.Err, "nefc explain: there is no %s; the library has %s\n", path, strings.Join(stdlib.Networks(e), ", "))
		return cli.ExitUsage
	}
	f, _ := grammar.Parse(stdlib.Path(e, name), src)
	for _, st := range f.Body {
		if t, ok := st.(*grammar.Template); ok {
			explainTemplate(s, t)
		}
	}
	if m, ok := stdlib.Measured(name); ok {
		s.Text("Measured in its test (%s neurons): all expectations met with %s seeds", m.Neurons, m.Seeds)
		if m.Found != "" {
			s.Text("; %s", strings.ReplaceAll(m.Found, "`", ""))
		}
		s.Text("\n\n")
	}
	s.Say("network", cli.Fields{"name": "std/" + name, "text": src}, "%s:\n\n%s", f.Name, indented(src))
	return cli.ExitFine
}

func explainTemplate(s cli.Streams, t *grammar.Template) {
	params, inputs, outputs := []string{}, []string{}, []string{}
	for _, p := range t.Params {
		if p.Default == nil {
			params = append(params, p.Name)
		} else {
			params = append(params, fmt.Sprintf("%s=%s", p.Name, p.Default))
		}
	}
	for _, inner := range t.Body {
		switch inner := inner.(type) {
		case *grammar.Input:
			if dims := inner.Options.Get("dims"); dims != nil {
				inputs = append(inputs, fmt.Sprintf("%s (%s)", inner.Name, dims.Value))
			}
		case *grammar.Output:
			outputs = append(outputs, inner.Name.String())
		}
	}
	s.Say("template", cli.Fields{"name": t.Name, "doc": t.Doc, "params": params, "inputs": inputs, "outputs": outputs},
		"%s(%s)\n\n%s\n\n", t.Name, strings.Join(params, ", "), t.Doc)
	s.Text("  inputs   %s\n  outputs  %s\n\n", strings.Join(inputs, ", "), strings.Join(outputs, ", "))
}
