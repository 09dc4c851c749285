package values

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// MemberName is NAME, or NAME[i] with its index evaluated.
func (c *Evaluator) MemberName(name *grammar.Expr, s *outline.Scope) (string, bool) {
	if n, ok := name.IsName(); ok {
		return n, true
	}
	base, i, ok := c.MemberIndex(name, s)
	return fmt.Sprintf("%s[%d]", base, i), ok
}

// MemberIndex splits NAME[i].
func (c *Evaluator) MemberIndex(name *grammar.Expr, s *outline.Scope) (base string, i int, ok bool) {
	if name.Kind == grammar.Index && len(name.Args) == 2 {
		base, _ = name.Args[0].IsName()
	}
	if base == "" {
		c.noName(name)
		return "", 0, false
	}
	i, ok = c.WholeOf(name.Args[1], s, "the index of a member", 0)
	return base, i, ok
}

// noName reports what stands in the place of a name and is none: a dash is a
// minus, and == compares.
func (c *Evaluator) noName(e *grammar.Expr) {
	d := c.Err(diag.Syntax, e.At, "expected a name, found `%s`", e)
	text := c.Text(e.At)
	switch {
	case e.Kind == grammar.Binary && e.Text == "==":
		left := e.Args[0].At.End()
		blanks := int(e.OpAt) - left.Offset
		at := token.Token{Text: e.Text, Pos: left.Moved(blanks, blanks)}.Span()
		d.WithHelp("`==` compares; a name is given its value by `=`").WithFix(diag.Replace(at, "="))
	case e.Kind == grammar.Binary && e.Text == "-" && !strings.ContainsAny(text, " ()[].,*/+^"):
		c.dashes(d, text, e.At)
	case e.Kind == grammar.Call:
		d.WithHelp("a name has no arguments; an expression knows what it names, and the time as `t`")
	case e.Kind == grammar.String:
		d.WithHelp("names stand without quotes").WithFix(diag.Replace(e.At, e.Text))
	}
}

// dashes renames what is called my-pop, wherever it stands in the file.
func (c *Evaluator) dashes(d *diag.Diagnostic, name string, at diag.Span) {
	to := strings.ReplaceAll(name, "-", "_")
	d.WithHelp("a dash is a minus; `%s` is a name", to)
	f := c.Files[at.Filename]
	if f == nil || !c.SearchesNear() {
		return
	}
	c.Compares(len(f.Source) / 10)
	var fix diag.Fix
	for _, place := range token.FindAll(f.Source, at.Filename, name) {
		fix.Edits = append(fix.Edits, diag.Edit{At: place, Text: to})
	}
	d.WithFix(fix)
}

// LabelOf is the name that a label gave; ok is false after a diagnostic.
func (c *Evaluator) LabelOf(l *grammar.Label, s *outline.Scope) (name string, ok bool) {
	if l == nil {
		return "", true
	}
	name, ok = c.Outline.Names[outline.NameIn{Written: l.Name, In: s}]
	return name, ok
}
