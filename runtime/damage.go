package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
)

// Damage is which neurons and synapses a simulation is without.
type Damage struct {
	Lost [][]int32 // neurons, by population
	Cut  []int     // how many synapses, by link
}

// Damage is what the simulation is without now.
func (s *Sim) Damage() Damage {
	d := Damage{}
	for i := range s.pops {
		d.Lost = append(d.Lost, slices.Clone(s.pops[i].lost))
	}
	for _, l := range s.links {
		d.Cut = append(d.Cut, l.severed())
	}
	return d
}

// Lesion silences neurons of a population from the next step on, and lets those be heard
// again that are not among them. Their states go on as if they were only covered; what
// they sent before still decays in its synapses.
func (s *Sim) Lesion(pop int, neurons []int32) { s.pops[pop].lose(neurons) }

// LesionShare silences the first round(share·n) neurons of a permutation that belongs to
// the population, so that those of a smaller share are among those of a larger one.
func (s *Sim) LesionShare(pop int, share float64) {
	p := &s.p.Populations[pop]
	order := rng.Stream(p.Seed, p.Name, rng.Lesion).Perm(p.N)
	var lost []int32
	for _, i := range order[:part(share, p.N)] {
		lost = append(lost, int32(i))
	}
	s.Lesion(pop, lost)
}

// part is round(share·n).
func part(share float64, n int) int { return int(math.Round(share * float64(n))) }

// Cut cuts the first round(share·n) synapses of a link in the order of a permutation that
// belongs to it; those behind them are back, with the weights from before the cut.
func (s *Sim) Cut(link int, share float64) {
	l := s.links[link]
	l.sever(part(share, l.synapses()))
}

// CutFirst cuts the first n of them instead of a share.
func (s *Sim) CutFirst(link, n int) { s.links[link].sever(n) }

// Synapses is how many a link has that can be cut, those that are included.
func (s *Sim) Synapses(link int) int { return s.links[link].synapses() }

// HealAll brings back all neurons and synapses.
func (s *Sim) HealAll() {
	for i := range s.pops {
		s.pops[i].lose(nil)
	}
	for _, l := range s.links {
		l.sever(0)
	}
}

// lose makes the neurons that are listed silent, and no others.
func (p *population) lose(neurons []int32) {
	p.lost, p.dead = nil, nil
	if len(neurons) == 0 {
		return
	}
	p.lost, p.dead = slices.Clone(neurons), make([]bool, len(p.output))
	slices.Sort(p.lost)
	p.lost = slices.Compact(p.lost)
	for _, i := range p.lost {
		p.dead[i] = true
	}
}

// mute takes what lost neurons did out of a step.
func (p *population) mute() {
	heard := p.spikes[:0]
	for _, i := range p.spikes {
		if !p.dead[i] {
			heard = append(heard, i)
		}
	}
	p.spikes = heard
	if p.height == 0 {
		for _, i := range p.lost {
			p.output[i] = 0
		}
	}
	if p.driven != nil && p.decoded != nil {
		kernels.Columns(p.decoded, p.decoders, p.height, p.spikes)
	}
}
