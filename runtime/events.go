package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/sparse"
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
	parts     []wiring
	pre, post spikingSide
	lo, hi    float64 // bounds of magnitudes
	keepsDale bool
	factors   []float64 // of rows; nil without scaling
	next      []float64 // those after the step
	arriving  [][]int32 // spikes of the source on their way, the oldest first
	columns   []int32   // 0, 1, … of the source
	rows      []int32   // of the target
	places    []int     // scratch: of the weights into a target
	w, change []float64 // scratch: magnitudes of a column or row, and their change
	part      []float64 // scratch: the change by one rule
}

// wiring is the weights of a link that spikes of the source reach at the same time, and where
// they lie.
type wiring struct {
	late int // steps that these spikes are on their way
	back int // of them, after the first synapses
	from int // place of the first weight
	*sparse.Part
	byRow *sparse.Rows // of Part; nil for a matrix of all
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
	e.columns, e.rows, e.places = consecutive(l.pre), consecutive(l.out), make([]int, l.pre)
	e.wire()
	size := max(l.pre, l.out)
	e.w, e.change, e.part = make([]float64, size), make([]float64, size), make([]float64, size)
	return e
}

// wire finds where the weights lie.
func (e *events) wire() {
	l := e.link
	if l.thin == nil {
		e.parts = []wiring{{late: l.Late}}
	}
	from := 0
	for k := range l.thin {
		part := &l.thin[k]
		e.parts = append(e.parts, wiring{l.Late + part.Late, part.Late - l.thin[0].Late, from, part, part.Rows(l.out)})
		from += len(part.Row)
	}
	last := e.parts[len(e.parts)-1]
	e.arriving = make([][]int32, last.late)
	for _, r := range e.pairings {
		r.state.Depth = last.back
	}
}

// column is the weights of source j, which targets they reach, and the place of the first.
func (e *events) column(p *wiring, j int) (w []float64, rows []int32, at int) {
	if p.byRow == nil {
		return e.link.join(j), e.rows, j * e.link.out
	}
	from, to := p.Column(j)
	at = p.from + int(from)
	return e.link.w[at : p.from+int(to)], p.Row[from:to], at
}

