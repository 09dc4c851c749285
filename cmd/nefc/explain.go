package main

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib"
)

var explainCommand = command{
	name:    "explain",
	args:    "NEF052 | std/NAME",
	summary: "Explain a diagnostic or a library network",
	help: `Prints a page: a wrong model, the right one, and why. Without an argument lists
all diagnostics.
`,
	run: runExplain,
}

func runExplain(s streams, _ any, args []string) int {
	if len(args) == 0 {
		for _, p := range diag.Pages() {
			fmt.Fprintf(s.out, "%s  %s\n", p.Code, p.Title)
		}
		return exitFine
	}
	if len(args) > 1 {
		fmt.Fprintln(s.err, "nefc explain: one code at a time")
		return exitUsage
	}
	if name, ok := strings.CutPrefix(args[0], "std/"); ok {
		return explainNetwork(s, name)
	}
	page, ok := diag.FindPage(args[0])
	if !ok {
		fmt.Fprintf(s.err, "nefc explain: there is no page %q; `nefc explain` lists them\n", args[0])
		return exitUsage
	}
	fmt.Fprintf(s.out, "%s: %s\n\n%s\n", page.Code, page.Title, page.Why)
	if page.Wrong != "" {
		fmt.Fprintf(s.out, "Wrong:\n\n%s\n", indented(page.Wrong))
	}
	if page.Right != "" {
		fmt.Fprintf(s.out, "Right:\n\n%s", indented(page.Right))
	}
	return exitFine
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
}

// explainNetwork prints the text of a library network, and its ports.
func explainNetwork(s streams, name string) int {
	src, ok := stdlib.Network(name)
	if !ok {
		fmt.Fprintf(s.err, "nefc explain: there is no std/%s; the library has %s\n", name, strings.Join(stdlib.Networks(), ", "))
		return exitUsage
	}
	fmt.Fprint(s.out, src)
	f, _ := grammar.Parse("std/"+name+".nef", src)
	for _, st := range f.Body {
		t, ok := st.(*grammar.Template)
		if !ok {
			continue
		}
		for _, inner := range t.Body {
			switch inner := inner.(type) {
			case *grammar.Input:
				fmt.Fprintf(s.out, "\ninput  %s", inner.Name)
			case *grammar.Output:
				fmt.Fprintf(s.out, "\noutput %s", inner.Name)
			}
		}
		fmt.Fprintln(s.out)
	}
	return exitFine
}
