package health

import (
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/rules"
)

// The way out is a tenth of the rate up to which learning settles.
func TestSlower(t *testing.T) {
	p := &program.Program{LinkRules: []program.LinkRule{{Kind: rules.PES}}}
	taught := &program.Link{Rules: []int{0}}
	for stable, want := range map[float64]string{
		0:      "try a `rate` ten times lower; if that changes nothing, turn the sign of the error",
		3e-3:   "`rate 3e-4` settles with this activity; if it is that low already, turn the sign of the error",
		2.6e-9: "`rate 3e-10` settles with this activity; if it is that low already, turn the sign of the error",
		40:     "`rate 4e+00` settles with this activity; if it is that low already, turn the sign of the error",
	} {
		if got := slower(p, taught, stable); got != want {
			t.Errorf("%g: %s", stable, got)
		}
	}
	for _, stable := range []float64{0, 3e-3} {
		if got := slower(p, &program.Link{}, stable); got != "try a `rate` ten times lower" {
			t.Errorf("without an error, %g: %s", stable, got)
		}
	}
}
