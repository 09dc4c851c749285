package stdlibtest

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/synapses"
)

// boxcar is the mean of the last Width seconds.
type boxcar struct{ Width float64 }

var boxcarEntry = catalog.Entry[synapses.Synapse]{
	Name: "boxcar", Doc: "mean over a time", Source: "a test",
	Params: []catalog.Param{{Name: "width", Unit: catalog.Time, Required: true, Check: catalog.Positive, Doc: "the time"}},
	New:    func(v catalog.Values) (synapses.Synapse, error) { return boxcar{v["width"]}, nil },
}

// Discretize has as many equal taps as there are steps in the time.
func (b boxcar) Discretize(dt float64) (synapses.Filter, error) {
	n := max(1, int(math.Round(b.Width/dt)))
	return synapses.Filter{Taps: slices.Repeat([]float64{1 / float64(n)}, n)}, nil
}

// String writes boxcar(…).
func (b boxcar) String() string { return fmt.Sprintf("boxcar(%gs)", b.Width) }
