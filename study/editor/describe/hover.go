// Package describe tells of what stands at a place of a model: what an object is after all defaults, how
// it is tuned, how well it fits, what a word of the language means.
package describe

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/study/editor"
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
	at := editor.Place{File: file, Start: t.Pos.Offset, End: t.End().Offset}
	switch t.Type {
	case token.Quantity:
		return said(at, quantity(t.Text))
	case token.Ident:
	default:
		return nil
	}
	if m, n := w.NamedAt(file, at.Start); n != nil {
		out := object{m}.named(n, tuning)
		out.At = at
		return out
	}
	if found := used(w, file, offset); found != nil {
		return found
	}
	return said(at, word(w, file, text, t, before))
}

// said is a hover of a text; nil for "".
func said(at editor.Place, text string) *Hover {
	if text == "" {
		return nil
	}
	return &Hover{At: at, Text: text}
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
		return &Hover{Text: m.written(n)}
	}
	d := n.Decls[0]
	parts := []string{pages.Code(m.title(d))}
	parts = append(parts, about(d), editor.DocOf(d))
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

// written tells of a template, a phase, an experiment or a pointer: its line, and what is said above it.
func (m object) written(n *editor.Named) string {
	text := pages.Code(n.Kind + " " + n.Name)
	for _, s := range m.Outline.Scopes {
		if s.File == nil || filepath.Clean(s.File.Name) != n.At.File {
			continue
		}
		editor.EachStatement(s.File.Body, func(st grammar.Statement) {
			at := editor.PlaceOf(st.Head().At)
			if n.At.Start < at.Start || n.At.End > at.End {
				return
			}
			if t, ok := st.(*grammar.Template); ok {
				text = joined([]string{pages.Code("template " + pages.Template(t)), t.Doc, ports(t)})
			} else {
				text = joined([]string{pages.Code(m.Source(at.File)[at.Start:at.End]), st.Head().Doc})
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

// about is what a param says of itself.
func about(d *outline.Decl) string {
	p, ok := d.Stmt.(*grammar.Param)
	if !ok || p.Options.Get("about") == nil {
		return ""
	}
	return p.Options.Get("about").Value.Text
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
