package outline

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Use is a place where a file names something that it declares.
type Use struct {
	At   diag.Span
	Decl *Decl
}

// Uses lists every place where a statement names a declaration of another one,
// block by block, in the order of the text. A line of a template names what it
// makes in each instance, and so is there as many times. They are found at the first
// question, when the outline is complete.
func (o *Outline) Uses() []Use {
	o.indexed.Do(func() {
		for _, s := range slices.Concat(o.Scopes, o.tried()) {
			s.eachStatement(s.Body, func(st grammar.Statement) { o.uses = append(o.uses, s.usesIn(st)...) })
		}
	})
	return o.uses
}

// tried are the blocks inside the templates that were tried out.
func (o *Outline) tried() []*Scope {
	if o.Tried == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(o.Tried.Scopes), func(s *Scope) bool { return !s.isInside() || s.Body == nil })
}

// Everything is all that is declared, inside of the templates that were tried out too.
func (o *Outline) Everything() []*Decl {
	if o.Tried == nil {
		return o.Decls
	}
	return append(slices.Clone(o.Decls), slices.DeleteFunc(slices.Clone(o.Tried.Decls), func(d *Decl) bool { return !d.In.isInside() })...)
}

// isInside reports the inside of an instance, or of a block of it.
func (s *Scope) isInside() bool { return s.Instance || s.Parent != nil && s.Parent.isInside() }

// usesIn lists the uses of a statement; those of names that stand nowhere in the text, which
// lines of a choice have, are left out.
func (s *Scope) usesIn(st grammar.Statement) []Use {
	var uses []Use
	group := map[*grammar.Expr]bool{} // of a member that was found
	grammar.Walk(st, func(e *grammar.Expr) {
		d := s.Named(e)
		if d == nil {
			d = s.partNamed(e)
		}
		if d == nil || group[e] {
			return
		}
		if e.Kind == grammar.Index {
			group[e.Args[0]] = true
		}
		if d.Stmt != st && e.At.IsValid() {
			uses = append(uses, Use{lastWord(e), d})
		}
	})
	return uses
}

// eachStatement calls f for the statements of a body and of the experiments and
// phases in it. Other blocks are scopes of their own.
func (s *Scope) eachStatement(body []grammar.Statement, f func(grammar.Statement)) {
	for _, st := range body {
		switch st := st.(type) {
		case *grammar.For, *grammar.Network, *grammar.Template:
			continue
		case *grammar.Experiment:
			s.eachStatement(st.Body, f)
		case *grammar.Phase:
			f(st)
			s.eachStatement(st.Body, f)
		default:
			f(st)
		}
	}
}

// Named is the declaration that an expression names by itself, without a slot or
// elements: NAME, INSTANCE.NAME, GROUP[i]. It is nil for other expressions, and
// for names that nothing has.
func (s *Scope) Named(e *grammar.Expr) *Decl {
	switch e.Kind {
	case grammar.Name:
		return s.Lookup(e.Text)
	case grammar.Member:
		if base := s.Named(e.Args[0]); base != nil && base.Inner != nil {
			return base.Inner.Decls[e.Text]
		}
	case grammar.Index:
		base := s.Named(e.Args[0])
		if base == nil || base.Kind != Group || len(e.Args) != 2 {
			return nil
		}
		if i, ok := s.index(e.Args[1]); ok {
			home := base.In.Home()
			return home.Decls[fmt.Sprintf("%s[%d]", base.Name[len(home.Prefix):], i)]
		}
	}
	return nil
}

// IsConstant reports an expression that is the same at all times: neither an object nor
// the time stands in it.
func (s *Scope) IsConstant(e *grammar.Expr) bool {
	constant := true
	e.Walk(func(e *grammar.Expr) {
		if name, _ := e.IsName(); name == "t" || name == "dt" {
			constant = false
		}
		if d := s.Named(e); d != nil && d.Kind != Constant && d.Kind != Vocabulary {
			constant = false
		}
	})
	return constant
}

// index is the value of an index that is a number or the variable of a loop.
func (s *Scope) index(e *grammar.Expr) (int, bool) {
	if d := s.Named(e); d != nil && d.Loop {
		e = d.Expr
	}
	return int(e.Num), e.Kind == grammar.Number
}

// lastWord is where the name of a use stands: behind the dot of a member.
func lastWord(e *grammar.Expr) diag.Span {
	if e.Kind != grammar.Member {
		return e.At
	}
	end := e.At.End()
	return diag.Between(end.Moved(-len(e.Text), -utf8.RuneCountInString(e.Text)), end)
}

// At is what stands at a place of a file: the declarations that are made there, or
// named there; several where a template made it several times.
func (o *Outline) At(file string, offset int) []*Decl {
	var found []*Decl
	for _, u := range o.Uses() {
		if u.At.Filename == file && u.At.Start().Offset <= offset && offset <= u.At.End().Offset {
			found = append(found, u.Decl)
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, d := range o.Everything() {
		if d.At.Filename == file && d.At.Start().Offset <= offset && offset <= d.At.End().Offset {
			found = append(found, d)
		}
	}
	return found
}

// UsesOf lists the places that name a declaration, or another one that the same
// line of the text made.
func (o *Outline) UsesOf(d *Decl) []diag.Span {
	var places []diag.Span
	seen := map[diag.Span]bool{}
	for _, u := range o.Uses() {
		if u.Decl.At == d.At && u.Decl.Kind == d.Kind && !seen[u.At] {
			seen[u.At] = true
			places = append(places, u.At)
		}
	}
	return places
}

// ScopeAt is the innermost block that a place of a file lies in: that of the first
// instance for a place in a template. It is the file itself where nothing narrower
// is known.
func (o *Outline) ScopeAt(file string, offset int) *Scope {
	best, narrowest := o.Top, -1
	for _, s := range slices.Concat(o.Scopes, o.tried()) {
		first, last := s.extent()
		if len(s.Body) == 0 || s.Body[0].Head().At.Filename != file || offset < first || offset > last {
			continue
		}
		if width := last - first; narrowest < 0 || width < narrowest {
			best, narrowest = s, width
		}
	}
	return best
}

// extent is where the text of a block begins and ends, in bytes.
func (s *Scope) extent() (first, last int) {
	if len(s.Body) == 0 {
		return 0, 0
	}
	return s.Body[0].Head().At.Start().Offset, s.Body[len(s.Body)-1].Head().At.End().Offset
}

// VisibleAt lists what can be named at a place of a file.
func (o *Outline) VisibleAt(file string, offset int) []*Decl {
	s := o.ScopeAt(file, offset)
	var out []*Decl
	for _, name := range s.Visible() {
		out = append(out, s.Lookup(name))
	}
	return out
}

// Origin is how a declaration came to be: its own line, then the lines of the
// instances around it, from the inside out.
func (d *Decl) Origin() []diag.Span {
	places := []diag.Span{d.At}
	for s := d.In; s != nil; {
		s = s.Home()
		if s.Made == nil {
			break
		}
		places = append(places, s.Made.At)
		s = s.Made.In
	}
	return places
}
