package stdlibtest

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
)

// ramp rises from -1 to 1 in each period.
type ramp struct{ Period float64 }

var sawtooth = processes.Entry{
	Name: "sawtooth", Doc: "rises from -1 to 1, again and again", Source: "a test",
	Params: []catalog.Param{{Name: "period", Unit: catalog.Time, Required: true, Check: catalog.Positive, Doc: "of one rise"}},
	New: func(a processes.Args) (processes.Made, error) {
		return processes.Made{Process: ramp{a.Num["period"]}}, nil
	},
}

// Dims is any.
func (ramp) Dims() int { return 0 }

// Check has nothing to refuse.
func (ramp) Check(float64) error { return nil }

// String writes sawtooth(…).
func (r ramp) String() string { return fmt.Sprintf("sawtooth(%gs)", r.Period) }

// Start needs no preparation.
func (r ramp) Start(float64, int, *rng.Rand) processes.Generator { return r }

// Next is the value at t.
func (r ramp) Next(_ int, t float64, y []float64) {
	for i := range y {
		y[i] = 2*math.Mod(t/r.Period, 1) - 1
	}
}
