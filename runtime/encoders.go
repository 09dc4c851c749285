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

// learn adds the change of the last step to the encoders.
func (r *encoderRule) learn(dt float64) {
	if r.fresh && !r.frozen {
		r.change(dt, r.encoders)
	}
	r.fresh = !r.frozen
}

// delta writes the change of this step.
func (r *encoderRule) delta(dt float64, out []float64) {
	if !r.frozen {
		r.change(dt, out)
	}
}

// change adds κ·dt·ℓ·p·(gain/radius·x − E) to the rows of the neurons that are
// active.
func (r *encoderRule) change(dt float64, out []float64) {
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
			out[i*d+j] += k * p * (scale*x - row[j])
		}
	}
}

func (r *encoderRule) freeze(frozen bool) { r.frozen, r.fresh = frozen, false }

func (r *encoderRule) isFrozen() bool { return r.frozen }

// drop forgets the change of the last step.
func (r *encoderRule) drop() { r.fresh = false }
