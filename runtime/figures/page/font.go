package page

import "strings"

// family is the typeface, and those of the same widths where it is not installed.
const family = "Liberation Sans,Arial,Helvetica,sans-serif"

// face is the typeface of text.
func face(isBold bool) *typeface {
	if isBold {
		return &bold
	}
	return &regular
}

// em is the width of a letter in sizes of the font. A letter that the font does not have comes from another, and is
// taken to be as wide as it is high.
func (f *typeface) em(c rune) float64 {
	if w := f.own(c); w > 0 {
		return w
	}
	return 1
}

// wide is the width of a letter in points, an exponent's as it is drawn.
func (f *typeface) wide(c rune, size float64) float64 {
	if low, up := lowered[c]; up {
		return exponentSize(size) * f.em(low)
	}
	return size * f.em(c)
}

// Width is how long a line of text is.
func Width(s string, size float64, isBold bool) (w float64) {
	f := face(isBold)
	for _, c := range s {
		w += f.wide(c, size)
	}
	return w
}

// rounding is how much lengths that are equal may differ for being computed in different ways.
const rounding = 1e-3

// Fit shortens a line of text to a width, with a … at its end.
func Fit(s string, size, width float64, isBold bool) string {
	if Width(s, size, isBold) <= width+rounding {
		return s
	}
	f := face(isBold)
	left := width - f.wide('…', size)
	for i, c := range s {
		if left -= f.wide(c, size); left < 0 {
			return s[:i] + "…"
		}
	}
	return "…"
}

// Wrap breaks text at spaces into at most that many lines of a width. What does not fit then ends in a ….
func Wrap(s string, size, width float64, most int) (lines []string) {
	words := strings.Fields(s)
	for len(words) > 0 {
		n := 1
		for n < len(words) && Width(strings.Join(words[:n+1], " "), size, false) <= width {
			n++
		}
		if len(lines) == most-1 {
			n = len(words)
		}
		lines = append(lines, Fit(strings.Join(words[:n], " "), size, width, false))
		words = words[n:]
	}
	return lines
}
