package experiments

import (
	"fmt"
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// maxCells bounds the combinations of an experiment.
const maxCells = 100000

// seeds reads which seeds the cells of an experiment have.
func (tl *timeline) seeds(st *grammar.Seeds) {
	c := tl.c
	if tl.like != nil && inNumbers(st.From) && inNumbers(st.To) {
		tl.e.Seeds = tl.like.Seeds
		return
	}
	values, _, ok := c.listed(st.From, st.To, "a seed", tl.s)
	if !ok {
		return
	}
	if tl.e.Seeds != nil {
		c.Err(diag.DeclaredTwice, st.At, "the seeds of `%s` are given twice", tl.e.Name)
		return
	}
	seen := map[int]bool{}
	for _, v := range values {
		n, ok := c.Whole(v, "a seed", math.MinInt32)
		if !ok {
			return
		}
		if seen[n] {
			c.Err(diag.DeclaredTwice, st.At, "the seed %d is listed twice", n)
			return
		}
		seen[n] = true
		tl.e.Seeds = append(tl.e.Seeds, int64(n))
	}
	if st.To == nil && !values[0].Vec && st.From.Strip().Kind == grammar.Number {
		c.oneSeed(st.From, int(tl.e.Seeds[0]))
	}
	tl.countCells(st.At)
}

// oneSeed warns of `seeds 3`, which half of all readers take for three seeds.
func (c *Experiments) oneSeed(e *grammar.Expr, n int) {
	one := fmt.Sprintf("[%d]", n)
	d := diag.New(diag.OneSeed, e.At, "one seed, %d", n).AsWarning()
	c.Diags.Add(d)
	if n > 1 && n <= maxCells {
		several := fmt.Sprintf("1:%d", n+1)
		d.WithHelp("%d seeds are `seeds %s`, this one is `seeds %s`", n, several, one).WithFix(diag.Replace(e.At, several).Maybe())
	}
	d.WithFix(diag.Replace(e.At, one).Maybe())
}

// sweep reads the values a param takes over the cells.
func (tl *timeline) sweep(st *grammar.Sweep) {
	c := tl.c
	d := tl.s.Lookup(st.Name)
	if kinds := tl.choices(st, d); len(kinds) > 0 {
		tl.sweepChoices(st, kinds)
		return
	}
	if d == nil || !d.Param {
		dg := c.Err(diag.UnknownParam, st.At, "`%s` is not a `param`", st.Name)
		c.Near(dg, c.Place(st.At, st.Name), st.Name, c.ParamNames(), "`param "+st.Name+" = …` declares one")
		return
	}
	if tl.like != nil && inNumbers(st.From) && inNumbers(st.To) {
		tl.e.Sweeps = append(tl.e.Sweeps, *sweepOf(tl.like, st.Name))
		return
	}
	if tl.sweptBefore(st) {
		return
	}
	values, texts, ok := c.listed(st.From, st.To, "a swept value", tl.s)
	if !ok {
		return
	}
	s := model.Sweep{Param: st.Name, Texts: texts}
	unit := c.unitOf(d)
	for _, v := range values {
		x, ok := c.Scalar(v, st.Name, unit)
		if !ok {
			return
		}
		if p := c.Model.Params[d.Index]; x < p.Min || x > p.Max {
			c.Err(diag.OutOfRange, v.At, "`%s` = %g is %s", st.Name, x, p.Outside()).WithPlace(d.At, "declared here")
			return
		}
		s.Values = append(s.Values, x)
	}
	tl.addSweep(st, s)
}

// sweptBefore reports a param that a sweep above has already.
func (tl *timeline) sweptBefore(st *grammar.Sweep) bool {
	if sweepOf(tl.e, st.Name) == nil {
		return false
	}
	tl.c.Err(diag.DeclaredTwice, st.At, "`%s` is swept twice", st.Name)
	return true
}

// sweepOf is the sweep of a param, nil if there is none so far.
func sweepOf(e *model.Experiment, param string) *model.Sweep {
	for i := range e.Sweeps {
		if e.Sweeps[i].Param == param {
			return &e.Sweeps[i]
		}
	}
	return nil
}

// inNumbers reports that an expression names nothing: it lists the same in every check of
// the text, and ten thousand cells need not list ten thousand values each.
func inNumbers(e *grammar.Expr) bool {
	all := true
	e.Walk(func(x *grammar.Expr) { all = all && x.Kind != grammar.Name && x.Kind != grammar.FromFile })
	return all
}

// isNotSwept says in d, which is about a name where a swept param is meant, which params
// are swept.
func (tl *timeline) isNotSwept(d *diag.Diagnostic, at diag.Span, name string) {
	var swept []string
	for _, s := range tl.e.Sweeps {
		swept = append(swept, s.Param)
	}
	otherwise := "`sweep " + tl.c.Text(at) + " in […]` before this line sweeps it"
	if len(swept) > 0 {
		otherwise = "swept are " + strings.Join(swept, ", ")
	}
	tl.c.Near(d, at, name, swept, otherwise)
}

// addSweep adds a sweep whose values are read.
func (tl *timeline) addSweep(st *grammar.Sweep, s model.Sweep) {
	if k := s.Repeated(); k > 0 {
		tl.c.Err(diag.DeclaredTwice, st.At, "`%s` takes the value %s twice", st.Name, s.Name(k)).
			WithNote("each value has a folder of its own, `%s=%s`", st.Name, s.Name(k)).WithHelp("delete one of them")
		return
	}
	tl.e.Sweeps = append(tl.e.Sweeps, s)
	tl.countCells(st.At)
}

// countCells refuses more cells than anybody runs.
func (tl *timeline) countCells(at diag.Span) {
	if tl.e.NumCells() > maxCells {
		tl.c.Err(diag.TooLarge, at, "`%s` has more than %d cells", tl.e.Name, maxCells)
	}
}

// unitOf is the class of a param's value.
func (c *Experiments) unitOf(d *outline.Decl) catalog.Unit {
	v, ok := c.ConstValue(d)
	if !ok {
		return catalog.Plain
	}
	return v.Unit
}

// listed evaluates `[a, b, …]`, `a:b` or one value, with the text of each.
func (c *Experiments) listed(from, to *grammar.Expr, what string, s *outline.Scope) (list []values.Value, texts []string, ok bool) {
	if from.Kind == grammar.Binary && from.Text == ".." {
		c.intervalOfCells(from)
		return nil, nil, false
	}
	v, ok := c.Constant(from, s)
	if !ok {
		return nil, nil, false
	}
	if to != nil {
		first, last, ok := c.wholeNumbers(v, from, to, what, s)
		for k := first; k < last; k++ {
			x := values.Value{Num: float64(k), At: from.At}
			list, texts = append(list, x), append(texts, x.Text())
		}
		return list, texts, ok
	}
	if !v.Vec {
		return []values.Value{v}, []string{from.String()}, true
	}
	for i, x := range v.Elements() {
		x.At = from.At
		text := x.Text()
		if from.Kind == grammar.Vector && i < len(from.Args) {
			text = from.Args[i].String()
		}
		list, texts = append(list, x), append(texts, text)
	}
	return list, texts, true
}

// wholeNumbers reads the bounds of `a:b`, of which a is evaluated, to a value that is
// not among them.
func (c *Experiments) wholeNumbers(first values.Value, from, to *grammar.Expr, what string, s *outline.Scope) (a, b int, ok bool) {
	end, ok := c.Constant(to, s)
	if !ok {
		return 0, 0, false
	}
	a, okA := c.Whole(first, what, math.MinInt32)
	b, okB := c.Whole(end, what, math.MinInt32)
	if !okA || !okB {
		return 0, 0, false
	}
	at := from.At.Union(to.At)
	if b <= a {
		c.Err(diag.OutOfRange, at, "`%s` holds no values", c.Text(at)).WithHelp("`1:6` is 1, 2, 3, 4, 5")
		return 0, 0, false
	}
	if b-a > maxCells {
		c.Err(diag.OutOfRange, at, "`%s` holds %d values, an experiment has at most %d cells", c.Text(at), b-a, maxCells)
		return 0, 0, false
	}
	return a, b, true
}

// intervalOfCells refuses an interval, which holds more values than can be run.
func (c *Experiments) intervalOfCells(e *grammar.Expr) {
	d := c.Err(diag.BadArgument, e.At, "`%s` is an interval: which of its values?", e)
	lo, hi := e.Args[0], e.Args[1]
	if lo.Kind == grammar.Number && hi.Kind == grammar.Number && lo.Num == math.Round(lo.Num) && hi.Num == math.Round(hi.Num) && lo.Num <= hi.Num {
		whole := fmt.Sprintf("%s:%s", lo, values.Value{Num: hi.Num + 1}.Text())
		d.WithHelp("its whole numbers are `%s`, without the last one", whole).WithFix(diag.Replace(e.At, whole).Maybe())
		return
	}
	d.WithHelp("write a list, such as `[%s, %s]`", lo, hi)
}
