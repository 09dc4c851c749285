package synapses

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Bandpass lets the frequencies around Freq (Hz) pass, with gain 1 at Freq and
// 0 at both ends; Q is Freq over the width of the band.
//
//	H(s) = (s/(Q·w)) / (s²/w² + s/(Q·w) + 1),   w = 2π·Freq
//
// Source: Franklin, Powell & Workman (1998).
type Bandpass struct{ Freq, Q float64 }

var bandpassEntry = catalog.Entry[Synapse]{
	Name: "bandpass", Doc: "second-order filter that lets frequencies around freq pass", Source: "Franklin, Powell & Workman (1998)",
	Params: []catalog.Param{{Name: "freq", Unit: catalog.Frequency, Required: true, Check: catalog.Positive, Doc: "middle of the band"},
		{Name: "q", Default: 1, Check: catalog.Positive, Doc: "freq over the width of the band"}},
	New: func(v catalog.Values) (Synapse, error) { return Bandpass{v["freq"], v["q"]}, nil },
}

// Discretize holds the input over each step.
func (b Bandpass) Discretize(dt float64) (Filter, error) {
	unit := 1 / (2 * math.Pi) / b.Freq
	return discretizeIn(unit, []float64{1 / b.Q, 0}, []float64{1, 1 / b.Q, 1}, "", dt)
}

// String writes bandpass(freq, q).
func (b Bandpass) String() string { return fmt.Sprintf("bandpass(%gHz, %g)", b.Freq, b.Q) }

// Highpass takes slow changes away: what a lowpass leaves over.
//
//	H(s) = tau·s/(tau·s + 1)
type Highpass struct{ Tau float64 }

var highpassEntry = catalog.Entry[Synapse]{
	Name: "highpass", Doc: "first-order filter tau·s/(tau·s + 1): what a lowpass leaves over", Source: "Franklin, Powell & Workman (1998)",
	Params: []catalog.Param{{Name: "tau", Unit: catalog.Time, Required: true, Check: catalog.Positive, Doc: "time constant"}},
	New:    func(v catalog.Values) (Synapse, error) { return Highpass{v["tau"]}, nil },
}

// Discretize holds the input over each step.
func (h Highpass) Discretize(dt float64) (Filter, error) {
	return discretizeIn(h.Tau, []float64{1, 0}, []float64{1, 1}, "", dt)
}

// String writes highpass(tau).
func (h Highpass) String() string { return fmt.Sprintf("highpass(%gs)", h.Tau) }
