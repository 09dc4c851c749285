package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/diag"
)

// punctuation, longest first; operators of other languages are read too, to be
// explained where they stand.
var punctuation = []string{"->", "==", "!=", "<=", ">=", "..", "**", "//", "&&", "||", "+=", "-=", "*=", "/=", "!", "%", "@", "{", "}", "(", ")",
	"[", "]", ",", ":", ";", ".", "=", "<", ">", "+", "-", "*", "/", "^", "|"}

// Scanner walks over source text.
type Scanner struct {
	src string
	pos diag.Pos
}

// NewScanner returns a scanner at the beginning of a file.
func NewScanner(name, src string) *Scanner {
	return NewScannerFrom(src, diag.Pos{Filename: name, Line: 1, Column: 1})
}

// NewScannerFrom returns a scanner of the rest of a file, from a place where a token begins.
func NewScannerFrom(src string, at diag.Pos) *Scanner { return &Scanner{src: src, pos: at} }

// All splits source text into tokens, comments and newlines included.
func All(name, src string) []Token {
	s := NewScanner(name, src)
	for toks := []Token(nil); ; {
		t := s.Next()
		if toks = append(toks, t); t.Type == EOF {
			return toks
		}
	}
}

// Next reads the next token, EOF at the end.
func (s *Scanner) Next() Token {
	s.skipBlanks()
	if s.pos.Offset >= len(s.src) {
		return Token{EOF, "", s.pos}
	}
	return s.scan()
}

func (s *Scanner) rest() string { return s.src[s.pos.Offset:] }

func (s *Scanner) skipBlanks() {
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
func (s *Scanner) advance(n int) {
	s.pos.Column += utf8.RuneCountInString(s.src[s.pos.Offset : s.pos.Offset+n])
	s.pos.Offset += n
}

func (s *Scanner) emit(kind Kind, n int) Token {
	t := Token{kind, s.src[s.pos.Offset : s.pos.Offset+n], s.pos}
	s.advance(n)
	return t
}

func (s *Scanner) scan() Token {
	rest := s.rest()
	switch c := rest[0]; {
	case c == '\n':
		t := Token{Newline, "\n", s.pos}
		s.pos = diag.Pos{Filename: s.pos.Filename, Offset: s.pos.Offset + 1, Line: s.pos.Line + 1, Column: 1}
		return t
	case c == '#':
		n := strings.IndexByte(rest, '\n')
		if n < 0 {
			n = len(rest)
		}
		return s.emit(Comment, len(strings.TrimRight(rest[:n], " \t\r")))
	case c == '"':
		return s.str(rest)
	case c == '\'':
		return s.foreignString(rest)
	case c >= '0' && c <= '9':
		return s.number(rest)
	}
	if n := identLen(rest); n > 0 {
		return s.emit(Ident, n)
	}
	for _, p := range punctuation {
		if strings.HasPrefix(rest, p) {
			return s.emit(Punct, len(p))
		}
	}
	_, n := utf8.DecodeRuneInString(rest)
	return s.emit(Invalid, n)
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
func (s *Scanner) number(rest string) Token {
	n := NumberLen(rest)
	unit := identLen(rest[n:])
	if unit == 0 && n < len(rest) && rest[n] == '%' {
		unit = 1
	}
	if unit > 0 {
		return s.emit(Quantity, n+unit)
	}
	return s.emit(Number, n)
}

// NumberLen is the length of the digits, fraction and exponent at the start.
func NumberLen(rest string) int {
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
func (s *Scanner) str(rest string) Token {
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '"':
			return s.emit(String, i+1)
		case '\n':
			return s.emit(Invalid, len(strings.TrimRight(rest[:i], "\r")))
		}
	}
	return s.emit(Invalid, len(rest))
}

// foreignString reads a string in single quotes, which is no token; alone, the
// quote is a stray character.
func (s *Scanner) foreignString(rest string) Token {
	line, _, _ := strings.Cut(rest, "\n")
	if end := strings.IndexByte(line[1:], '\''); end >= 0 {
		return s.emit(Invalid, end+2)
	}
	return s.emit(Invalid, 1)
}
