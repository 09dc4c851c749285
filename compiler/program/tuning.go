package program

import "slices"

// WithScaled is a population with the scaled encoders that it has now: as it was
// built, if these are those. Encoders follow as radius/gain times them; rows that
// nothing changed stay bit for bit.
func (p *Population) WithScaled(scaled []float64) *Population {
	if slices.Equal(scaled, p.Scaled) {
		return p
	}
	out := *p
	out.Scaled, out.Encoders = slices.Clone(scaled), slices.Clone(p.Encoders)
	for i := range p.N {
		ratio := p.Radius / p.Gain[i]
		for k := i * p.Dims; k < (i+1)*p.Dims; k++ {
			if scaled[k] != p.Scaled[k] {
				out.Encoders[k] = ratio * scaled[k]
			}
		}
	}
	sides := *p.Table
	sides.Encoders, sides.Scaled = out.Encoders, out.Scaled
	out.Table = sides.Seal()
	return &out
}
