package theme

import (
	"image/color"
	"math"

	"github.com/nefc/nefc/internal/libm"
)

// Signed is the colour of v between −1 and 1: blue below, orange above, the colour of Zero between. Magnitudes are
// taken to the power 0.8, so that small weights are seen.
func (t *Theme) Signed(v float64) color.NRGBA {
	end := t.Excitatory
	if v < 0 {
		end = t.Inhibitory
	}
	return Mix(t.Zero, end, libm.Pow(math.Min(1, math.Abs(v)), 0.8))
}

// Sequential is the colour of v between 0 and 1, ever darker on paper and ever lighter on dark.
func (t *Theme) Sequential(v float64) color.NRGBA {
	v = math.Max(0, math.Min(1, v))
	if v < 0.5 {
		return Mix(t.Low, t.Mid, 2*v)
	}
	return Mix(t.Mid, t.High, 2*v-1)
}

// Ordered is the colour of v between 0 and 1 for a line, which must be seen on the background at either end.
func (t *Theme) Ordered(v float64) color.NRGBA { return t.Sequential(0.45 + 0.55*v) }
