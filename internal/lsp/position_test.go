package lsp

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// Places of a text, counted by hand: é is two bytes and one unit, 𝔸 four bytes and two.
func TestPositions(t *testing.T) {
	l := NewLines("aé\r\n𝔸b\n\rend")
	for _, c := range []struct {
		offset int
		want   Position
	}{
		{0, Position{0, 0}}, {1, Position{0, 1}}, {3, Position{0, 2}}, // behind é
		{5, Position{1, 0}}, {9, Position{1, 2}}, {10, Position{1, 3}}, // behind 𝔸, behind b
		{11, Position{2, 0}}, {12, Position{3, 0}}, {15, Position{3, 3}},
	} {
		if got := l.Position(c.offset); got != c.want {
			t.Errorf("byte %d is at %v, want %v", c.offset, got, c.want)
		}
		if got := l.Offset(c.want); got != c.offset {
			t.Errorf("%v is byte %d, want %d", c.want, got, c.offset)
		}
	}
	for p, want := range map[Position]int{{-1, 5}: 0, {0, 99}: 3, {1, 1}: 9, {1, 99}: 10, {2, 5}: 11, {3, 99}: 15, {99, 0}: 15} {
		if got := l.Offset(p); got != want {
			t.Errorf("%v is byte %d, want %d", p, got, want)
		}
	}
}

// The units of a line are those that the standard library encodes it with.
func FuzzPositions(f *testing.F) {
	f.Add("aé𝔸\r\nb", 3)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		if !utf8.ValidString(text) || offset < 0 || offset > len(text) || !utf8.RuneStart((text + "x")[offset]) {
			return
		}
		l := NewLines(text)
		p := l.Position(offset)
		start := l.starts[p.Line]
		if want := len(utf16.Encode([]rune(text[start:offset]))); p.Character != want {
			t.Errorf("byte %d of %q is %d units into its line, want %d", offset, text, p.Character, want)
		}
		if got := l.Offset(p); got != offset && text[got:offset] != "\r" {
			t.Errorf("byte %d of %q is at %v, which is byte %d", offset, text, p, got)
		}
	})
}

// Places in long lines, of letters of every width and of bytes that are none, are those that counting from the start of the line finds.
func TestLongLines(t *testing.T) {
	text := "a\n" + strings.Repeat("xé𝔸\xff ", 2000) + "\r\n" + strings.Repeat("y", 5000)
	l := NewLines(text)
	start := 0
	for at := range text {
		want := Units(text[start:at])
		if got := l.Position(at); got.Character != want || l.Offset(got) != at && text[at] != '\n' {
			t.Fatalf("byte %d is at %v and back at %d, want unit %d", at, got, l.Offset(got), want)
		}
		if text[at] == '\n' {
			start = at + 1
		}
	}
}
