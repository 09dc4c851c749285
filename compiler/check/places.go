package check

import (
	"unicode/utf8"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// head is the place of a word at the start of a span.
func head(at diag.Span, word string) diag.Span {
	at.End = at.Start
	at.End.Offset += len(word)
	at.End.Column += utf8.RuneCountInString(word)
	return at
}

// tail is the place of a word at the end of a span.
func tail(at diag.Span, word string) diag.Span {
	at.Start = at.End
	at.Start.Offset -= len(word)
	at.Start.Column -= utf8.RuneCountInString(word)
	return at
}

// place is where a name stands in a statement, the first time.
func (c *checker) place(statement diag.Span, name string) diag.Span {
	f := c.files[statement.Start.Filename]
	if f == nil {
		return statement
	}
	return grammar.Place(f.Source, statement, name)
}
