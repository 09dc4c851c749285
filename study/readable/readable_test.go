package readable

import (
	"math"
	"testing"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Number(0), "0"}, {Number(-2.5), "−2.5"}, {Number(1e-5), "10⁻⁵"}, {Number(-1e9), "−10⁹"}, {Number(2.5e-7), "2.5×10⁻⁷"}, {Number(1.0 / 3), "0.333333"},
		{Number(math.Inf(1)), "∞"}, {Number(math.Inf(-1)), "−∞"},
		{Count(101), "101"}, {Count(9999), "9999"}, {Count(26400), "26\u2009400"}, {Count(1234567), "1\u2009234\u2009567"},
		{Seconds(20), "20\u2009s"}, {Seconds(0.005), "5\u2009ms"}, {Seconds(0.1), "100\u2009ms"}, {Seconds(2e-5), "20\u2009µs"}, {Seconds(0), "0\u2009s"},
		{Component("lif(tau_rc=0.02s, tau_ref=0.002s, amplitude=1)"), "lif(tau_rc=20\u2009ms, tau_ref=2\u2009ms, amplitude=1)"},
		{Component("alpha(0.003s)"), "alpha(3\u2009ms)"}, {Component("lowpass(1e-05s)"), "lowpass(10\u2009µs)"}, {Component("steps2s(3)"), "steps2s(3)"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
