package expressions

import (
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// partWeights resolves c.a.weights, the weights of one population of the source of a
// connection: a is the last word of its name, or all that is written in front of
// `.neurons`. isPart says that e means that; the reference is nil if it is in error.
func (c *Resolver) partWeights(e *grammar.Expr, s *outline.Scope) (r *Ref, isPart bool) {
	label := LabelIn(e, s)
	if label == nil {
		return nil, false
	}
	conn, ok := c.Built[s.Named(label)].(*model.Connection)
	if !ok || conn.Pre.Joint == nil {
		return nil, false
	}
	behind := strings.TrimPrefix(e.String(), label.String()+".")
	if len(conn.Pre.Joint.Called(behind)) > 0 {
		c.Err(diag.UnknownSlot, e.At, "`%s` is a part of the source of `%s`", e, label).WithPlace(conn.Pre.At, "the source").
			WithHelp("`%s.weights` are the weights of its neurons", e).WithFix(diag.Insert(e.At.End(), ".weights").Maybe())
		return nil, true
	}
	name := strings.TrimSuffix(behind, "."+e.Text)
	parts := conn.Pre.Joint.Called(name)
	switch {
	case len(parts) == 0 && e.Text == weightsSlot.Name && strings.HasSuffix(e.String(), "."+name+"."+e.Text):
		c.noPartOf(conn.Pre.Joint, label, name, e)
		return nil, true
	case len(parts) == 0:
		return nil, false
	case e.Text != weightsSlot.Name:
		c.Err(diag.UnknownSlot, e.At, "a part of a connection has no `.%s`", e.Text).WithPlace(conn.Pre.At, "the source").
			WithHelp("`%s.weights` are the weights of its neurons", e.Args[0])
		return nil, true
	case len(parts) > 1:
		d := c.Err(diag.TwiceInJoint, e.At, "`%s` is the name of %d parts of `%s`", name, len(parts), conn.Pre.Joint).WithPlace(conn.Pre.At, "the source")
		for _, p := range parts {
			d.WithFix(diag.Replace(e.At, label.String()+"."+p.Text+".weights").Maybe())
		}
		return nil, true
	}
	return &Ref{At: e.At, Decl: s.Named(label), Connection: conn, Part: parts[0], Slot: weightsSlot.Name, Size: conn.Post.Size}, true
}

// noPartOf reports a name that no part of a source has.
func (c *Resolver) noPartOf(j *model.Joint, label *grammar.Expr, name string, e *grammar.Expr) {
	var have []string
	for _, p := range j.Populations() {
		have = append(have, p.Text)
	}
	d := c.Err(diag.UnknownSlot, e.At, "the source of `%s` has no `%s`", label, name).WithPlace(j.At, "the source")
	if near := c.Near(d, report.Tail(e.Args[0].At, name), name, have, "its parts are `"+strings.Join(have, "`, `")+"`"); near != "" {
		d.WithHelp("did you mean `%s.%s.weights`?", label, near)
	}
}

var weightsSlot = slots.Among(slots.Of(slots.Connection), "weights")

// LabelIn is the label of a connection that e begins with, if something stands behind it;
// nil for none.
func LabelIn(e *grammar.Expr, s *outline.Scope) *grammar.Expr {
	for e.Kind == grammar.Member || e.Kind == grammar.Index {
		e = e.Args[0]
		if d := s.Named(e); d != nil && d.Kind == outline.Connection {
			return e
		}
	}
	return nil
}
