// Package split cuts the text of a file into statements, at line ends, semicolons and
// braces, and reports what keeps it from that: braces without a partner, text that
// is no token, names that only look alike. The rest of the file is cut all the same.
package split

import (
	"slices"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/token"
)

// MaxDepth is how deep brackets may nest. A recursive parser needs a limit: Go
// cannot recover from an exhausted stack.
const MaxDepth = 200

// MaxBlocks is how deep { } may nest.
const MaxBlocks = 64

// maxTokens is how many words and signs a statement may have.
const maxTokens = 200000

// Statement is a statement as tokens: with its block, and the comments and blank
// lines around it.
type Statement struct {
	Comments    []token.Token // on the lines above
	BlankBefore bool          // an empty line stands above the comments
	BlankAfter  bool          // an empty line stands below the comments
	Tokens      []Token
	Block       *Block
	Trailing    *token.Token // comment on the same line
	Bad         bool         // a diagnostic was already given: it is not to be parsed
}

// Token is a token of a statement.
type Token struct {
	token.Token
	Newline bool // first token of its line, inside brackets or after an operator
}

// Block is what stands in the braces behind a statement.
type Block struct {
	Open, Close token.Token
	Items       []*Statement  // unless a Taker took them
	Tail        []token.Token // comments before the closing brace
	BlankTail   bool          // an empty line stands above those comments
	OneLine     bool

	column   int // where the heading begins
	undented int // line of the first statement that begins no further right; 0 for none
}

// Taker is handed the statements of a block as they are cut, so that a long one is
// never there as a whole.
type Taker interface {
	// Take gets a statement. It and its tokens are lent: the next one takes their place.
	Take(*Statement)
	// Enter hears of a statement whose block begins, and says who takes the statements
	// of the block; nil keeps them in it. Take gets the statement behind its block.
	Enter(*Statement) Taker
}

// Splitter cuts tokens into statements.
type Splitter struct {
	scan    *token.Scanner
	words   Words
	buffer  []token.Token // read ahead; those before at are consumed
	at      int
	diags   *diag.List
	accents map[string]*diag.Diagnostic // names not in composed form, as reported
	spare   []*Statement                // no longer needed
	blamed  bool                        // a block that is never closed was reported
	enough  func(diag.Pos) bool         // whether the file is left here, where a statement or the comments above it begin; nil for never

	// What statementFollows found, for the newlines before an offset.
	follows bool
	until   int
}

// New returns a splitter of a file of an edition. After a bracket that is never closed,
// the next word that starts statements is where to go on.
func New(name, src string, e *edition.Edition, diags *diag.List) *Splitter {
	return NewFrom(src, diag.Pos{Filename: name, Line: 1, Column: 1}, e, diags)
}

// NewFrom returns a splitter of the text from a place on where a statement of the file, or
// the comments above it, begin a line.
func NewFrom(src string, at diag.Pos, e *edition.Edition, diags *diag.List) *Splitter {
	return &Splitter{scan: token.NewScannerFrom(src, at), words: Words{Edition: e}, diags: diags}
}

// ahead is the token i behind the next one, until that is consumed.
func (s *Splitter) ahead(i int) *token.Token {
	for s.at+i >= len(s.buffer) {
		s.buffer = append(s.buffer, s.scan.Next())
		hidden(&s.buffer[len(s.buffer)-1], s.diags)
	}
	return &s.buffer[s.at+i]
}

func (s *Splitter) peek() *token.Token { return s.ahead(0) }

func (s *Splitter) next() token.Token {
	t := *s.peek()
	if t.Type == token.EOF {
		return t
	}
	s.spelling(&t)
	if s.at++; s.at == len(s.buffer) {
		s.buffer, s.at = s.buffer[:0], 0
	}
	return t
}

// Whole cuts the file and keeps all of it.
func (s *Splitter) Whole() *Block {
	top := &Block{}
	s.file(top, nil)
	return top
}

// File hands the statements of the file to a taker.
func (s *Splitter) File(to Taker) { s.file(&Block{}, to) }

// FileUntil hands them to a taker until it is enough.
func (s *Splitter) FileUntil(to Taker, enough func(diag.Pos) bool) {
	s.enough = enough
	s.File(to)
}

