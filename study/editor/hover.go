package editor

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/statements"
)

// Hover is what there is to say about a word.
type Hover struct {
	At   Place
	Text string // Markdown
	PNG  []byte // a picture of tuning curves; nil for none
}

// Hover tells of what stands at a place: what an object is after all defaults, what a word
// of the language means. It is nil where there is nothing to say.
func (w *Workspace) Hover(file string, offset int) *Hover {
	text, ok := w.Text(file)
	if !ok || offset > len(text) {
		return nil
	}
	t, before := wordAt(text, offset)
	if t.Type != token.Ident {
		return nil
	}
	at := Place{file, t.Pos.Offset, t.End().Offset}
	if m, n := w.modelOf(file, at.Start); n != nil {
		out := m.hoverNamed(n)
		out.At = at
		return out
	}
	if said := w.hoverWord(file, text, t, before); said != "" {
		return &Hover{At: at, Text: said}
	}
	return nil
}

// modelOf is what is named at a place, and the model that knows it.
func (w *Workspace) modelOf(file string, offset int) (*Model, *Named) {
	users := w.Users(file)
	for i := len(users) - 1; i >= 0; i-- {
		if m := w.Model(users[i]); m != nil {
			if n := m.namedAt(file, offset); n != nil {
				return m, n
			}
		}
	}
	return nil, nil
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

// hoverNamed tells of something that has a name.
func (m *Model) hoverNamed(n *Named) *Hover {
	if len(n.Decls) == 0 {
		return &Hover{Text: m.titled(n.Kind + " " + n.Name)}
	}
	d := n.Decls[0]
	parts := []string{code(m.title(d))}
	if doc := docOf(d); doc != "" {
		parts = append(parts, doc)
	}
	h := &Hover{}
	switch d.Kind {
	case outline.Object, outline.Connection, outline.Instance:
		spark, png := m.tuning(d)
		h.PNG = png
		parts = append(parts, spark, m.facts(d), m.wires(d))
	}
	if len(n.Decls) > 1 {
		parts = append(parts, "one of "+names(n.Decls))
	}
	h.Text = joined(parts)
	return h
}

// titled tells of a template, a phase, an experiment or a pointer: its line, and what is
// said above it.
func (m *Model) titled(what string) string {
	kind, name, _ := strings.Cut(what, " ")
	text := code(what)
	for _, s := range m.Outline.Scopes {
		if s.File == nil {
			continue
		}
		eachStatement(s.File.Body, func(st grammar.Statement) {
			if t, ok := st.(*grammar.Template); ok && kind == "template" && t.Name == name && !strings.Contains(text, "(") {
				text = joined([]string{code("template " + signature(t)), t.Doc, ports(t)})
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
func (m *Model) title(d *outline.Decl) string {
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
	return d.Name + ": " + m.summary(d)
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
func joined(parts []string) string { return joinedBy("\n\n", parts...) }

// hoverWord tells of a word of the language: a statement, an option, a slot, a component.
func (w *Workspace) hoverWord(file, text string, t, before token.Token) string {
	m := w.Model(file)
	if m == nil {
		return ""
	}
	l := lineAt(file, text, m.File.Edition, t.End().Offset)
	if len(l.before) == 0 {
		if s := statements.Find(t.Text); s != nil {
			return statementPage(s)
		}
		return ""
	}
	if before.Is(".") {
		return itemPage(t.Text, "slots")
	}
	if _, _, open := l.call(); !open {
		if _, option, atName := l.position(); atName {
			if o, ok := optionOf(l.keyword(), t.Text); ok {
				return optionPage(o)
			}
		} else if option != "" {
			if said := valuePage(l.keyword(), option, t.Text); said != "" {
				return said
			}
		}
	}
	return itemPage(t.Text, append(componentFamilies, "rules", "analyses", "functions", "plots", "words")...)
}

// valuePage tells of a word that is the value of an option.
func valuePage(statement, option, word string) string {
	o, ok := optionOf(statement, option)
	if !ok {
		return ""
	}
	for _, w := range o.Words {
		if w.Name == word {
			return w.Doc
		}
	}
	for _, f := range families {
		if i, ok := item(word, f.family); ok && strings.Contains(o.Takes, f.word) {
			return page(i)
		}
	}
	return ""
}

func itemPage(name string, families ...string) string {
	if i, ok := item(name, families...); ok {
		return "**" + i.Name + "** (" + i.Family + "): " + page(i)
	}
	return ""
}
