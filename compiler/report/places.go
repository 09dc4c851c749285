package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// Text is the source of a span.
func (c *Reporter) Text(at diag.Span) string {
	if f := c.Files[at.Filename]; f != nil && at.End().Offset <= len(f.Source) {
		return f.Source[at.Start().Offset:at.End().Offset]
	}
	return ""
}

// Head is the place of a word at the start of a span.
func Head(at diag.Span, word string) diag.Span {
	start := at.Start()
	return diag.Between(start, start.Moved(len(word), utf8.RuneCountInString(word)))
}

// Tail is the place of a word at the end of a span.
func Tail(at diag.Span, word string) diag.Span {
	end := at.End()
	return diag.Between(end.Moved(-len(word), -utf8.RuneCountInString(word)), end)
}

// Place is where a name stands in a statement, the first time.
func (c *Reporter) Place(statement diag.Span, name string) diag.Span {
	f := c.Files[statement.Filename]
	if f == nil {
		return statement
	}
	return token.Find(f.Source, statement, name)
}

// IsLiteral reports a place that holds a number or a quantity, no name or more.
func (c *Reporter) IsLiteral(at diag.Span) bool {
	text := c.Text(at)
	_, err := strconv.ParseFloat(strings.TrimRight(text, "smuµniHzkdegVSFAp%"), 64)
	return err == nil && text[0] >= '0' && text[0] <= '9'
}
