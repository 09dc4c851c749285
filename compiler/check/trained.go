package check

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rules"
)

// trained finds the connection a rule trains (language.md §6): the one named
// by `on`, or the only candidate of the block.
func (c *checker) trained(st *grammar.Learn, kind *rules.Rule, errObj *ref, o *options, s *scope) (*model.Connection, bool) {
	if opt, ok := o.get("on"); ok {
		if d := rootDecl(nameOnly(opt.Value), opt.in); d != nil && d.kind == connDecl && !d.failed && !c.isMade(d) {
			c.err(diag.WrongRule, st.At, "`%s` cannot change `%s`: it ends in the error of a rule, which nothing learns", kind.Name, d.name).
				WithPlace(d.at, "this connection")
			return nil, false
		}
		r, ok := c.reference(opt.Value, opt.in)
		if !ok {
			return nil, false
		}
		if r.conn == nil || r.slot != "" {
			c.err(diag.NothingToTrain, opt.Value.At, "`%s` is not a connection", opt.Value).WithHelp("`on` takes the label of a connection: `connect c: …`")
			return nil, false
		}
		return r.conn, true
	}
	signs := map[any]float64{}
	if st.Error != nil {
		signs = c.errorWires[errObj.node].coefficients()
	}
	return c.onlyCandidate(st, kind, signs, s)
}

func (c *checker) onlyCandidate(st *grammar.Learn, kind *rules.Rule, signs map[any]float64, s *scope) (*model.Connection, bool) {
	var positive, negative, any []*model.Connection
	for _, conn := range c.wires[s.home()] {
		if conn.Post.Rule != nil || conn.Pre.Ensemble == nil && kind.Trains != rules.Encoders || conn.Post.Ensemble == nil && kind.Trains == rules.Encoders {
			continue
		}
		any = append(any, conn)
		switch v := signs[conn.Target()]; {
		case v > 0:
			positive = append(positive, conn)
		case v < 0:
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

// severalToTrain asks which connection a rule trains. One without a label needs
// one first, to be named by.
func (c *checker) severalToTrain(st *grammar.Learn, candidates []*model.Connection, s *scope) {
	d := c.err(diag.SeveralToTrain, st.At, "which connection should this train?")
	var ways []string
	free := "c"
	for n := 2; s.lookup(free) != nil; n++ {
		free = fmt.Sprintf("c%d", n)
	}
	for _, conn := range candidates {
		d.WithPlace(conn.At, "candidate `%s`", conn.Name)
		line, ok := c.lines[conn]
		if !ok {
			continue
		}
		if line.Label != nil {
			ways = append(ways, "`on "+line.Label.Name.String()+"`")
			d.WithFix(diag.Insert(st.At.End, " on "+line.Label.Name.String()).Maybe())
			continue
		}
		ways = append(ways, fmt.Sprintf("`on %s` after `connect %s: %s -> %s`", free, free, line.Source, line.Target))
		d.WithFix(diag.Insert(line.Source.At.Start, free+": ").And(diag.Insert(st.At.End, " on "+free)).Maybe())
	}
	d.WithHelp("end the line with %s", strings.Join(ways, ", or "))
}

func (c *checker) nothingToTrain(st *grammar.Learn, s *scope) {
	what := "this error"
	if st.Error != nil {
		what = "what `" + st.Error.String() + "` names first"
	}
	for _, d := range s.home().decls {
		if d.kind == connDecl && d.failed {
			return // the connection it means is in error
		}
	}
	for _, b := range s.body {
		if w, ok := b.(*grammar.Connect); ok && w.Label == nil && c.statementFailed(w) {
			return
		}
	}
	c.err(diag.NothingToTrain, st.At, "no connection in this block ends in %s", what).
		WithHelp("add a connection to train, or name it with `on …`")
}

// statementFailed reports a connect statement that made no connection.
func (c *checker) statementFailed(w *grammar.Connect) bool {
	for _, conn := range c.model.Connections {
		if conn.At == w.At {
			return false
		}
	}
	return true
}

// coefficients returns, for each object that a wire reads, how much the wire grows
// with its value: the sum of its linear coefficients.
func (w *wire) coefficients() map[any]float64 {
	out := map[any]float64{}
	if w.elems == nil {
		a := w.terms[0].array
		out[a.input] = float64(a.size())
	}
	for _, x := range w.elems {
		addCoefficients(x, 1, w.sources, out)
	}
	return out
}

func addCoefficients(e *code.Expr, coef float64, sources []source, out map[any]float64) {
	switch {
	case e.Kind == code.Input:
		switch s := sources[e.Src]; {
		case s.array != nil:
			out[s.array.input] += coef
		case s.ens != nil:
			out[s.ens] += coef
		default:
			out[s.node] += coef
		}
	case e.Kind == code.Unary && e.Op == "-":
		addCoefficients(e.Args[0], -coef, sources, out)
	case e.Kind == code.Binary && (e.Op == "+" || e.Op == "-"):
		addCoefficients(e.Args[0], coef, sources, out)
		if e.Op == "-" {
			coef = -coef
		}
		addCoefficients(e.Args[1], coef, sources, out)
	case e.Kind == code.Binary && e.Op == "*" && e.Args[0].Kind == code.Const:
		addCoefficients(e.Args[1], coef*e.Args[0].Num, sources, out)
	case e.Kind == code.Binary && (e.Op == "*" || e.Op == "/") && e.Args[1].Kind == code.Const:
		k := e.Args[1].Num
		if e.Op == "/" {
			k = 1 / k
		}
		addCoefficients(e.Args[0], coef*k, sources, out)
	}
}
