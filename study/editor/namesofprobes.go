package editor

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// labels adds the labels of probes.
func (x *indexer) labels() {
	for _, s := range x.m.Outline.Scopes {
		for _, st := range s.Body {
			p, ok := st.(*grammar.Probe)
			if !ok || p.Label == nil {
				continue
			}
			name := p.Label.Name
			if name.Kind == grammar.Index {
				name = name.Args[0]
			}
			if label, ok := name.IsName(); ok {
				x.recorded[s.Prefix+label] = x.declare("probe", label, PlaceOf(name.At), nil)
			}
		}
	}
}

// labelsIn adds the labels of probes that a line of an experiment names; an object of the name comes first.
func (x *indexer) labelsIn(st grammar.Statement, s *outline.Scope) {
	grammar.Walk(st, func(e *grammar.Expr) {
		at, prefix := PlaceOf(e.At), s.Prefix
		switch e.Kind {
		case grammar.Name:
		case grammar.Member:
			of := s.Named(e.Args[0])
			if of == nil || of.Inner == nil {
				return
			}
			at.Start, prefix = PlaceOf(e.Args[0].At).End, of.Inner.Prefix
		default:
			return
		}
		if n := x.recorded[prefix+e.Text]; n != nil && s.Named(e) == nil {
			x.use(n, x.m.word(at, e.Text))
		}
	})
}
