package values

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/catalog"
)

// unitsOf maps the units of the language to their class, and to what they are in the
// unit in which values of the class arrive.
var unitsOf = map[string]struct {
	class  catalog.Unit
	factor float64
}{
	"s": {catalog.Time, 1}, "ms": {catalog.Time, 1e-3}, "us": {catalog.Time, 1e-6}, "µs": {catalog.Time, 1e-6}, "ns": {catalog.Time, 1e-9},
	"min": {catalog.Time, 60}, "Hz": {catalog.Frequency, 1}, "kHz": {catalog.Frequency, 1e3},
	"%": {catalog.Plain, 0.01}, "deg": {catalog.Plain, math.Pi / 180},
	"V": {catalog.Voltage, 1e3}, "mV": {catalog.Voltage, 1}, "S": {catalog.Conductance, 1e9}, "uS": {catalog.Conductance, 1e3}, "nS": {catalog.Conductance, 1},
	"F": {catalog.Capacitance, 1e12}, "nF": {catalog.Capacitance, 1e3}, "pF": {catalog.Capacitance, 1},
	"A": {catalog.Current, 1e12}, "nA": {catalog.Current, 1e3}, "pA": {catalog.Current, 1},
}

// Measured is a number of a unit in the unit of its class. 5ms is computed as 5/1000, which is
// the double nearest to 0.005, where 5*0.001 is not always; ok is false for a unit that is none.
func Measured(num float64, unit string) (v float64, class catalog.Unit, ok bool) {
	u, ok := unitsOf[unit]
	if !ok {
		return 0, 0, false
	}
	if inverse := 1 / u.factor; u.factor < 1 && inverse == math.Round(inverse) {
		return num / inverse, u.class, true
	}
	return num * u.factor, u.class, true
}

// Quantity converts a number with a unit.
func (c *Evaluator) Quantity(e *grammar.Expr) (Value, bool) {
	v, class, ok := Measured(e.Num, e.Text)
	if !ok {
		d := c.Err(diag.UnknownUnit, e.At, "unknown unit `%s`", e.Text)
		if e.Text == "mm" || e.Text == "pt" {
			d.WithNote("sizes of figures are plain numbers: `width` and `height` in mm, `font` in pt").
				WithFix(diag.Replace(e.At, written(e.Num)))
			return Value{}, false
		}
		c.otherThan(d, e)
		return Value{}, false
	}
	return Value{Num: v, Unit: class, At: e.At}, true
}

// otherThan says what to write instead of a quantity of an unknown unit: the same quantity in
// a unit of the language or that of which it is another spelling, 5mS as 0.005S or a time,
// which is certain where there is but one; or else what is nearest.
func (c *Evaluator) otherThan(d *diag.Diagnostic, e *grammar.Expr) {
	names := slices.Sorted(maps.Keys(unitsOf))
	var meant []string
	if text, ok := rescaled(e.Num, e.Text); ok {
		meant = append(meant, text)
	}
	for _, name := range names {
		if strings.EqualFold(name, e.Text) && !slices.Contains(meant, written(e.Num)+name) {
			meant = append(meant, written(e.Num)+name)
		}
	}
	if len(meant) == 1 {
		d.WithFix(diag.Replace(e.At, meant[0])).WithHelp("write `%s`", meant[0])
		return
	}
	if near := slices.IndexFunc(names, func(name string) bool { return len(e.Text) < 4 && diag.Nearest(e.Text, []string{name}) != "" }); len(meant) == 0 && near >= 0 {
		meant = []string{written(e.Num) + names[near]}
	}
	if len(meant) == 0 {
		d.WithHelp("units are s ms us ns min Hz kHz %% deg V mV S uS nS F nF pF A nA pA")
		return
	}
	for _, text := range meant {
		d.WithFix(diag.Replace(e.At, text).Maybe())
	}
	d.WithHelp("did you mean `%s`?", strings.Join(meant, "` or `"))
}

// powers are the prefixes of units, beside those of the language, as powers of ten. M stands
// for a thousand thousands before Hz alone: people write MV for mV.
var powers = map[string]int{"f": -15, "p": -12, "n": -9, "u": -6, "µ": -6, "μ": -6, "m": -3, "k": 3, "M": 6}

// words are units that other languages have, by how many of which of these they are.
var words = map[string]struct {
	many float64
	unit string
}{
	"sec": {1, "s"}, "secs": {1, "s"}, "second": {1, "s"}, "seconds": {1, "s"}, "msec": {1, "ms"}, "usec": {1, "us"}, "millisecond": {1, "ms"},
	"milliseconds": {1, "ms"}, "minute": {1, "min"}, "minutes": {1, "min"}, "h": {60, "min"}, "hour": {60, "min"}, "hours": {60, "min"},
}

// rescaled writes a quantity of a unit that the language does not have, 1fF, in the unit of its
// own in which the number is nearest to 1: 0.001pF.
func rescaled(num float64, unit string) (text string, ok bool) {
	if w, ok := words[unit]; ok {
		return written(w.many*num) + w.unit, true
	}
	at := len(unit) - len(strings.TrimLeftFunc(unit, func(r rune) bool { return powers[string(r)] != 0 }))
	prefix, base := unit[:at], unit[at:]
	if strings.EqualFold(base, "Hz") {
		base = "Hz"
	}
	of, known := unitsOf[base]
	if power := powers[prefix]; power == 0 || !known || base == "%" || base == "deg" || base == "min" || prefix == "M" && base != "Hz" {
		return "", false
	}
	nearest := math.Inf(1)
	for _, name := range slices.Sorted(maps.Keys(unitsOf)) {
		u := unitsOf[name]
		if u.class != of.class || name == "min" || name == "µs" {
			continue
		}
		power := powers[prefix] + int(math.Round(libm.Log10(of.factor/u.factor)))
		v, err := strconv.ParseFloat(strconv.FormatFloat(num, 'f', -1, 64)+"e"+strconv.Itoa(power), 64) // rounded once
		if far := math.Abs(libm.Log10(math.Abs(v))); err == nil && (far < nearest || text == "") {
			text, nearest = written(v)+name, far
		}
	}
	return text, text != ""
}

// written is the text of a number, with a power of ten if it is long without.
func written(v float64) string {
	if text := strconv.FormatFloat(v, 'f', -1, 64); len(text) <= 12 {
		return text
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
