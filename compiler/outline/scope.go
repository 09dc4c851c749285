package outline

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// DefaultOption is an option of a defaults line: the first of its name for a kind
// of statement in a block.
type DefaultOption struct {
	*grammar.Option
	Of string
}

// Scope is a block of names: the file, a template's body, or what `use` sees.
type Scope struct {
	Parent       *Scope
	Prefix       string // "m." inside instance m
	File         *grammar.File
	Decls        map[string]*Decl
	Vocabularies []*Decl // of those
	Templates    map[string]*Template
	Defaults     []DefaultOption
	Body         []grammar.Statement
	Instance     bool
	Made         *Decl     // the instance whose inside this is
	Turn         bool      // one turn of a for
	Library      bool      // a used file: its params are constants
	Site         diag.Span // the line outside of all templates that this came from; zero there
	Bad          bool      // expansion failed; its members are not complained about
}

// NameIn is a name as written, in the turn of a loop that it was written in.
type NameIn struct {
	Written *grammar.Expr
	In      *Scope
}

// Template is a template and the scope it was written in.
type Template struct {
	Decl *grammar.Template
	In   *Scope
}

// Home is the scope that the names of a block belong to: the turns of a loop
// declare members of the block around it, except for constants.
func (s *Scope) Home() *Scope {
	for s.Turn {
		s = s.Parent
	}
	return s
}

// LoopVariable is the name that a turn of a loop gives a value.
func (s *Scope) LoopVariable() string {
	for name, d := range s.Decls {
		if d.Loop {
			return name
		}
	}
	return "i"
}

// Lookup finds a name in a scope or the scopes around it. From inside a
// template, only constants of the surrounding file are visible.
func (s *Scope) Lookup(name string) *Decl {
	if d, ok := s.Decls[name]; ok {
		return d
	}
	inside := s.Instance
	for p := s.Parent; p != nil; p = p.Parent {
		if d, ok := p.Decls[name]; ok && (!inside || d.Kind == Constant || d.Kind == Vocabulary) {
			return d
		}
		inside = inside || p.Instance
	}
	return nil
}

// Visible lists the names lookup finds, sorted.
func (s *Scope) Visible() []string {
	set := map[string]bool{}
	inside := false
	for p := s; p != nil; p = p.Parent {
		for n, d := range p.Decls {
			if !inside || d.Kind == Constant || d.Kind == Vocabulary {
				set[n] = true
			}
		}
		inside = inside || p.Instance
	}
	return slices.Sorted(maps.Keys(set))
}

// Inventory lists the objects of an instance or a network for a message; "" if it
// has none, or too many to list.
func (s *Scope) Inventory() string {
	var names []string
	for _, n := range slices.Sorted(maps.Keys(s.Decls)) {
		if s.Decls[n].Kind != Constant {
			names = append(names, n)
		}
	}
	if len(names) == 0 || len(names) > 12 {
		return ""
	}
	return "it has " + strings.Join(names, ", ")
}

// SoleTemplate is the name of the only template that a file itself declares;
// what it uses does not count. "" if there are several.
func (s *Scope) SoleTemplate() string {
	sole := ""
	for name, t := range s.Templates {
		switch {
		case t.In != s:
		case sole != "":
			return ""
		default:
			sole = name
		}
	}
	return sole
}

// AddTemplate makes a template known in a block; most blocks have none.
func (s *Scope) AddTemplate(name string, t *Template) {
	if s.Templates == nil {
		s.Templates = map[string]*Template{}
	}
	s.Templates[name] = t
}

// FindTemplate finds a template in a block or the blocks around it.
func (s *Scope) FindTemplate(name string) *Template {
	for p := s; p != nil; p = p.Parent {
		if t := p.Templates[name]; t != nil {
			return t
		}
	}
	return nil
}
