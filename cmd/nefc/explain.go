package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/statements"
)

var explainCommand = command{
	name:    "explain",
	args:    "NEF052 | NAME | std/NAME",
	summary: "Explain a diagnostic, something a model can name, or a library network",
	help: `Prints a page. Of a diagnostic: a wrong model, the right one, and why. Of a
statement, option, slot, component, function or plot: what it is, what it takes, and
a model with it. Without an argument lists all diagnostics; nefc list lists the names.
`,
	run: runExplain,
}

func runExplain(s streams, _ any, args []string) int {
	if len(args) == 0 {
		for _, p := range diag.Pages() {
			s.say("page", fields{"code": p.Code, "title": p.Title}, "%s  %s\n", p.Code, p.Title)
		}
		return exitFine
	}
	if len(args) > 1 {
		fmt.Fprintln(s.err, "nefc explain: one code at a time")
		return exitUsage
	}
	if strings.HasPrefix(args[0], "std/") {
		return explainNetwork(s, args[0])
	}
	if page, ok := diag.FindPage(args[0]); ok {
		explainCode(s, page)
		return exitFine
	}
	return explainName(s, args[0])
}

func explainCode(s streams, page diag.Page) {
	s.say("page", fields{"code": page.Code, "title": page.Title, "why": page.Why, "wrong": page.Wrong, "right": page.Right}, "%s: %s\n\n%s\n",
		page.Code, page.Title, page.Why)
	if page.Wrong != "" {
		s.text("Wrong:\n\n%s\n", indented(page.Wrong))
	}
	if page.Right != "" {
		s.text("Right:\n\n%s", indented(page.Right))
	}
}

// explainName prints everything in the manual that is called so, each with an
// example.
func explainName(s streams, name string) int {
	found := false
	for _, item := range stdlib.Items() {
		if item.Name != name || item.Family == "std" {
			continue
		}
		if found {
			s.text("\n")
		}
		found = true
		s.say("component", itemJSON(item), "%s (%s): %s\n\n", item.Name, item.Family, item.Doc)
		if form := grammar.Form(name); form != "" && item.Family == "statements" {
			s.text("  %s\n\n", form)
		}
		s.details(item, "  ")
		if len(item.Details()) > 0 || item.Source != "" {
			s.text("\n")
		}
		s.text("Example:\n\n%s", indented(item.Example))
	}
	e := edition.Newest()
	if _, ok := stdlib.Network(e, name); ok && !found {
		return explainNetwork(s, "std/"+name)
	}
	if network := stdlib.NetworkWith(e, name); network != "" && network != name && grammar.Form(name) == "" {
		if found {
			s.text("\n")
		}
		return explainTemplateOf(s, e, network, name)
	}
	if found {
		return exitFine
	}
	if in := statementsWith(name); len(in) == 1 || len(in) == 2 {
		s.text("`%s` stands in lines of `%s`.\n", name, strings.Join(in, "` and `"))
		for _, statement := range in {
			s.text("\n")
			explainName(s, statement)
		}
		return exitFine
	}
	return s.unknownName("explain", name)
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
func explainTemplateOf(s streams, e *edition.Edition, network, name string) int {
	src, _ := stdlib.Network(e, network)
	f, _ := grammar.Parse(stdlib.Path(e, network), src)
	for _, st := range f.Body {
		if t, ok := st.(*grammar.Template); ok && t.Name == name {
			s.text("%s (template of std/%s): `use std/%s` brings it.\n\n", name, network, network)
			explainTemplate(s, t)
		}
	}
	return exitFine
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
}

// explainNetwork prints what a library network is for, its templates with ports
// and parameters, what was measured, and its text.
func explainNetwork(s streams, path string) int {
	e, name, _ := stdlib.Resolve(edition.Newest(), path)
	if e == nil {
		fmt.Fprintf(s.err, "nefc explain: there is no %s; this nefc knows the editions %s\n", path, edition.Known())
		return exitUsage
	}
	src, ok := stdlib.Network(e, name)
	if !ok {
		fmt.Fprintf(s.err, "nefc explain: there is no %s; the library has %s\n", path, strings.Join(stdlib.Networks(e), ", "))
		return exitUsage
	}
	f, _ := grammar.Parse(stdlib.Path(e, name), src)
	for _, st := range f.Body {
		if t, ok := st.(*grammar.Template); ok {
			explainTemplate(s, t)
		}
	}
	if m, ok := stdlib.Measured(name); ok {
		s.text("Measured in its test (%s neurons): all expectations met with %s seeds", m.Neurons, m.Seeds)
		if m.Found != "" {
			s.text("; %s", strings.ReplaceAll(m.Found, "`", ""))
		}
		s.text("\n\n")
	}
	s.say("network", fields{"name": "std/" + name, "text": src}, "%s:\n\n%s", f.Name, indented(src))
	return exitFine
}

func explainTemplate(s streams, t *grammar.Template) {
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
	s.say("template", fields{"name": t.Name, "doc": t.Doc, "params": params, "inputs": inputs, "outputs": outputs}, "%s(%s)\n\n%s\n\n", t.Name, strings.Join(params, ", "), t.Doc)
	s.text("  inputs   %s\n  outputs  %s\n\n", strings.Join(inputs, ", "), strings.Join(outputs, ", "))
}
