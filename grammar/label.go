package grammar

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/token"
)

// Label is the optional name in front of a colon: c, or c[i], a member of a
// group.
type Label struct{ Name *Expr }

// Parse reads a label for participle.
func (l *Label) Parse(lex *lexer.PeekingLexer) error { return nameBefore(":", &l.Name, lex) }

// ErrorName is the optional name in front of the = of an error: err, or err[i].
type ErrorName struct{ Name *Expr }

// Parse reads the name of an error for participle.
func (n *ErrorName) Parse(lex *lexer.PeekingLexer) error { return nameBefore("=", &n.Name, lex) }

// nameBefore reads NAME or NAME[i] and the token behind it; nothing if what
// follows is anything else.
func nameBefore(end string, name **Expr, lex *lexer.PeekingLexer) error {
	if lex.Peek().Type != token.Ident {
		return participle.NextMatch
	}
	back := lex.MakeCheckpoint()
	lex.Next()
	behind := lex.Peek().Value
	lex.LoadCheckpoint(back)
	if behind != end && behind != "[" {
		return participle.NextMatch
	}
	if e, err := (&exprParser{lex: lex}).expr(0); err == nil && lex.Peek().Value == end && (e.Kind == Name || e.Kind == Index && e.Args[0].Kind == Name) {
		lex.Next()
		*name = e
		return nil
	}
	lex.LoadCheckpoint(back)
	return participle.NextMatch
}