// file reads all statements; comments at the end go into top. A } without a { is
// reported and skipped.
func (s *Splitter) file(top *Block, to Taker) {
	s.items(top, to, 0)
	for s.peek().Is("}") {
		if t := s.next(); !s.diags.Full() {
			s.diags.Add(diag.New(diag.UnmatchedBrace, t.Span(), "unmatched `}`").WithHelp("delete it, or open a block with `{` above").
				WithFix(diag.Delete(t.Span()).Maybe()))
		}
		s.items(top, to, 0)
	}
}

// items reads the statements of b until a } or the end of the file, for to; without
// one, into b.
func (s *Splitter) items(b *Block, to Taker, depth int) {
	var comments []token.Token
	first, blank, newlines := depth > 0, false, 0
	for {
		switch t := s.peek(); {
		case t.Type == token.Newline:
			s.next()
			if newlines++; newlines > 1 && len(comments) == 0 {
				blank = true
			}
			continue
		case t.Type == token.Comment:
			comments, newlines = append(comments, s.next()), 0
			continue
		case t.Is(";"):
			s.next()
			continue
		case t.Type == token.EOF || t.Is("}"):
			b.Tail, b.BlankTail = comments, blank && len(comments) > 0
			return
		case depth == 0 && s.enough != nil && s.enough(append(comments, *t)[0].Pos):
			return
		}
		r := s.blank()
		r.Comments, r.BlankBefore = comments, blank && !first
		r.BlankAfter = len(comments) > 0 && newlines > 1
		comments, first, blank, newlines = nil, false, false, 0
		s.statement(r, to, depth)
		b.pass(r, to)
		s.spare = append(s.spare, r)
	}
}

// blank is a statement with nothing in it but room for tokens.
func (s *Splitter) blank() *Statement {
	n := len(s.spare)
	if n == 0 {
		return &Statement{}
	}
	r := s.spare[n-1]
	s.spare = s.spare[:n-1]
	*r = Statement{Tokens: r.Tokens[:0]}
	return r
}

// pass hands a statement on; without a taker, the block keeps a copy.
func (b *Block) pass(r *Statement, to Taker) {
	if at := r.Tokens[0].Pos; b.undented == 0 && at.Line > b.Open.Pos.Line && at.Column <= b.column {
		b.undented = at.Line
	}
	if to != nil {
		to.Take(r)
		return
	}
	kept := *r
	kept.Tokens = slices.Clone(r.Tokens)
	b.Items = append(b.Items, &kept)
}

// statement reads one statement with its block and trailing comment into r.
func (s *Splitter) statement(r *Statement, to Taker, depth int) {
	brackets, newline := 0, false
	for !s.ends(r, brackets) {
		switch t := s.peek(); {
		case t.Type == token.Newline:
			s.next()
			newline = true
			continue
		case t.Is("{"):
			s.block(r, to, depth)
			s.finish(r)
			return
		case t.Is("("), t.Is("["):
			brackets++
		case t.Is(")"), t.Is("]"):
			brackets = max(0, brackets-1)
		case t.Type == token.Invalid:
			s.invalid(*t)
			r.Bad = true
		}
		if s.tooMuch(r, brackets) {
			return
		}
		r.Tokens = append(r.Tokens, Token{s.next(), newline})
		newline = false
	}
	s.finish(r)
}

// ends reports whether the next token is behind the statement.
func (s *Splitter) ends(r *Statement, brackets int) bool {
	switch t := s.peek(); {
	case t.Type == token.EOF, t.Is(";"), t.Is("}"):
		return true
	case t.Type == token.Newline:
		return brackets == 0 && !r.continues() || s.statementFollows()
	case t.Type == token.Comment:
		return brackets == 0 && !r.continues()
	}
	return false
}

// tooMuch reports a statement whose next token makes it too deep or too long, and
// passes over the rest of it.
func (s *Splitter) tooMuch(r *Statement, brackets int) bool {
	switch {
	case brackets > MaxDepth:
		s.diags.Add(diag.New(diag.TooDeep, s.peek().Span(), "nested more than %d brackets deep", MaxDepth))
		s.skipLine(r)
	case len(r.Tokens) == maxTokens:
		s.diags.Add(diag.New(diag.TooLarge, s.peek().Span(), "this statement has more than %d words and signs", maxTokens).
			WithHelp("many numbers belong in a file: `from \"numbers.npy\"`"))
		s.skipStatement(r)
	default:
		return false
	}
	return true
}

