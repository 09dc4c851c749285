package values

import (
	"math"
	"strconv"
	"strings"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/catalog"
)

// withUnit writes a plain number as the quantity of a class it was probably meant for; ""
// where none can be. Something computed is multiplied by a unit.
func (c *Evaluator) withUnit(what string, v Value, class catalog.Unit) string {
	unit := class.Base() // as in Nengo, where every time is in seconds
	if class == catalog.Time && v.Num >= 1 && !isLong[what] {
		unit = "ms"
	}
	text := c.Text(v.At)
	_, err := strconv.ParseFloat(text, 64)
	switch literal := err == nil; {
	case class == catalog.Time && !(v.Num >= 0):
		return ""
	case literal && unit == "s":
		return TimeText(v.Num)
	case literal:
		return shortest(v.Num) + unit
	}
	if strings.ContainsAny(text, "+- ") {
		text = "(" + text + ")"
	}
	return text + "*1" + unit
}

// isLong are the times that one gives in seconds, however many; of others, such as
// a synapse, 5 means 5 ms.
var isLong = map[string]bool{"the duration": true, "after": true, "period": true, "the interval": true, "the first number of a point": true}

// otherUnit is what was probably meant by a quantity of another class: the same in small
// letters, or, of the same number in the wanted unit and its reciprocal, the one nearer to
// what is usual, 10 ms and 100 Hz.
func (c *Evaluator) otherUnit(what string, v Value, unit catalog.Unit) string {
	far := func(x, usual float64) float64 { return math.Abs(libm.Log(x / usual)) }
	written := strings.ToLower(c.Text(v.At))
	switch {
	case unit != catalog.Plain && unitsOf[strings.TrimLeft(written, "0123456789.")].class == unit:
		return written
	case v.Unit > catalog.Frequency || !(v.Num > 0):
		return ""
	case unit == catalog.Time && isLong[what]:
		return shortest(v.Num) + "s"
	case unit == catalog.Time && far(1/v.Num, 0.01) < far(v.Num/1000, 0.01):
		return TimeText(1 / v.Num)
	case unit == catalog.Time:
		return shortest(v.Num) + "ms"
	case unit == catalog.Frequency && far(1/v.Num, 100) < far(1000*v.Num, 100):
		return shortest(1/v.Num) + "Hz"
	case unit == catalog.Frequency:
		return shortest(1000*v.Num) + "Hz"
	}
	return ""
}

// TimeText writes a time (s) in the unit people would write it in.
func TimeText(seconds float64) string {
	switch {
	case seconds == 0:
		return "0ms"
	case seconds >= 1:
		return shortest(seconds) + "s"
	case seconds >= 1e-3:
		return shortest(1e3*seconds) + "ms"
	case seconds >= 1e-6:
		return shortest(1e6*seconds) + "us"
	}
	return shortest(1e9*seconds) + "ns"
}

// shortest writes a number without the noise of the last digits.
func shortest(v float64) string { return strconv.FormatFloat(v, 'g', 12, 64) }
