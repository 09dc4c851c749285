package neurons

import "github.com/nefc/nefc/internal/kernels"

// lifsJoined are counted LIF populations that step in one call while the same row has
// its turn in all of them.
type lifsJoined struct {
	m     int
	turns []*float64 // of each population
	lifs  *kernels.LIFs
}

// Alike reports counted LIF of as many neurons, dimensions and steps, of which nobody
// asks for the refractory time.
func (s *lifCounted) Alike(other Driven) bool {
	o, ok := other.(*lifCounted)
	return ok && !s.neurons.Watched && !o.neurons.Watched && s.neurons.Alike(&o.neurons)
}

// Join has others, which are alike, step with this one.
func (s *lifCounted) Join(others []Driven, spiked []*[]int32, decoded []*float64, height float64) Joined {
	j := &lifsJoined{m: s.m}
	var lifs []*kernels.LIF
	for _, member := range append([]Driven{s}, others...) {
		m := member.(*lifCounted)
		j.turns, lifs = append(j.turns, &m.turn[0]), append(lifs, &m.neurons)
	}
	j.lifs = kernels.Join(lifs, spiked, decoded, height)
	return j
}

// Step advances every population, unless one of them has not begun or is at another
// row.
func (j *lifsJoined) Step() bool {
	turn := *j.turns[0]
	for _, t := range j.turns {
		if *t != turn || turn < 0 {
			return false
		}
	}
	j.lifs.Step(int(turn))
	if turn++; turn == float64(j.m) {
		turn = 0
	}
	for _, t := range j.turns {
		*t = turn
	}
	return true
}
