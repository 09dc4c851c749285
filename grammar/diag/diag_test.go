package diag

import (
	"strings"
	"testing"
)

func span(file string, from, to int) Span {
	return Between(Pos{file, from, 1, from + 1}, Pos{file, to, 1, to + 1})
}

// Diagnostics come in source order, files in order of appearance, and equal
// places in the order they were found.
func TestSort(t *testing.T) {
	l := List{New(Syntax, span("b", 5, 6), "1"), New(Syntax, span("a", 9, 10), "2"), New(Syntax, span("b", 2, 3), "3"),
		New(Syntax, span("a", 9, 10), "4"), New(Syntax, span("a", 1, 2), "5")}
	l.Sort()
	var got strings.Builder
	for _, d := range l {
		got.WriteString(d.Summary)
	}
	if got.String() != "31524" {
		t.Errorf("sorted as %s", got.String())
	}
}

// The same is said once; AddOnce says one of a kind for a place.
func TestAdd(t *testing.T) {
	var l List
	l.Add(New(Syntax, span("a", 1, 2), "x"))
	l.Add(New(Syntax, span("a", 1, 2), "x"))
	l.Add(New(Syntax, span("a", 1, 2), "y"))
	l.Add(New(Syntax, span("a", 1, 3), "x"))
	l.Add(New(Unused, span("a", 1, 2), "x"))
	if len(l) != 4 {
		t.Errorf("%d diagnostics: %v", len(l), l)
	}
	l.AddOnce(New(Unused, span("a", 1, 2), "z"))
	l.AddOnce(New(Unused, span("a", 1, 4), "z"))
	l.AddOnce(New(PoorFit, span("a", 1, 2), "z"))
	if len(l) != 6 {
		t.Errorf("%d diagnostics: %v", len(l), l)
	}
}

// Warnings alone are no errors.
func TestHasErrors(t *testing.T) {
	warning := New(Unused, span("a", 1, 2), "w")
	if (List{}).HasErrors() || (List{warning}).HasErrors() || !(List{warning, New(Syntax, span("a", 1, 2), "e")}).HasErrors() {
		t.Error("errors are not told from warnings")
	}
	if got := (List{warning, New(Syntax, span("b", 3, 4), "e")}).Error(); got != "a:1:2: warning[NEF090]: w\nb:1:4: error[NEF002]: e" {
		t.Errorf("on a line each: %q", got)
	}
}

// A union covers both, whichever comes first; nothing adds nothing.
func TestUnion(t *testing.T) {
	a, b := span("m", 2, 5), span("m", 4, 9)
	for _, c := range []struct{ x, y, want Span }{
		{a, b, span("m", 2, 9)}, {b, a, span("m", 2, 9)}, {a, span("m", 3, 4), a}, {a, Span{}, a}, {Span{}, b, b},
	} {
		if got := c.x.Union(c.y); got != c.want {
			t.Errorf("%v and %v make %v", c.x, c.y, got)
		}
	}
}
