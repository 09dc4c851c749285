package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// brackets are where a line that begins continues a list: no statement, no option.
var brackets = rule{Begin: `[(\[]`, End: `[)\]]`, Patterns: []include{{"#brackets"}, {"#values"}, {"#names"}}}

// textMate is the grammar of VS Code, of GitHub and of Shiki.
func textMate() []byte {
	lists := map[string]any{}
	for name, rules := range map[string][]rule{"values": values(), "names": names(), "statements": statements(), "brackets": {brackets}} {
		lists[name] = map[string]any{"patterns": rules}
	}
	return indented(map[string]any{
		"$schema":    "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
		"comment":    notice,
		"name":       "nef",
		"scopeName":  "source.nef",
		"fileTypes":  []string{"nef"},
		"patterns":   []include{{"#statements"}, {"#values"}, {"#brackets"}, {"#names"}},
		"repository": lists,
	})
}

// sublime is the same for Sublime Text.
func sublime() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%%YAML 1.2\n---\n# %s\nname: nef\nscope: source.nef\nversion: 2\nfile_extensions: [nef]\n\ncontexts:\n", notice)
	b.WriteString("  main:\n    - include: statements\n    - include: values\n    - include: brackets\n    - include: names\n")
	list(&b, "statements", statements())
	list(&b, "values", values())
	list(&b, "names", names())
	fmt.Fprintf(&b, "  brackets:\n    - match: %s\n      push:\n        - match: %s\n          pop: true\n", quoted(brackets.Begin), quoted(brackets.End))
	b.WriteString("        - include: brackets\n        - include: values\n        - include: names\n")
	return []byte(b.String())
}

// list writes rules as YAML.
func list(b *strings.Builder, name string, rules []rule) {
	fmt.Fprintf(b, "  %s:\n", name)
	for _, r := range rules {
		fmt.Fprintf(b, "    - match: %s\n", quoted(r.Match))
		if r.Name != "" {
			fmt.Fprintf(b, "      scope: %s\n", r.Name)
		}
		if len(r.Captures) > 0 {
			b.WriteString("      captures:\n")
		}
		for _, group := range slices.Sorted(maps.Keys(r.Captures)) {
			fmt.Fprintf(b, "        %s: %s\n", group, r.Captures[group].Name)
		}
	}
}

// quoted is a text of YAML in single quotes.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
