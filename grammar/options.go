package grammar

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// Option is one word and its value: an expression, or a file after "from".
type Option struct {
	Name   string
	NameAt diag.Span
	Value  *Expr // for a from-option, the string
	From   bool
}

// Span covers name and value.
func (o *Option) Span() diag.Span { return o.NameAt.Union(o.Value.At) }

// Options are the option-value pairs of a statement, in written order, those
// in a { } block last.
type Options struct{ List []*Option }

// Parse reads options for participle: pairs, then a block of pairs.
func (o *Options) Parse(lex *lexer.PeekingLexer) error {
	p := &exprParser{lex: lex}
	return p.listAndBlock("an option", func() error { return o.pairs(p) })
}

// listAndBlock reads what stands behind the core of a statement, and more of it in a
// block of lines; read takes what a line holds.
func (p *exprParser) listAndBlock(what string, read func() error) error {
	if err := read(); err != nil {
		return err
	}
	if !p.peek().Is("{") {
		return nil
	}
	p.next()
	for !p.peek().Is("}") {
		switch t := p.peek(); {
		case t.Type == token.Newline || t.Is(";"):
			p.next()
		case t.Type == token.Ident:
			if err := read(); err != nil {
				return err
			}
		default:
			return p.fail(diag.Syntax, t.Span(), "expected %s, found %s", what, t.Describe())
		}
	}
	p.next()
	return nil
}

// pairs reads pairs of a word and a value.
func (o *Options) pairs(p *exprParser) error {
	for p.peek().Type == token.Ident {
		name := p.next()
		opt := &Option{Name: name.Text, NameAt: name.Span()}
		if t := p.peek(); t.Type == token.Ident && t.Text == "from" {
			p.next()
			s := p.peek()
			if s.Type != token.String {
				return p.fail(diag.Syntax, s.Span(), "expected a file name in quotes after `from`, found %s", s.Describe())
			}
			p.next()
			opt.From, opt.Value = true, &Expr{Kind: String, Text: token.Unquote(s.Text), At: s.Span()}
		} else {
			if t.Type == token.EOF || t.Type == token.Newline || t.Is("}") || t.Is(";") {
				return p.noValue(name)
			}
			x, err := p.expr(0)
			if err != nil {
				return err
			}
			opt.Value = x
		}
		o.List = append(o.List, opt)
	}
	return nil
}

// looseUnits are units people separate from their number.
var looseUnits = map[string]bool{"s": true, "ms": true, "us": true, "ns": true, "min": true, "Hz": true, "kHz": true, "deg": true,
	"mV": true, "uS": true, "nS": true, "nF": true, "pF": true, "nA": true, "pA": true}

func (p *exprParser) noValue(name token.Token) error {
	if looseUnits[name.Text] {
		d := diag.New(diag.Syntax, name.Span(), "a unit touches its number")
		d.WithHelp("write it without the blank, as in `20%s`", name.Text)
		if before := p.lex.Range(p.lex.RawCursor()-2, p.lex.RawCursor()-1); len(before) == 1 {
			number := ours(before[0])
			d.WithFix(diag.Delete(diag.Between(number.End(), name.Pos)))
		}
		return &syntaxError{d}
	}
	return p.fail(diag.Syntax, name.Span(), "`%s` has no value", name.Text)
}

// Get returns the first option of that name, or nil.
func (o *Options) Get(name string) *Option {
	for _, opt := range o.List {
		if opt.Name == name {
			return opt
		}
	}
	return nil
}
