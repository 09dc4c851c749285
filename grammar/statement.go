package grammar

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

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
	return token.Token{Text: s.Keyword, Pos: s.At.Start()}.Span()
}

// Block is a list of statements in braces.
type Block struct{ Body []Statement }

// File is one parsed source file.
type File struct {
	Name    string
	Source  string
	Edition *edition.Edition
	Block

	cuts []cut     // of Source, also those that no statement was made of
	said diag.List // what was found wrong with it
}

// Split cuts the text of the file into statements, with the comments and blank lines
// around them: what is kept of it beside the tree.
func (f *File) Split() *split.Block {
	return split.New(f.Name, f.Source, f.Edition, new(diag.List)).Whole()
}
