// Package outline holds what a model declares once `use`, templates, networks and
// loops are gone: every name is bound to its declaration, and nothing has a size
// yet. It is made by package expand from syntax trees, also from those of files
// with mistakes in them, and answers what tools ask: what is declared here, where
// is this declared, who uses it, what can be named here, and how did this object
// come to be.
package outline

import (
	"slices"
	"strings"
	"sync"

	"github.com/nefc/nefc/grammar"
)

// Outline is what a file declares once `use`, templates, networks and loops are
// gone.
type Outline struct {
	File    *grammar.File
	Top     *Scope
	Scopes  []*Scope // all, in order of creation
	Decls   []*Decl  // all, in order of declaration
	Names   map[NameIn]string
	Brought map[*grammar.Use][]string // the names of the templates that a file brought

	Expanded map[*grammar.Template]bool // of which there is an instance
	Turnless []*grammar.For             // of File, of no turns
	Tried    *Outline                   // of one instance of each template of File of which there is none; nil without such

	indexed sync.Once
	uses    []Use // once asked for
}

// Idle are the templates of the file itself that nothing makes an instance of, not even
// another template.
func (o *Outline) Idle() []*grammar.Template {
	var idle []*grammar.Template
	inside := map[string]bool{}
	for _, st := range o.File.Body {
		t, ok := st.(*grammar.Template)
		if ok && !o.Expanded[t] && o.Top.Templates[t.Name] != nil && o.Top.Templates[t.Name].Decl == t { // not one of two of a name
			idle = append(idle, t)
			builtIn(t.Body, inside)
		}
	}
	return slices.DeleteFunc(idle, func(t *grammar.Template) bool { return inside[t.Name] })
}

// builtIn notes the templates of which statements make instances.
func builtIn(body []grammar.Statement, names map[string]bool) {
	for _, st := range body {
		if i, ok := st.(*grammar.Instance); ok {
			names[strings.Join(i.Template, ".")] = true
		}
		if b := grammar.BlockOf(st); b != nil {
			builtIn(b.Body, names)
		}
	}
}
