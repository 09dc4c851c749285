package neurons

import (
	"math"

	"github.com/nefc/nefc/runtime/kernels"
)

// lifCounted is LIF where tau_ref is m whole steps. A neuron that crosses the
// threshold in step k, from J and with v before it is reset, is silent in steps
// k+1 … k+m-1 and leaves its refractory period within step k+m. How far it gets
// there needs no exponential: the fraction of the step that was left after the
// spike is left again, so
//
//	v(k+m) = c·J(k+m),   c = (v - 1)/(J - 1)
//
// instead of -expm1(-(dt-ref)/tau_rc), which differs by rounding only: |Δv| below
// 1e-12, and the same spikes (TestCountedLIF). One number for each neuron tells
// how long it waits and c, so that a step is one loop without branches;
// kernels.LIF has it. The refractory time is kept where it is asked for only.
type lifCounted struct {
	*lifStepper
	step    kernels.LIFStep
	wait    []float64 // see kernels.LIF; notBegun before the first step
	above   []uint64  // scratch: a bit for each neuron that spiked
	tracked bool      // the refractory time is asked for
}

// notBegun cannot come about otherwise: coefficients of a step are below 1.
const notBegun = 2

func newCounted(s *lifStepper, n, steps int) *lifCounted {
	c := &lifCounted{lifStepper: s, step: kernels.NewLIFStep(-s.decay, s.minVoltage, steps), wait: make([]float64, n), above: make([]uint64, (n+63)/64)}
	for i := range c.wait {
		c.wait[i] = notBegun
	}
	return c
}

// Track keeps the refractory time from now on.
func (s *lifCounted) Track() { s.tracked = true }

// Kept is what the neurons wait for.
func (s *lifCounted) Kept() [][]float64 { return [][]float64{s.wait} }

// Step advances every neuron.
func (s *lifCounted) Step(J, out []float64, state [][]float64, spikes []int32) []int32 {
	if len(J) > 0 && s.wait[0] == notBegun {
		return s.begin(J, out, state, spikes)
	}
	first := len(spikes)
	kernels.LIF(state[0], J, s.wait, &s.step, s.above)
	spikes = kernels.Bits(spikes, s.above)
	if s.tracked {
		s.track(state[1], spikes[first:])
	}
	return spikes
}

// begin takes the first step as it is written, since neurons may start
// anywhere, and more of them until every refractory period can be counted.
func (s *lifCounted) begin(J, out []float64, state [][]float64, spikes []int32) []int32 {
	spikes = s.lifStepper.Step(J, out, state, spikes)
	for i, ref := range state[1] {
		s.wait[i] = s.step.Free
		// It leaves within the last step before which more than dt is left of it.
		if steps := math.Ceil(ref/s.dt) - 1; steps >= 1 {
			left := float64((steps+1)*s.dt) - ref
			s.wait[i] = s.step.Wait(-math.Expm1(-left/s.tauRC), int(steps))
		}
		if math.IsInf(s.wait[i], -1) {
			s.wait[0] = notBegun
			break
		}
	}
	return spikes
}

// track writes the refractory time,
//
//	ref -= dt;  spike:  ref = tau_ref + dt + tau_rc·log1p(-c)
func (s *lifCounted) track(ref []float64, spiked []int32) {
	for i := range ref {
		ref[i] -= s.dt
	}
	for _, i := range spiked {
		c := s.wait[i] / s.step.Grow
		ref[i] = s.tauRef + (s.dt + float64(s.tauRC*math.Log1p(-c)))
	}
}
