package session

import (
	"slices"

	"github.com/nefc/nefc/runtime"
)

// watch is somebody who is told what a signal or a probe is.
type watch struct {
	every  int // steps
	left   int // until it is told
	over   bool
	read   func(s *runtime.Sim, to []float64) []float64
	values []float64
	told   func(t float64, values []float64)
}

// Watch tells what a signal is after every so many steps, until it is cancelled. The
// values are lent until told returns.
func (s *Session) Watch(signal, every int, told func(t float64, values []float64)) (cancel func()) {
	at := s.Program.Signals[signal].Range
	return s.watch(every, told, func(sim *runtime.Sim, to []float64) []float64 { return append(to, sim.Signal(at)...) })
}

// WatchProbe tells what a probe sees after every so many steps: a sample, or the
// neurons that spiked in the last of them.
func (s *Session) WatchProbe(probe, every int, told func(t float64, values []float64)) (cancel func()) {
	return s.watch(every, told, func(sim *runtime.Sim, to []float64) []float64 { return sim.Sample(probe, to) })
}

// WatchSpikes tells after every step which neurons of a population spiked in it, one
// entry a spike, until it is cancelled. The list is lent until told returns.
func (s *Session) WatchSpikes(population int, told func(t float64, neurons []int32)) (cancel func()) {
	return s.watch(1, func(t float64, _ []float64) { told(t, s.Spiked(population)) },
		func(_ *runtime.Sim, to []float64) []float64 { return to })
}

func (s *Session) watch(every int, told func(t float64, values []float64), read func(s *runtime.Sim, to []float64) []float64) (cancel func()) {
	w := &watch{every: max(1, every), left: max(1, every), read: read, told: told}
	s.watches = append(s.watches, w)
	return func() {
		w.over = true
		// A list of its own: it may be cancelled while those of the old one are told.
		s.watches = slices.DeleteFunc(slices.Clone(s.watches), func(x *watch) bool { return x == w })
	}
}

// tell counts a step, and tells what is watched if it is time.
func (w *watch) tell(s *Session) {
	if w.left--; w.left > 0 || w.over {
		return
	}
	w.left = w.every
	w.values = w.read(s.Sim, w.values[:0])
	w.told(s.Time(), w.values)
}

// pause is a condition that pauses runs.
type pause struct{ holds func() bool }

// PauseWhen lets runs end after a step in which a condition holds, until it is
// cancelled.
func (s *Session) PauseWhen(holds func() bool) (cancel func()) {
	p := &pause{holds}
	s.pauses = append(s.pauses, p)
	return func() { s.pauses = slices.DeleteFunc(slices.Clone(s.pauses), func(x *pause) bool { return x == p }) }
}

// pausing reports whether one of the conditions holds.
func (s *Session) pausing() bool {
	return slices.ContainsFunc(s.pauses, func(p *pause) bool { return p.holds() })
}
