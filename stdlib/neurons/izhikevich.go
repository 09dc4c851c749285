package neurons

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Izhikevich is the quadratic neuron with recovery, in millivolts and
// milliseconds:
//
//	dv/dt = 0.04v² + 5v + 140 - u + J,   du/dt = a(bv - u)
//	v ≥ 30:  v = c,  u += d
//
// a = tau_recovery (1/ms·s), b = coupling, c = reset_voltage, d =
// reset_recovery. J is bounded below by -30. Rates, gain and bias are found by
// simulation.
//
// Source: Izhikevich (2003), IEEE Trans. Neural Networks 14(6).
type Izhikevich struct{ TauRecovery, Coupling, ResetVoltage, ResetRecovery float64 }

var izhikevichEntry = catalog.Entry[Type]{
	Name: "izhikevich", Doc: "dv/dt = 0.04v² + 5v + 140 - u + J, du/dt = a(bv - u), reset at 30 mV", Source: "Izhikevich (2003)",
	Params: []catalog.Param{
		{Name: "tau_recovery", Unit: catalog.Time, Default: 0.02, Check: catalog.Positive, Doc: "a: speed of recovery"},
		{Name: "coupling", Default: 0.2, Doc: "b: sensitivity of recovery to the voltage"},
		{Name: "reset_voltage", Default: -65, Doc: "c: voltage after a spike, mV"},
		{Name: "reset_recovery", Default: 8, Doc: "d: what a spike adds to recovery"},
	},
	New: func(v catalog.Values) (Type, error) {
		return &Izhikevich{v["tau_recovery"], v["coupling"], v["reset_voltage"], v["reset_recovery"]}, nil
	},
}

// Spiking is true.
func (*Izhikevich) Spiking() bool { return true }

// SpikeHeight is 1.
func (*Izhikevich) SpikeHeight() float64 { return 1 }

// MaxRate is infinite: what can be reached is found when gains are solved.
func (*Izhikevich) MaxRate() float64 { return math.Inf(1) }

// Threshold is not known: currents and rates are found by simulation.
func (*Izhikevich) Threshold() (J float64, silent bool) { return 0, false }

// Ports is the current.
func (*Izhikevich) Ports() []Port { return currentOnly }

// States are the voltage (mV) and the recovery.
func (*Izhikevich) States() []State {
	return []State{voltage, {Name: "recovery", Initial: zero, Doc: "recovery"}}
}

// String writes izhikevich(…).
func (z *Izhikevich) String() string {
	return fmt.Sprintf("izhikevich(tau_recovery=%gs, coupling=%g, reset_voltage=%g, reset_recovery=%g)", z.TauRecovery, z.Coupling, z.ResetVoltage,
		z.ResetRecovery)
}

// Stepper steps by Euler's method.
func (z *Izhikevich) Stepper(_ int, dt float64, _ *rng.Rand) Stepper {
	return &izhikevichStepper{z, dt}
}

type izhikevichStepper struct {
	*Izhikevich
	dt float64
}

// Step advances voltage, spikes, then recovery with the voltage after reset.
func (s *izhikevichStepper) Step(in [][]float64, _ []float64, state [][]float64, spikes []int32) []int32 {
	return kernels.Izhikevich(state[0], state[1], in[0], s.dt, s.TauRecovery, s.Coupling, s.ResetVoltage, s.ResetRecovery, spikes)
}

// Rates simulates a second at steps of 1 ms, after one of settling, from rest
// at 0.
func (z *Izhikevich) Rates(J, rates []float64) {
	const dt, steps = 0.001, 1000
	n := len(J)
	in, state := [][]float64{J}, [][]float64{make([]float64, n), make([]float64, n)}
	sum := make([]float64, n)
	step := z.Stepper(n, dt, nil)
	var spikes []int32
	for k := range steps + 1 {
		spikes = step.Step(in, nil, state, spikes[:0])
		if k == 0 {
			continue
		}
		for _, i := range spikes {
			sum[i] += 1 / dt
		}
	}
	for i := range rates {
		rates[i] = sum[i] / steps
	}
}

// GainBias searches: a grid of 101 currents, widened until it holds both
// silence and the highest rate; the current of a rate is interpolated on a
// second grid between the two.
func (z *Izhikevich) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	threshold, grid, rates, err := z.rateCurve(maxRates)
	if err != nil {
		return nil, nil, err
	}
	gain, bias = make([]float64, len(maxRates)), make([]float64, len(maxRates))
	for i, r := range maxRates {
		c := intercepts[i]
		if !(c < 1) {
			return nil, nil, outsideIntercept(i, c)
		}
		top := interpolated(r, rates, grid)
		gain[i] = (threshold - top) / (c - 1)
		bias[i] = top - gain[i]
	}
	return gain, bias, nil
}

// rateCurve finds the last silent current, and rates on a grid from there to
// the highest rate.
func (z *Izhikevich) rateCurve(maxRates []float64) (threshold float64, grid, rates []float64, err error) {
	const points, doublings = 101, 10
	highest := 0.0
	for _, r := range maxRates {
		highest = max(highest, r)
	}
	lo, hi := math.NaN(), math.NaN()
	for k := 0; k < doublings && (lo != lo || hi != hi); k++ {
		R := math.Ldexp(10, k)
		grid = linspace(-R, R, points)
		rates = make([]float64, points)
		z.Rates(grid, rates)
		for i, r := range rates {
			if lo != lo && r <= 0 && noneAfter(rates[i+1:]) {
				lo = grid[i]
			}
			if hi != hi && r >= highest {
				hi = grid[i]
			}
		}
	}
	if lo != lo || hi != hi {
		return 0, nil, nil, fmt.Errorf("no current up to %g makes a neuron fire at %g Hz", math.Ldexp(10, doublings-1), highest)
	}
	grid = linspace(lo, hi, points)
	z.Rates(grid, rates)
	return lo, grid, rates, nil
}

// noneAfter reports that no later rate is zero.
func noneAfter(rates []float64) bool {
	for _, r := range rates {
		if r <= 0 {
			return false
		}
	}
	return true
}

func linspace(lo, hi float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = lo + float64((hi-lo)*float64(i)/float64(n-1))
	}
	return out
}

// interpolated is linear in the table x → y, x ascending; outside, its ends.
func interpolated(at float64, x, y []float64) float64 {
	for i := 1; i < len(x); i++ {
		if x[i] > at {
			if at <= x[0] || x[i] == x[i-1] {
				return y[i-1]
			}
			return y[i-1] + (at-x[i-1])*(y[i]-y[i-1])/(x[i]-x[i-1])
		}
	}
	return y[len(y)-1]
}
