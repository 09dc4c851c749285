// Package habits explains lines as people write them in Python, Nengo or C: where the
// habit is, and how the same is said here. These are lines that cannot be read; an
// expression with a habit is read by the parser as what was meant.
package habits

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
)

// New makes a message about a way of writing that another language has; word is the
// one that package meant knows it by, or empty.
func New(at diag.Span, word, format string, args ...any) *diag.Diagnostic {
	d := diag.New(diag.Syntax, at, format, args...)
	if w := meant.Find(word); w != nil {
		d.WithHelp("%s", w.Help())
	}
	return d
}
