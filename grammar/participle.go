package grammar

import (
	"io"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// definition describes the tokens to participle, which uses it to build the
// productions; the text itself always comes through a splitter.
type definition struct{}

// Symbols names the token types as the grammar tags do.
func (definition) Symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{
		"EOF": token.EOF, "Ident": token.Ident, "Number": token.Number, "Quantity": token.Quantity, "String": token.String,
		"Punct": token.Punct, "Newline": token.Newline, "Comment": token.Comment, "Invalid": token.Invalid,
	}
}

// LexString is what participle asks for literals in the grammar tags.
func (definition) LexString(name, src string) (lexer.Lexer, error) {
	return &sliceLexer{token.All(name, src)}, nil
}

// Lex is the same for a reader.
func (d definition) Lex(name string, r io.Reader) (lexer.Lexer, error) {
	src, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return d.LexString(name, string(src))
}

// sliceLexer hands tokens that are already there to participle.
type sliceLexer struct{ toks []token.Token }

// Next returns the next token; behind the last stands EOF.
func (l *sliceLexer) Next() (lexer.Token, error) {
	t := l.toks[0]
	if t.Type != token.EOF {
		l.toks = l.toks[1:]
	}
	return theirs(t), nil
}

// ours is a token of participle as one of ours.
func ours(t lexer.Token) token.Token {
	return token.Token{Type: t.Type, Text: t.Value, Pos: diag.Pos(t.Pos)}
}

// theirs is one of our tokens as participle has them.
func theirs(t token.Token) lexer.Token {
	return lexer.Token{Type: t.Type, Value: t.Text, Pos: lexer.Position(t.Pos)}
}
