// Package cursor finds the statement around a place of a text as words, whether it can be read or not, and
// what of the statement the place is in.
package cursor

import (
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

// Line is the statement around a place as words, whether it can be read or not: what
// stands in front of the place, and the word that is being typed there.
type Line struct {
	File   string
	Text   string
	Offset int
	Around []*split.Statement // the blocks around, from the outside in
	Here   *split.Block       // the innermost, or the file
	Stmt   *split.Statement   // nil where a new one begins
	Before []token.Token      // in front of the typed word; of options in braces, those of the heading too
	Typed  string             // up to the place
	Quote  *token.Token       // the text in quotes that the place is in; nil for none
	Silent bool               // it is in a comment, or in a number
}

// At finds the statement around a place.
func At(file, text string, e *edition.Edition, offset int) *Line {
	l := &Line{File: file, Text: text, Offset: min(offset, len(text)), Here: split.New(file, text, e, new(diag.List)).Whole()}
	l.descend()
	l.words()
	return l
}

// descend goes into the blocks that the place is in, down to its statement.
func (l *Line) descend() {
	for {
		s := l.among(l.Here.Items)
		if s == nil {
			return
		}
		b := s.Block
		if b == nil || l.Offset < b.Open.End().Offset || !s.Unclosed() && l.Offset > b.Close.Pos.Offset {
			l.Stmt = s
			return
		}
		l.Around, l.Here = append(l.Around, s), b
	}
}

// among is the statement that a place lies in, or stands behind on the same line.
func (l *Line) among(items []*split.Statement) *split.Statement {
	for i := len(items) - 1; i >= 0; i-- {
		s := items[i]
		if len(s.Tokens) == 0 || s.Tokens[0].Pos.Offset > l.Offset {
			continue
		}
		end := s.Last().End().Offset
		if s.Unclosed() || l.Offset <= end || !strings.ContainsAny(l.Text[end:l.Offset], "\n;") && s.Block == nil || l.continued(s, end) {
			return s
		}
		return nil
	}
	return nil
}

// continued reports a statement that asks for more, with nothing but blanks in front of the
// place.
func (l *Line) continued(s *split.Statement, end int) bool {
	return s.Block == nil && isOperator(s.Tokens[len(s.Tokens)-1].Token) && strings.TrimSpace(l.Text[end:l.Offset]) == ""
}

// words collects the words in front of the place.
func (l *Line) words() {
	if l.inOptions() {
		l.collect(l.Around[len(l.Around)-1].Tokens)
	}
	if l.Stmt != nil {
		l.collect(l.Stmt.Tokens)
	}
	start := strings.LastIndexByte(l.Text[:l.Offset], '\n') + 1
	for _, t := range token.All("", l.Text[start:l.Offset]) {
		switch {
		case t.Type == token.Comment:
			l.Silent = true
		case t.Type == token.Invalid && strings.HasPrefix(t.Text, `"`):
			t.Pos.Offset += start
			l.Quote = &t
		}
	}
}

func (l *Line) collect(toks []split.Token) {
	for _, t := range toks {
		start, end := t.Pos.Offset, t.End().Offset
		switch {
		case end < l.Offset || end == l.Offset && t.Type == token.Punct:
			l.Before = append(l.Before, t.Token)
		case start < l.Offset && t.Type == token.String:
			if end > l.Offset {
				l.Quote = &t.Token
			} else {
				l.Before = append(l.Before, t.Token)
			}
		case start < l.Offset && t.Type == token.Ident:
			l.Typed = l.Text[start:l.Offset]
		case start < l.Offset && (t.Type == token.Number || t.Type == token.Quantity):
			l.Silent = true
		}
	}
}

// inOptions reports a place in braces that hold options.
func (l *Line) inOptions() bool {
	if len(l.Around) == 0 {
		return false
	}
	heading := l.Around[len(l.Around)-1]
	return len(heading.Tokens) > 0 && !grammar.HoldsStatements(heading.Tokens[0].Text)
}

// Inside reports a place within the braces of a word.
func (l *Line) Inside(word string) bool {
	for _, s := range l.Around {
		if s.Tokens[0].IsWord(word) {
			return true
		}
	}
	return false
}

// Statement is the statement whose options the place may give: that of a line of defaults.
func (l *Line) Statement() string {
	if l.Keyword() == "defaults" && len(l.Before) > 1 {
		return l.Before[1].Text
	}
	return l.Keyword()
}

// Keyword is the word that the statement starts with; "" where a new one begins.
func (l *Line) Keyword() string {
	if len(l.Before) == 0 {
		return ""
	}
	return l.Before[0].Text
}
