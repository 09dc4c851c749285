package describe

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/space"
	"github.com/nefc/nefc/stdlib/statements"
	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/cursor"
	"github.com/nefc/nefc/study/editor/pages"
)

// signs are words within expressions and wires, which no table of the manual has.
var signs = map[string]string{
	"if":   "`if CONDITION then VALUE else VALUE`: one of two values",
	"then": "`if CONDITION then VALUE else VALUE`: one of two values",
	"else": "`if CONDITION then VALUE else VALUE`: one of two values",
	"and":  "`CONDITION and CONDITION`: both hold",
	"or":   "`CONDITION or CONDITION`: at least one holds",
	"not":  "`not CONDITION`: it does not hold",
	"from": "`from \"FILE:ARRAY\"`: the numbers of an array of a file",
	"same": "`same(a.neurons, b.neurons)`: a source of populations that carry one value; those in `[…]` follow each other",
}

// word tells of a word of the language: a statement, an option, a slot, an argument, a component.
func word(w *editor.Workspace, file, text string, t, before token.Token) string {
	m := w.Declared(file)
	if m == nil {
		return ""
	}
	l := cursor.At(file, text, m.File.Edition, t.End().Offset)
	switch {
	case len(l.Before) == 0, len(l.Before) == 1 && l.Keyword() == "defaults":
		return statementPage(t.Text)
	case before.Is("."):
		return itemPage(t.Text, "slots")
	}
	set := strings.HasPrefix(strings.TrimLeft(text[t.End().Offset:], " \t"), "=")
	if said := within(l, t.Text, set); said != "" {
		return said
	}
	if said := itemPage(t.Text, append(pages.Components, "rules", "analyses", "functions", "plots", "words")...); said != "" {
		return said
	}
	return part(l, t.Text)
}

// within tells of a word by where in its statement it stands; set reports one that a value is given.
func within(l *cursor.Line, word string, set bool) string {
	of, _, open := l.Call()
	if open {
		if set {
			return argumentPage(l, of, word)
		}
		return ""
	}
	_, option, atName := l.Position()
	if o, ok := pages.FindOption(l.Statement(), word); ok && atName {
		return pages.Option(o)
	}
	return valuePage(l.Statement(), option, word)
}

// argumentPage tells of an argument that is given by its name.
func argumentPage(l *cursor.Line, of []token.Token, word string) string {
	if len(of) == 0 {
		return ""
	}
	name := of[len(of)-1].Text
	if i, ok := pages.Item(name, pages.Components...); ok {
		for _, d := range i.Details() {
			if d.Name == word {
				return fmt.Sprintf("**%s** of `%s` (%s): %s", d.Name, name, d.Takes, d.Doc)
			}
		}
	}
	if o, ok := pages.FindOption(l.Statement(), word); ok {
		return pages.Option(o)
	}
	return itemPage(name, "functions", "analyses")
}

// part tells of a word that means something where it stands alone: of what it is a part.
func part(l *cursor.Line, word string) string {
	of, _, open := l.Call()
	last := len(l.Before) - 1
	_, option, _ := l.Position()
	said := ""
	switch o, ok := pages.FindOption(l.Statement(), option); {
	case signs[word] != "":
		said = signs[word]
	case word == "i" || word == "j":
		said = elementPage(l)
	case open && l.Before[last].Is("="):
		said = argumentPage(l, of, l.Before[last-1].Text)
	case ok:
		said = pages.Option(o)
	case slices.Contains(formWords(grammar.Form(l.Statement())), word):
		said = statementPage(l.Statement())
	case l.Inside("choose") && (word == "when" || word == "send"):
		said = statementPage("choose")
	}
	return said
}

// elementPage tells of i and j in the element of a matrix or of a vector.
func elementPage(l *cursor.Line) string {
	for _, t := range slices.Backward(l.Before) {
		if t.IsWord("matrix") || t.IsWord("vector") {
			return itemPage(t.Text, "functions")
		}
	}
	return ""
}

// formWords are the words of the form of a statement that are written as they are.
func formWords(form string) []string {
	return strings.FieldsFunc(form, func(r rune) bool { return r < 'a' || r > 'z' })
}

func statementPage(name string) string {
	if s := statements.Find(name); s != nil {
		return pages.Statement(s)
	}
	return ""
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
	if l := space.Find(word); l != nil && strings.Contains(o.Takes, "layout") {
		return l.Doc
	}
	if slices.Contains(formWords(o.Takes), word) {
		return itemPage(word, "words")
	}
	return ""
}

func itemPage(name string, families ...string) string {
	if i, ok := pages.Item(name, families...); ok {
		return "**" + i.Name + "** (" + i.Family + "): " + pages.Of(i)
	}
	return ""
}

// quantity tells what a number with a unit is; "" for a unit that is none.
func quantity(text string) string {
	n := token.NumberLen(text)
	num, err := strconv.ParseFloat(text[:n], 64)
	v, class, ok := values.Measured(num, text[n:])
	if err != nil || !ok {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("`%s`: %s, %g %s", text, class, v, class.Base()))
}

// used tells what a `use` brings: a network of the library, or the templates of a file.
func used(w *editor.Workspace, file string, offset int) *Hover {
	for _, l := range w.Links(file) {
		switch {
		case offset < l.At.Start || l.At.End < offset:
		case editor.InLibrary(l.Target):
			name := strings.TrimSuffix(l.Target[strings.LastIndexByte(l.Target, '/')+1:], ".nef")
			return said(l.At, itemPage(name, "std"))
		case strings.HasSuffix(l.Target, ".nef"):
			return said(l.At, templatesIn(w, l.Target))
		}
	}
	return nil
}

// templatesIn tells of the templates of a file.
func templatesIn(w *editor.Workspace, file string) string {
	f := w.File(file)
	if f == nil {
		return ""
	}
	var parts []string
	for _, st := range f.Body {
		if t, ok := st.(*grammar.Template); ok {
			parts = append(parts, pages.Code("template "+pages.Template(t)), t.Doc)
		}
	}
	return joined(parts)
}
