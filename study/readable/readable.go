// Package readable writes numbers and components as people read them: with units of a
// handy size, a minus sign, thin spaces between thousands.
package readable

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

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

// timed is a time in the text of a component: tau_rc=0.02s.
var timed = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|[(=, \[])(-?[0-9.]+(?:e-?[0-9]+)?)s\b`) })

// Component writes a component of a model, lif(tau_rc=0.02s), with its times in handy
// units: lif(tau_rc=20 ms).
func Component(text string) string {
	return timed().ReplaceAllStringFunc(text, func(found string) string {
		parts := timed().FindStringSubmatch(found)
		t, err := strconv.ParseFloat(parts[2], 64)
		if err != nil {
			return found
		}
		return parts[1] + Seconds(t)
	})
}
