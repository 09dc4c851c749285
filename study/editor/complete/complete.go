// Package complete says what can be written at a place of a model, and what the call around it takes.
package complete

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/cursor"
	"github.com/nefc/nefc/study/editor/pages"
)

// Completion is something that can be written at a place.
type Completion struct {
	Label   string
	Kind    string // as Named.Kind, or statement, option, value, component, function, slot, file, word
	Detail  string // a few words
	Doc     string // Markdown
	Insert  string // in place of At
	Snippet bool   // Insert has places to fill in, ${1:name}
	At      editor.Place
	Rank    int // lower ones fit better
}

// completer collects what can be written.
type completer struct {
	w    *editor.Workspace
	m    *editor.Model // as it is declared
	l    *cursor.Line
	list []Completion
	seen map[string]bool
}

// At is what can be written at a place of a file, the best first.
func At(w *editor.Workspace, file string, offset int) []Completion {
	m := w.Declared(file)
	if m == nil || offset > len(m.Source(file)) {
		return nil
	}
	c := &completer{w: w, m: m, l: cursor.At(file, m.Source(file), m.File.Edition, offset), seen: map[string]bool{}}
	c.collect()
	slices.SortStableFunc(c.list, func(a, b Completion) int { return a.Rank - b.Rank })
	return c.list
}

// collect asks where in its line the place is.
func (c *completer) collect() {
	l := c.l
	switch {
	case l.Quote != nil:
		c.files()
	case l.Silent:
	case len(l.Before) > 0 && l.Before[len(l.Before)-1].Is("."):
		c.members()
	case len(l.Before) == 0:
		c.starts()
	default:
		c.within()
	}
}

// within is the inside of a statement.
func (c *completer) within() {
	if of, _, open := c.l.Call(); open {
		c.arguments(of)
		return
	}
	keyword := c.l.Keyword()
	if keyword == "use" {
		c.networks()
		return
	}
	core, option, atName := c.l.Position()
	switch {
	case atName:
		c.options(keyword)
	case option != "":
		c.value(option)
	default:
		c.core(keyword, core)
	}
}

// add adds something, once.
func (c *completer) add(x Completion) {
	if c.seen[x.Label] {
		return
	}
	c.seen[x.Label] = true
	if x.Insert == "" {
		x.Insert = x.Label
	}
	if x.At == (editor.Place{}) {
		x.At = c.replaces()
	}
	c.list = append(c.list, x)
}

// replaces is the place of the typed word.
func (c *completer) replaces() editor.Place {
	return editor.Place{File: c.l.File, Start: c.l.Offset - len(c.l.Typed), End: c.l.Offset}
}

// starts are words that start statements here, and templates.
func (c *completer) starts() {
	inExperiment := c.l.Inside("experiment")
	for _, s := range statements.Table {
		e := c.m.File.Edition
		if inExperiment && !e.IsEvent(s.Name) && s.Name != "run" && s.Name != "expect" || !inExperiment && e.IsEvent(s.Name) {
			continue
		}
		insert, ok := snippets[s.Name]
		if !ok {
			insert = s.Name + " "
		}
		c.add(Completion{Label: s.Name, Kind: "statement", Detail: grammar.Form(s.Name), Doc: pages.Statement(s), Insert: insert, Snippet: ok,
			Rank: 1})
	}
	if inExperiment {
		return
	}
	for s := c.scope(); s != nil; s = s.Parent {
		for _, name := range sortedKeys(s.Templates) {
			t := s.Templates[name].Decl
			c.add(Completion{Label: name, Kind: "template", Detail: pages.Template(t), Doc: t.Doc, Snippet: true, Rank: 2,
				Insert: name + " ${1:" + t.Name + "}(" + required(t) + ")$0"})
		}
	}
}

// required are the arguments that a template cannot do without, as places to fill in.
func required(t *grammar.Template) string {
	var out []string
	for _, p := range t.Params {
		if p.Default == nil {
			out = append(out, fmt.Sprintf("%s=${%d:%s}", p.Name, len(out)+2, p.Name))
		}
	}
	return strings.Join(out, ", ")
}

