package check

import (
	"fmt"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// network opens a name space: its members are NAME.x, and what is declared
// around it is visible inside.
func (c *checker) network(st *grammar.Network, s *scope) {
	d := &decl{kind: instanceDecl, at: st.At, stmt: st, in: s}
	if !c.add(s.home(), st.Name, d) {
		return
	}
	d.inner = c.newScope(s, s.prefix+st.Name+".", nil)
	d.inner.file, d.inner.body = s.file, st.Body
	c.declare(d.inner)
}

// maxTurns bounds a loop.
const maxTurns = 100000

// loop repeats a block. Each turn is a scope of its own for constants; objects
// become members of groups in the block around the loop.
func (c *checker) loop(st *grammar.For, s *scope) {
	saved := c.structUse
	c.structUse = c.structural(st.At)
	from, ok1 := c.bound(st.From, s)
	to, ok2 := c.bound(st.To, s)
	c.structUse = saved
	if !ok1 || !ok2 {
		s.bad = true
		return
	}
	if to-from > maxTurns {
		c.err(diag.TooLarge, st.At, "%d turns are more than the %d a loop may have", to-from, maxTurns)
		s.bad = true
		return
	}
	for i := from; i < to; i++ {
		turn := c.newScope(s, s.prefix, nil)
		turn.file, turn.body, turn.turn = s.file, st.Body, true
		n := float64(i)
		value := &grammar.Expr{Kind: grammar.Number, Num: n, At: st.From.At}
		c.add(turn, st.Name, &decl{kind: constDecl, at: st.At, stmt: st, in: turn, expr: value, loop: true})
		c.declare(turn)
	}
}

func (c *checker) bound(e *grammar.Expr, s *scope) (int, bool) {
	v, ok := c.constant(e, s)
	if !ok {
		return 0, false
	}
	return c.whole(v, "the bound of a loop", -maxTurns)
}

// declaredName is the name a declaration gives: NAME, or NAME[i], a member of a
// group, whose index is evaluated.
func (c *checker) declaredName(name *grammar.Expr, at diag.Span, s *scope) (string, bool) {
	if n, ok := name.IsName(); ok {
		return n, true
	}
	base := ""
	if name.Kind == grammar.Index && len(name.Args) == 2 {
		base, _ = name.Args[0].IsName()
	}
	if base == "" {
		c.err(diag.Syntax, name.At, "expected a name, found `%s`", name)
		return "", false
	}
	v, ok := c.constant(name.Args[1], s)
	if !ok {
		return "", false
	}
	i, ok := c.whole(v, "the index of a member", 0)
	if !ok {
		return "", false
	}
	home := s.home()
	switch d := home.decls[base]; {
	case d == nil:
		home.decls[base] = &decl{kind: groupDecl, name: home.prefix + base, at: at, in: s}
	case d.kind != groupDecl:
		c.err(diag.DeclaredTwice, at, "`%s` already exists and has no members", base).WithPlace(d.at, "declared here").WithHelp("choose another name")
		return "", false
	}
	return fmt.Sprintf("%s[%d]", base, i), true
}

// member resolves GROUP[i].
func (c *checker) member(r *ref, e *grammar.Expr, s *scope) (*ref, bool) {
	name := r.decl.name[len(r.decl.in.home().prefix):]
	if len(e.Args) == 2 && e.Args[1].Kind != grammar.Slice {
		v, ok := c.constant(e.Args[1], s)
		if !ok {
			return nil, false
		}
		i, ok := c.whole(v, "the index of a member", 0)
		if !ok {
			return nil, false
		}
		if d := r.decl.in.home().decls[fmt.Sprintf("%s[%d]", name, i)]; d != nil {
			return c.declRef(d, e.At)
		}
		c.err(diag.BadIndex, e.At, "`%s` has no member %d", name, i).WithPlace(r.decl.at, "its members are declared here")
		return nil, false
	}
	c.err(diag.BadIndex, e.At, "pick one member of `%s`, such as `%s[0]`", name, name)
	return nil, false
}

// named prints an expression with the variables of loops replaced by their
// values, for names of connections and probes.
func (c *checker) named(e *grammar.Expr, s *scope) string {
	return replaceLoops(e, s).String()
}

func replaceLoops(e *grammar.Expr, s *scope) *grammar.Expr {
	if e == nil {
		return nil
	}
	if e.Kind == grammar.Name {
		if d := s.lookup(e.Text); d != nil && d.loop {
			return d.expr
		}
		return e
	}
	if len(e.Args) == 0 {
		return e
	}
	out := *e
	out.Args = make([]*grammar.Expr, len(e.Args))
	for i, a := range e.Args {
		out.Args[i] = replaceLoops(a, s)
	}
	return &out
}
