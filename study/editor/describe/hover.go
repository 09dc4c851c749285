// Package describe tells of what stands at a place of a model: what an object is after all defaults, how
// it is tuned, how well it fits, what a word of the language means.
package describe

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/cursor"
	"github.com/nefc/nefc/study/editor/pages"
)

// Hover is what there is to say about a word.
type Hover struct {
	At   editor.Place
	Text string // Markdown
	PNG  []byte // a picture of tuning curves; nil for none
}

// Tuning shows how a population is tuned, in a line of text and as a picture.
type Tuning func(m *editor.Model, d *outline.Decl) (text string, png []byte)

// At tells of what stands at a place: what an object is after all defaults, what a word
// of the language means. It is nil where there is nothing to say. Without a Tuning it does
// not say how populations are tuned.
func At(w *editor.Workspace, file string, offset int, tuning Tuning) *Hover {
	text, ok := w.Text(file)
	if !ok || offset > len(text) {
		return nil
	}
	t, before := wordAt(text, offset)
	if t.Type != token.Ident {
		return nil
	}
	at := editor.Place{File: file, Start: t.Pos.Offset, End: t.End().Offset}
	if m, n := w.NamedAt(file, at.Start); n != nil {
		out := object{m}.named(n, tuning)
		out.At = at
		return out
	}
	if said := word(w, file, text, t, before); said != "" {
		return &Hover{At: at, Text: said}
	}
	return nil
}

// wordAt is the word at a place of a text, and the one before it.
func wordAt(text string, offset int) (at, before token.Token) {
	scan := token.NewScanner("", text)
	for t := scan.Next(); t.Type != token.EOF; t = scan.Next() {
		if t.Pos.Offset > offset {
			break
		}
		if offset <= t.End().Offset && (t.Type == token.Ident || offset < t.End().Offset) {
			return t, before
		}
		before = t
	}
	return token.Token{}, before
}

// object tells of the objects of a model.
type object struct{ *editor.Model }

// named tells of something that has a name.
func (m object) named(n *editor.Named, tuning Tuning) *Hover {
	if len(n.Decls) == 0 {
		return &Hover{Text: m.titled(n.Kind + " " + n.Name)}
	}
	d := n.Decls[0]
	parts := []string{pages.Code(m.title(d))}
	if doc := editor.DocOf(d); doc != "" {
		parts = append(parts, doc)
	}
	h := &Hover{}
	switch d.Kind {
	case outline.Object, outline.Connection, outline.Instance:
		if tuning != nil {
			var line string
			line, h.PNG = tuning(m.Model, d)
			parts = append(parts, line)
		}
		parts = append(parts, m.facts(d), m.wires(d))
	}
	if len(n.Decls) > 1 {
		parts = append(parts, "one of "+names(n.Decls))
	}
	h.Text = joined(parts)
	return h
}

// titled tells of a template, a phase, an experiment or a pointer: its line, and what is
// said above it.
func (m object) titled(what string) string {
	kind, name, _ := strings.Cut(what, " ")
	text := pages.Code(what)
	for _, s := range m.Outline.Scopes {
		if s.File == nil {
			continue
		}
		editor.EachStatement(s.File.Body, func(st grammar.Statement) {
			if t, ok := st.(*grammar.Template); ok && kind == "template" && t.Name == name && !strings.Contains(text, "(") {
				text = joined([]string{pages.Code("template " + pages.Template(t)), t.Doc, ports(t)})
			}
		})
	}
	return text
}

// ports lists what goes into a template and what comes out.
func ports(t *grammar.Template) string {
	var in, out []string
	for _, st := range t.Body {
		switch st := st.(type) {
		case *grammar.Input:
			in = append(in, "`"+st.Name.String()+"`")
		case *grammar.Output:
			out = append(out, "`"+st.Name.String()+"`")
		}
	}
	return fmt.Sprintf("inputs %s; outputs %s", listed(in), listed(out))
}

func listed(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

// title is a declaration in a line.
func (m object) title(d *outline.Decl) string {
	if d.Kind == outline.Constant {
		word := "let"
		switch {
		case d.Param, d.Stmt == nil:
			word = "param"
		case d.Loop:
			word = "for"
		}
		if d.Expr != nil {
			return fmt.Sprintf("%s %s = %s", word, d.Name, d.Expr)
		}
	}
	return d.Name + ": " + m.Summary(d)
}

// most is how many things of a kind a hover names.
const most = 8

func names(decls []*outline.Decl) string {
	var out []string
	for _, d := range decls {
		if len(out) == most {
			return fmt.Sprintf("%s and %d more", strings.Join(out, ", "), len(decls)-most)
		}
		out = append(out, "`"+d.Name+"`")
	}
	return strings.Join(out, ", ")
}

// joined are paragraphs, but for empty ones.
func joined(parts []string) string { return pages.Joined("\n\n", parts...) }

// word tells of a word of the language: a statement, an option, a slot, a component.
func word(w *editor.Workspace, file, text string, t, before token.Token) string {
	m := w.Declared(file)
	if m == nil {
		return ""
	}
	l := cursor.At(file, text, m.File.Edition, t.End().Offset)
	if len(l.Before) == 0 {
		if s := statements.Find(t.Text); s != nil {
			return pages.Statement(s)
		}
		return ""
	}
	if before.Is(".") {
		return itemPage(t.Text, "slots")
	}
	if _, _, open := l.Call(); !open {
		if _, option, atName := l.Position(); atName {
			if o, ok := pages.FindOption(l.Keyword(), t.Text); ok {
				return pages.Option(o)
			}
		} else if option != "" {
			if said := valuePage(l.Keyword(), option, t.Text); said != "" {
				return said
			}
		}
	}
	return itemPage(t.Text, append(pages.Components, "rules", "analyses", "functions", "plots", "words")...)
}

// valuePage tells of a word that is the value of an option.
func valuePage(statement, option, word string) string {
	o, ok := pages.FindOption(statement, option)
	if !ok {
		return ""
	}
	for _, w := range o.Words {
		if w.Name == word {
			return w.Doc
		}
	}
	for _, f := range pages.Taken {
		if i, ok := pages.Item(word, f.Family); ok && strings.Contains(o.Takes, f.Word) {
			return pages.Of(i)
		}
	}
	return ""
}

func itemPage(name string, families ...string) string {
	if i, ok := pages.Item(name, families...); ok {
		return "**" + i.Name + "** (" + i.Family + "): " + pages.Of(i)
	}
	return ""
}
