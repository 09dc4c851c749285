package runtime

import "github.com/nefc/nefc/internal/kernels"

// Noted says how often something was so of any neuron of a population.
type Noted struct {
	Steps int     // since Reserve
	First float64 // when first (s)
}

// note counts a step that ends at t (s).
func (n *Noted) note(t float64) {
	if n.Steps == 0 {
		n.First = t
	}
	n.Steps++
}

// share is that of steps since Reserve.
func (s *Sim) share(n Noted) float64 {
	if s.recorded == 0 {
		return 0
	}
	return float64(n.Steps) / float64(s.recorded)
}

// rounding is how far below 0 a sum may lie that counts as 0: filters of higher order
// reach their rest from both sides.
const rounding = 1e-9

// floor is y = x, or 0 where that is below, and notes that it was.
func (p *population) floor(port int, y, x []float64, t float64) {
	if kernels.Floor(y, x) < -rounding {
		p.below[port].note(t)
	}
}

// Below returns the share of steps since Reserve in which what arrived at a port of a
// population would have been below 0, and when that was first (s).
func (s *Sim) Below(pop, port int) (share, first float64) {
	b := s.pops[pop].below[port]
	return s.share(b), b.First
}
