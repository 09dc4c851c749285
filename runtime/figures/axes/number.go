package axes

import (
	"math"
	"strconv"
	"strings"

	"github.com/nefc/nefc/internal/libm"
)

// superscripts are the digits of exponents.
var superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "-", "⁻")

// Power writes 10 to a power.
func Power(exponent int) string { return "10" + superscripts.Replace(strconv.Itoa(exponent)) }

// Times writes a mantissa times 10 to a power: 3×10⁶, −10⁻⁵.
func Times(mantissa string, exponent int) string {
	switch mantissa {
	case "1":
		return Power(exponent)
	case "-1":
		return "−" + Power(exponent)
	}
	return Minus(mantissa) + "×" + Power(exponent)
}

// Minus puts the sign of subtraction where a program has a hyphen.
func Minus(s string) string { return strings.ReplaceAll(s, "-", "−") }

// Fixed writes a number with that many digits after the point.
func Fixed(v float64, digits int) string {
	s := strconv.FormatFloat(v, 'f', max(0, digits), 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-") // −0.0
	}
	return Minus(s)
}

// Number writes a number as a paper does, with that many digits that count: 0.136, 3×10⁶, −2.5×10⁻⁵.
func Number(v float64, digits int) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return Minus(strconv.FormatFloat(v+0, 'g', -1, 64))
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', max(0, digits-1), 64), "e")
	e, err := strconv.Atoi(exponent)
	if err != nil {
		return Minus(mantissa)
	}
	if e >= -3 && e < 5 {
		s := strconv.FormatFloat(v, 'f', max(0, digits-1-e), 64)
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		return Minus(s)
	}
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	return Times(mantissa, e)
}

// decimals is how many digits after the point tell multiples of step apart.
func decimals(step float64) int {
	if !(step > 0) {
		return 0
	}
	return min(max(0, -int(math.Floor(libm.Log10(step)+1e-9))), 17)
}
