package synapses

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Triangle is a finite impulse response that falls linearly to zero over a time
// t (s):
//
//	h(i) = (n-i)/(1+2+…+n),   n = round(t/dt) + 1, halves to even
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

// mostTaps is the longest response in steps.
const mostTaps = 10_000_000

// Discretize returns the taps; a time below half a step, or of half a step,
// passes the signal on.
func (t Triangle) Discretize(dt float64) (Filter, error) {
	steps := math.RoundToEven(t.T / dt)
	switch {
	case steps == 0:
		return through, nil
	case !(steps < mostTaps):
		return Filter{}, fmt.Errorf("its response lasts %g time steps, %d at most", steps, mostTaps)
	}
	n := int(steps) + 1
	f := Filter{Taps: make([]float64, n)}
	total := float64(n) * float64(n+1) / 2
	for i := range f.Taps {
		f.Taps[i] = float64(n-i) / total
	}
	return f, nil
}

// String writes triangle(t).
func (t Triangle) String() string { return fmt.Sprintf("triangle(%gs)", t.T) }
