package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/stdlib/rules"
)

// Record is what one probe recorded since recording began.
type Record struct {
	Name  string
	Shape []int     // of a sample
	T     []float64 // s, one per sample or event
	Data  []float64 // samples, one after the other
	Spike []int64   // of events: the neuron
}

// Store lends room for what probes record: slices without elements.
type Store interface {
	Floats(n int) []float64 // that n can be appended to
	Ints(n int) []int64     // that n may be appended to
}

// heap is memory of its own for each probe.
type heap struct{}

func (heap) Floats(n int) []float64 { return make([]float64, 0, n) }
func (heap) Ints(int) []int64       { return nil }

// recorder samples probes at the end of each step.
type recorder struct {
	channels []channel
	clocks   []clock
	muted    bool // nothing is recorded
}

// clock is when the probes of one interval are sampled.
type clock struct {
	every float64   // steps between samples
	t     []float64 // s, when they were since Reserve
	due   bool      // in this step
}

type channel struct {
	Record
	probe  *program.Probe
	clock  int       // -1 for events
	from   []float64 // what is sampled
	index  []int
	spikes int
	link   int

	rule    int
	encoder int
	kept    string // of a rule: a variable of its kernel; "" for its change
	size    int
}

// newRecorder makes a channel of each probe, and a clock of each interval.
func newRecorder(s *Sim) *recorder {
	r := &recorder{}
	for i := range s.p.Probes {
		p := &s.p.Probes[i]
		c := channel{Record: Record{Name: p.Name, Shape: p.Shape}, probe: p, clock: -1, spikes: p.Spikes, link: p.Link, rule: p.LinkRule, encoder: p.EncoderRule,
			size: p.Size}
		if c.spikes < 0 {
			c.clock = r.clockOf(max(1, p.Every/s.p.Dt))
		}
		c.kept = p.Kept
		c.from, c.index = s.at(p.From), p.Index
		r.channels = append(r.channels, c)
	}
	return r
}

// clockOf returns the clock of an interval in steps.
func (r *recorder) clockOf(every float64) int {
	if whole := math.Round(every); math.Abs(every-whole) < 1e-9*whole {
		every = whole
	}
	for i := range r.clocks {
		if r.clocks[i].every == every {
			return i
		}
	}
	r.clocks = append(r.clocks, clock{every: every})
	return len(r.clocks) - 1
}

// Reserve starts a new recording and makes room in a store for a number of
// steps, so that stepping need not allocate. A nil store is memory.
func (s *Sim) Reserve(steps int, store Store) {
	s.Measure()
	s.Collect(steps, store)
}

// Measure begins the stretch that Outside, Below and Diverged speak of.
func (s *Sim) Measure() {
	s.recorded = 0
	for _, l := range s.links {
		if l.learns() {
			l.lastNorm = l.norm()
			l.empty = l.lastNorm == 0
		}
	}
	for i := range s.pops {
		s.pops[i].outside, s.pops[i].farthest = 0, 0
		clear(s.pops[i].below)
		s.pops[i].coarse.Noted, s.pops[i].coarse.Largest = Noted{}, 0
	}
}

// Measured is how many steps it has so far.
func (s *Sim) Measured() int { return s.recorded }

// Collect makes room for what is recorded from now on; what is measured goes on.
func (s *Sim) Collect(steps int, store Store) {
	s.rec.muted = false
	for i, rec := range s.Room(steps, store) {
		c := &s.rec.channels[i]
		c.Record = rec
		if c.clock >= 0 {
			s.rec.clocks[c.clock].t = rec.T
		}
	}
}

// Room returns empty records with room for a number of steps in a store, always
// in the same order. Probes of one interval share their times.
func (s *Sim) Room(steps int, store Store) []Record {
	if store == nil {
		store = heap{}
	}
	times := make([][]float64, len(s.rec.clocks))
	samples := func(k int) int { return int(float64(steps)/s.rec.clocks[k].every) + 1 }
	for k := range times {
		times[k] = store.Floats(samples(k))
	}
	out := make([]Record, len(s.rec.channels))
	for i := range out {
		c := &s.rec.channels[i]
		out[i] = Record{Name: c.Name, Shape: c.Shape}
		if c.clock >= 0 {
			out[i].T, out[i].Data = times[c.clock], store.Floats(samples(c.clock)*c.size)
			continue
		}
		out[i].Spike = store.Ints(steps * s.p.Populations[c.spikes].N)
		if out[i].Spike != nil {
			out[i].T = store.Floats(cap(out[i].Spike))
		}
	}
	return out
}

