package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// network opens a name space: its members are NAME.x, and what is declared
// around it is visible inside.
func (c *checker) network(st *grammar.Network, s *scope) {
	name, ok := c.declaredName(st.Name, st.At, s)
	if !ok {
		return
	}
	d := &decl{kind: instanceDecl, at: st.At, stmt: st, in: s}
	if !c.add(s.home(), name, d) || !c.expands(st.At, scopeBytes) {
		return
	}
	d.inner = c.newScope(s, s.prefix+name+".", nil)
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
	if !c.expands(st.At, scopeBytes*float64(max(0, to-from))) {
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
	base, i, ok := c.memberIndex(name, s)
	if !ok {
		return "", false
	}
	home := s.home()
	d := home.decls[base]
	switch {
	case d == nil:
		d = &decl{kind: groupDecl, name: home.prefix + base, at: at, in: s}
		home.decls[base] = d
	case d.kind != groupDecl:
		c.err(diag.DeclaredTwice, at, "`%s` already exists and has no members", base).WithPlace(d.at, "declared here").WithHelp("choose another name")
		return "", false
	}
	d.members = append(d.members, i)
	return fmt.Sprintf("%s[%d]", base, i), true
}

// memberName is NAME, or NAME[i] with its index evaluated.
func (c *checker) memberName(name *grammar.Expr, s *scope) (string, bool) {
	if n, ok := name.IsName(); ok {
		return n, true
	}
	base, i, ok := c.memberIndex(name, s)
	return fmt.Sprintf("%s[%d]", base, i), ok
}

// memberIndex splits NAME[i].
func (c *checker) memberIndex(name *grammar.Expr, s *scope) (base string, i int, ok bool) {
	if name.Kind == grammar.Index && len(name.Args) == 2 {
		base, _ = name.Args[0].IsName()
	}
	if base == "" {
		c.noName(name)
		return "", 0, false
	}
	v, ok := c.constant(name.Args[1], s)
	if !ok {
		return "", 0, false
	}
	i, ok = c.whole(v, "the index of a member", 0)
	return base, i, ok
}

// noName reports what stands in the place of a name and is none: a dash is a
// minus, and == compares.
func (c *checker) noName(e *grammar.Expr) {
	d := c.err(diag.Syntax, e.At, "expected a name, found `%s`", e)
	text := c.text(e.At)
	switch {
	case e.Kind == grammar.Binary && e.Text == "==":
		at := diag.Span{Start: e.OpAt, End: e.OpAt}
		at.End.Offset, at.End.Column = at.End.Offset+2, at.End.Column+2
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
func (c *checker) dashes(d *diag.Diagnostic, name string, at diag.Span) {
	to := strings.ReplaceAll(name, "-", "_")
	d.WithHelp("a dash is a minus; `%s` is a name", to)
	f := c.files[at.Start.Filename]
	if f == nil || !c.searchesNear() {
		return
	}
	c.searched += len(f.Source) / 10
	var fix diag.Fix
	for _, place := range grammar.Places(f.Source, at.Start.Filename, name) {
		fix.Edits = append(fix.Edits, diag.Edit{At: place, Text: to})
	}
	d.WithFix(fix)
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

// spread is a reference as the list of what it means: where a group stands in
// it without an index, one reference for each member.
func (c *checker) spread(e *grammar.Expr, s *scope) []*grammar.Expr {
	if !isRef(e) {
		return []*grammar.Expr{e}
	}
	if d := c.declOf(e, s); d != nil && d.kind == groupDecl {
		members := slices.Clone(d.members)
		slices.Sort(members)
		var out []*grammar.Expr
		for _, i := range slices.Compact(members) {
			index := &grammar.Expr{Kind: grammar.Number, Num: float64(i), At: e.At}
			out = append(out, &grammar.Expr{Kind: grammar.Index, Args: []*grammar.Expr{e, index}, At: e.At})
		}
		return out
	}
	if e.Kind == grammar.Name || e.Kind == grammar.Index && c.isGroup(e.Args[0], s) {
		return []*grammar.Expr{e}
	}
	var out []*grammar.Expr
	for _, base := range c.spread(e.Args[0], s) {
		one := *e
		one.Args = append([]*grammar.Expr{base}, e.Args[1:]...)
		out = append(out, &one)
	}
	return out
}

func (c *checker) isGroup(e *grammar.Expr, s *scope) bool {
	d := c.declOf(e, s)
	return d != nil && d.kind == groupDecl
}

// declOf is the declaration that a reference names without a slot or an index
// of dimensions; nil if there is none.
func (c *checker) declOf(e *grammar.Expr, s *scope) *decl {
	if e.Kind == grammar.Name {
		return s.lookup(e.Text)
	}
	base := c.declOf(e.Args[0], s)
	switch {
	case base == nil:
	case e.Kind == grammar.Member && base.kind == instanceDecl && base.inner != nil:
		return base.inner.decls[e.Text]
	case e.Kind == grammar.Index && base.kind == groupDecl:
		return c.memberDecl(base, e, s)
	}
	return nil
}

// memberDecl is the declaration of GROUP[i]; nil if there is none.
func (c *checker) memberDecl(group *decl, e *grammar.Expr, s *scope) *decl {
	home := group.in.home()
	v, ok := c.peek(e.Args[1], s)
	if !ok {
		return nil
	}
	return home.decls[fmt.Sprintf("%s[%d]", group.name[len(home.prefix):], int(v.num))]
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
