// Package outline holds what a model declares once `use`, templates, networks and
// loops are gone: every name is bound to its declaration, and nothing has a size
// yet. It is made by package expand from syntax trees, also from those of files
// with mistakes in them, and answers what tools ask: what is declared here, where
// is this declared, who uses it, what can be named here, and how did this object
// come to be.
package outline

import (
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

	indexed sync.Once
	uses    []Use // once asked for
}
