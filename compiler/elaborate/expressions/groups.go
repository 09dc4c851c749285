package expressions

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// groupMember resolves GROUP[i].
func (c *Resolver) groupMember(r *Ref, e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	name := r.Decl.Name[len(r.Decl.In.Home().Prefix):]
	if len(e.Args) == 2 && e.Args[1].Kind != grammar.Slice {
		i, ok := c.WholeOf(e.Args[1], s, "the index of a member", 0)
		if !ok {
			return nil, false
		}
		if d := r.Decl.In.Home().Decls[fmt.Sprintf("%s[%d]", name, i)]; d != nil {
			return c.ReferenceTo(d, e.At)
		}
		c.Err(diag.BadIndex, e.At, "`%s` has no member %d", name, i).WithPlace(r.Decl.At, "its members are declared here")
		return nil, false
	}
	c.Err(diag.BadIndex, e.At, "pick one member of `%s`, such as `%s[0]`", name, name)
	return nil, false
}

// Spread is a reference as the list of what it means: where a group stands in
// it without an index, one reference for each member.
func (c *Resolver) Spread(e *grammar.Expr, s *outline.Scope) []*grammar.Expr {
	if !values.IsRef(e) {
		return []*grammar.Expr{e}
	}
	if d := c.declOf(e, s); d != nil && d.Kind == outline.Group {
		members := slices.Clone(d.Members)
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
	for _, base := range c.Spread(e.Args[0], s) {
		one := *e
		one.Args = append([]*grammar.Expr{base}, e.Args[1:]...)
		out = append(out, &one)
	}
	return out
}

func (c *Resolver) isGroup(e *grammar.Expr, s *outline.Scope) bool {
	d := c.declOf(e, s)
	return d != nil && d.Kind == outline.Group
}

// declOf is the declaration that a reference names without a slot or an index
// of dimensions; nil if there is none.
func (c *Resolver) declOf(e *grammar.Expr, s *outline.Scope) *outline.Decl {
	switch e.Kind {
	case grammar.Name:
		return s.Lookup(e.Text)
	case grammar.Member, grammar.Index:
	default:
		return nil // as in 2.pre
	}
	base := c.declOf(e.Args[0], s)
	switch {
	case base == nil:
	case e.Kind == grammar.Member && base.Inner != nil:
		return base.Inner.Decls[e.Text]
	case e.Kind == grammar.Index && base.Kind == outline.Group:
		return c.memberDecl(base, e, s)
	}
	return nil
}

// memberDecl is the declaration of GROUP[i]; nil if there is none.
func (c *Resolver) memberDecl(group *outline.Decl, e *grammar.Expr, s *outline.Scope) *outline.Decl {
	home := group.In.Home()
	v, ok := c.Peek(e.Args[1], s)
	if !ok {
		return nil
	}
	return home.Decls[fmt.Sprintf("%s[%d]", group.Name[len(home.Prefix):], int(v.Num))]
}
