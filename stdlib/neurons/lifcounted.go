package neurons

import (
	"math"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/libm"
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
	n, m    int         // neurons, rows
	turn    []float64   // one number: the row of the next step; -1 before the first step
	neurons kernels.LIF // its row k mod m is that of step k
	state   [][]float64
}

// maxCounted is up to how many rows of coefficients are kept.
const maxCounted = 20

func newCounted(s *lifStepper, n, steps int) *lifCounted {
	return &lifCounted{lifStepper: s, n: n, m: steps, turn: []float64{-1},
		neurons: kernels.LIF{Rows: make([]float64, steps*n), Free: -s.decay, Low: s.minVoltage}}
}

// Track keeps the refractory time from now on.
func (s *lifCounted) Track() { s.neurons.Watched = true }

// Kept are the coefficients, and whose turn it is.
func (s *lifCounted) Kept() [][]float64 {
	s.neurons.InRows(int(s.turn[0]))
	return [][]float64{s.neurons.Rows, s.turn}
}

// Step advances every neuron by a given J.
func (s *lifCounted) Step(in [][]float64, _ []float64, state [][]float64, spikes []int32) []int32 {
	s.Drive(kernels.Drive{Bias: in[0]}, nil, state)
	spikes, _ = s.StepDriven(spikes)
	return spikes
}

// Drive prepares StepDriven.
func (s *lifCounted) Drive(in kernels.Drive, decoders []float64, state [][]float64) bool {
	s.state = state
	s.neurons.V, s.neurons.In, s.neurons.Decoders = state[0], in, decoders
	s.neurons.Prepare()
	return true
}

// StepDriven advances every neuron by the J of a Drive.
func (s *lifCounted) StepDriven(spikes []int32) ([]int32, float64) {
	turn := int(s.turn[0])
	if turn < 0 {
		return s.begin(spikes)
	}
	first := len(spikes)
	spikes, sum := s.neurons.Step(turn, spikes)
	if s.neurons.Watched {
		s.track(s.neurons.Rows[turn*s.n:], s.state[1], spikes[first:])
	}
	if turn++; turn == s.m {
		turn = 0
	}
	s.turn[0] = float64(turn)
	return spikes, sum
}

// begin takes the first step as it is written, since neurons may start
// anywhere, and more of them until every refractory period can be counted.
func (s *lifCounted) begin(spikes []int32) ([]int32, float64) {
	J, first := make([]float64, s.n), len(spikes)
	s.neurons.In.Currents(J, 0)
	spikes = s.lifStepper.Step([][]float64{J}, nil, s.state, spikes)
	var sum [1]float64
	if s.neurons.Decoders != nil {
		kernels.Columns(sum[:], s.neurons.Decoders, 1, spikes[first:])
	}
	rows := s.neurons.Rows
	for i := range rows {
		rows[i] = s.neurons.Free
	}
	for i, ref := range s.state[1] {
		// It leaves within the last step before which more than dt is left of it.
		steps := math.Ceil(ref/s.dt) - 1
		if steps < 1 {
			continue
		}
		if !(steps <= float64(s.m)) { // too long to count, or NaN, on which the run ends
			return spikes, sum[0]
		}
		left := float64((steps+1)*s.dt) - ref
		last := int(steps) - 1 // the next step takes row 0
		for k := range last {
			rows[k*s.n+i] = 0
		}
		rows[last*s.n+i] = -libm.Expm1(-left / s.tauRC)
	}
	s.turn[0] = 0
	return spikes, sum[0]
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
		ref[i] = s.tauRef + (s.dt + float64(s.tauRC*libm.Log1p(-min(coefficients[i], kernels.AlmostOne))))
	}
}
