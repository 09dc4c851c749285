// Package readable writes numbers and components as people read them: with units of a
// handy size, a minus sign, thin spaces between thousands.
package readable

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nefc/nefc/runtime/figures/axes"
)

// thin is the space before a unit and between thousands.
const thin = "\u2009"

// Number writes a number with up to six digits and a minus sign; powers of ten as such.
func Number(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "−∞"
	}
	text := strconv.FormatFloat(v, 'g', 6, 64)
	mantissa, exponent, found := strings.Cut(text, "e")
	n, err := strconv.Atoi(exponent)
	if !found || err != nil {
		return axes.Minus(text)
	}
	return axes.Times(mantissa, n)
}

// Element writes an element of a value: x₂, or x if it has only one.
func Element(name string, index, size int) string {
	if size == 1 {
		return name
	}
	return name + strings.Map(func(r rune) rune { return r - '0' + '₀' }, strconv.Itoa(index))
}

// Count writes a whole number, from ten thousand on with spaces between thousands.
func Count(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && len(text) > 4; i -= 3 {
		text = text[:i] + thin + text[i:]
	}
	return text
}

// Seconds writes a time (s) in s, ms or µs.
func Seconds(t float64) string {
	switch abs := math.Abs(t); {
	case abs == 0 || abs >= 1:
		return Number(t) + thin + "s"
	case abs >= 1e-3:
		return Number(1e3*t) + thin + "ms"
	}
	return Number(1e6*t) + thin + "µs"
}

// Component writes a component of a model, lif(tau_rc=0.02s), with its times in handy
// units: lif(tau_rc=20 ms).
func Component(text string) string {
	var out strings.Builder
	for {
		i := strings.IndexAny(text, "(=, [")
		if i < 0 {
			return out.String() + handy(text)
		}
		out.WriteString(handy(text[:i]) + text[i:i+1])
		text = text[i+1:]
	}
}

// handy writes a word that begins with a time in s, 0.02s), with it in a handy unit.
func handy(word string) string {
	unit := strings.TrimLeft(word, "-.0123456789e")
	rest, found := strings.CutPrefix(unit, "s")
	t, err := strconv.ParseFloat(word[:len(word)-len(unit)], 64)
	next, _ := utf8.DecodeRuneInString(rest)
	if !found || err != nil || rest != "" && (next == '_' || unicode.IsLetter(next) || unicode.IsDigit(next)) {
		return word
	}
	return Seconds(t) + rest
}
