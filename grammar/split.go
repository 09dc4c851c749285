package grammar

import (
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// maxBlocks is how deep { } may nest.
const maxBlocks = 64

// maxTokens is how many words and signs a statement may have.
const maxTokens = 200000

// raw is a statement before it is parsed: its tokens, its block, and the
// comments and blank lines around it. The formatter prints raw statements.
type raw struct {
	comments    []Token // on the lines above
	blankBefore bool    // an empty line stands above the comments
	blankAfter  bool    // an empty line stands below the comments
	toks        []rawTok
	block       *rawBlock
	trailing    *Token // comment on the same line
	bad         bool   // a diagnostic was already given; not parsed
}

type rawTok struct {
	Token
	newline bool // first token of its line, inside brackets or after an operator
}

type rawBlock struct {
	open, close Token
	items       []*raw
	tail        []Token // comments before the closing brace
	blankTail   bool    // an empty line stands above those comments
	oneLine     bool
}

func (b *rawBlock) add(r *raw) { b.items = append(b.items, r) }

// splitter cuts tokens into statements.
type splitter struct {
	scan    *scanner
	buffer  []Token // read ahead; those before at are consumed
	at      int
	diags   *diag.List
	accents map[string]*diag.Diagnostic // names not in composed form, as reported
	spare   []rawTok                    // of a statement of the file that is no longer needed

	// What statementFollows found, for the newlines before an offset.
	follows bool
	until   int
}

func newSplitter(name, src string, diags *diag.List) *splitter {
	return &splitter{scan: newScanner(name, src), diags: diags}
}

// ahead is the token i behind the next one.
func (s *splitter) ahead(i int) Token {
	for s.at+i >= len(s.buffer) {
		t := s.scan.token()
		hidden(t, s.diags)
		s.buffer = append(s.buffer, t)
	}
	return s.buffer[s.at+i]
}

func (s *splitter) peek() Token { return s.ahead(0) }

func (s *splitter) next() Token {
	t := s.peek()
	if t.Type == tokEOF {
		return t
	}
	s.spelling(t)
	if s.at++; s.at == len(s.buffer) {
		s.buffer, s.at = s.buffer[:0], 0
	}
	return t
}

// file reads all statements and hands each to keep; comments at the end go into
// top. A } without a { is reported and skipped.
func (s *splitter) file(top *rawBlock, keep func(*raw)) {
	s.items(top, 0, keep)
	for s.peek().is("}") {
		if t := s.next(); !s.diags.Full() {
			s.diags.Add(diag.New(diag.UnmatchedBrace, t.Span(), "unmatched `}`").WithHelp("delete it, or open a block with `{` above").
				WithFix(diag.Delete(t.Span()).Maybe()))
		}
		s.items(top, 0, keep)
	}
}

// items reads the statements of b until a } or the end of the file.
func (s *splitter) items(b *rawBlock, depth int, keep func(*raw)) {
	var comments []Token
	first, blank, newlines := depth > 0, false, 0
	for {
		t := s.peek()
		switch {
		case t.Type == tokNewline:
			s.next()
			if newlines++; newlines > 1 && len(comments) == 0 {
				blank = true
			}
			continue
		case t.Type == tokComment:
			s.next()
			comments, newlines = append(comments, t), 0
			continue
		case t.is(";"):
			s.next()
			continue
		case t.Type == tokEOF || t.is("}"):
			b.tail, b.blankTail = comments, blank && len(comments) > 0
			return
		}
		r := s.statement(depth)
		r.comments, r.blankBefore = comments, blank && !first
		r.blankAfter = len(comments) > 0 && newlines > 1
		comments, first, blank, newlines = nil, false, false, 0
		keep(r)
	}
}

// statement reads one statement with its block and trailing comment.
func (s *splitter) statement(depth int) *raw {
	r := &raw{}
	if depth == 0 {
		r.toks, s.spare = s.spare[:0], nil
	}
	brackets, newline := 0, false
	for {
		t := s.peek()
		switch {
		case t.Type == tokEOF, t.is(";"), t.is("}"):
			s.finish(r)
			return r
		case t.Type == tokNewline:
			if (brackets == 0 && !r.continues()) || s.statementFollows() {
				s.finish(r)
				return r
			}
			s.next()
			newline = true
			continue
		case t.Type == tokComment:
			if brackets == 0 && !r.continues() {
				s.finish(r)
				return r
			}
		case t.is("{"):
			s.block(r, depth)
			s.finish(r)
			return r
		case t.is("("), t.is("["):
			if brackets++; brackets > maxDepth {
				s.diags.Add(diag.New(diag.TooDeep, t.Span(), "nested more than %d brackets deep", maxDepth))
				s.skipLine(r)
				return r
			}
		case t.is(")"), t.is("]"):
			brackets = max(0, brackets-1)
		case t.Type == tokInvalid:
			s.invalid(t)
			r.bad = true
		case len(r.toks) == maxTokens:
			s.diags.Add(diag.New(diag.TooLarge, t.Span(), "this statement has more than %d words and signs", maxTokens).
				WithHelp("many numbers belong in a file: `from \"numbers.npy\"`"))
			s.skipStatement(r)
			return r
		}
		s.next()
		r.toks = append(r.toks, rawTok{t, newline})
		newline = false
	}
}

// finish takes the trailing comment of a statement.
func (s *splitter) finish(r *raw) {
	if t := s.peek(); t.Type == tokComment && len(r.toks) > 0 && t.Pos.Line == r.last().Pos.Line {
		s.next()
		r.trailing = &t
	}
}

// skipStatement passes over the rest of a statement that is too long.
func (s *splitter) skipStatement(r *raw) {
	r.bad = true
	for t := s.peek(); t.Type != tokEOF && !t.is(";") && !t.is("{") && !t.is("}") && !(t.Type == tokNewline && s.statementFollows()); t = s.peek() {
		s.next()
	}
}

func (s *splitter) skipLine(r *raw) {
	r.bad = true
	for t := s.peek(); t.Type != tokNewline && t.Type != tokEOF; t = s.peek() {
		s.next()
	}
}

// continues reports whether the last token asks for more on the next line.
func (r *raw) continues() bool {
	if len(r.toks) == 0 {
		return false
	}
	switch t := r.toks[len(r.toks)-1]; {
	case t.is(","), t.is("->"), t.is("="):
		return true
	case t.Type == tokComment:
		return len(r.toks) > 1
	default:
		_, prec := operator(t.Token)
		return prec > 0
	}
}

// unclosed reports a block that the file ends in.
func (r *raw) unclosed() bool { return r.block != nil && r.block.close.Text == "" }

// last is the last token of the statement, its block's brace included.
func (r *raw) last() Token {
	if r.block != nil && r.block.close.Text != "" {
		return r.block.close
	}
	return r.toks[len(r.toks)-1].Token
}

// statementFollows reports whether the next line starts with a statement
// keyword followed by a word, number or string.
func (s *splitter) statementFollows() bool {
	if s.peek().Pos.Offset < s.until {
		return s.follows
	}
	i := 0
	for s.ahead(i).Type == tokNewline || s.ahead(i).Type == tokComment {
		i++
	}
	t := s.ahead(i)
	s.until, s.follows = t.Pos.Offset, false
	if t.Type == tokIdent && keywords[t.Text] != nil {
		switch s.ahead(i + 1).Type {
		case tokIdent, tokNumber, tokQuantity, tokString:
			s.follows = true
		}
	}
	return s.follows
}

// block reads { … } behind the heading in r.
func (s *splitter) block(r *raw, depth int) {
	open := s.next()
	b := &rawBlock{open: open}
	r.block = b
	if len(r.toks) == 0 {
		s.diags.Add(diag.New(diag.BlockAlone, open.Span(), "a block needs a heading").
			WithHelp("write what the block belongs to before `{`, such as `experiment main {`"))
		r.bad = true
		r.toks = append(r.toks, rawTok{open, false})
	}
	if depth+1 > maxBlocks {
		s.diags.Add(diag.New(diag.TooDeep, open.Span(), "nested more than %d blocks deep", maxBlocks))
		r.bad = true
		s.skipBlock()
		return
	}
	s.items(b, depth+1, b.add)
	if s.peek().Type == tokEOF {
		s.unclosed(r, open)
		return
	}
	b.close = s.next()
	b.oneLine = b.close.Pos.Line == open.Pos.Line
}

// skipBlock passes over everything up to the matching brace without recursion.
func (s *splitter) skipBlock() {
	for depth := 1; depth > 0; {
		switch t := s.next(); {
		case t.Type == tokEOF:
			return
		case t.is("{"):
			depth++
		case t.is("}"):
			depth--
		}
	}
}

func (s *splitter) unclosed(r *raw, open Token) {
	if len(*s.diags) > 0 && (*s.diags)[len(*s.diags)-1].Code == diag.UnclosedBlock {
		return // an inner block was already blamed
	}
	d := diag.New(diag.UnclosedBlock, open.Span(), "this `{` is never closed")
	for _, item := range r.block.items {
		if len(item.toks) > 0 && item.toks[0].Pos.Line > open.Pos.Line && item.toks[0].Pos.Column <= r.toks[0].Pos.Column {
			d.WithNote("the next statement at its indentation is line %d", item.toks[0].Pos.Line)
			break
		}
	}
	s.diags.Add(d.WithHelp("close the block with `}`"))
}

// lookalikes are characters of word processors and what was probably meant.
var lookalikes = map[string]string{"–": "-", "—": "-", "−": "-", "“": `"`, "”": `"`, "„": `"`, "‘": `"`, "’": `"`, "×": "*", "·": "*", "→": "->",
	"≤": "<=", "≥": ">=", "≠": "!=", "…": ".."}

func (s *splitter) invalid(t Token) {
	if strings.HasPrefix(t.Text, `"`) {
		s.diags.Add(diag.New(diag.UnclosedString, t.Span(), "this string is never closed").WithHelp("end it with `\"` on the same line").
			WithFix(diag.Insert(t.End(), `"`).Maybe()))
		return
	}
	d := diag.New(diag.StrayCharacter, t.Span(), "%q is not part of the language", t.Text)
	if want, ok := lookalikes[t.Text]; ok {
		d.Summary = "“" + t.Text + "” is a typographic character, not `" + want + "`"
		if want == "-" {
			d.Summary = "“" + t.Text + "” is a dash, not a minus"
		}
		d.WithFix(diag.Replace(t.Span(), want))
	} else if t.Text == "?" {
		d.WithHelp("a value that depends is written `if c then a else b`")
	} else if strings.HasPrefix(t.Text, "'") {
		d.Summary = "texts are not written in single quotes"
		if inner := strings.Trim(t.Text, "'"); len(inner) == len(t.Text)-2 {
			d.WithFix(diag.Replace(t.Span(), Quote(inner)))
		} else {
			d.WithHelp("strings are written in double quotes")
		}
	}
	s.diags.Add(d)
}
