package editor

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// statements adds what only lines know: templates and their arguments, experiments and
// phases, pointers of vocabularies.
func (x *indexer) statements() {
	files := map[*grammar.File]bool{}
	for _, s := range x.m.Outline.Scopes {
		if s.File != nil && !files[s.File] {
			files[s.File] = true
			x.templates(s.File.Body)
			x.experiments(s.File.Body)
			x.pointers(s.File.Body)
		}
	}
	for _, s := range x.m.Outline.Scopes {
		for _, st := range s.Body {
			x.instance(st, s)
			x.pointersIn(st, s)
		}
	}
}

func memberName(base string, i int) string { return fmt.Sprintf("%s[%d]", base, i) }

// templates adds the templates of a block.
func (x *indexer) templates(body []grammar.Statement) {
	for _, st := range body {
		if t, ok := st.(*grammar.Template); ok {
			x.template(t)
		}
		if b := grammar.BlockOf(st); b != nil {
			x.templates(b.Body)
		}
	}
}

func (x *indexer) template(t *grammar.Template) *Named {
	return x.declare("template", t.Name, x.m.name(t, t.Name), nil)
}

// name is where a statement writes a name, behind its keyword.
func (m *Model) name(st grammar.Statement, name string) Place {
	at := PlaceOf(st.Head().At)
	at.Start = min(at.End, PlaceOf(st.Head().KeywordAt()).End)
	return m.word(at, name)
}

// instance adds what a line names that makes an instance: the template and its parameters.
func (x *indexer) instance(st grammar.Statement, s *outline.Scope) {
	in, ok := st.(*grammar.Instance)
	if !ok || in.Call == nil {
		return
	}
	t := s.FindTemplate(strings.Join(in.Template, "."))
	if t == nil {
		return
	}
	head := PlaceOf(in.At)
	head.End = PlaceOf(in.Call.At).Start
	last := in.Template[len(in.Template)-1]
	x.use(x.template(t.Decl), x.m.word(head, last)) // as written behind `use … as`, it has another name
	for i, name := range in.Call.ArgNames {
		if name == "" || i+1 >= len(in.Call.Args) {
			continue
		}
		before := Place{head.File, PlaceOf(in.Call.Args[i].At).End, PlaceOf(in.Call.Args[i+1].At).Start}
		if n := x.declare("param", name, x.m.parameterAt(t.Decl, name), nil); n != nil {
			x.use(n, x.m.word(before, name))
		}
	}
}

// experiments adds experiments, their phases, and the lines that name phases.
func (x *indexer) experiments(body []grammar.Statement) {
	for _, st := range body {
		e, ok := st.(*grammar.Experiment)
		if !ok {
			continue
		}
		x.declare("experiment", e.Name, x.m.name(e, e.Name), nil)
		phases := map[string]*Named{}
		for _, inner := range e.Body {
			if p, ok := inner.(*grammar.Phase); ok {
				phases[p.Name] = x.declare("phase", p.Name, x.m.name(p, p.Name), nil)
			}
		}
		for _, inner := range e.Body {
			x.phases(inner, phases)
		}
	}
}

// phases adds the places of a line that name phases: `in after`, and rmse(a, in=after).
func (x *indexer) phases(st grammar.Statement, phases map[string]*Named) {
	if options := grammar.OptionsOf(st); options != nil {
		if in := options.Get("in"); in != nil {
			if name, ok := in.Value.IsName(); ok {
				x.use(phases[name], PlaceOf(in.Value.At))
			}
		}
	}
	grammar.Walk(st, func(e *grammar.Expr) {
		for i, name := range e.ArgNames {
			if phase, ok := e.Args[min(i+1, len(e.Args)-1)].IsName(); ok && name == "in" {
				x.use(phases[phase], PlaceOf(e.Args[i+1].At))
			}
		}
	})
}

// pointers adds the pointers of the vocabularies of a block, and the lines of one that name
// others.
func (x *indexer) pointers(body []grammar.Statement) {
	for _, st := range body {
		v, ok := st.(*grammar.Vocab)
		if b := grammar.BlockOf(st); !ok && b != nil {
			x.pointers(b.Body)
		}
		if !ok {
			continue
		}
		names := map[string]*Named{}
		for _, line := range v.Body {
			if p, ok := line.(*grammar.Pointer); ok {
				names[p.Name] = x.declare("pointer", p.Name, PlaceOf(p.KeywordAt()), nil)
			}
		}
		for _, line := range v.Body {
			grammar.Walk(line, func(e *grammar.Expr) {
				if name, ok := e.IsName(); ok {
					x.use(names[name], PlaceOf(e.At))
				}
			})
		}
	}
}

// pointersIn adds the pointers that a line names, v.RED.
func (x *indexer) pointersIn(st grammar.Statement, s *outline.Scope) {
	grammar.Walk(st, func(e *grammar.Expr) {
		if e.Kind != grammar.Member {
			return
		}
		d := s.Named(e.Args[0])
		if d == nil || d.Kind != outline.Vocabulary {
			return
		}
		v, ok := d.Stmt.(*grammar.Vocab)
		if !ok {
			return
		}
		for _, line := range v.Body {
			if p, ok := line.(*grammar.Pointer); ok && p.Name == e.Text {
				at := PlaceOf(e.At)
				at.Start = PlaceOf(e.Args[0].At).End
				x.use(x.by[PlaceOf(p.KeywordAt())], x.m.word(at, e.Text))
			}
		}
	})
}
