package expand

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib/statements"
)

// try makes an instance of each template that the file itself makes none of, so that what
// is wrong inside is found where it is written, not by the first who uses it. Parameters
// without a default have a value that nobody knows: what hangs on it is not judged.
func (c *Expander) try(s *outline.Scope) {
	for _, tmpl := range c.tried {
		at := tmpl.At
		call := &grammar.Expr{Kind: grammar.Call, At: at, Args: []*grammar.Expr{nameAt(triedAs(tmpl), at)}}
		for _, p := range tmpl.Params {
			if p.Default == nil {
				call.Args, call.ArgNames = append(call.Args, nameAt(p.Name, at)), append(call.ArgNames, p.Name)
			}
		}
		c.instance(&grammar.Instance{Stmt: grammar.Stmt{At: at, Keyword: tmpl.Name}, Template: []string{tmpl.Name}, Call: call}, c.unknowns(tmpl, s))
	}
}

// triedAs is the name of the instance of a template: its own, unless no object may have that.
func triedAs(tmpl *grammar.Template) string {
	if w := statements.FindWord(tmpl.Name); w != nil && w.Use == statements.Reserved {
		return tmpl.Name + "_"
	}
	return tmpl.Name
}

// unknowns is a block in which parameters of a template have a value that nobody knows.
func (c *Expander) unknowns(tmpl *grammar.Template, s *outline.Scope) *outline.Scope {
	in := c.newScope(s, "", nil)
	in.File = s.File
	for _, p := range tmpl.Params {
		if p.Default == nil {
			in.Decls[p.Name] = &outline.Decl{Kind: outline.Constant, Name: p.Name, At: tmpl.At, In: s, Expr: nameAt(p.Name, tmpl.At), Failed: true}
		}
	}
	return in
}
