package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/rules"
)

// events are the rules of a link that follow spikes. A step costs as much as the neurons
// that spiked have weights; only traces are looked at neuron by neuron. What is weight
// [i, j] is the number that the link keeps times the factor of row i.
//
// A weight has the sign of its number, which a zero keeps too: changes are those of its
// magnitude.
type events struct {
	link      *link
	pairings  []*linkRule
	scalers   []*linkRule
	pre, post spikingSide
	lo, hi    float64 // bounds of magnitudes
	keepsDale bool
	factors   []float64 // of rows; nil without scaling
	next      []float64 // those after the step
	arriving  [][]int32 // spikes of the source on their way, the next to arrive first
	columns   []int32   // 0, 1, … of the source
	rows      []int32   // of the target
	w, change []float64 // scratch: magnitudes of a column or row, and their change
	part      []float64 // scratch: the change by one rule
}

// spikingSide is the spikes at an end of a link in a step.
type spikingSide struct {
	source *population
	place  []int32 // by neuron: its column or row, -1 for none; nil for all as they are
	spikes []int32 // one entry a spike
	count  []int32 // by column or row
}

// newEvents makes the events of a link, if some of its rules follow spikes.
func newEvents(s *Sim, l *link, all []*linkRule) *events {
	e := &events{link: l, hi: math.Inf(1)}
	for _, r := range all {
		switch r.events.(type) {
		case rules.Pairing:
			e.pairings = append(e.pairings, r)
		case rules.Scaler:
			e.scalers = append(e.scalers, r)
		default:
			continue
		}
		e.keepsDale = e.keepsDale || r.KeepDale
		if r.Min != nil {
			e.lo = max(e.lo, *r.Min)
		}
		if r.Max != nil {
			e.hi = min(e.hi, *r.Max)
		}
	}
	if len(e.pairings)+len(e.scalers) == 0 {
		return nil
	}
	e.pre, e.post = newSide(s, l.Sources[0], l.Picks, l.pre), newSide(s, l.Target, l.Onto, l.out)
	if len(e.scalers) > 0 {
		e.factors, e.next = make([]float64, l.out), make([]float64, l.out)
	}
	e.arriving = make([][]int32, l.Late)
	e.columns, e.rows = consecutive(l.pre), consecutive(l.out)
	size := max(l.pre, l.out)
	e.w, e.change, e.part = make([]float64, size), make([]float64, size), make([]float64, size)
	return e
}

func newSide(s *Sim, pop int, picks []int, size int) spikingSide {
	side := spikingSide{source: &s.pops[pop], count: make([]int32, size)}
	if picks != nil {
		side.place = slices.Repeat([]int32{-1}, s.p.Populations[pop].N)
		for k, i := range picks {
			side.place[i] = int32(k)
		}
	}
	return side
}