// row is where the weights into target i lie, and which sources they are of.
func (e *events) row(p *wiring, i int) (places []int, columns []int32) {
	if p.byRow == nil {
		for j := range e.places {
			e.link.join(j)
			e.places[j] = j*e.link.out + i
		}
		return e.places, e.columns
	}
	from, to := p.byRow.Row(i)
	places = e.places[:to-from]
	for k, at := range p.byRow.At[from:to] {
		places[k] = p.from + int(at)
	}
	return places, p.byRow.Column[from:to]
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

// learn makes the changes of the last step, whose spikes the populations still list.
func (e *events) learn(dt float64) {
	e.post.take(e.post.source.spikes)
	for _, r := range e.pairings {
		r.events.Fade()
	}
	copy(e.next, e.factors)
	for _, r := range e.scalers {
		e.multiply(r.events.(rules.Scaler), r.strength()*dt)
	}
	if slices.ContainsFunc(e.pairings, (*linkRule).changes) {
		for k := len(e.parts) - 1; k >= 0; k-- {
			e.pair(&e.parts[k])
		}
	}
	copy(e.factors, e.next)
	e.pre.take(e.arrived(&e.parts[0]))
	for _, list := range [...][]*linkRule{e.pairings, e.scalers} {
		for _, r := range list {
			r.events.Join(e.pre.spikes, e.post.spikes)
		}
	}
	e.send()
}

// pair changes those weights that meet a spike of either side.
func (e *events) pair(p *wiring) {
	e.pre.take(e.arrived(p))
	if len(e.pre.spikes)+len(e.post.spikes) == 0 {
		return
	}
	for _, r := range e.pairings {
		r.events.(rules.Pairing).Look(p.back)
	}
	for k, j := range e.pre.spikes {
		if k == 0 || e.pre.spikes[k-1] != j {
			e.atPre(p, j)
		}
	}
	for k, i := range e.post.spikes {
		if k == 0 || e.post.spikes[k-1] != i {
			e.atPost(p, i)
		}
	}
}

// arrived are the spikes of the source that reach some weights in this step.
func (e *events) arrived(p *wiring) []int32 {
	if p.late == 0 {
		return e.pre.source.spikes
	}
	return e.arriving[len(e.arriving)-p.late]
}

// send sends the spikes of the step on their way.
func (e *events) send() {
	if len(e.arriving) == 0 {
		return
	}
	first := e.arriving[0]
	last := copy(e.arriving, e.arriving[1:])
	e.arriving[last] = append(first[:0], e.pre.source.spikes...)
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
func (e *events) atPre(p *wiring, j int32) {
	column, rows, at := e.column(p, int(j))
	w, change := e.w[:len(column)], e.change[:len(column)]
	clear(change)
	for n, v := range column {
		w[n] = e.magnitude(v, int(rows[n]))
	}
	times := float64(e.pre.count[j])
	for _, r := range e.pairings {
		if k := r.strength(); k != 0 {
			part := e.none(len(w))
			r.events.(rules.Pairing).AtPre(j, rows, w, part)
			kernels.Axpy(change, k*times, part)
		}
	}
	if len(e.post.spikes) > 0 {
		for n, i := range rows {
			if e.post.count[i] > 0 {
				e.addPost(i, e.columns[j:j+1], w[n:n+1], change[n:n+1])
			}
		}
	}
	mask := e.link.mask
	for n := range column {
		if mask == nil || mask[at+n] {
			e.put(&column[n], int(rows[n]), w[n], change[n])
		}
	}
}

// atPost changes the weights into a target that spikes, but for those of sources whose
// spikes arrive, which have changed.
func (e *events) atPost(p *wiring, i int32) {
	l := e.link
	places, columns := e.row(p, int(i))
	w, change := e.w[:len(places)], e.change[:len(places)]
	clear(change)
	for n, at := range places {
		w[n] = e.magnitude(l.w[at], int(i))
	}
	e.addPost(i, columns, w, change)
	for n, at := range places {
		if e.pre.count[columns[n]] == 0 && (l.mask == nil || l.mask[at]) {
			e.put(&l.w[at], int(i), w[n], change[n])
		}
	}
}

// addPost adds what the rules change at the spikes of a target.
func (e *events) addPost(i int32, columns []int32, w, change []float64) {
	times := float64(e.post.count[i])
	for _, r := range e.pairings {
		if k := r.strength(); k != 0 {
			part := e.none(len(w))
			r.events.(rules.Pairing).AtPost(i, columns, w, part)
			kernels.Axpy(change, k*times, part)
		}
	}
}

// none is room for so many changes, none so far.
func (e *events) none(n int) []float64 {
	clear(e.part[:n])
	return e.part[:n]
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
func (e *events) put(to *float64, i int, w, change float64) {
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
	if l.thin != nil {
		l.Thin.Each(func(at, _, j int, _ float64) { l.w[at] = onItsSide(l.w[at], l.Signs[j]) })
		return
	}
	for j, s := range l.Signs {
		for at := j * l.out; at < (j+1)*l.out; at++ {
			l.w[at] = onItsSide(l.w[at], s)
		}
	}
}

// onItsSide is a weight, of which a zero is on the side of a sign.
func onItsSide(w float64, sign int8) float64 {
	if w == 0 && sign < 0 {
		return math.Copysign(0, -1)
	}
	return w
}

// values are the weights that the numbers of a part of the link stand for.
func (p *wiring) values(e *events) []float64 {
	out := make([]float64, len(p.Val))
	for k, v := range p.Val {
		out[k] = e.now(v, int(p.Row[k]))
	}
	return out
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
