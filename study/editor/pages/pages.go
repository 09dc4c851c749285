// Package pages has the pages of the manual that an editor shows, in Markdown.
package pages

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

// Items lists the pages of a family.
func Items(families ...string) []stdlib.Item {
	var out []stdlib.Item
	for _, i := range items() {
		if slices.Contains(families, i.Family) {
			out = append(out, i)
		}
	}
	return out
}

// Item is the page of a name in the first of some families that has it.
func Item(name string, families ...string) (stdlib.Item, bool) {
	for _, f := range families {
		for _, i := range items() {
			if i.Family == f && i.Name == name {
				return i, true
			}
		}
	}
	return stdlib.Item{}, false
}

// Of is the page of an item in Markdown.
func Of(i stdlib.Item) string {
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

// Statement tells of a statement, with its form and an example.
func Statement(s *statements.Statement) string {
	return fmt.Sprintf("`%s`\n\n%s\n\n%s", grammar.Form(s.Name), s.Doc, Code(s.Example))
}

// Option tells of an option: what it takes, what holds without it, an example.
func Option(o statements.Option) string {
	text := fmt.Sprintf("%s\n\ntakes %s", o.Doc, o.Takes)
	if o.Default != "" {
		text += fmt.Sprintf("; without it `%s`", o.Default)
	}
	for _, w := range o.Words {
		text += fmt.Sprintf("\n- `%s`: %s", w.Name, w.Doc)
	}
	return text + "\n\n" + Code(o.Example)
}

// Code is a stretch of a model in Markdown.
func Code(text string) string { return "```nef\n" + strings.TrimRight(text, "\n") + "\n```" }

// FindOption is an option of a statement; ok is false if it has none of that name.
func FindOption(statement, name string) (statements.Option, bool) {
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

// Argument writes an argument of a component as its form shows it: tau_rc=20ms.
func Argument(p catalog.Param) string {
	if text := p.DefaultText(); text != "" {
		return p.Name + "=" + text
	}
	return p.Name
}

// Template is how a template is called.
func Template(t *grammar.Template) string {
	var params []string
	for _, p := range t.Params {
		if p.Default != nil {
			params = append(params, p.Name+"="+p.Default.String())
		} else {
			params = append(params, p.Name)
		}
	}
	return t.Name + "(" + strings.Join(params, ", ") + ")"
}

// Taken are the families of the manual whose items an option takes, by a word of what it takes.
var Taken = []struct{ Word, Family string }{{"synapse", "synapses"}, {"solver", "solvers"}, {"neuron type", "neurons"},
	{"distribution", "distributions"}, {"process", "processes"}, {"coo", "transforms"}}

// Components are the families whose items take arguments with names.
var Components = []string{"neurons", "synapses", "solvers", "transforms", "distributions", "processes"}

// Joined joins texts, but for empty ones.
func Joined(sign string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), sign)
}
