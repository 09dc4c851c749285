package runtime

import (
	"math"
	"slices"
)

// Record is what one probe recorded since recording began.
type Record struct {
	Name  string
	Shape []int     // of a sample
	T     []float64 // s, one per sample or event
	Data  []float64 // samples, one after the other
	Spike []int64   // of events: the neuron
}

// recorder samples probes at the end of each step.
type recorder struct {
	channels []channel
}

type channel struct {
	Record
	every   float64   // steps between samples
	from    []float64 // what is sampled
	index   []int
	spikes  int
	link    int
	rule    int
	encoder int
	slot    string // of a rule: delta or inv_gamma
	size    int
}

func newRecorder(s *Sim) *recorder {
	r := &recorder{}
	for i := range s.p.Probes {
		p := &s.p.Probes[i]
		c := channel{Record: Record{Name: p.Name, Shape: p.Slot.Shape}, every: 1, spikes: p.Spikes, link: p.Link, rule: p.Rule, encoder: p.Encoder, size: p.Slot.Size}
		if p.Every > 0 {
			c.every = p.Every / s.p.Dt
			if whole := math.Round(c.every); math.Abs(c.every-whole) < 1e-9*whole {
				c.every = whole
			}
		}
		c.slot = p.Slot.Name
		c.from, c.index = s.at(p.From), p.Index
		r.channels = append(r.channels, c)
	}
	return r
}

// Reserve starts recording anew and makes room for a number of steps, so that
// stepping need not allocate.
func (s *Sim) Reserve(steps int) {
	s.recorded = 0
	for _, l := range s.links {
		if l.learns() {
			l.lastNorm = l.norm()
			l.empty = l.lastNorm == 0
		}
	}
	for i := range s.pops {
		s.pops[i].outside, s.pops[i].farthest = 0, 0
	}
	for i := range s.rec.channels {
		c := &s.rec.channels[i]
		c.T, c.Data, c.Spike = nil, nil, nil
		if c.spikes < 0 {
			n := int(float64(steps)/math.Max(1, c.every)) + 1
			c.T = make([]float64, 0, n)
			c.Data = make([]float64, 0, n*c.size)
		}
	}
}

// Records returns what was recorded since Reserve. The slices belong to the
// caller once Reserve is called again.
func (s *Sim) Records() []Record {
	out := make([]Record, len(s.rec.channels))
	for i := range out {
		out[i] = s.rec.channels[i].Record
	}
	return out
}

// sample records the channels that are due: those for which the step is the
// first at or after a multiple of their interval, as in Nengo.
func (r *recorder) sample(s *Sim) {
	for i := range r.channels {
		c := &r.channels[i]
		if c.every > 1 && math.Mod(float64(s.step), c.every) >= 1-1e-9 {
			continue
		}
		switch {
		case c.spikes >= 0:
			for _, j := range s.pops[c.spikes].spikes {
				c.events(s.t, int(j))
			}
			continue
		case c.link >= 0 || c.rule >= 0 || c.encoder >= 0:
			c.matrix(s)
		case c.index != nil:
			for _, k := range c.index {
				c.Data = append(c.Data, c.from[k])
			}
		case len(c.from) == 1: // most of them; half the time of copying a slice
			c.Data = append(c.Data, c.from[0])
		default:
			c.Data = append(c.Data, c.from...)
		}
		c.T = append(c.T, s.t)
	}
}

// events records a spike of a neuron if it is among those probed.
func (c *channel) events(t float64, neuron int) {
	if c.index == nil || slices.Contains(c.index, neuron) {
		c.T, c.Spike = append(c.T, t), append(c.Spike, int64(neuron))
	}
}

// matrix samples the weights of a link, or what a rule keeps.
func (c *channel) matrix(s *Sim) {
	if c.link >= 0 && !s.links[c.link].Kept {
		c.Data = append(c.Data, s.links[c.link].Link.Weights.Init...)
		return
	}
	n := len(c.Data)
	for range c.size {
		c.Data = append(c.Data, 0)
	}
	switch {
	case c.link >= 0:
		s.links[c.link].weights(c.Data[n:])
	case c.encoder >= 0:
		s.encoders[c.encoder].delta(s.p.Dt, c.Data[n:])
	case c.slot == "delta":
		s.rules[c.rule].delta(c.Data[n:])
	default:
		copy(c.Data[n:], s.rules[c.rule].kernel.(interface{ InvGamma() []float64 }).InvGamma())
	}
}
