package processes

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Present shows the rows of a matrix one after the other, each for Time (s),
// and starts over after the last:
//
//	i = ⌊(t-dt)/Time⌋ mod n
type Present struct {
	Inputs Rows
	Time   float64
}

var present = Entry{
	Name: "present", Doc: "the rows of a matrix or file one after the other, each for a time, again and again", Source: "Nengo 4",
	Params: []catalog.Param{{Name: "inputs", Kind: catalog.Matrix, Required: true, Doc: "one row per input"},
		{Name: "time", Unit: catalog.Time, Required: true, Check: catalog.Positive, Doc: "of each row"}},
	Example: "present([[0], [1]], 50ms)",
	New: func(a Args) (Made, error) {
		if a.Rows.N == 0 {
			return Made{}, fmt.Errorf("there are no rows to present")
		}
		return Made{Process: Present{a.Rows, a.Num["time"]}}, nil
	},
}

// Dims is the length of a row.
func (p Present) Dims() int { return p.Inputs.dims() }

// Check accepts every step.
func (Present) Check(float64) error { return nil }

// String writes present(rows, time).
func (p Present) String() string { return fmt.Sprintf("present(%s, %gs)", p.Inputs, p.Time) }

// Start needs no random numbers.
func (p Present) Start(dt float64, _ int, _ *rng.Rand) Generator { return &presented{p, dt} }

type presented struct {
	Present
	dt float64
}

// Next picks the row. The 1e-7 of a presentation keeps rounding from showing a
// row a step too long.
func (g *presented) Next(_ int, t float64, y []float64) {
	g.Inputs.row(int((t-g.dt)/g.Time+1e-7)%g.Inputs.N, y)
}

// Held shows the rows of a file: row i while i·Hold < t ≤ (i+1)·Hold, the last
// from then on.
type Held struct {
	Inputs Rows
	Hold   float64 // s
}

// Dims is the length of a row.
func (h Held) Dims() int { return h.Inputs.dims() }

// Check accepts every step.
func (Held) Check(float64) error { return nil }

// String says how many rows are held how long.
func (h Held) String() string { return fmt.Sprintf("%s held %gs", h.Inputs, h.Hold) }

// Start needs no random numbers.
func (h Held) Start(float64, int, *rng.Rand) Generator { return h }

// Next picks the row.
func (h Held) Next(_ int, t float64, y []float64) {
	x := t / h.Hold
	i := int(math.Ceil(x-float64(1e-9*max(1, x)))) - 1
	h.Inputs.row(max(0, min(i, h.Inputs.N-1)), y)
}
