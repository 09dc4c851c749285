package token

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
)

// A word is found as a whole word within its span, up to the end of the text; where
// it is not there as written, the span is its place.
func TestFind(t *testing.T) {
	const source = "ab b\né cab c b"
	at := func(from, to int) diag.Span {
		pos := func(o int) diag.Pos { return after(diag.Pos{Filename: "t", Line: 1, Column: 1}, source[:o]) }
		return diag.Between(pos(from), pos(to))
	}
	whole := at(0, len(source))
	for _, c := range []struct {
		within diag.Span
		name   string
		want   string
	}{
		{whole, "ab", "1:1-1:3"}, {whole, "b", "1:4-1:5"}, {whole, "é", "2:1-2:2"}, {whole, "c", "2:7-2:8"}, {whole, "cab", "2:3-2:6"},
		{whole, "b\né", "1:4-2:2"}, {at(5, len(source)), "b", "2:9-2:10"}, {whole, "d", "1:1-2:10"}, {whole, "", "1:1-2:10"},
		{diag.Between(whole.Start(), diag.Pos{Filename: "t", Offset: 99, Line: 9, Column: 9}), "b", "1:1-9:9"},
	} {
		s := Find(source, c.within, c.name)
		if got := fmt.Sprintf("%d:%d-%d:%d", s.Start().Line, s.Start().Column, s.End().Line, s.End().Column); got != c.want {
			t.Errorf("%q is at %s, want %s", c.name, got, c.want)
		}
	}
}

// A name is found wherever it is one: not in comments, strings, behind a dot or as a
// part of another.
func TestFindAll(t *testing.T) {
	var got []string
	for _, s := range FindAll("my-pop a # my-pop\nx.my-pop my-pop-2 my-popper \"my-pop\" [my-pop]", "t", "my-pop") {
		got = append(got, fmt.Sprintf("%d:%d-%d", s.Start().Line, s.Start().Column, s.End().Column))
	}
	if text := strings.Join(got, " "); text != "1:1-7 2:39-45" {
		t.Errorf("found at %s", text)
	}
}
