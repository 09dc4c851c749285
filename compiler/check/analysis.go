package check

import (
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/functions"
)

// analysisFunctions lists the functions of recorded data and how many
// arguments each takes (least, most).
var analysisFunctions = map[string][2]int{
	"rmse": {2, 2}, "corr": {2, 2}, "mean": {1, 1}, "max": {1, 2}, "min": {1, 2}, "std": {1, 1}, "norm": {1, 1},
	"argmax": {1, 1}, "similarity": {2, 2}, "frequency": {1, 1}, "rate": {1, 1}, "at": {2, 2}, "nonzero": {1, 1}, "dale": {1, 1}, "settle": {2, 2},
}

// analysis turns an expression of expect or plot into what it reads.
func (c *checker) analysis(e *grammar.Expr, s *scope) (*model.Analysis, bool) {
	a := &model.Analysis{At: e.At}
	switch e.Kind {
	case grammar.Number:
		a.Num = e.Num
		return a, true
	case grammar.Quantity:
		v, ok := c.quantity(e)
		a.Num = v.num
		return a, ok
	case grammar.Paren:
		return c.analysis(e.Args[0], s)
	case grammar.Unary:
		return c.analysisOf(a, model.AUnary, e.Text, e.Args, s)
	case grammar.Binary:
		if !code.Operators[e.Text] {
			c.err(diag.BadArgument, e.At, "`%s` cannot stand in an analysis", e.Text)
			return nil, false
		}
		return c.analysisOf(a, model.ABinary, e.Text, e.Args, s)
	case grammar.If:
		return c.analysisOf(a, model.ACall, "if", e.Args, s)
	case grammar.Call:
		return c.analysisCall(a, e, s)
	case grammar.Name, grammar.Member, grammar.Index:
		return c.analysisName(a, e, s)
	}
	c.err(diag.BadArgument, e.At, "`%s` cannot stand in an analysis", e)
	return nil, false
}

func (c *checker) analysisOf(a *model.Analysis, kind model.AnalysisKind, op string, args []*grammar.Expr, s *scope) (*model.Analysis, bool) {
	a.Kind, a.Op = kind, op
	for _, x := range args {
		arg, ok := c.analysis(x, s)
		if !ok {
			return nil, false
		}
		a.Args = append(a.Args, arg)
	}
	return a, true
}

func (c *checker) analysisCall(a *model.Analysis, e *grammar.Expr, s *scope) (*model.Analysis, bool) {
	name, _ := e.Args[0].IsName()
	n := len(e.Args) - 1
	want, ok := analysisFunctions[name]
	if fn := functions.Find(name); !ok && fn != nil {
		want, ok = [2]int{fn.Arity(), fn.Arity()}, true
	}
	if !ok {
		if name == "median" {
			c.err(diag.BadArgument, e.At, "`median` judges seeds together").WithHelp("end the line with `over seeds`")
			return nil, false
		}
		d := c.err(diag.UnknownName, e.Args[0].At, "there is no analysis `%s`", e.Args[0])
		if near := diag.Nearest(name, sorted(analysisFunctions)); near != "" {
			d.WithHelp("did you mean `%s`?", near)
		} else {
			d.WithHelp("analyses are %s", strings.Join(sorted(analysisFunctions), " "))
		}
		return nil, false
	}
	if n < want[0] || n > want[1] {
		c.err(diag.BadArgument, e.At, "`%s` takes %d arguments, not %d", name, want[0], n)
		return nil, false
	}
	if name == "similarity" {
		return c.similarity(a, e, s)
	}
	a, ok = c.analysisOf(a, model.ACall, name, e.Args[1:], s)
	if ok && name == "dale" && a.Args[0].Kind != model.AWeights {
		c.err(diag.BadArgument, e.Args[1].At, "`dale` takes a connection, such as `dale(c)`")
		return nil, false
	}
	return a, ok
}

// similarity compares samples with a pointer, or with each of a vocabulary.
func (c *checker) similarity(a *model.Analysis, e *grammar.Expr, s *scope) (*model.Analysis, bool) {
	a, ok := c.analysisOf(a, model.ACall, "similarity", e.Args[1:2], s)
	if !ok {
		return nil, false
	}
	v, ok := c.constant(e.Args[2], s)
	if !ok {
		return nil, false
	}
	if !v.vec {
		c.err(diag.BadArgument, e.Args[2].At, "`similarity` compares with a pointer or a vocabulary, found a number")
		return nil, false
	}
	if name, isName := e.Args[2].IsName(); isName {
		if d := s.lookup(name); d != nil && d.kind == vocabDecl {
			a.Names = d.obj.(*vocabulary).names
		}
	}
	if !v.list[0].vec {
		v = value{vec: true, list: []value{v}}
	}
	for _, row := range v.list {
		data, ok := c.numbers(row, "a pointer", catalog.Plain)
		if !ok {
			return nil, false
		}
		a.Vectors = append(a.Vectors, data)
	}
	return a, true
}

// analysisName resolves a name: a constant, a param, weights, or the samples
// of an object.
func (c *checker) analysisName(a *model.Analysis, e *grammar.Expr, s *scope) (*model.Analysis, bool) {
	if !isRef(e) {
		c.err(diag.BadIndex, e.At, "only objects and their slots have elements here, not `%s`", e.Args[0])
		return nil, false
	}
	if name, ok := e.IsName(); ok {
		switch name {
		case "pi":
			a.Num = math.Pi
			return a, true
		case "t":
			a.Kind = model.ATime
			return a, true
		}
	}
	d := rootDecl(e, s)
	if d == nil {
		if p := c.probeNamed[s.prefix+e.String()]; p != nil {
			a.Kind, a.Probe = model.ASeries, p
			return a, true
		}
	}
	if d != nil && d.kind == constDecl {
		return c.analysisConst(a, e, d, s)
	}
	r, ok := c.reference(e, s)
	if !ok {
		return nil, false
	}
	if r.conn != nil && (r.slot == "" || r.slot == "weights") {
		if r.conn.Pre.Ensemble == nil {
			c.err(diag.NothingToSolve, e.At, "`%s` starts in a node and has no weights", e)
			return nil, false
		}
		a.Kind, a.Connection = model.AWeights, r.conn
		return a, true
	}
	slot, ok := c.slotOf(r, e)
	if !ok {
		return nil, false
	}
	a.Kind = model.ASeries
	a.Probe, a.Index = c.recorded(slot)
	return a, true
}

func (c *checker) analysisConst(a *model.Analysis, e *grammar.Expr, d *decl, s *scope) (*model.Analysis, bool) {
	if d.param != nil && e.Kind == grammar.Name {
		a.Kind, a.Param = model.AParam, d.index
		return a, true
	}
	v, ok := c.constant(e, s)
	if ok && v.vec {
		c.err(diag.BadArgument, e.At, "`%s` is a list; an analysis needs a number", e)
		return nil, false
	}
	a.Num = v.num
	return a, ok
}
