package expressions

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// external makes n what somebody outside makes of values: external("name", a, b),
// or with the file that says how: external("name", a, code="name.py").
func (el *Speller) external(n *model.Node, e *grammar.Expr, args []*grammar.Expr, names []string, s *outline.Scope) bool {
	c := el.c
	if len(args) == 0 || names[0] != "" || args[0].Kind != grammar.String || args[0].Text == "" {
		c.Err(diag.BadArgument, e.At, "`%s` takes a name in quotes first, by which those who drive the model know it", values.External).
			WithHelp("`%s(\"controller\", x)`", values.External)
		return false
	}
	n.Kind, n.Outside = model.External, args[0].Text
	given := map[string]bool{}
	for i, a := range args[1:] {
		switch name := names[i+1]; {
		case name == "":
			r, ok := el.argument(a, s)
			if !ok {
				return false
			}
			n.Reads = append(n.Reads, r)
		case name != "code":
			c.BadArgument(values.External, name, []string{"code"}, a.At)
			return false
		case c.GivenTwice(given, name, a.At):
			return false
		case a.Kind != grammar.String:
			c.Err(diag.BadArgument, a.At, "`code` is a file, found `%s`", a).WithHelp("`code=\"controller.py\"`")
			return false
		default:
			if !c.IsInput(a.Text, a.At) {
				return false
			}
			n.CodeFile = a.Text
		}
	}
	if n.Dims == 0 {
		c.Err(diag.SizeUnknown, e.At, "how many numbers does %s give for `%s`?", args[0], n.Written()).WithHelp("end the line with `dims 2`").
			WithFix(diag.Insert(e.At.End(), " dims 2").Maybe())
		return false
	}
	return true
}

// argument lets a node read the value of an expression.
func (el *Speller) argument(e *grammar.Expr, s *outline.Scope) (*model.Read, bool) {
	inner := el.c.InNode(el.self, 0, el.synapse)
	inner.hidden = el.hidden
	v, ok := inner.Expr(e, s)
	if !ok {
		return nil, false
	}
	el.hidden, el.ReadsSelf = inner.hidden, el.ReadsSelf || inner.ReadsSelf
	return el.read(inner, v, e), true
}

// read is the value of an expression as a node reads it: a whole node as it is, anything
// else through a node of its own.
func (el *Speller) read(inner *Speller, v Vector, e *grammar.Expr) *model.Read {
	if len(inner.Sources) == 1 && inner.Sources[0].Node != nil && inner.Sources[0].Node != el.self && isWhole(v, inner.Sources[0].Size()) {
		return &model.Read{Node: inner.Sources[0].Node, At: e.At}
	}
	in := el.part("in", e.At)
	in.Dims = len(v.Elements)
	inner.Computes(in, v)
	el.c.Model.Nodes = append(el.c.Model.Nodes, in)
	return &model.Read{Node: in, At: e.At}
}
