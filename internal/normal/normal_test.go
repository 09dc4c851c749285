package normal

import "testing"

// Forms as the Unicode standard has them (UAX #15); those of a browser are compared by study/core.
func TestForms(t *testing.T) {
	for _, x := range []struct{ text, composed, compatible string }{
		{"plain", "plain", "plain"},
		{"e\u0301", "\u00e9", "\u00e9"},
		{"\u212b", "\u00c5", "\u00c5"},                      // the sign of ångström is the letter
		{"q\u0307\u0323", "q\u0323\u0307", "q\u0323\u0307"}, // marks have an order
		{"\ufb01", "\ufb01", "fi"},                          // a ligature is a variant of two letters
		{"x\u00b2", "x\u00b2", "x2"},
	} {
		if got := Composed(x.text); got != x.composed {
			t.Errorf("composed, %+q is %+q, not %+q", x.text, got, x.composed)
		}
		if got := Compatible(x.text); got != x.compatible {
			t.Errorf("compatible, %+q is %+q, not %+q", x.text, got, x.compatible)
		}
	}
}
