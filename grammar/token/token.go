// Package token cuts the text of a file into words, numbers and signs, each with its
// place. It never fails: text that is no token is Invalid, and who reads the tokens
// reports it, so that one bad character costs one diagnostic.
package token

import (
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/diag"
)

// Kind says what a token is.
type Kind = lexer.TokenType

// The kinds of token.
const (
	EOF      Kind = lexer.EOF - iota
	Ident         // a name or a word of the language
	Number        // 1, 1.5, 1e-4
	Quantity      // a number and the unit that touches it: 5ms, 20%
	String        // in double quotes
	Punct         // an operator, a bracket, a comma …
	Newline
	Comment // from # to the end of the line
	Invalid
)

// Token is a piece of source text with its place.
type Token struct {
	Type Kind
	Text string
	Pos  diag.Pos
}

// End is the place just behind the token.
func (t Token) End() diag.Pos {
	p := t.Pos
	p.Offset += len(t.Text)
	p.Column += utf8.RuneCountInString(t.Text)
	return p
}

// Span covers the token.
func (t Token) Span() diag.Span { return diag.Between(t.Pos, t.End()) }

// Is reports a certain operator, bracket or other sign.
func (t Token) Is(sign string) bool { return t.Type == Punct && t.Text == sign }

// IsWord reports a certain word.
func (t Token) IsWord(word string) bool { return t.Type == Ident && t.Text == word }

// Describe names the token in a message.
func (t Token) Describe() string {
	switch t.Type {
	case EOF:
		return "the end of the statement"
	case Newline:
		return "the end of the line"
	}
	return "`" + t.Text + "`"
}
