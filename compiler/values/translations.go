package values

import (
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/pointers"
)

// translation is translate(v, w), the matrix that maps pointers of v to those of the same
// names in w: the sum of their outer products, or with solve=lstsq that of least squares.
func (c *Evaluator) translation(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	args, least, ok := c.translationArguments(e)
	if !ok {
		return Value{}, false
	}
	var vs [2]*Vocabulary
	for k, a := range args {
		d, ok := c.VocabNamed(a, s, "`translate`")
		if !ok {
			return Value{}, false
		}
		if vs[k], ok = c.VocabValue(d); !ok {
			return Value{}, false
		}
	}
	from, to, ok := c.partners(e, args, vs[0], vs[1])
	if !ok || !c.ConstantFits(e.At, vs[0].Dims, vs[1].Dims) {
		return Value{}, false
	}
	solve := pointers.Outer
	if least {
		solve = pointers.LeastSquares
	}
	out := Value{Vec: true}
	for _, row := range solve(from, to) {
		out.list = append(out.list, Vector(row))
	}
	return out, true
}

// translationArguments are two vocabularies, and the word behind solve=.
func (c *Evaluator) translationArguments(e *grammar.Expr) (args []*grammar.Expr, least, ok bool) {
	for i, a := range e.Args[1:] {
		switch name := e.ArgNames[i]; {
		case name == "":
			args = append(args, a)
		case name != "solve":
			c.BadArgument("translate", name, []string{"solve"}, a.At)
			return nil, false, false
		default:
			word, _ := a.IsName()
			if least = word == "lstsq"; !least && word != "none" {
				c.Meant(c.Err(diag.BadArgument, a.At, "`solve` is lstsq or none, found `%s`", a), a.At, word, []string{"lstsq", "none"}, "")
				return nil, false, false
			}
		}
	}
	if len(args) != 2 {
		c.Err(diag.BadArgument, e.At, "`translate` takes two vocabularies, from and to").
			WithHelp("`translate(v, w)`, or `translate(v, w, solve=lstsq)`")
		return nil, false, false
	}
	return args, least, true
}

// partners are the pointers that two vocabularies have under the same names. What only
// the first has is lost, with a warning.
func (c *Evaluator) partners(e *grammar.Expr, args []*grammar.Expr, v, w *Vocabulary) (from, to [][]float64, ok bool) {
	var lost []string
	for _, name := range v.Names {
		if w.Vector[name] == nil {
			lost = append(lost, "`"+name+"`")
			continue
		}
		from, to = append(from, v.Vector[name]), append(to, w.Vector[name])
	}
	switch {
	case len(from) == 0:
		c.Err(diag.BadArgument, e.At, "`%s` and `%s` have no name in common", args[0], args[1]).
			WithHelp("`vocab … like %s` has all of its names", args[0])
		return nil, nil, false
	case len(lost) > 0:
		c.Diags.Add(diag.New(diag.UnknownName, e.At, "`%s` has no %s: the translation loses it", args[1], strings.Join(lost, ", ")).
			AsWarning().WithHelp("give `%s` the names, `like %s`, or translate a part, `vocab … of %[2]s { … }`", args[1], args[0]))
	}
	return from, to, true
}
