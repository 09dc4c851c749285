package grammar

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/diag"
)

// Token kinds. The lexer never fails: text that is no token becomes Invalid and
// is reported by the splitter, so that one bad character costs one diagnostic.
const (
	tokEOF lexer.TokenType = lexer.EOF - iota
	tokIdent
	tokNumber
	tokQuantity
	tokString
	tokPunct
	tokNewline
	tokComment
	tokInvalid
)

var symbols = map[string]lexer.TokenType{
	"EOF": tokEOF, "Ident": tokIdent, "Number": tokNumber, "Quantity": tokQuantity, "String": tokString,
	"Punct": tokPunct, "Newline": tokNewline, "Comment": tokComment, "Invalid": tokInvalid,
}

// Token is a piece of source text with its place.
type Token struct {
	Type lexer.TokenType
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
func (t Token) Span() diag.Span { return diag.Span{Start: t.Pos, End: t.End()} }

func (t Token) is(text string) bool { return t.Type == tokPunct && t.Text == text }

// punctuation, longest first; operators of other languages are read too, to be
// explained where they stand.
var punctuation = []string{"->", "==", "!=", "<=", ">=", "..", "**", "//", "&&", "||", "+=", "-=", "*=", "/=", "!", "%", "@", "{", "}", "(", ")",
	"[", "]", ",", ":", ";", ".", "=", "<", ">", "+", "-", "*", "/", "^", "|"}

// scanner walks over source text.
type scanner struct {
	src string
	pos diag.Pos
}

func newScanner(name, src string) *scanner {
	return &scanner{src: src, pos: diag.Pos{Filename: name, Line: 1, Column: 1}}
}

// tokenize splits source text into tokens, comments and newlines included.
func tokenize(name, src string) []Token {
	s := newScanner(name, src)
	for toks := []Token(nil); ; {
		t := s.token()
		if toks = append(toks, t); t.Type == tokEOF {
			return toks
		}
	}
}

// token reads the next token, EOF at the end.
func (s *scanner) token() Token {
	s.skipBlanks()
	if s.pos.Offset >= len(s.src) {
		return Token{tokEOF, "", s.pos}
	}
	return s.next()
}

func (s *scanner) rest() string { return s.src[s.pos.Offset:] }

func (s *scanner) skipBlanks() {
	for s.pos.Offset < len(s.src) {
		switch c := s.src[s.pos.Offset]; c {
		case ' ', '\t', '\r':
			s.advance(1)
		default:
			if s.pos.Offset == 0 && strings.HasPrefix(s.src, "\ufeff") {
				s.pos.Offset += len("\ufeff")
				continue
			}
			return
		}
	}
}

// advance moves over n bytes that hold no newline.
func (s *scanner) advance(n int) {
	s.pos.Column += utf8.RuneCountInString(s.src[s.pos.Offset : s.pos.Offset+n])
	s.pos.Offset += n
}

func (s *scanner) emit(kind lexer.TokenType, n int) Token {
	t := Token{kind, s.src[s.pos.Offset : s.pos.Offset+n], s.pos}
	s.advance(n)
	return t
}

func (s *scanner) next() Token {
	rest := s.rest()
	switch c := rest[0]; {
	case c == '\n':
		t := Token{tokNewline, "\n", s.pos}
		s.pos = diag.Pos{Filename: s.pos.Filename, Offset: s.pos.Offset + 1, Line: s.pos.Line + 1, Column: 1}
		return t
	case c == '#':
		n := strings.IndexByte(rest, '\n')
		if n < 0 {
			n = len(rest)
		}
		return s.emit(tokComment, len(strings.TrimRight(rest[:n], " \t\r")))
	case c == '"':
		return s.str(rest)
	case c == '\'':
		return s.foreignString(rest)
	case c >= '0' && c <= '9':
		return s.number(rest)
	}
	if n := identLen(rest); n > 0 {
		return s.emit(tokIdent, n)
	}
	for _, p := range punctuation {
		if strings.HasPrefix(rest, p) {
			return s.emit(tokPunct, len(p))
		}
	}
	_, n := utf8.DecodeRuneInString(rest)
	return s.emit(tokInvalid, n)
}

// identLen returns the length of the name at the start of s: letters, digits
// and _ of any script, not starting with a digit.
func identLen(s string) int {
	for i, r := range s {
		if r == '_' || unicode.IsLetter(r) && r != utf8.RuneError || i > 0 && (unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)) {
			continue
		}
		return i
	}
	return len(s)
}

// number reads a number and a unit that touches it.
func (s *scanner) number(rest string) Token {
	n := numberLen(rest)
	unit := identLen(rest[n:])
	if unit == 0 && n < len(rest) && rest[n] == '%' {
		unit = 1
	}
	if unit > 0 {
		return s.emit(tokQuantity, n+unit)
	}
	return s.emit(tokNumber, n)
}

// numberLen is the length of the digits, fraction and exponent at the start.
func numberLen(rest string) int {
	n := digits(rest, 0)
	if n+1 < len(rest) && rest[n] == '.' && rest[n+1] >= '0' && rest[n+1] <= '9' {
		n = digits(rest, n+1)
	}
	if n < len(rest) && (rest[n] == 'e' || rest[n] == 'E') {
		m := n + 1
		if m < len(rest) && (rest[m] == '+' || rest[m] == '-') {
			m++
		}
		if end := digits(rest, m); end > m {
			n = end
		}
	}
	return n
}

func digits(s string, i int) int {
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i
}

// str reads a string; one that is not closed on its line is Invalid.
func (s *scanner) str(rest string) Token {
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '"':
			return s.emit(tokString, i+1)
		case '\n':
			return s.emit(tokInvalid, len(strings.TrimRight(rest[:i], "\r")))
		}
	}
	return s.emit(tokInvalid, len(rest))
}

// foreignString reads a string in single quotes, which is no token; alone, the
// quote is a stray character.
func (s *scanner) foreignString(rest string) Token {
	line, _, _ := strings.Cut(rest, "\n")
	if end := strings.IndexByte(line[1:], '\''); end >= 0 {
		return s.emit(tokInvalid, end+2)
	}
	return s.emit(tokInvalid, 1)
}

// sliceLexer hands tokens that are already there to participle.
type sliceLexer struct{ toks []Token }

// Next returns the next token; behind the last stands EOF.
func (l *sliceLexer) Next() (lexer.Token, error) {
	t := l.toks[0]
	if t.Type != tokEOF {
		l.toks = l.toks[1:]
	}
	return lexer.Token{Type: t.Type, Value: t.Text, Pos: lexer.Position(t.Pos)}, nil
}

// definition describes the tokens to participle, which uses it to build the
// productions; the text itself always comes through tokenize.
type definition struct{}

// Symbols names the token types.
func (definition) Symbols() map[string]lexer.TokenType { return symbols }

// LexString is what participle asks for literals in the grammar tags.
func (definition) LexString(name, src string) (lexer.Lexer, error) {
	return &sliceLexer{tokenize(name, src)}, nil
}

// Lex is the same for a reader.
func (d definition) Lex(name string, r io.Reader) (lexer.Lexer, error) {
	src, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return d.LexString(name, string(src))
}
