package expand

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/statements"
)

// newScope adds a block to the outline, with the statements of a file if it is one.
func (c *Expander) newScope(parent *outline.Scope, prefix string, file *grammar.File) *outline.Scope {
	s := &outline.Scope{Parent: parent, Prefix: prefix, File: file, Decls: map[string]*outline.Decl{}}
	if file != nil {
		s.Body = file.Body
		c.Knows(file)
	}
	if parent != nil {
		s.Site = parent.Site
	}
	c.Outline.Scopes = append(c.Outline.Scopes, s)
	return s
}

// add declares a name; a clash is reported with both places.
func (c *Expander) add(s *outline.Scope, name string, d *outline.Decl) bool {
	if w := statements.FindWord(name); w != nil && w.Use == statements.Reserved {
		c.Err(diag.HidesBuiltin, d.At, "`%s` is %s", name, w.Is).WithHelp("choose another name")
		d.Failed = true
		return false
	}
	if old, ok := s.Decls[name]; ok {
		if d.In != nil && d.In.Turn && old.At == d.At {
			c.Diags.AddOnce(diag.New(diag.DeclaredTwice, d.At, "each turn of the loop declares `%s`", name).
				WithHelp("`%s[%s]` is a member for each turn", name, d.In.LoopVariable()))
		} else {
			c.Err(diag.DeclaredTwice, d.At, "`%s` already exists", name).WithPlace(old.At, "first declared here").WithHelp("choose another name")
		}
		d.Failed = true
		return false
	}
	if !c.Expands(d.At, report.DeclBytes) {
		d.Failed = true
		return false
	}
	d.Name = s.Prefix + name
	s.Decls[name] = d
	if d.Kind == outline.Vocabulary {
		s.Vocabularies = append(s.Vocabularies, d)
	}
	c.Outline.Decls = append(c.Outline.Decls, d)
	return true
}
