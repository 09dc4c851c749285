package processes

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/fourier"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// WhiteSignal is smooth noise: all frequencies up to High (Hz) have random
// amplitudes and phases, all above are absent. It repeats after Period (s) and
// has the root mean square RMS. With Y0 it is turned in time to start nearest
// to Y0.
//
//	y = irfft(c),  c_f ~ N(0, RMS²/2) + i·N(0, RMS²/2) for 0 < f ≤ High
type WhiteSignal struct {
	Period, High, RMS float64
	Y0                float64 // NaN for none
}

var whiteSignal = Entry{
	Name: "white", Doc: "smooth noise: random amplitudes of all frequencies up to high, none above", Source: "Nengo 4",
	Params: []catalog.Param{
		{Name: "high", Unit: catalog.Frequency, Required: true, Check: catalog.Positive, Doc: "highest frequency"},
		{Name: "rms", Default: 0.5, Check: catalog.NotNegative, Doc: "root mean square"},
		{Name: "period", Unit: catalog.Time, Default: 60, Check: catalog.Positive, Doc: "repeats after it, however long the run"},
		{Name: "y0", Default: math.NaN(), Doc: "start near this value"},
	},
	New: func(a Args) (Made, error) {
		w := WhiteSignal{Period: a.Num["period"], High: a.Num["high"], RMS: a.Num["rms"], Y0: a.Num["y0"]}
		if w.High < 1/w.Period {
			return Made{}, fmt.Errorf("a period of %g s holds no frequency up to %g Hz: `high` is at least %g Hz", w.Period, w.High, 1/w.Period)
		}
		return Made{Process: w}, nil
	},
}

// Dims is 0: each dimension is drawn on its own.
func (WhiteSignal) Dims() int { return 0 }

// Check demands that the steps can show the highest frequency.
func (w WhiteSignal) Check(dt float64) error {
	if limit := 0.5 / dt; w.High > limit {
		return fmt.Errorf("steps of %g ms show frequencies up to %g Hz, `high` is %g Hz", 1000*dt, limit, w.High)
	}
	if n := w.Period / dt; n > 1<<26 {
		return fmt.Errorf("a period of %g s has %.0f steps; the longest has %d", w.Period, n, 1<<26)
	}
	return nil
}

// steps is the period in steps: an even number, rounded up as in Nengo.
func (w WhiteSignal) steps(dt float64) int { return 2 * int(math.Ceil(w.Period/dt/2)) }

// Repeats is the period (s) as written and as it is.
func (w WhiteSignal) Repeats(dt float64) (asked, used float64) {
	return w.Period, float64(w.steps(dt)) * dt
}

// Room is how many numbers of each dimension are kept: a period, and what it is
// made of while it is made.
func (w WhiteSignal) Room(dt float64) float64 { return 6 * w.Period / dt }

// String writes white(high, rms, period).
func (w WhiteSignal) String() string {
	return fmt.Sprintf("white(%gHz, rms=%g, period=%gs, y0=%g)", w.High, w.RMS, w.Period, w.Y0)
}

// Start draws one period of every dimension.
func (w WhiteSignal) Start(dt float64, size int, r *rng.Rand) Generator {
	g := &signal{columns: make([][]float64, size)}
	for j := range g.columns {
		g.columns[j] = w.period(dt, r)
	}
	return g
}

// period draws one period of one dimension. As in Nengo the coefficients left
// out are made up for, so that the root mean square is RMS on average.
func (w WhiteSignal) period(dt float64, r *rng.Rand) []float64 {
	n := w.steps(dt)
	half := n / 2
	c := make([]complex128, half+1)
	sigma := w.RMS * math.Sqrt(0.5)
	kept := half + 1
	for k := range c {
		imag, real := sigma*r.Normal(), sigma*r.Normal()
		if k == 0 || float64(k)/(float64(n)*dt) > w.High {
			if k > 0 {
				kept--
			}
			continue
		}
		if k == half {
			imag = 0
		}
		c[k] = complex(real, imag)
	}
	// irfft divides by n; Nengo multiplies by √n and by the power left out.
	factor := math.Sqrt(float64(n)) / float64(n)
	if correction := 1 - float64(half+1-kept)/float64(half); correction > 0 {
		factor /= math.Sqrt(correction)
	}
	y := fourier.Sequence(c, n)
	for i := range y {
		y[i] *= factor
	}
	if w.Y0 == w.Y0 {
		return startNear(y, w.Y0)
	}
	return y
}

// startNear turns y so that the element nearest to y0 is element 1, the value
// of the first step.
func startNear(y []float64, y0 float64) []float64 {
	best := 0
	for i, v := range y {
		if math.Abs(v-y0) < math.Abs(y[best]-y0) {
			best = i
		}
	}
	at := (best - 1 + len(y)) % len(y)
	return append(append([]float64(nil), y[at:]...), y[:at]...)
}

type signal struct{ columns [][]float64 }

// Next reads element k mod n of each dimension.
func (g *signal) Next(k int, _ float64, y []float64) {
	for j, column := range g.columns {
		y[j] = column[k%len(column)]
	}
}
