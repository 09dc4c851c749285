package runtime

import (
	"github.com/nefc/nefc/compiler/program"
)

// encoderRule is Voja at work on the scaled encoders of a population. The
// change of a step is made of values that stay in memory until the next, so it
// is computed when it joins, at the start of that step.
type encoderRule struct {
	*program.EncoderRule
	encoders, post, input, gate []float64
	rate                        float64
	fresh, frozen               bool
}

func newEncoderRule(s *Sim, p *program.EncoderRule) *encoderRule {
	return &encoderRule{EncoderRule: p, encoders: s.at(p.Encoders), post: s.at(p.PostRates), input: s.at(p.Input), gate: s.at(p.Gate)}
}

// learn adds κ·dt·ℓ·p·(gain/radius·x − E) to the encoders of active neurons.
func (r *encoderRule) learn(dt float64) {
	if r.fresh && !r.frozen {
		k, d := r.rate*dt, len(r.input)
		if len(r.gate) > 0 {
			k *= r.gate[0]
		}
		for i, p := range r.post {
			if p == 0 {
				continue
			}
			scale := r.Population.GainRow[i] / r.Population.Radius
			row := r.encoders[i*d : (i+1)*d]
			for j, x := range r.input {
				row[j] += k * p * (scale*x - row[j])
			}
		}
	}
	r.fresh = !r.frozen
}

func (r *encoderRule) freeze(frozen bool) { r.frozen, r.fresh = frozen, false }

func (r *encoderRule) isFrozen() bool { return r.frozen }

// drop forgets the change of the last step.
func (r *encoderRule) drop() { r.fresh = false }
