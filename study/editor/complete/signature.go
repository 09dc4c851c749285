package complete

import (
	"strings"

	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/cursor"
	"github.com/nefc/nefc/study/editor/pages"
)

// Signature is the form of a call that a place is in.
type Signature struct {
	Name   string
	Doc    string
	Params []SignatureParam
	Active int // the parameter that the place is at
}

// SignatureParam is a parameter of a call.
type SignatureParam struct{ Text, Doc string }

// SignatureAt is the form of the call around a place; nil if it is in none.
func SignatureAt(w *editor.Workspace, file string, offset int) *Signature {
	m := w.Declared(file)
	if m == nil || offset > len(m.Source(file)) {
		return nil
	}
	c := &completer{w: w, m: m, l: cursor.At(file, m.Source(file), m.File.Edition, offset)}
	of, at, open := c.l.Call()
	if !open || len(of) == 0 {
		return nil
	}
	name := of[len(of)-1].Text
	out := &Signature{Name: name, Active: at}
	for _, p := range c.parameters(of) {
		out.Params = append(out.Params, SignatureParam{p.text, p.doc})
	}
	if out.Params == nil {
		out.Params = functionParameters(name)
	}
	if i, ok := pages.Item(name, append(pages.Components, "functions", "analyses")...); ok {
		out.Doc = i.Doc
	} else if t := c.template(); t != nil {
		out.Name, out.Doc = c.l.Keyword(), t.Doc
	} else {
		return nil
	}
	out.named(c.l, of)
	return out
}

// named makes the parameter active that is written with its name.
func (s *Signature) named(l *cursor.Line, of []token.Token) {
	for i := len(l.Before) - 1; i > 0 && l.Before[i].Pos.Offset > of[len(of)-1].Pos.Offset; i-- {
		if l.Before[i].Is(",") || l.Before[i].Is("(") {
			return
		}
		if l.Before[i].Is("=") {
			for k, p := range s.Params {
				if name, _, _ := strings.Cut(p.Text, "="); strings.TrimSuffix(name, ",") == l.Before[i-1].Text {
					s.Active = k
				}
			}
			return
		}
	}
}

// functionParameters are those of a function, whose names say what they are; of a special one those of its example.
func functionParameters(name string) []SignatureParam {
	for _, f := range analyses.Table {
		if f.Name == name {
			var out []SignatureParam
			for _, a := range f.Args {
				out = append(out, SignatureParam{Text: a.String()})
			}
			return out
		}
	}
	for _, f := range functions.Specials {
		if _, call, found := strings.Cut(f.Example, name+"("); found && f.Name == name {
			var out []SignatureParam
			for _, a := range strings.Split(call[:strings.IndexByte(call, ')')], ", ") {
				out = append(out, SignatureParam{Text: a})
			}
			return out
		}
	}
	n := 0
	if f := functions.Find(name); f != nil {
		n = f.Arity()
	} else if l := functions.FindList(name); l != nil {
		n = l.Args
	}
	var out []SignatureParam
	for i := range n {
		out = append(out, SignatureParam{Text: string(rune('x' + i))})
	}
	return out
}
