package datafile

import "testing"

// A number in a file is what people write by hand, and what strconv takes beyond that is not.
func TestDecimal(t *testing.T) {
	for _, s := range []string{"0", "-1", "+1.5", "1.", ".5", "1e5", "1E-05", "-.5e+3", "00012"} {
		if !decimal(s) {
			t.Errorf("%q is no number", s)
		}
	}
	for _, s := range []string{"", ".", "+", "e5", "1e", "1e+", "1e5.", "1.2.3", "+-1", "1e+-5", "0x1p4", "1_000", "NaN", "Inf", "1 2", "1,5", "٣", "-.e1"} {
		if decimal(s) {
			t.Errorf("%q is a number", s)
		}
	}
}
