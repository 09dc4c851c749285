package grammar

import (
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/habits"
	"github.com/nefc/nefc/grammar/token"
)

// Expressions as people write them in Python or C are read as what was meant, and
// reported with the text that says it here. So one habit costs one message, and
// the statement is known to the rest of the model.

// foreign reports what a statement has of other languages.
func (p *blockParser) foreign(s Statement) {
	Walk(s, func(e *Expr) {
		if e.habit != nil {
			p.report(e.habit)
		}
	})
}

// inWords adds what is meant to a message, as it is written here, if that is short.
func inWords(d *diag.Diagnostic, e *Expr) *diag.Diagnostic {
	if e.At.End().Offset-e.At.Start().Offset < 80 {
		d.WithHelp("`%s`", e)
	}
	return d
}

// foreignOperator says how an operator of another language is read: it binds like
// one of ours, whose place it takes, or whose value a function is called with.
type foreignOperator struct{ like, call string }

var foreignOperators = map[string]foreignOperator{
	"**": {"^", ""}, "&&": {"and", ""}, "||": {"or", ""}, "//": {"/", "floor"}, "%": {"*", "mod"},
}

// read makes left op right of what was meant.
func (f foreignOperator) read(op token.Token, left, right *Expr) *Expr {
	e := &Expr{Kind: Binary, Text: f.like, OpAt: int32(op.Pos.Offset), Args: []*Expr{left, right}, At: left.At.Union(right.At)}
	d := habits.New(op.Span(), op.Text, "`%s` is not an operator of the language", op.Text)
	switch f.call {
	case "":
		d.WithFix(diag.Replace(op.Span(), f.spaced(op, left, right)))
	case "floor":
		e = callOf(f.call, e.At, e)
		d.WithFix(diag.Insert(left.At.Start(), "floor(").And(diag.Replace(op.Span(), "/")).And(diag.Insert(right.At.End(), ")")))
	case "mod":
		e = callOf(f.call, e.At, left, right)
		comma := diag.Replace(diag.Between(left.At.End(), op.End()), ",")
		if right.At.Start().Offset == op.End().Offset {
			comma = diag.Replace(comma.Edits[0].At, ", ")
		}
		d.WithFix(diag.Insert(left.At.Start(), "mod(").And(comma).And(diag.Insert(right.At.End(), ")")))
	}
	e.habit = d
	return e
}

// spaced is the operator with the blanks that a word needs.
func (f foreignOperator) spaced(op token.Token, left, right *Expr) string {
	text := f.like
	if text == "^" {
		return text
	}
	if left.At.End().Offset == op.Pos.Offset {
		text = " " + text
	}
	if right.At.Start().Offset == op.End().Offset {
		text += " "
	}
	return text
}

func callOf(function string, at diag.Span, args ...*Expr) *Expr {
	name := &Expr{Kind: Name, Text: function, At: at}
	return &Expr{Kind: Call, Args: append([]*Expr{name}, args...), ArgNames: make([]string, len(args)), At: at}
}

// foreignNot reads !x.
func (p *exprParser) foreignNot() (*Expr, error) {
	t := p.next()
	x, err := p.expr(token.UnaryPrecedence)
	if err != nil {
		return nil, err
	}
	e := &Expr{Kind: Unary, Text: "not", OpAt: int32(t.Pos.Offset), Args: []*Expr{x}, At: t.Span().Union(x.At)}
	text := "not "
	if x.At.Start().Offset > t.End().Offset {
		text = "not"
	}
	e.habit = habits.New(t.Span(), "!", "`!` is not an operator of the language").WithFix(diag.Replace(t.Span(), text))
	return e, nil
}

// pythonConditional reads the rest of x if c else y.
func (p *exprParser) pythonConditional(x *Expr) (*Expr, error) {
	word := p.next()
	cond, err := p.expr(0)
	if err != nil {
		return nil, err
	}
	end := p.peek()
	if end.Type != token.Ident || end.Text != "else" {
		d := habits.New(word.Span(), "x if c else y", "a condition stands before the value")
		return nil, &syntaxError{d.WithHelp("`if %s then %s else …`", cond, x)}
	}
	p.next()
	y, err := p.expr(0)
	if err != nil {
		return nil, err
	}
	e := &Expr{Kind: If, Args: []*Expr{cond, x, y}, At: x.At.Union(y.At)}
	e.habit = inWords(habits.New(word.Span(), "x if c else y", "a condition stands before the value"), e).
		WithFix(diag.Insert(x.At.Start(), "if "+cond.String()+" then ").And(diag.Delete(diag.Between(word.Pos, end.Pos))))
	return e, nil
}

