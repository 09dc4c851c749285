package expand

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// network opens a name space: its members are NAME.x, and what is declared
// around it is visible inside.
func (c *Expander) network(st *grammar.Network, s *outline.Scope) {
	name, ok := c.declaredName(st.Name, st.At, s)
	if !ok {
		return
	}
	d := &outline.Decl{Kind: outline.Instance, At: st.At, Stmt: st, In: s}
	if !c.add(s.Home(), name, d) || !c.Expands(st.At, report.ScopeBytes) {
		return
	}
	d.Inner = c.newScope(s, s.Prefix+name+".", nil)
	d.Inner.File, d.Inner.Body = s.File, st.Body
	c.declare(d.Inner)
}

// maxTurns bounds a loop.
const maxTurns = 100000

// loop repeats a block. Each turn is a scope of its own for constants; objects
// become members of groups in the block around the loop.
func (c *Expander) loop(st *grammar.For, s *outline.Scope) {
	var from, to int
	var okFrom, okTo bool
	c.Shaping(st.At, func() {
		from, okFrom = c.bound(st.From, s)
		to, okTo = c.bound(st.To, s)
	})
	if !okFrom || !okTo {
		s.Bad = true
		return
	}
	if to-from > maxTurns {
		c.Err(diag.TooLarge, st.At, "%d turns are more than the %d a loop may have", to-from, maxTurns)
		s.Bad = true
		return
	}
	if !c.Expands(st.At, report.ScopeBytes*float64(max(0, to-from))) {
		s.Bad = true
		return
	}
	if from >= to && s.File == c.Outline.File && !slices.Contains(c.Outline.Turnless, st) {
		c.Outline.Turnless = append(c.Outline.Turnless, st)
	}
	if slices.Contains(c.turned, st) {
		to = from + 1
	}
	for i := from; i < to; i++ {
		turn := c.newScope(s, s.Prefix, nil)
		turn.File, turn.Body, turn.Turn = s.File, st.Body, true
		n := float64(i)
		value := &grammar.Expr{Kind: grammar.Number, Num: n, At: st.From.At}
		c.add(turn, st.Name, &outline.Decl{Kind: outline.Constant, At: st.At, Stmt: st, In: turn, Expr: value, Loop: true})
		c.declare(turn)
	}
}

// bound evaluates a bound of a loop.
func (c *Expander) bound(e *grammar.Expr, s *outline.Scope) (int, bool) {
	return c.WholeOf(e, s, "the bound of a loop", -maxTurns)
}

// declaredName is the name a declaration gives: NAME, or NAME[i], a member of a
// group, whose index is evaluated.
func (c *Expander) declaredName(name *grammar.Expr, at diag.Span, s *outline.Scope) (string, bool) {
	if n, ok := name.IsName(); ok {
		return n, true
	}
	base, i, ok := c.MemberIndex(name, s)
	if !ok {
		return "", false
	}
	home := s.Home()
	d := home.Decls[base]
	switch {
	case d == nil:
		d = &outline.Decl{Kind: outline.Group, Name: home.Prefix + base, At: at, In: s}
		home.Decls[base] = d
	case d.Kind != outline.Group:
		c.Err(diag.DeclaredTwice, at, "`%s` already exists and has no members", base).WithPlace(d.At, "declared here").
			WithHelp("choose another name")
		return "", false
	}
	d.Members = append(d.Members, i)
	return fmt.Sprintf("%s[%d]", base, i), true
}
