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
	x.labels()
	files := map[*grammar.File]bool{}
	for _, s := range x.m.Outline.Scopes {
		if s.File != nil && !files[s.File] {
			files[s.File] = true
			x.templates(s.File.Body)
			x.pointers(s.File.Body)
			x.experiments(s.File.Body, s)
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
		if name == "" {
			continue
		}
		if n := x.declare("param", name, x.m.parameterAt(t.Decl, name), nil); n != nil {
			x.use(n, x.m.argument(in.Call, i))
		}
	}
}

// experiments adds experiments, their phases, and the lines that name phases, pointers and params that are swept.
func (x *indexer) experiments(body []grammar.Statement, s *outline.Scope) {
	for _, st := range body {
		e, ok := st.(*grammar.Experiment)
		if !ok {
			continue
		}
		x.declare("experiment", e.Name, x.m.name(e, e.Name), nil)
		phases, swept := map[string]*Named{}, map[string]*Named{}
		for _, inner := range e.Body {
			switch st := inner.(type) {
			case *grammar.Phase:
				phases[st.Name] = x.declare("phase", st.Name, x.m.name(st, st.Name), nil)
			case *grammar.Sweep:
				if d := s.Lookup(st.Name); d != nil {
					swept[st.Name] = x.decl(d)
					x.use(swept[st.Name], x.m.name(st, st.Name))
				}
			}
		}
		EachStatement(e.Body, func(inner grammar.Statement) {
			x.phases(inner, phases)
			x.points(inner, swept)
			x.labelsIn(inner, s)
			x.pointersIn(inner, s)
		})
	}
}

// points adds the arguments of a line that pick a point of a sweep: median(rmse(a, u), n=40).
func (x *indexer) points(st grammar.Statement, swept map[string]*Named) {
	grammar.Walk(st, func(e *grammar.Expr) {
		for i, name := range e.ArgNames {
			if n := swept[name]; n != nil {
				x.use(n, x.m.argument(e, i))
			}
		}
	})
}

// argument is where a call names an argument, the first of them 0.
func (m *Model) argument(call *grammar.Expr, i int) Place {
	if i+1 >= len(call.Args) {
		return Place{}
	}
	between := PlaceOf(call.Args[i].At)
	return m.word(Place{between.File, between.End, PlaceOf(call.Args[i+1].At).Start}, call.ArgNames[i])
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
