package judge

import (
	"math"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
)

// Phase is a stretch of simulation and what was recorded in it.
type Phase struct {
	Name    string
	Start   float64 // model time at its start, s
	End     float64 // and at its end
	Records []runtime.Record
}

// Recording is what lines are judged on.
type Recording struct {
	Program *program.Program
	Events  []events.Event           // of the experiment
	Phase   func(name string) *Phase // "" for the latest; nil for none
	Params  func() []float64         // as they are now
	Weights func(link int) []float64 // the same, post×pre
}

// steps is the time of every step of a phase.
func (ph *Phase) steps(dt float64) []float64 {
	first, last := math.Round(ph.Start/dt)+1, math.Round(ph.End/dt)
	out := make([]float64, 0, int(max(0, last-first+1)))
	for k := first; k <= last; k++ {
		out = append(out, k*dt)
	}
	return out
}