// finish takes the trailing comment of a statement.
func (s *Splitter) finish(r *Statement) {
	if t := s.peek(); t.Type == token.Comment && len(r.Tokens) > 0 && t.Pos.Line == r.Last().Pos.Line {
		comment := s.next()
		r.Trailing = &comment
	}
}

// skipStatement passes over the rest of a statement that is too long.
func (s *Splitter) skipStatement(r *Statement) {
	r.Bad = true
	for t := s.peek(); t.Type != token.EOF && !t.Is(";") && !t.Is("{") && !t.Is("}") && !(t.Type == token.Newline && s.statementFollows()); t = s.peek() {
		s.next()
	}
}

func (s *Splitter) skipLine(r *Statement) {
	r.Bad = true
	for t := s.peek(); t.Type != token.Newline && t.Type != token.EOF; t = s.peek() {
		s.next()
	}
}

// continues reports whether the last token asks for more on the next line.
func (r *Statement) continues() bool {
	if len(r.Tokens) == 0 {
		return false
	}
	switch t := r.Tokens[len(r.Tokens)-1]; {
	case t.Is(","), t.Is("->"), t.Is("="):
		return true
	case t.Type == token.Comment:
		return len(r.Tokens) > 1
	default:
		return t.Precedence() > 0
	}
}

// Unclosed reports a block that the file ends in.
func (r *Statement) Unclosed() bool { return r.Block != nil && r.Block.Close.Text == "" }

// Last is the last token of the statement, its block's brace included.
func (r *Statement) Last() token.Token {
	if r.Block != nil && r.Block.Close.Text != "" {
		return r.Block.Close
	}
	return r.Tokens[len(r.Tokens)-1].Token
}

// statementFollows reports whether the next line starts with a word that starts
// statements here, followed by a word, number or string.
func (s *Splitter) statementFollows() bool {
	if s.peek().Pos.Offset < s.until {
		return s.follows
	}
	i := 0
	for s.ahead(i).Type == token.Newline || s.ahead(i).Type == token.Comment {
		i++
	}
	t := s.ahead(i)
	s.until, s.follows = t.Pos.Offset, false
	if t.Type == token.Ident && s.words.Start(t.Text) {
		switch s.ahead(i + 1).Type {
		case token.Ident, token.Number, token.Quantity, token.String:
			s.follows = true
		}
	}
	return s.follows
}

// block reads { … } behind the heading in r.
func (s *Splitter) block(r *Statement, to Taker, depth int) {
	open := s.next()
	b := &Block{Open: open}
	r.Block = b
	if len(r.Tokens) == 0 {
		s.diags.Add(diag.New(diag.BlockAlone, open.Span(), "a block needs a heading").
			WithHelp("write what the block belongs to before `{`, such as `experiment main {`"))
		r.Bad = true
		r.Tokens = append(r.Tokens, Token{open, false})
	}
	if depth+1 > MaxBlocks {
		s.diags.Add(diag.New(diag.TooDeep, open.Span(), "nested more than %d blocks deep", MaxBlocks))
		r.Bad = true
		s.skipBlock()
		return
	}
	b.column = r.Tokens[0].Pos.Column
	if to != nil {
		to = to.Enter(r)
	}
	around := s.words
	s.words = around.Inside(r)
	s.items(b, to, depth+1)
	s.words = around
	if s.peek().Type == token.EOF {
		s.unclosed(b)
		return
	}
	b.Close = s.next()
	b.OneLine = b.Close.Pos.Line == open.Pos.Line
}

// skipBlock passes over everything up to the matching brace without recursion.
func (s *Splitter) skipBlock() {
	for depth := 1; depth > 0; {
		switch t := s.next(); {
		case t.Type == token.EOF:
			return
		case t.Is("{"):
			depth++
		case t.Is("}"):
			depth--
		}
	}
}

// unclosed reports a block that the file ends in, the innermost of several.
func (s *Splitter) unclosed(b *Block) {
	if s.blamed {
		return
	}
	s.blamed = true
	d := diag.New(diag.UnclosedBlock, b.Open.Span(), "this `{` is never closed")
	if b.undented > 0 {
		d.WithNote("the next statement at its indentation is line %d", b.undented)
	}
	s.diags.Add(d.WithHelp("close the block with `}`"))
}
