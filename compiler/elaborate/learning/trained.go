package learning

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rules"
)

// trained finds the connection a rule trains (language.md §6): the one named
// by `on`, or the only candidate of the block.
func (c *Rules) trained(st *grammar.Learn, kind *rules.Rule, errObj *expressions.Ref, o *values.Options, s *outline.Scope) (*model.Connection, bool) {
	if opt, ok := o.Get("on"); ok {
		if d := values.RootDecl(nameOnly(opt.Value), opt.In); d != nil && d.Kind == outline.Connection && !d.Failed && !c.IsBuilt(d) {
			c.Err(diag.WrongRule, st.At, "`%s` cannot change `%s`: it ends in the error of a rule, which nothing learns", kind.Name, d.Name).
				WithPlace(d.At, "this connection")
			return nil, false
		}
		r, ok := c.Reference(opt.Value, opt.In)
		if !ok {
			return nil, false
		}
		if r.Connection == nil || r.Slot != "" {
			c.Err(diag.NothingToTrain, opt.Value.At, "`%s` is not a connection", opt.Value).
				WithHelp("`on` takes the label of a connection: `connect c: …`")
			return nil, false
		}
		return r.Connection, true
	}
	return c.onlyCandidate(st, kind, errObj, s)
}

// onlyCandidate finds the connection of a block that a rule without `on` trains: one
// that ends in what its error grows with, or, of an error that is given by name, any.
func (c *Rules) onlyCandidate(st *grammar.Learn, kind *rules.Rule, errObj *expressions.Ref, s *outline.Scope) (*model.Connection, bool) {
	var positive, negative, any []*model.Connection
	for _, conn := range c.ConnectionsIn[s.Home()] {
		if conn.Post.Rule != nil || conn.Pre.Ensemble == nil && kind.Trains != rules.Encoders || conn.Post.Ensemble == nil && kind.Trains == rules.Encoders {
			continue
		}
		any = append(any, conn)
		if st.Error == nil {
			continue
		}
		switch k := c.errorWires[errObj.Node].Coefficient(conn.Target()); {
		case k > 0:
			positive = append(positive, conn)
		case k < 0:
			negative = append(negative, conn)
		}
	}
	candidates := positive
	if st.Error == nil {
		candidates = any
	}
	if able := c.onlyTrainable(st, kind, candidates); len(able) > 0 {
		candidates = able
	}
	switch {
	case len(candidates) == 1:
		return candidates[0], true
	case len(candidates) > 1:
		c.severalToTrain(st, candidates, s)
	case len(negative) == 1:
		return negative[0], true // errors says what is wrong with it
	case len(negative) > 1:
		c.severalToTrain(st, negative, s)
	default:
		c.nothingToTrain(st, s)
	}
	return nil, false
}

// onlyTrainable are those connections that a kind of rule can change.
func (c *Rules) onlyTrainable(st *grammar.Learn, kind *rules.Rule, all []*model.Connection) []*model.Connection {
	var out []*model.Connection
	for _, conn := range all {
		if c.refusal(st, kind, conn) == nil {
			out = append(out, conn)
		}
	}
	return out
}

// severalToTrain asks which connection a rule trains. One without a label needs
// one first, to be named by.
func (c *Rules) severalToTrain(st *grammar.Learn, candidates []*model.Connection, s *outline.Scope) {
	d := c.Err(diag.SeveralToTrain, st.At, "which connection should this train?")
	var ways []string
	free := "c"
	for n := 2; s.Lookup(free) != nil; n++ {
		free = fmt.Sprintf("c%d", n)
	}
	for _, conn := range candidates {
		d.WithPlace(conn.At, "candidate `%s`", conn.Name)
		line, ok := c.Statements[conn]
		if !ok {
			continue
		}
		if line.Label != nil {
			ways = append(ways, "`on "+line.Label.Name.String()+"`")
			d.WithFix(diag.Insert(st.At.End(), " on "+line.Label.Name.String()).Maybe())
			continue
		}
		ways = append(ways, fmt.Sprintf("`on %s` after `connect %s: %s -> %s`", free, free, line.Source, line.Target))
		d.WithFix(diag.Insert(line.Source.At.Start(), free+": ").And(diag.Insert(st.At.End(), " on "+free)).Maybe())
	}
	d.WithHelp("end the line with %s", strings.Join(ways, ", or "))
}

// nothingToTrain reports a block without a candidate, unless one of its connections
// is in error.
func (c *Rules) nothingToTrain(st *grammar.Learn, s *outline.Scope) {
	what := "this error"
	if st.Error != nil {
		what = "what `" + st.Error.String() + "` names first"
	}
	for _, d := range s.Home().Decls {
		if d.Kind == outline.Connection && d.Failed {
			return // the connection it means is in error
		}
	}
	for _, b := range s.Body {
		if w, ok := b.(*grammar.Connect); ok && w.Label == nil && c.statementFailed(w) {
			return
		}
	}
	c.Err(diag.NothingToTrain, st.At, "no connection in this block ends in %s", what).
		WithHelp("add a connection to train, or name it with `on …`")
}

// statementFailed reports a connect statement that made no connection.
func (c *Rules) statementFailed(w *grammar.Connect) bool {
	for _, conn := range c.Model.Connections {
		if conn.At == w.At {
			return false
		}
	}
	return true
}

// nameOnly is an expression that is safe to take the root of.
func nameOnly(e *grammar.Expr) *grammar.Expr {
	if values.IsRef(e) {
		return e
	}
	return &grammar.Expr{Kind: grammar.Name}
}