// lambda reads the rest of lambda t: EXPR, whose expression is what is meant.
func (p *exprParser) lambda(word token.Token) (*Expr, error) {
	params := []token.Token{p.next()}
	for p.peek().Is(",") {
		p.next()
		params = append(params, p.next())
	}
	t := p.peek()
	d := habits.New(diag.Between(word.Pos, t.Pos), "lambda", "there is no `lambda`")
	if !t.Is(":") {
		return nil, p.fail(diag.Syntax, t.Span(), "expected the rest of an expression, found %s", t.Describe())
	}
	p.next()
	x, err := p.expr(0)
	if err != nil {
		return nil, err
	}
	if name := params[0].Text; len(params) == 1 && (name == "t" || name == "x") {
		d.WithFix(diag.Delete(diag.Between(word.Pos, x.At.Start())))
	}
	y := *x
	if d.Subject = diag.Between(word.Pos, t.End()); x.habit != nil {
		y = Expr{Kind: Paren, Args: []*Expr{x}, At: x.At}
	}
	y.habit = d
	return &y, nil
}

// prefixedString reads f"text".
func (p *exprParser) prefixedString(prefix token.Token) (*Expr, error) {
	t := p.next()
	e := &Expr{Kind: String, Text: token.Unquote(t.Text), At: t.Span()}
	e.habit = habits.New(prefix.Span(), `f"text"`, "texts have no letter in front")
	if !strings.Contains(t.Text, "{") {
		e.habit.WithFix(diag.Delete(prefix.Span()))
	}
	return e, nil
}

// tuple reads the rest of (x, y).
func (p *exprParser) tuple(open token.Token, first *Expr) (*Expr, error) {
	p.next()
	rest, _, end, err := p.list(")", open, p.element)
	if err != nil {
		return nil, err
	}
	e := &Expr{Kind: Vector, Args: append([]*Expr{first}, rest...), At: open.Span().Union(end.Span())}
	e.habit = inWords(habits.New(e.At, "(1, 2)", "a list is written in brackets"), e).
		WithFix(diag.Replace(open.Span(), "[").And(diag.Replace(diag.Between(e.Args[len(rest)].At.End(), end.End()), "]"))) // without a last comma
	return e, nil
}

// steppedSlice refuses lo:hi:step, which names indices that are written out.
func (p *exprParser) steppedSlice(at diag.Span, lo, hi *Expr) error {
	at = at.Union(p.next().Span())
	var step *Expr
	if t := p.peek(); !t.Is("]") && !t.Is(",") {
		var err error
		if step, err = p.expr(0); err != nil {
			return err
		}
		at = at.Union(step.At)
	}
	d := habits.New(at, "u[::2]", "a slice has no step")
	if list := stepped(lo, hi, step); list != "" {
		d.WithHelp("list the indices: `%s`", list).WithFix(diag.Replace(at, list))
	}
	return &syntaxError{d}
}

// stepped lists the indices of a slice of literal numbers; "" if it is not one, or
// long.
func stepped(lo, hi, step *Expr) string {
	var bounds [3]int
	for i, e := range []*Expr{lo, hi, step} {
		switch {
		case e == nil && i != 1:
			bounds[i] = map[int]int{0: 0, 2: 1}[i]
		case e == nil || e.Kind != Number || e.Num != float64(int(e.Num)):
			return ""
		default:
			bounds[i] = int(e.Num)
		}
	}
	if bounds[2] < 1 {
		return ""
	}
	var list []string
	for i := bounds[0]; i < bounds[1]; i += bounds[2] {
		if list = append(list, strconv.Itoa(i)); len(list) > 20 {
			return ""
		}
	}
	return strings.Join(list, ", ")
}