// connectives are words between the parts of statements that are no options.
var connectives = map[string][]string{"array": {"of"}, "run": {"until", "over"}, "phase": {"until", "over"}, "scale": {"by"}, "lesion": {"by"}, "cut": {"by"},
	"sweep": {"in"}, "for": {"in"}, "load": {"from"}}

// options are those of the statement that are not given yet.
func (c *completer) options(keyword string) {
	for _, word := range connectives[keyword] {
		c.add(Completion{Label: word, Kind: "word", Insert: word + " ", Rank: 2})
	}
	s := statements.Find(c.l.Statement())
	if s == nil {
		if c.l.Inside("choose") {
			c.add(Completion{Label: "when", Kind: "word", Insert: "when "})
			c.add(Completion{Label: "send", Kind: "word", Insert: "send "})
		}
		return
	}
	given := c.given()
	for i, o := range s.Options() {
		if given[o.Name] || keyword == "learn" && !c.learns(o.Name) {
			continue
		}
		detail := o.Takes
		if o.Default != "" {
			detail += ", default " + o.Default
		}
		c.add(Completion{Label: o.Name, Kind: "option", Detail: detail, Doc: pages.Option(o), Insert: o.Name + " ", Rank: 10 + i})
	}
}

// learns reports an option that the rule of the statement has: every one where it is not known.
func (c *completer) learns(option string) bool {
	for _, t := range c.l.Before[1:] {
		r := rules.Find(t.Text)
		if r == nil {
			continue
		}
		ofOthers := func(other *rules.Rule) bool { return other.Takes(option) }
		return r.Takes(option) || option == "error" && r.NeedsError || option != "error" && !slices.ContainsFunc(rules.Table, ofOthers)
	}
	return true
}

// given are the options that the statement has already, behind the place too.
func (c *completer) given() map[string]bool {
	out := map[string]bool{}
	mark := func(st grammar.Statement) {
		if o := grammar.OptionsOf(st); o != nil && st.Head().At.Start().Offset <= c.l.Offset && c.l.Offset <= st.Head().At.End().Offset {
			for _, opt := range o.List {
				out[opt.Name] = true
			}
		}
	}
	editor.EachStatement(c.m.File.Body, mark)
	if len(c.l.Before) == 0 {
		return out
	}
	parts := cursor.Operands(c.l.Before[1:])
	for i := cursor.CoreOf(c.l.Keyword(), parts); i < len(parts); i += 2 {
		out[parts[i][0].Text] = true
	}
	return out
}

// scope is the block of names that the place lies in.
func (c *completer) scope() *outline.Scope {
	offset := c.l.Offset
	for _, s := range c.l.Here.Items {
		if s != c.l.Stmt && len(c.l.Around) > 0 && len(s.Tokens) > 0 {
			offset = s.Tokens[0].Pos.Offset
			break
		}
	}
	return c.m.Outline.ScopeAt(c.l.File, offset)
}

// components adds the items of families of the manual.
func (c *completer) components(rank int, families ...string) {
	for _, i := range pages.Items(families...) {
		c.component(i, rank)
	}
}

func (c *completer) component(i stdlib.Item, rank int) {
	x := Completion{Label: i.Name, Kind: "component", Detail: i.Family, Doc: pages.Of(i), Rank: rank}
	if i.Family == "functions" || i.Family == "analyses" {
		x.Kind, x.Insert, x.Snippet = "function", i.Name+"($1)", true
	} else if args := requiredArguments(i); args != "" {
		x.Insert, x.Snippet = i.Name+"("+args+")", true
	}
	c.add(x)
}

// requiredArguments are the arguments that a component cannot do without, as places to fill
// in.
func requiredArguments(i stdlib.Item) string {
	var out []string
	for _, p := range i.Params {
		if p.Required {
			out = append(out, fmt.Sprintf("${%d:%s}", len(out)+1, p.Name))
		}
	}
	return strings.Join(out, ", ")
}
