package outline

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

var kindNames = map[Kind]string{Constant: "constant", Object: "object", Instance: "instance", Connection: "connection", Group: "group",
	Vocabulary: "vocab"}

// String names the kind in a dump.
func (k Kind) String() string { return kindNames[k] }

// Print writes an outline: each block with what it declares, and the lines that
// name something, with the declarations that their names are bound to.
func (o *Outline) Print(w io.Writer) {
	declared := map[*Scope][]*Decl{}
	for _, d := range o.Decls {
		declared[d.In] = append(declared[d.In], d)
	}
	for _, s := range o.Scopes {
		if s.Library {
			continue
		}
		fmt.Fprintf(w, "%s\n", s.title(o))
		for _, d := range append(s.arguments(), declared[s]...) {
			fmt.Fprintf(w, "  %s\n", d.line())
		}
		s.eachStatement(s.Body, func(st grammar.Statement) {
			if names := s.bound(st); len(names) > 0 {
				at := st.Head().At
				fmt.Fprintf(w, "  line %s names %s\n", place(at), strings.Join(names, ", "))
			}
		})
	}
}

// title says which block it is.
func (s *Scope) title(o *Outline) string {
	switch {
	case s == o.Top:
		return "file " + filepath.Base(o.File.Name)
	case s.Turn:
		return fmt.Sprintf("turn %s = %s", s.LoopVariable(), s.Decls[s.LoopVariable()].Expr)
	}
	return "block " + strings.TrimSuffix(s.Prefix, ".")
}

// arguments are the constants that an instance was given, by name.
func (s *Scope) arguments() []*Decl {
	var out []*Decl
	if s.Instance {
		for _, d := range s.Decls {
			if d.Stmt == nil && d.Kind == Constant {
				out = append(out, d)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Decl) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// line is a declaration in one line.
func (d *Decl) line() string {
	word := d.Kind.String()
	if d.Stmt != nil {
		word = d.Stmt.Head().Keyword
	}
	_, rule := d.Stmt.(*grammar.ActionRule)
	switch {
	case rule && d.Kind == Object:
		word = "rule"
	case d.Loop:
		word = "for"
	case d.Kind == Instance && word != "network":
		word = "instance"
	case d.Kind == Constant && d.Stmt == nil:
		word = "argument"
	}
	text := word + " " + d.Name
	if d.Expr != nil {
		text += " = " + d.Expr.String()
	}
	if d.Failed {
		text += " (in error)"
	}
	return text + " at " + place(d.At)
}

// bound lists what the names of a statement are bound to.
func (s *Scope) bound(st grammar.Statement) []string {
	var names []string
	for _, u := range s.usesIn(st) {
		if !slices.Contains(names, u.Decl.Name) {
			names = append(names, u.Decl.Name)
		}
	}
	return names
}

// place is a short form of a position: the file's own name, line and column.
func place(at diag.Span) string {
	return fmt.Sprintf("%s:%d:%d", filepath.Base(at.Filename), at.Start().Line, at.Start().Column)
}
