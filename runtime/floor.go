package runtime

// Below says how often what arrived at a port would have been below 0.
type Below struct {
	Steps int     // since Reserve, in which it was so for any neuron
	First float64 // when first (s)
}

// rounding is how far below 0 a sum may lie that counts as 0: filters of higher order
// reach their rest from both sides.
const rounding = 1e-9

// floor is y = x, or 0 where that is below, and notes that it was.
func (p *population) floor(port int, y, x []float64, t float64) {
	low := 0.0
	for i, v := range x {
		if v < 0 { // NaN stays
			low, v = min(low, v), 0
		}
		y[i] = v
	}
	if low < -rounding {
		b := &p.below[port]
		if b.Steps == 0 {
			b.First = t
		}
		b.Steps++
	}
}

// Below returns the share of steps since Reserve in which what arrived at a port of a
// population would have been below 0, and when that was first (s).
func (s *Sim) Below(pop, port int) (share, first float64) {
	b := s.pops[pop].below[port]
	if s.recorded == 0 {
		return 0, 0
	}
	return float64(b.Steps) / float64(s.recorded), b.First
}
