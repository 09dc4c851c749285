package values

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
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
				WithFix(diag.Replace(e.At, strconv.FormatFloat(e.Num, 'g', -1, 64)))
			return Value{}, false
		}
		near := ""
		for _, name := range slices.Sorted(maps.Keys(unitsOf)) {
			if strings.EqualFold(name, e.Text) || near == "" && diag.Nearest(e.Text, []string{name}) != "" && len(e.Text) < 4 {
				near = name
			}
		}
		if near != "" {
			fix := diag.Replace(e.At, strconv.FormatFloat(e.Num, 'g', -1, 64)+near)
			if !strings.EqualFold(near, e.Text) {
				fix = fix.Maybe()
			}
			d.WithFix(fix).WithHelp("did you mean `%s%s`?", strconv.FormatFloat(e.Num, 'g', -1, 64), near)
		} else {
			d.WithHelp("units are s ms us ns min Hz kHz %% deg V mV S uS nS F nF pF A nA pA")
		}
		return Value{}, false
	}
	return Value{Num: v, Unit: class, At: e.At}, true
}
