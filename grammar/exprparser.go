package grammar

import (
	"strconv"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

// syntaxError is a parse error that already is a diagnostic.
type syntaxError struct{ diag *diag.Diagnostic }

// Error, Message and Position make it an error of participle.
func (e *syntaxError) Error() string            { return e.diag.Summary }
func (e *syntaxError) Message() string          { return e.diag.Summary }
func (e *syntaxError) Position() lexer.Position { return lexer.Position(e.diag.Subject.Start()) }

// exprParser climbs precedences over participle's token stream.
type exprParser struct {
	lex   *lexer.PeekingLexer
	last  token.Token // the token consumed last
	depth int
}

// Parse reads an expression for participle; it stops before the first token
// that cannot continue it.
func (e *Expr) Parse(lex *lexer.PeekingLexer) error {
	p := &exprParser{lex: lex}
	x, err := p.expr(0)
	if err != nil {
		return err
	}
	*e = *x
	return nil
}

func (p *exprParser) peek() token.Token {
	return ours(*p.lex.Peek())
}

func (p *exprParser) next() token.Token {
	p.last = p.peek()
	p.lex.Next()
	return p.last
}

// touches reports whether the next token is text and stands directly behind
// the last one.
func (p *exprParser) touches(text string) bool {
	t := p.peek()
	return t.Is(text) && t.Pos.Offset == p.last.End().Offset
}

func (p *exprParser) fail(code diag.Code, at diag.Span, format string, args ...any) error {
	return &syntaxError{diag.New(code, at, format, args...)}
}

// expr reads an expression whose operators bind at least as close as level.
func (p *exprParser) expr(level int) (*Expr, error) {
	if p.depth++; p.depth > 4*split.MaxDepth { // operators nest too
		return nil, p.fail(diag.TooDeep, p.peek().Span(), "nested more than %d brackets deep", split.MaxDepth)
	}
	defer func() { p.depth-- }()
	if t := p.peek(); t.Type == token.Ident && t.Text == "if" {
		return p.conditional()
	}
	left, err := p.unary()
	if err != nil {
		return nil, err
	}
	for terms := 1; ; terms++ {
		t := p.peek()
		if level == 0 && t.Type == token.Ident && t.Text == "if" {
			return p.pythonConditional(left)
		}
		prec := t.Precedence()
		if prec == 0 || prec < level {
			return left, nil
		}
		if terms > maxTerms {
			return nil, p.fail(diag.TooDeep, t.Span(), "more than %d terms in one expression", maxTerms)
		}
		p.next()
		next := prec + 1
		if t.Is("^") || t.Is("**") {
			next = prec // binds to the right
		}
		right, err := p.expr(next)
		if err != nil {
			return nil, err
		}
		if left, err = p.binary(left, t, right); err != nil {
			return nil, err
		}
	}
}

// binary makes an expression of an operator and its operands.
func (p *exprParser) binary(left *Expr, op token.Token, right *Expr) (*Expr, error) {
	if _, compares := comparisons[op.Text]; compares && (left.isComparison() || left.Chained) {
		return p.chain(left, op, right)
	}
	if foreign, ok := foreignOperators[op.Text]; ok {
		return foreign.read(op, left, right), nil
	}
	e := &Expr{Kind: Binary, Text: op.Text, OpAt: int32(op.Pos.Offset), Args: []*Expr{left, right}, At: left.At.Union(right.At)}
	if not := e.firstNot(); not != nil {
		e.habit = notFirst(not, e)
	}
	return e, nil
}

func (p *exprParser) conditional() (*Expr, error) {
	start := p.next()
	e := &Expr{Kind: If}
	for _, word := range []string{"then", "else", ""} {
		x, err := p.expr(0)
		if err != nil {
			return nil, err
		}
		e.Args = append(e.Args, x)
		e.At = start.Span().Union(x.At)
		if word == "" {
			break
		}
		if t := p.peek(); t.Type != token.Ident || t.Text != word {
			return nil, p.fail(diag.Syntax, t.Span(), "expected `%s`, found %s", word, t.Describe())
		}
		p.next()
	}
	return e, nil
}

func (p *exprParser) unary() (*Expr, error) {
	t := p.peek()
	if t.Is("!") {
		return p.foreignNot()
	}
	if t.Is("-") || t.Type == token.Ident && t.Text == "not" {
		p.next()
		x, err := p.expr(token.UnaryPrecedence)
		if err != nil {
			return nil, err
		}
		return &Expr{Kind: Unary, Text: t.Text, OpAt: int32(t.Pos.Offset), Args: []*Expr{x}, At: t.Span().Union(x.At)}, nil
	}
	x, err := p.primary()
	if err != nil {
		return nil, err
	}
	return p.postfix(x)
}

func (p *exprParser) primary() (*Expr, error) {
	t := p.peek()
	switch {
	case t.Type == token.Number, t.Type == token.Quantity:
		p.next()
		return p.numberLiteral(t)
	case t.Type == token.String:
		p.next()
		return &Expr{Kind: String, Text: token.Unquote(t.Text), At: t.Span()}, nil
	case t.Type == token.Ident && !wordOperator[t.Text]:
		p.next()
		return p.word(t)
	case t.Is("("):
		p.next()
		x, err := p.expr(0)
		if err != nil {
			return nil, err
		}
		if p.peek().Is(",") {
			return p.tuple(t, x)
		}
		end, err := p.expect(")", t)
		return &Expr{Kind: Paren, Args: []*Expr{x}, At: t.Span().Union(end.Span())}, err
	case t.Is("["):
		p.next()
		items, _, end, err := p.list("]", t, p.element)
		if err == nil && len(items) == 0 {
			err = p.fail(diag.Syntax, t.Span().Union(end.Span()), "an empty list has no value")
		}
		return &Expr{Kind: Vector, Args: items, At: t.Span().Union(end.Span())}, err
	}
	return nil, p.fail(diag.Syntax, t.Span(), "expected a value, found %s", t.Describe())
}

// word reads what begins with a word: mostly a name.
func (p *exprParser) word(t token.Token) (*Expr, error) {
	behind := p.peek()
	switch {
	case t.Text == "lambda" && behind.Type == token.Ident:
		return p.lambda(t)
	case behind.Type == token.String && behind.Pos.Offset == t.End().Offset && len(t.Text) == 1:
		return p.prefixedString(t)
	case behind.Type == token.String && t.Text == "from":
		p.next()
		return &Expr{Kind: FromFile, Text: token.Unquote(behind.Text), At: t.Span().Union(behind.Span())}, nil
	}
	return &Expr{Kind: Name, Text: t.Text, At: t.Span()}, nil
}

func (p *exprParser) numberLiteral(t token.Token) (*Expr, error) {
	n := token.NumberLen(t.Text)
	num, err := strconv.ParseFloat(t.Text[:n], 64)
	if err != nil {
		return nil, p.fail(diag.OutOfRange, t.Span(), "`%s` is too large a number", t.Text)
	}
	kind := Number
	if n < len(t.Text) {
		kind = Quantity
	}
	return &Expr{Kind: kind, Num: num, Text: t.Text[n:], At: t.Span()}, nil
}

// postfix reads the .name, [items] and (args) that touch x.
func (p *exprParser) postfix(x *Expr) (*Expr, error) {
	for n := 0; ; n++ {
		open := p.peek()
		switch {
		case n > split.MaxDepth:
			return nil, p.fail(diag.TooDeep, open.Span(), "more than %d members and indices behind each other", split.MaxDepth)
		case p.touches("."):
			p.next()
			t := p.peek()
			if t.Type != token.Ident {
				return nil, p.fail(diag.Syntax, t.Span(), "expected a name behind the dot, found %s", t.Describe())
			}
			p.next()
			x = &Expr{Kind: Member, Text: t.Text, Args: []*Expr{x}, At: x.At.Union(t.Span())}
		case p.touches("["):
			p.next()
			items, _, end, err := p.list("]", open, p.item)
			if err == nil && len(items) == 0 {
				err = p.fail(diag.Syntax, open.Span().Union(end.Span()), "expected an index, as in `%s[0]`, found none", x)
			}
			if err != nil {
				return nil, err
			}
			x = &Expr{Kind: Index, Args: append([]*Expr{x}, items...), At: x.At.Union(end.Span())}
		case p.touches("("):
			p.next()
			args, names, end, err := p.list(")", open, p.argument)
			if err != nil {
				return nil, err
			}
			x = &Expr{Kind: Call, Args: append([]*Expr{x}, args...), ArgNames: names, At: x.At.Union(end.Span())}
		default:
			return x, nil
		}
	}
}

// list reads comma-separated items up to the closing bracket.
func (p *exprParser) list(closing string, open token.Token, item func() (*Expr, string, error)) (items []*Expr, names []string, end token.Token, err error) {
	if p.peek().Is(closing) {
		return nil, nil, p.next(), nil
	}
	for {
		x, name, err := item()
		if err != nil {
			return nil, nil, end, err
		}
		items, names = append(items, x), append(names, name)
		if p.peek().Is(",") {
			p.next()
			continue
		}
		end, err = p.expect(closing, open)
		return items, names, end, err
	}
}

func (p *exprParser) element() (*Expr, string, error) {
	x, err := p.expr(0)
	return x, "", err
}

// argument reads [NAME =] expr.
func (p *exprParser) argument() (*Expr, string, error) {
	name := ""
	if t := p.peek(); t.Type == token.Ident {
		back := p.lex.MakeCheckpoint()
		p.next()
		if p.peek().Is("=") {
			p.next()
			name = t.Text
		} else {
			p.lex.LoadCheckpoint(back)
		}
	}
	x, err := p.expr(0)
	return x, name, err
}

// item reads an index or a half-open slice lo:hi, either end optional.
func (p *exprParser) item() (*Expr, string, error) {
	var lo, hi *Expr
	var err error
	start := p.peek()
	if !start.Is(":") {
		if lo, err = p.expr(0); err != nil {
			return nil, "", err
		}
	}
	if !p.peek().Is(":") {
		return lo, "", nil
	}
	at := start.Span().Union(p.next().Span())
	if t := p.peek(); !t.Is("]") && !t.Is(",") && !t.Is(":") {
		if hi, err = p.expr(0); err != nil {
			return nil, "", err
		}
		at = at.Union(hi.At)
	}
	if p.peek().Is(":") {
		return nil, "", p.steppedSlice(at, lo, hi)
	}
	return &Expr{Kind: Slice, Args: []*Expr{lo, hi}, At: at}, "", nil
}

func (p *exprParser) expect(closing string, open token.Token) (token.Token, error) {
	t := p.peek()
	if t.Is(closing) {
		return p.next(), nil
	}
	d := diag.New(diag.Syntax, t.Span(), "expected `%s`, found %s", closing, t.Describe())
	return t, &syntaxError{d.WithPlace(open.Span(), "to close this")}
}

// wordOperator are the words that cannot start a value.
var wordOperator = map[string]bool{"and": true, "or": true, "then": true, "else": true}
