package experiments

import (
	"path"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// freeze reads which rules stop, or go on, those of connections or all, and which nodes
// stay as they are.
func (tl *timeline) freeze(at model.EventAt, st *grammar.Freeze) model.Event {
	f := &model.Freeze{EventAt: at, Thaw: st.Verb == "thaw"}
	for _, e := range tl.each(st.Targets) {
		if name, ok := e.IsName(); ok && name == "all" {
			f.Rules = tl.c.Model.Rules
			continue
		}
		r, ok := tl.c.Reference(e, tl.s)
		if !ok {
			return nil
		}
		if r.Node != nil {
			if !tl.mayBeHeld(r, e) {
				return nil
			}
			f.Nodes = append(f.Nodes, r.Node)
			continue
		}
		conn, ok := tl.isConnection(r, e)
		if !ok {
			return nil
		}
		if len(conn.Rules) == 0 && tl.c.LacksRule(conn) {
			return nil
		}
		if len(conn.Rules) == 0 {
			tl.c.Err(diag.NothingToFreeze, e.At, "`%s` does not learn, nothing to %s", e, st.Verb).WithPlace(conn.At, "the connection")
			return nil
		}
		f.Rules = append(f.Rules, conn.Rules...)
	}
	return f
}

// Set is a `set` statement: whether its param shapes the model is known at the end.
type Set struct {
	At    diag.Span
	Param *model.Param
}

// set reads a param that takes another value, which must be one it may have.
func (tl *timeline) set(at model.EventAt, st *grammar.Set) model.Event {
	c := tl.c
	name := st.Target.String()
	d := tl.s.Lookup(name)
	if r, isNode := tl.nodeThatIsSet(st.Target); isNode {
		return tl.clamp(at, st, r)
	}
	if c.ChoiceOf(d) != nil {
		c.Err(diag.UnknownParam, st.Target.At, "`%s` stands for a component, it cannot be set while the model runs", name).
			WithPlace(d.At, "declared here").WithHelp("sweep it, or give it with `--set %s=…`", name)
		return nil
	}
	if d == nil || !d.Param {
		dg := c.Err(diag.UnknownParam, st.Target.At, "`%s` is not a `param`", name)
		otherwise := ""
		if d != nil {
			dg.WithPlace(d.At, "declared here")
			otherwise = "only `param` constants can change"
		}
		c.Near(dg, st.Target.At, name, c.ParamNames(), otherwise)
		return nil
	}
	v, ok := c.Constant(st.Value, tl.s)
	if !ok {
		return nil
	}
	if declared, ok := c.Constant(d.Expr, d.In); ok {
		if _, ok := c.Scalar(v, name, declared.Unit); !ok {
			return nil
		}
	}
	p := c.Model.Params[d.Index]
	if v.Num < p.Min || v.Num > p.Max {
		c.Err(diag.OutOfRange, st.Value.At, "`%s` = %g is %s", name, v.Num, p.Outside()).WithPlace(d.At, "declared here")
		return nil
	}
	c.Sets = append(c.Sets, Set{st.Target.At, p})
	x, ok := c.InRate().Expr(st.Value, tl.s)
	if !ok {
		return nil
	}
	return &model.Set{EventAt: at, Param: d.Index, Value: x.Elements[0], Text: st.Value.String()}
}

// scale reads weights that are multiplied, by a number of params as they are then.
func (tl *timeline) scale(at model.EventAt, st *grammar.Scale) model.Event {
	conn, ok := tl.connection(st.Target)
	if !ok {
		return nil
	}
	if !tl.hasWeights(conn, st.Target) {
		return nil
	}
	by, ok := tl.c.ScalarOf(st.By, tl.s, "the factor", catalog.Plain)
	if !ok {
		return nil
	}
	if by < 0 && conn.Full && conn.Pre.Signed() != nil {
		tl.c.Err(diag.DaleClash, st.By.At, "a factor of %g would turn every excitatory neuron of `%s` inhibitory", by, conn.Pre.Signed().Name).
			WithPlace(conn.Pre.Signed().DaleAt, "its neurons have signs")
		return nil
	}
	x, ok := tl.c.InRate().Expr(st.By, tl.s)
	if !ok {
		return nil
	}
	conn.Changes = true
	return &model.Scale{EventAt: at, Connection: conn, By: x.Elements[0], Text: st.By.String()}
}

// load reads weights that are replaced by those of a table, which this experiment may
// write itself.
func (tl *timeline) load(at model.EventAt, st *grammar.Load) model.Event {
	c := tl.c
	conn, ok := tl.connection(st.Target)
	if !ok {
		return nil
	}
	if !tl.hasWeights(conn, st.Target) {
		return nil
	}
	if st.File.Kind != grammar.String {
		c.Err(diag.Syntax, st.File.At, "expected a file name in quotes, found `%s`", st.File)
		return nil
	}
	o := c.Options("load", &st.Options, tl.s)
	l := &model.Load{EventAt: at, Connection: conn, File: st.File.Text, Match: true}
	if l.Scale, ok = o.Number("scale", catalog.Plain, 1); !ok {
		return nil
	}
	if l.Match, ok = o.Yes("match"); !ok {
		return nil
	}
	conn.Changes = true
	if tl.tables[path.Clean(l.File)] {
		return l // written by this experiment, read when it is there
	}
	if l.Table, ok = c.WeightTable(l.File, st.File.At); !ok {
		return nil
	}
	if conn.Full && !c.TableFits(conn, &model.Given{At: st.File.At, File: l.File, Table: l.Table}) {
		return nil
	}
	l.At = st.File.At
	return l
}

// connection resolves the label of a connection.
func (tl *timeline) connection(e *grammar.Expr) (*model.Connection, bool) {
	if tl.isPart(e) {
		return nil, false
	}
	r, ok := tl.c.Reference(e, tl.s)
	if !ok {
		return nil, false
	}
	return tl.isConnection(r, e)
}

// isPart refuses what one source of several brings, or a slot: a connection is changed as a
// whole.
func (tl *timeline) isPart(e *grammar.Expr) bool {
	label := expressions.LabelIn(e, tl.s)
	if label == nil {
		return false
	}
	conn, ok := tl.c.Built[tl.s.Named(label)].(*model.Connection)
	if !ok {
		return false
	}
	d := tl.c.Err(diag.BadTarget, e.At, "`%s` is a part of `%s`, and a connection is changed as a whole", e, label).WithPlace(conn.At, "the connection").
		WithFix(diag.Replace(e.At, label.String()).Maybe())
	if conn.Pre.Joint != nil {
		d.WithHelp("`%s`, or a connection for each of its sources", label)
	}
	return true
}

// isConnection demands that a reference is to a connection.
func (tl *timeline) isConnection(r *expressions.Ref, e *grammar.Expr) (*model.Connection, bool) {
	if r.Connection == nil || r.Slot != "" {
		d := tl.c.Err(diag.BadTarget, e.At, "`%s` is not a connection", e).WithPlace(r.Decl.At, "declared here")
		if labels := tl.labelsAt(r); labels != nil {
			d.WithHelp("connections of it: %s", strings.Join(labels, ", "))
		} else {
			d.WithHelp("give the connection a label: `connect c: …`")
		}
		return nil, false
	}
	return r.Connection, true
}

// labelsAt are the labels of connections that start or end in what a reference is to.
func (tl *timeline) labelsAt(r *expressions.Ref) (labels []string) {
	for _, c := range tl.c.Model.Connections {
		touches := r.Ensemble != nil && (c.Post.Ensemble == r.Ensemble || slices.Contains(c.Pre.Sources(), r.Ensemble))
		if touches && len(labels) < 3 && !strings.Contains(c.Name, "->") {
			labels = append(labels, "`"+c.Name+"`")
		}
	}
	return labels
}

// hasWeights demands weights that can change or belong to neurons.
func (tl *timeline) hasWeights(conn *model.Connection, e *grammar.Expr) bool {
	return tl.withoutWeights(conn, e) == nil
}

// withoutWeights reports a connection of which no weights can change or belong to neurons.
func (tl *timeline) withoutWeights(conn *model.Connection, e *grammar.Expr) *diag.Diagnostic {
	switch {
	case !conn.Fixed():
		return nil
	case conn.Pre.Sources() == nil:
		return tl.c.Err(diag.NothingToSolve, e.At, "`%s` starts in a node and has no weights but its transform", e).WithPlace(conn.At, "the connection")
	}
	return tl.c.Err(diag.NothingToSolve, e.At, "`%s` takes activities as they are and has no matrix of weights", e).
		WithPlace(conn.At, "the connection").
		WithHelp("a matrix as `transform` makes them weights")
}
