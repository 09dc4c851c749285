package grammar

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// Choose lists rules of action, of which one acts at a time:
//
//	choose act {
//	  start when dot(vision, v.START) send vision -> cortex.u
//	}
type Choose struct {
	Stmt
	Name    *Expr   `parser:"'choose' @@"`
	Options Options `parser:"@@"`
	Block
}

// Rules are the lines of the block, but for those that the parser refused.
func (c *Choose) Rules() []*ActionRule {
	var rules []*ActionRule
	for _, st := range c.Body {
		if r, ok := st.(*ActionRule); ok {
			rules = append(rules, r)
		}
	}
	return rules
}

// ActionRule is a line of it: what the rule is called, how much it is worth now, and what
// it sends while it is chosen.
type ActionRule struct {
	Stmt
	Name    string `parser:"@Ident"`
	Utility *Expr  `parser:"'when' @@"`
	Sends   Sends  `parser:"@@"`
}

// NameAt is where the name of the rule stands.
func (r *ActionRule) NameAt() diag.Span { return r.KeywordAt() }

// Send is what a rule sends, and where to.
type Send struct {
	At            diag.Span
	Value, Target *Expr
}

// Sends are what a rule sends, in written order, those in a { } block last.
type Sends struct{ List []*Send }

// Parse reads them for participle: send WHAT -> TARGET, as often as they stand there, then
// a block of more.
func (s *Sends) Parse(lex *lexer.PeekingLexer) error {
	p := &exprParser{lex: lex}
	return p.listAndBlock("`send`", func() error { return s.each(p) })
}

// each reads sends until something else stands there.
func (s *Sends) each(p *exprParser) error {
	for t := p.peek(); t.Type == token.Ident || t.Is("->"); t = p.peek() {
		if t.Text != "send" {
			return p.fail(diag.Syntax, t.Span(), "expected `send`, found %s", t.Describe())
		}
		at := p.next().Span()
		value, err := p.expr(0)
		if err != nil {
			return err
		}
		if arrow := p.peek(); !arrow.Is("->") {
			d := diag.New(diag.Syntax, arrow.Span(), "expected `->` and a target, found %s", arrow.Describe())
			if arrow.Text == "to" {
				d.WithFix(diag.Replace(arrow.Span(), "->"))
			}
			return &syntaxError{d}
		}
		p.next()
		target, err := p.expr(0)
		if err != nil {
			return err
		}
		s.List = append(s.List, &Send{At: at.Union(target.At), Value: value, Target: target})
	}
	return nil
}
