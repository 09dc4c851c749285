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
// 1e-12, and the same spikes (TestCountedLIF). The coefficients of the m steps to
// come stand in m rows, which take turns; a step is one loop without branches
// over v, J and a row (kernels.LIF). The refractory time is kept where it is
// asked for only.
type lifCounted struct {
	*lifStepper
	step    kernels.LIFStep
	ahead   [][]float64 // coefficients: row k mod m is that of step k
	turn    []float64   // the row of the next step; -1 before the first step
	tracked bool        // the refractory time is asked for
}

// almost is the largest number below 1: a coefficient of 1 has no logarithm.
const almost = 1 - 1.0/(1<<53)

// maxCounted is up to how many rows of coefficients are kept.
const maxCounted = 20

func newCounted(s *lifStepper, n, steps int) *lifCounted {
	c := &lifCounted{lifStepper: s, step: kernels.LIFStep{Free: -s.decay, Low: s.minVoltage}, turn: []float64{-1}}
	rows := make([]float64, steps*n)
	for k := range steps {
		c.ahead = append(c.ahead, rows[k*n:(k+1)*n:(k+1)*n])
	}
	return c
}

// Track keeps the refractory time from now on.
func (s *lifCounted) Track() { s.tracked = true }

// Kept are the coefficients, and whose turn it is.
func (s *lifCounted) Kept() [][]float64 { return append(s.ahead[:len(s.ahead):len(s.ahead)], s.turn) }

// Step advances every neuron by a given J.
func (s *lifCounted) Step(J, _ []float64, state [][]float64, spikes []int32) []int32 {
	return s.StepDriven(&kernels.Drive{Bias: J}, state, spikes)
}

// StepDriven advances every neuron by the J of a Drive.
func (s *lifCounted) StepDriven(in *kernels.Drive, state [][]float64, spikes []int32) []int32 {
	if s.turn[0] < 0 {
		J := make([]float64, len(in.Bias))
		in.Currents(J)
		return s.begin(J, state, spikes)
	}
	first, turn := len(spikes), int(s.turn[0])
	spikes = kernels.LIF(state[0], s.ahead, turn, in, &s.step, spikes)
	if s.tracked {
		s.track(s.ahead[turn], state[1], spikes[first:])
	}
	s.turn[0] = float64((turn + 1) % len(s.ahead))
	return spikes
}

// begin takes the first step as it is written, since neurons may start
// anywhere, and more of them until every refractory period can be counted.
func (s *lifCounted) begin(J []float64, state [][]float64, spikes []int32) []int32 {
	spikes = s.lifStepper.Step(J, nil, state, spikes)
	for _, row := range s.ahead {
		for i := range row {
			row[i] = s.step.Free
		}
	}
	for i, ref := range state[1] {
		// It leaves within the last step before which more than dt is left of it.
		steps := math.Ceil(ref/s.dt) - 1
		if steps < 1 {
			continue
		}
		if steps > float64(len(s.ahead)) {
			return spikes
		}
		left := float64((steps+1)*s.dt) - ref
		last := int(steps) - 1 // the next step takes row 0
		for k := range last {
			s.ahead[k][i] = 0
		}
		s.ahead[last][i] = -math.Expm1(-left / s.tauRC)
	}
	s.turn[0] = 0
	return spikes
}

// track writes the refractory time,
//
//	ref -= dt;  spike:  ref = tau_ref + dt + tau_rc·log1p(-c)
//
// c being what the step has left in coefficients.
func (s *lifCounted) track(coefficients, ref []float64, spiked []int32) {
	for i := range ref {
		ref[i] -= s.dt
	}
	for _, i := range spiked {
		ref[i] = s.tauRef + (s.dt + float64(s.tauRC*math.Log1p(-min(coefficients[i], almost))))
	}
}
