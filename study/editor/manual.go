package editor

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/statements"
)

// items are the pages of the manual.
var items = sync.OnceValue(stdlib.Items)

// itemsOf lists the pages of a family.
func itemsOf(families ...string) []stdlib.Item {
	var out []stdlib.Item
	for _, i := range items() {
		if slices.Contains(families, i.Family) {
			out = append(out, i)
		}
	}
	return out
}

// item is the page of a name in the first of some families that has it.
func item(name string, families ...string) (stdlib.Item, bool) {
	for _, f := range families {
		for _, i := range items() {
			if i.Family == f && i.Name == name {
				return i, true
			}
		}
	}
	return stdlib.Item{}, false
}

// page is the page of an item in Markdown.
func page(i stdlib.Item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", i.Doc)
	for _, d := range i.Details() {
		fmt.Fprintf(&b, "\n- `%s` (%s): %s", d.Name, d.Takes, d.Doc)
	}
	if i.Source != "" {
		fmt.Fprintf(&b, "\n\n%s", i.Source)
	}
	return strings.TrimSpace(b.String())
}

// statementPage tells of a statement, with its form and an example.
func statementPage(s *statements.Statement) string {
	return fmt.Sprintf("`%s`\n\n%s\n\n%s", grammar.Form(s.Name), s.Doc, code(s.Example))
}

// optionPage tells of an option: what it takes, what holds without it, an example.
func optionPage(o statements.Option) string {
	text := fmt.Sprintf("%s\n\ntakes %s", o.Doc, o.Takes)
	if o.Default != "" {
		text += fmt.Sprintf("; without it `%s`", o.Default)
	}
	for _, w := range o.Words {
		text += fmt.Sprintf("\n- `%s`: %s", w.Name, w.Doc)
	}
	return text + "\n\n" + code(o.Example)
}

// code is a stretch of a model in Markdown.
func code(text string) string { return "```nef\n" + strings.TrimRight(text, "\n") + "\n```" }

// optionOf is an option of a statement; ok is false if it has none of that name.
func optionOf(statement, name string) (statements.Option, bool) {
	s := statements.Find(statement)
	if s == nil {
		return statements.Option{}, false
	}
	for _, o := range s.Options() {
		if o.Name == name {
			return o, true
		}
	}
	return statements.Option{}, false
}

// argument writes an argument of a component as its form shows it: tau_rc=20ms.
func argument(p catalog.Param) string {
	if text := p.DefaultText(); text != "" {
		return p.Name + "=" + text
	}
	return p.Name
}