// Recording estimates what a number of steps record: samples, which is certain, and
// spikes, which depends on how much neurons fire.
func (s *Sim) Recording(steps int) (samples, spikes size.Bytes) {
	for i := range s.rec.channels {
		c := &s.rec.channels[i]
		if c.clock >= 0 {
			samples += size.Samples(float64(steps)/s.rec.clocks[c.clock].every, c.size)
		} else {
			spikes += size.Spikes(float64(steps)*s.p.Dt, c.size)
		}
	}
	return samples, spikes
}

// Records returns what was recorded since Reserve or Collect. The slices belong to the
// caller once Reserve is called again.
func (s *Sim) Records() []Record {
	out := make([]Record, len(s.rec.channels))
	for i := range out {
		c := &s.rec.channels[i]
		if c.clock >= 0 {
			c.T = s.rec.clocks[c.clock].t
		}
		out[i] = c.Record
	}
	return out
}

// sample records the channels that are due: those for which the step is the
// first at or after a multiple of their interval, as in Nengo. Of a step in
// which one of them is not finite nothing is recorded.
func (r *recorder) sample(s *Sim) error {
	if r.muted {
		return nil
	}
	for k := range r.clocks {
		c := &r.clocks[k]
		c.due = c.every == 1 || math.Mod(float64(s.step), c.every) < 1-1e-9
	}
	if err := r.finite(s); err != nil {
		return err
	}
	for k := range r.clocks {
		if c := &r.clocks[k]; c.due {
			c.t = append(c.t, s.t)
		}
	}
	for i := range r.channels {
		c := &r.channels[i]
		switch {
		case c.spikes >= 0:
			for _, j := range s.pops[c.spikes].spikes {
				c.events(s.t, int(j))
			}
		case !r.clocks[c.clock].due:
		case len(c.from) == 1 && c.index == nil: // most of them
			c.Data = append(c.Data, c.from[0])
		default:
			c.Data = c.appendTo(c.Data, s)
		}
	}
	return nil
}

// finite looks for a signal that is due and no longer finite though all that
// guards watch is: decoded values of a huge radius, noise without bounds.
func (r *recorder) finite(s *Sim) error {
	for i := range r.channels {
		c := &r.channels[i]
		if c.clock < 0 || !r.clocks[c.clock].due {
			continue
		}
		for _, v := range c.from {
			if v-v != 0 {
				return &NotFinite{&program.Guard{Name: c.Name, At: s.p.Probes[i].At}, s.t, v}
			}
		}
	}
	return nil
}

// events records a spike of a neuron if it is among those probed.
func (c *channel) events(t float64, neuron int) {
	if c.index == nil || slices.Contains(c.index, neuron) {
		c.T, c.Spike = append(c.T, t), append(c.Spike, int64(neuron))
	}
}

// appendTo appends a sample to a slice.
func (c *channel) appendTo(to []float64, s *Sim) []float64 {
	switch {
	case c.link >= 0 || c.rule >= 0 || c.encoder >= 0:
		return c.appendMatrix(to, s)
	case c.index != nil:
		for _, k := range c.index {
			to = append(to, c.from[k])
		}
		return to
	}
	return append(to, c.from...)
}

// appendMatrix appends the weights of a link, or what a rule keeps.
func (c *channel) appendMatrix(to []float64, s *Sim) []float64 {
	if c.link >= 0 && (!s.links[c.link].Kept || s.links[c.link].thin != nil || c.probe.Part != nil) {
		return append(to, c.probe.Columns(s.Weights(c.link), s.links[c.link].Cols)...)
	}
	n := len(to)
	to = append(to, make([]float64, c.size)...)
	switch {
	case c.link >= 0:
		s.links[c.link].weights(to[n:])
	case c.encoder >= 0:
		s.encoders[c.encoder].delta(s.p.Dt, to[n:])
	case c.kept == "":
		s.linkRules[c.rule].delta(to[n:])
	default:
		copy(to[n:], s.linkRules[c.rule].keeps().(rules.Keeper).Value(c.kept))
	}
	return to
}

// Forget empties the records: what was recorded has been read. Their room stays.
func (s *Sim) Forget() {
	for i := range s.rec.clocks {
		s.rec.clocks[i].t = s.rec.clocks[i].t[:0]
	}
	for i := range s.rec.channels {
		c := &s.rec.channels[i]
		c.T, c.Data, c.Spike = c.T[:0], c.Data[:0], c.Spike[:0]
	}
}

// Mute stops recording until Reserve.
func (s *Sim) Mute() { s.rec.muted = true }

// Sample appends to a slice what a probe sees after the last step: a sample, or the
// neurons that spiked.
func (s *Sim) Sample(probe int, to []float64) []float64 {
	c := &s.rec.channels[probe]
	if c.spikes < 0 {
		return c.appendTo(to, s)
	}
	for _, j := range s.pops[c.spikes].spikes {
		if c.index == nil || slices.Contains(c.index, int(j)) {
			to = append(to, float64(j))
		}
	}
	return to
}
