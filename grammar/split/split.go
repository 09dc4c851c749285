// Package split cuts the text of a file into statements, at line ends, semicolons and
// braces, and reports what keeps it from that: braces without a partner, text that
// is no token, names that only look alike. The rest of the file is cut all the same.
package split

import (
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
	Items       []*Statement
	Tail        []token.Token // comments before the closing brace
	BlankTail   bool          // an empty line stands above those comments
	OneLine     bool
}

// Add appends a statement.
func (b *Block) Add(r *Statement) { b.Items = append(b.Items, r) }

// Splitter cuts tokens into statements.
type Splitter struct {
	scan    *token.Scanner
	words   Words
	buffer  []token.Token // read ahead; those before at are consumed
	at      int
	diags   *diag.List
	accents map[string]*diag.Diagnostic // names not in composed form, as reported
	spare   []Token                     // of a statement of the file that is no longer needed

	// What statementFollows found, for the newlines before an offset.
	follows bool
	until   int
}

// New returns a splitter of a file of an edition. After a bracket that is never closed,
// the next word that starts statements is where to go on.
func New(name, src string, e *edition.Edition, diags *diag.List) *Splitter {
	return &Splitter{scan: token.NewScanner(name, src), words: Words{Edition: e}, diags: diags}
}

// Reuse says that the tokens of a statement are not needed any more: those of the
// next one may take their place.
func (s *Splitter) Reuse(r *Statement) { s.spare = r.Tokens }

// ahead is the token i behind the next one.
func (s *Splitter) ahead(i int) token.Token {
	for s.at+i >= len(s.buffer) {
		t := s.scan.Next()
		hidden(t, s.diags)
		s.buffer = append(s.buffer, t)
	}
	return s.buffer[s.at+i]
}

func (s *Splitter) peek() token.Token { return s.ahead(0) }

func (s *Splitter) next() token.Token {
	t := s.peek()
	if t.Type == token.EOF {
		return t
	}
	s.spelling(t)
	if s.at++; s.at == len(s.buffer) {
		s.buffer, s.at = s.buffer[:0], 0
	}
	return t
}

// File reads all statements and hands each to keep; comments at the end go into
// top. A } without a { is reported and skipped.
func (s *Splitter) File(top *Block, keep func(*Statement)) {
	s.items(top, 0, keep)
	for s.peek().Is("}") {
		if t := s.next(); !s.diags.Full() {
			s.diags.Add(diag.New(diag.UnmatchedBrace, t.Span(), "unmatched `}`").WithHelp("delete it, or open a block with `{` above").
				WithFix(diag.Delete(t.Span()).Maybe()))
		}
		s.items(top, 0, keep)
	}
}

// items reads the statements of b until a } or the end of the file.
func (s *Splitter) items(b *Block, depth int, keep func(*Statement)) {
	var comments []token.Token
	first, blank, newlines := depth > 0, false, 0
	for {
		t := s.peek()
		switch {
		case t.Type == token.Newline:
			s.next()
			if newlines++; newlines > 1 && len(comments) == 0 {
				blank = true
			}
			continue
		case t.Type == token.Comment:
			s.next()
			comments, newlines = append(comments, t), 0
			continue
		case t.Is(";"):
			s.next()
			continue
		case t.Type == token.EOF || t.Is("}"):
			b.Tail, b.BlankTail = comments, blank && len(comments) > 0
			return
		}
		r := s.statement(depth)
		r.Comments, r.BlankBefore = comments, blank && !first
		r.BlankAfter = len(comments) > 0 && newlines > 1
		comments, first, blank, newlines = nil, false, false, 0
		keep(r)
	}
}

// statement reads one statement with its block and trailing comment.
func (s *Splitter) statement(depth int) *Statement {
	r := &Statement{}
	if depth == 0 {
		r.Tokens, s.spare = s.spare[:0], nil
	}
	brackets, newline := 0, false
	for !s.ends(r, brackets) {
		t := s.peek()
		switch {
		case t.Type == token.Newline:
			s.next()
			newline = true
			continue
		case t.Is("{"):
			s.block(r, depth)
			s.finish(r)
			return r
		case t.Is("("), t.Is("["):
			brackets++
		case t.Is(")"), t.Is("]"):
			brackets = max(0, brackets-1)
		case t.Type == token.Invalid:
			s.invalid(t)
			r.Bad = true
		}
		if s.tooMuch(r, brackets) {
			return r
		}
		s.next()
		r.Tokens = append(r.Tokens, Token{t, newline})
		newline = false
	}
	s.finish(r)
	return r
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
	switch at := s.peek().Span(); {
	case brackets > MaxDepth:
		s.diags.Add(diag.New(diag.TooDeep, at, "nested more than %d brackets deep", MaxDepth))
		s.skipLine(r)
	case len(r.Tokens) == maxTokens:
		s.diags.Add(diag.New(diag.TooLarge, at, "this statement has more than %d words and signs", maxTokens).
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
		s.next()
		r.Trailing = &t
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
func (s *Splitter) block(r *Statement, depth int) {
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
	around := s.words
	s.words = around.Inside(r)
	s.items(b, depth+1, b.Add)
	s.words = around
	if s.peek().Type == token.EOF {
		s.unclosed(r, open)
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

func (s *Splitter) unclosed(r *Statement, open token.Token) {
	if len(*s.diags) > 0 && (*s.diags)[len(*s.diags)-1].Code == diag.UnclosedBlock {
		return // an inner block was already blamed
	}
	d := diag.New(diag.UnclosedBlock, open.Span(), "this `{` is never closed")
	for _, item := range r.Block.Items {
		if len(item.Tokens) > 0 && item.Tokens[0].Pos.Line > open.Pos.Line && item.Tokens[0].Pos.Column <= r.Tokens[0].Pos.Column {
			d.WithNote("the next statement at its indentation is line %d", item.Tokens[0].Pos.Line)
			break
		}
	}
	s.diags.Add(d.WithHelp("close the block with `}`"))
}
