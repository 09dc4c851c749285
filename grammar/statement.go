package grammar

import "github.com/nefc/nefc/grammar/diag"

// Statement is one line of a model as written, with its block.
type Statement interface {
	// Head is what all statements share.
	Head() *Stmt
}

// Stmt is embedded in every statement.
type Stmt struct {
	At      diag.Span // the statement without its block of statements
	Keyword string    // its first word
	Doc     string    // the comment lines directly above
}

// Head returns the shared part.
func (s *Stmt) Head() *Stmt { return s }

// Span is the text of the statement, without a block of statements.
func (s *Stmt) Span() diag.Span { return s.At }

// KeywordAt is where the first word stands.
func (s *Stmt) KeywordAt() diag.Span {
	return Token{Text: s.Keyword, Pos: s.At.Start}.Span()
}

// Block is a list of statements in braces.
type Block struct{ Body []Statement }

// File is one parsed source file.
type File struct {
	Name   string
	Source string
	Block
}
