package values

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// What is offered instead of a unit with a prefix that the language has not is the same quantity.
func TestUnknownPrefixes(t *testing.T) {
	for _, c := range []struct {
		num        float64
		unit, want string
		base       float64 // in the unit in which values of the class arrive
		class      catalog.Unit
	}{
		{1, "fF", "0.001pF", 1e-3, catalog.Capacitance}, {0.3, "pS", "0.0003nS", 3e-4, catalog.Conductance},
		{2, "mS", "0.002S", 2e6, catalog.Conductance}, {7, "µS", "7uS", 7e3, catalog.Conductance}, {7, "μA", "7000nA", 7e6, catalog.Current},
		{2, "fA", "0.002pA", 2e-3, catalog.Current}, {5, "uV", "0.005mV", 5e-3, catalog.Voltage}, {1, "kV", "1000V", 1e6, catalog.Voltage},
		{5, "ps", "0.005ns", 5e-12, catalog.Time}, {5, "ks", "5000s", 5e3, catalog.Time}, {1, "MHz", "1000kHz", 1e6, catalog.Frequency},
		{3, "mHz", "0.003Hz", 3e-3, catalog.Frequency}, {2, "h", "120min", 7200, catalog.Time}, {20, "msec", "20ms", 0.02, catalog.Time},
		{0, "fF", "0F", 0, catalog.Capacitance}, {1e300, "fF", "1e+285F", 1e297, catalog.Capacitance},
	} {
		text, ok := rescaled(c.num, c.unit)
		if !ok || text != c.want {
			t.Errorf("%g%s is %q, want %q", c.num, c.unit, text, c.want)
			continue
		}
		unit := strings.TrimLeft(text, "0123456789.e+-")
		num, err := strconv.ParseFloat(strings.TrimSuffix(text, unit), 64)
		if v, class, known := Measured(num, unit); err != nil || !known || class != c.class || math.Abs(v-c.base) > 1e-15*c.base {
			t.Errorf("%s is %g, want %g", text, v, c.base)
		}
	}
	for _, unit := range []string{"MV", "Ms", "mdeg", "kmin", "m%", "mm", "parsec", "x", ""} {
		if text, ok := rescaled(1, unit); ok {
			t.Errorf("%s is said to be %s", unit, text)
		}
	}
}

// What is offered for an unknown unit is certain where it can be but one thing.
func TestOtherUnits(t *testing.T) {
	for unit, want := range map[string]struct {
		help    string
		certain bool
	}{
		"fF": {"write `0.002pF`", true}, "MS": {"write `2ms`", true}, "HZ": {"write `2Hz`", true}, "MHZ": {"write `2000kHz`", true},
		"mS": {"did you mean `0.002S` or `2ms`?", false}, "US": {"did you mean `2uS` or `2us`?", false}, "na": {"write `2nA`", true},
	} {
		d := diag.New(diag.UnknownUnit, diag.Span{}, "unknown")
		(*Evaluator)(nil).otherThan(d, &grammar.Expr{Num: 2, Text: unit})
		if certain := len(d.Fixes) == 1 && !d.Fixes[0].Guess; d.Help != want.help || certain != want.certain {
			t.Errorf("2%s: %q, certain: %v; want %+v", unit, d.Help, certain, want)
		}
	}
}
