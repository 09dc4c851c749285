package page

import (
	"image/color"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Leading is how far lines of text lie apart, in sizes of their font.
const Leading = 1.2

// Text is a line of text.
type Text struct {
	String string
	At     Point
	Size   float64
	Color  color.NRGBA
	Bold   bool
	Anchor Anchor
	Lies   Lies
	Upward bool // turned by a quarter: it reads from bottom to top
}

// Anchor is which point of the line At is, along it.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	Finish
)

// Lies is which height of the line At is, across it.
type Lies uint8

// The heights.
const (
	OnBaseline Lies = iota
	Centred         // At is half way up a capital letter
	Below           // At is the top of a capital letter
)

// capital is the height of a capital letter, and descent what g and y reach below the line, in sizes of the font.
const (
	capital = 0.7
	descent = 0.21
)

// raise is how far an exponent stands above the line, and small its size, in sizes of the font. No exponent is
// smaller than Smallest.
const (
	raise = 0.3
	small = 0.72
)

// Smallest is the size in points below which text on paper is hard to read.
const Smallest = 7

// Box is the space that the text takes.
func (t *Text) Box() Box {
	w := Width(t.String, t.Size, t.Bold)
	base := t.base()
	left := -w * float64(t.Anchor) / 2
	up, down := capital*t.Size, descent*t.Size
	if strings.ContainsFunc(t.String, raised) {
		up = raise*t.Size + capital*exponentSize(t.Size)
	}
	if t.Upward {
		return Box{base.X - up, base.Y - left - w, base.X + down, base.Y - left}
	}
	return Box{base.X + left, base.Y - up, base.X + left + w, base.Y + down}
}

// base is where the line of the text passes At's place along it.
func (t *Text) base() Point {
	d := capital * t.Size * float64(t.Lies) / 2
	if t.Upward {
		return Point{t.At.X + d, t.At.Y}
	}
	return Point{t.At.X, t.At.Y + d}
}

// run is a stretch of text of one size.
type run struct {
	text string
	up   bool // an exponent
}

// runs cuts text where exponents begin and end. Few fonts have all superscript signs, so they are drawn as raised
// digits.
func runs(s string) (out []run) {
	for _, c := range s {
		up := raised(c)
		if len(out) == 0 || out[len(out)-1].up != up {
			out = append(out, run{up: up})
		}
		if up {
			c = lowered[c]
		}
		out[len(out)-1].text += string(c)
	}
	return out
}

// lowered are the signs that superscripts stand for.
var lowered = map[rune]rune{'⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4',
	'⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '−', '⁺': '+'}

func raised(c rune) bool {
	_, up := lowered[c]
	return up
}

// exponentSize is the size of an exponent of text of a size.
func exponentSize(size float64) float64 { return max(min(size, Smallest), small*size) }

// printable replaces what no line of text can have: line breaks, control signs, broken UTF-8.
func printable(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == '\ufffe' || c == '\uffff' {
			return ' '
		}
		return c
	}, s)
}
