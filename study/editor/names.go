package editor

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// Named is something that a model gives a name.
type Named struct {
	Kind  string // as Kinds lists them
	Name  string // the word at its places
	At    Place  // where it is declared
	Uses  []Place
	Decls []*outline.Decl // several where a line of a template or a loop made it several times; nil for templates, phases, pointers
}

// Kinds are the kinds of named things, in the order in which editors number them.
var Kinds = []string{"population", "node", "instance", "wire", "rule", "param", "constant", "port", "template", "vocabulary", "pointer",
	"phase", "experiment", "group", "probe"}

// Names is everything that a model gives a name, with the places that name it. It is made
// when it is first asked for.
func (m *Model) Names() []*Named {
	m.named.Do(func() {
		x := newIndexer(m)
		x.outline()
		x.statements()
		m.names = x.list
	})
	return m.names
}

// namedAt is what is declared or named at a place; nil for nothing.
func (m *Model) namedAt(file string, offset int) *Named {
	for _, n := range m.Names() {
		if n.At.File == file && n.At.holds(offset) {
			return n
		}
		for _, u := range n.Uses {
			if u.File == file && u.holds(offset) {
				return n
			}
		}
	}
	return nil
}

// indexer collects names.
type indexer struct {
	m        *Model
	list     []*Named
	by       map[Place]*Named  // by where it is declared
	seen     map[Place]bool    // the uses
	recorded map[string]*Named // labels of probes, with the instance that they stand in

	arguments map[*outline.Decl]*outline.Decl // with the instance that was given them
}

func newIndexer(m *Model) *indexer {
	x := &indexer{m: m, by: map[Place]*Named{}, seen: map[Place]bool{}, recorded: map[string]*Named{},
		arguments: map[*outline.Decl]*outline.Decl{}}
	for _, s := range m.Outline.Scopes {
		if !s.Instance || s.Made == nil {
			continue
		}
		for _, d := range s.Decls {
			if d.Kind == outline.Constant && d.Stmt == nil {
				x.arguments[d] = s.Made
			}
		}
	}
	return x
}

// declare adds something, or another of what is declared at the same place.
func (x *indexer) declare(kind, name string, at Place, d *outline.Decl) *Named {
	if at.End == at.Start {
		return nil // written nowhere
	}
	n := x.by[at]
	if n == nil {
		n = &Named{Kind: kind, Name: name, At: at}
		x.by[at] = n
		x.list = append(x.list, n)
	}
	if d != nil && !slices.Contains(n.Decls, d) {
		n.Decls = append(n.Decls, d)
	}
	return n
}

// use adds a place that names something.
func (x *indexer) use(n *Named, at Place) {
	if n != nil && at.End > at.Start && at != n.At && !x.seen[at] {
		x.seen[at] = true
		n.Uses = append(n.Uses, at)
	}
}

// outline adds what the outline knows: declarations that lines made, and their uses.
func (x *indexer) outline() {
	for _, d := range x.m.Outline.Everything() {
		if d.Kind != outline.Group {
			x.decl(d)
		}
	}
	for _, u := range x.m.Outline.Uses() {
		d := u.Decl
		if d.Kind == outline.Group {
			d = x.member(d)
		}
		n := x.decl(d)
		if n == nil {
			continue
		}
		x.use(n, x.m.word(PlaceOf(u.At), n.Name))
	}
}

// member is the first member of a group, which stands where the group is declared.
func (x *indexer) member(group *outline.Decl) *outline.Decl {
	home := group.In.Home()
	base := strings.TrimPrefix(group.Name, home.Prefix)
	for _, i := range group.Members {
		if d := home.Decls[memberName(base, i)]; d != nil {
			return d
		}
	}
	return group
}

// decl adds a declaration of the outline.
func (x *indexer) decl(d *outline.Decl) *Named {
	name := lastName(d)
	if param := x.parameter(d, name); param != nil {
		return param
	}
	if d.Stmt == nil {
		return nil
	}
	at := PlaceOf(d.At)
	if _, rule := d.Stmt.(*grammar.ActionRule); !rule || d.Kind != outline.Object {
		at.Start = min(at.End, PlaceOf(d.Stmt.Head().KeywordAt()).End)
	}
	return x.declare(KindOf(d), name, x.m.word(at, name), d)
}

// parameter adds the parameter of a template that an argument is given for; nil if d is
// none.
func (x *indexer) parameter(d *outline.Decl, name string) *Named {
	if d.Kind != outline.Constant || d.Stmt != nil {
		return nil
	}
	if made := x.arguments[d]; made != nil {
		if t := x.m.templateOf(made); t != nil {
			return x.declare("param", name, x.m.parameterAt(t, name), d)
		}
	}
	return nil
}

// templateOf is the template that an instance was made of; nil for a network.
func (m *Model) templateOf(d *outline.Decl) *grammar.Template {
	st, ok := d.Stmt.(*grammar.Instance)
	if !ok {
		return nil
	}
	if t := d.In.FindTemplate(strings.Join(st.Template, ".")); t != nil {
		return t.Decl
	}
	return nil
}

// parameterAt is where a template names a parameter.
func (m *Model) parameterAt(t *grammar.Template, name string) Place {
	at := PlaceOf(t.At)
	at.Start = m.word(at, t.Name).End
	return m.word(at, name)
}

// word is where a name stands in a stretch of a file.
func (m *Model) word(within Place, name string) Place {
	return word(m.Source(within.File), within, name)
}

// lastName is the word that a declaration is written with: cell of cells.cell[2].
func lastName(d *outline.Decl) string {
	name := strings.TrimPrefix(d.Name, d.In.Home().Prefix)
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	name, _, _ = strings.Cut(name, "[")
	return name
}

// KindOf says what a declaration is.
func KindOf(d *outline.Decl) string {
	switch d.Kind {
	case outline.Constant:
		if d.Param {
			return "param"
		}
		return "constant"
	case outline.Instance:
		return "instance"
	case outline.Group:
		return "group"
	case outline.Vocabulary:
		return "vocabulary"
	}
	switch d.Stmt.(type) {
	case *grammar.Ensemble, *grammar.Array:
		return "population"
	case *grammar.Input, *grammar.Output:
		return "port"
	case *grammar.Connect:
		return "wire"
	case *grammar.ActionRule, *grammar.Learn:
		return "rule"
	}
	return "node"
}
