package stdlibtest

import (
	"fmt"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
)

// coin is High with the chance P, else 0.
type coin struct{ High, P float64 }

var coinEntry = catalog.Entry[dists.Dist]{
	Name: "coin", Doc: "a number, or zero", Source: "a test",
	Params: []catalog.Param{{Name: "high", Required: true, Doc: "the number"}, {Name: "p", Default: 0.5, Doc: "its chance"}},
	New:    func(v catalog.Values) (dists.Dist, error) { return coin{v["high"], v["p"]}, nil },
}

// Draw tosses.
func (c coin) Draw(r *rng.Rand) float64 {
	if r.Float64() < c.P {
		return c.High
	}
	return 0
}

// Sample tosses for each number.
func (c coin) Sample(r *rng.Rand, n, d int) []float64 {
	out := make([]float64, n*d)
	for i := range out {
		out[i] = c.Draw(r)
	}
	return out
}

// Bounds are zero and the number.
func (c coin) Bounds() (lo, hi float64) { return min(0, c.High), max(0, c.High) }

// String writes coin(…).
func (c coin) String() string { return fmt.Sprintf("coin(%g, p=%g)", c.High, c.P) }
