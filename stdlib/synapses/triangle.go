package synapses

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Triangle is a finite impulse response that falls linearly to zero over a time
// t (s):
//
//	h(i) = (n-i)/(1+2+…+n),   n = round(t/dt) + 1
type Triangle struct{ T float64 }

var triangleEntry = catalog.Entry[Synapse]{
	Name: "triangle", Doc: "finite impulse response that falls linearly to zero over the time t", Source: "Nengo 4",
	Params: []catalog.Param{{Name: "t", Unit: catalog.Time, Required: true, Check: shortResponse, Doc: "how long the response lasts"}},
	New:    func(v catalog.Values) (Synapse, error) { return Triangle{v["t"]}, nil },
}

// longest is the longest response kept in memory, in seconds.
const longest = 60

func shortResponse(t float64) error {
	if !(t <= longest) {
		return fmt.Errorf("must be at most %d s", longest)
	}
	return catalog.NotNegative(t)
}

// Discretize returns the taps; t 0 passes the signal on.
func (t Triangle) Discretize(dt float64) Filter {
	n := int(math.Round(t.T/dt)) + 1
	if n == 1 {
		return through
	}
	f := Filter{Taps: make([]float64, n)}
	total := float64(n) * float64(n+1) / 2
	for i := range f.Taps {
		f.Taps[i] = float64(n-i) / total
	}
	return f
}

// String writes triangle(t).
func (t Triangle) String() string { return fmt.Sprintf("triangle(%gs)", t.T) }
