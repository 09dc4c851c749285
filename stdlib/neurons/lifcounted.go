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
// 1e-12, and the same spikes (TestCountedLIF). So every neuron has a coefficient
// K, and a step is one loop without branches,
//
//	v += (J - v)·K,   K = -expm1(-dt/tau_rc), 0 or c
//
// in which only spikes are events. The refractory time is written when it is
// asked for.
type lifCounted struct {
	*lifStepper
	steps   int // m
	k       int // steps done
	free    float64
	K, c    []float64
	last    []int     // step of the last spike; 0 for none
	start   []float64 // refractory time at the start
	ring    [][]int32 // spikes of the last m+2 steps
	written bool      // the start state has neurons this form does not cover
}

// Step advances every neuron.
func (s *lifCounted) Step(J, out []float64, state [][]float64, spikes []int32) []int32 {
	if s.k == 0 {
		s.begin(len(J), state)
	}
	if s.k++; s.written {
		return s.lifStepper.Step(J, out, state, spikes)
	}
	v := state[0][:len(J)]
	for _, i := range s.ring[(s.k+1)%len(s.ring)] { // spiked m+1 steps ago
		if s.last[i] == s.k-s.steps-1 {
			s.K[i] = s.free
		}
	}
	for _, i := range s.ring[(s.k+2)%len(s.ring)] { // spiked m steps ago
		s.K[i] = s.c[i]
	}
	first := len(spikes)
	for i := 0; i < len(v); i += kernels.LeakChunk {
		end := min(i+kernels.LeakChunk, len(v))
		spikes = kernels.Bits(spikes, kernels.Leak(v[i:end], J[i:end], s.K[i:end], s.minVoltage), i)
	}
	now := spikes[first:]
	for _, i := range now {
		s.c[i] = (v[i] - 1) / (J[i] - 1)
		s.last[i], s.K[i], v[i], out[i] = s.k, 0, 0, s.height
	}
	at := s.k % len(s.ring)
	s.ring[at] = append(s.ring[at][:0], now...)
	return spikes
}

// begin takes over the start state.
func (s *lifCounted) begin(n int, state [][]float64) {
	s.free = -s.decay
	s.K, s.c, s.last = make([]float64, n), make([]float64, n), make([]int, n)
	s.start = append([]float64(nil), state[1]...)
	s.ring = make([][]int32, s.steps+2)
	for i := range s.ring {
		s.ring[i] = make([]int32, 0, n)
	}
	for i := range n {
		s.K[i] = s.free
		s.written = s.written || state[1][i] > 0 || state[0][i] > 1
	}
}

// Sync writes the refractory times, which Step leaves alone.
func (s *lifCounted) Sync(state [][]float64) {
	if s.written || s.k == 0 {
		return
	}
	for i, k := range s.last {
		if k == 0 {
			state[1][i] = s.start[i] - float64(float64(s.k)*s.dt)
		} else {
			state[1][i] = s.tauRef + (s.dt + float64(s.tauRC*math.Log1p(-s.c[i]))) - float64(float64(s.k-k)*s.dt)
		}
	}
}