func consecutive(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

// take makes the spikes of a side those of a list.
func (s *spikingSide) take(list []int32) {
	for _, i := range s.spikes {
		s.count[i] = 0
	}
	s.spikes = s.spikes[:0]
	for _, i := range list {
		if s.place != nil {
			i = s.place[i]
		}
		if i >= 0 {
			s.spikes = append(s.spikes, i)
			s.count[i]++
		}
	}
}

// each calls f for every neuron that spiked, once, with how often.
func (s *spikingSide) each(f func(i int32, times float64)) {
	for k, i := range s.spikes {
		if k == 0 || s.spikes[k-1] != i {
			f(i, float64(s.count[i]))
		}
	}
}

// learn makes the changes of the last step, whose spikes the populations still list.
func (e *events) learn(dt float64) {
	e.arrive()
	e.post.take(e.post.source.spikes)
	for _, r := range e.pairings {
		r.events.Fade()
	}
	copy(e.next, e.factors)
	for _, r := range e.scalers {
		e.multiply(r.events.(rules.Scaler), r.strength()*dt)
	}
	if slices.ContainsFunc(e.pairings, (*linkRule).changes) {
		e.pre.each(func(j int32, times float64) { e.atPre(j, times) })
		e.post.each(func(i int32, times float64) { e.atPost(i, times) })
	}
	copy(e.factors, e.next)
	for _, list := range [...][]*linkRule{e.pairings, e.scalers} {
		for _, r := range list {
			r.events.Join(e.pre.spikes, e.post.spikes)
		}
	}
}

// arrive takes the spikes of the source that arrive after their delay, and sends those
// of the step on their way.
func (e *events) arrive() {
	now := e.pre.source.spikes
	if len(e.arriving) == 0 {
		e.pre.take(now)
		return
	}
	first := e.arriving[0]
	e.pre.take(first)
	last := copy(e.arriving, e.arriving[1:])
	e.arriving[last] = append(first[:0], now...)
}

// multiply brings in the factors of a rule. None fades so far that it would be lost.
func (e *events) multiply(r rules.Scaler, k float64) {
	if k == 0 {
		return
	}
	for i := range e.next {
		e.next[i] = max(nothing, e.next[i]*r.Factor(i, k))
	}
}

// atPre changes the weights of a source whose spikes arrive: by these, and by those of
// targets that spike in the same step.
func (e *events) atPre(j int32, times float64) {
	l := e.link
	column := l.join(int(j))
	w, change := e.w[:l.out], e.change[:l.out]
	clear(change)
	for i, v := range column {
		w[i] = e.magnitude(v, i)
	}
	e.add(times, func(r rules.Pairing, w, part []float64) { r.AtPre(j, e.rows, w, part) }, w, change)
	e.post.each(func(i int32, times float64) {
		at, to := w[i:i+1], change[i:i+1]
		e.add(times, func(r rules.Pairing, w, part []float64) { r.AtPost(i, e.columns[j:j+1], w, part) }, at, to)
	})
	for i := range column {
		e.put(&column[i], i, w[i], change[i], l.mask == nil || l.mask[int(j)*l.out+i])
	}
}

// atPost changes the weights into a target that spikes, but for those of sources whose
// spikes arrive, which have changed.
func (e *events) atPost(i int32, times float64) {
	l := e.link
	w, change := e.w[:l.pre], e.change[:l.pre]
	clear(change)
	for j := range w {
		w[j] = e.magnitude(l.join(j)[i], int(i))
	}
	e.add(times, func(r rules.Pairing, w, part []float64) { r.AtPost(i, e.columns, w, part) }, w, change)
	for j := range w {
		if at := j*l.out + int(i); e.pre.count[j] == 0 {
			e.put(&l.w[at], int(i), w[j], change[j], l.mask == nil || l.mask[at])
		}
	}
}

// add adds up what the rules change at spikes.
func (e *events) add(times float64, at func(r rules.Pairing, w, part []float64), w, change []float64) {
	for _, r := range e.pairings {
		k := r.strength()
		if k == 0 {
			continue
		}
		part := e.part[:len(w)]
		clear(part)
		at(r.events.(rules.Pairing), w, part)
		kernels.Axpy(change, k*times, part)
	}
}

// magnitude is that of a number of row i, within bounds where scaling may have left them.
func (e *events) magnitude(v float64, i int) float64 {
	if v = math.Abs(v); e.factors != nil {
		v = min(v*e.factors[i], e.hi)
	}
	return v
}

// put changes w, the magnitude of a number of row i: by its factor, which is of the same w,
// and by what pairs make of it.
func (e *events) put(to *float64, i int, w, change float64, exists bool) {
	if !exists {
		return
	}
	if e.factors != nil {
		w *= e.next[i] / e.factors[i]
	}
	if w = kernels.Bounded(w+change, e.lo, e.hi); w < nothing {
		w = 0
	}
	if e.factors != nil {
		w /= e.next[i]
	}
	*to = math.Copysign(w, *to)
}

// reset lets everything begin anew, but for weights.
func (e *events) reset() {
	for i := range e.factors {
		e.factors[i] = 1
	}
	e.rest()
}

// rest empties what neurons did: traces, and spikes on their way.
func (e *events) rest() {
	for _, list := range [...][]*linkRule{e.pairings, e.scalers} {
		for _, r := range list {
			r.events.Reset(&r.state)
		}
	}
	clear(e.arriving)
	e.pre.take(nil)
	e.post.take(nil)
}

// loaded takes weights that were given: zeros get the sign of their neuron, so that they
// grow to its side.
func (e *events) loaded() {
	l := e.link
	for i := range e.factors {
		e.factors[i] = 1
	}
	if !e.keepsDale {
		return
	}
	for j, s := range l.Signs {
		if s > 0 {
			continue
		}
		for i, v := range l.w[j*l.out : (j+1)*l.out] {
			if v == 0 {
				l.w[j*l.out+i] = math.Copysign(0, -1)
			}
		}
	}
}

// scaled multiplies what arrives at targets by the factors of their rows.
func (e *events) scaled(y []float64) {
	for i, f := range e.factors {
		y[i] *= f
	}
}

// now is the weight that a number of row i stands for.
func (e *events) now(v float64, i int) float64 {
	return math.Copysign(e.magnitude(v, i), v) + 0 // which is never -0
}

// scales reports a link whose rows have factors.
func (l *link) scales() bool { return l.events != nil && l.events.factors != nil }
