package runtime

import (
	"slices"

	"github.com/nefc/nefc/compiler/program"
)

// tuned are the scaled encoders of a population and the rules that change them.
// The change of a step is made of values that stay in memory until the next, so it
// is computed when it joins, at the start of that step.
type tuned struct {
	*program.Tuned
	population      *program.Population
	encoders, input []float64
	before          []float64 // scratch: an encoder
	rules           []*encoderRule
}

// encoderRule is Voja at work on the scaled encoders of a population.
type encoderRule struct {
	*program.EncoderRule
	tuned         *tuned
	post, gate    []float64
	rate          float64
	due           float64 // the rate of the change that has yet to join
	fresh, frozen bool
}

func newTuned(s *Sim, p *program.Tuned) *tuned {
	return &tuned{Tuned: p, population: &s.p.Populations[p.Population], encoders: s.at(p.Encoders), input: s.at(p.Input),
		before: make([]float64, p.Input.Len)}
}

func newEncoderRule(s *Sim, p *program.EncoderRule) *encoderRule {
	r := &encoderRule{EncoderRule: p, tuned: s.tuned[p.Tuned], post: s.at(p.PostRates), gate: s.at(p.Gate)}
	r.tuned.rules = append(r.tuned.rules, r)
	return r
}

// reset puts the encoders back to how they were built.
func (e *tuned) reset() {
	copy(e.encoders, e.population.Scaled)
	for _, r := range e.rules {
		r.drop()
	}
}

// learn adds the changes of the last step. All of them are of the same encoders.
func (e *tuned) learn(dt float64) {
	if slices.ContainsFunc(e.rules, func(r *encoderRule) bool { return r.fresh }) {
		d := len(e.input)
		for i := range e.population.N {
			row := e.encoders[i*d : (i+1)*d]
			copy(e.before, row)
			for _, r := range e.rules {
				if r.fresh {
					r.change(i, r.due*dt, e.before, row)
				}
			}
		}
	}
	for _, r := range e.rules {
		r.fresh, r.due = !r.frozen, r.rate
	}
}

// change adds κ·dt·ℓ·p·(gain/radius·x − E) to out, where E is the encoder of neuron
// i, if that is active. k is κ·dt.
func (r *encoderRule) change(i int, k float64, E, out []float64) {
	p := r.post[i]
	if p == 0 {
		return
	}
	if len(r.gate) > 0 {
		k *= r.gate[0]
	}
	k *= p
	scale := r.tuned.population.Gain[i] / r.tuned.population.Radius
	for j, x := range r.tuned.input {
		out[j] += float64(k * (float64(scale*x) - E[j]))
	}
}

// delta writes the change of this step.
func (r *encoderRule) delta(dt float64, out []float64) {
	if r.frozen {
		return
	}
	d := len(r.tuned.input)
	for i := range r.post {
		r.change(i, r.rate*dt, r.tuned.encoders[i*d:(i+1)*d], out[i*d:(i+1)*d])
	}
}

func (r *encoderRule) freeze(frozen bool) { r.frozen, r.fresh = frozen, false }

func (r *encoderRule) isFrozen() bool { return r.frozen }

// drop forgets the change of the last step.
func (r *encoderRule) drop() { r.fresh = false }

// ScaledEncoders are the scaled encoders of a population as they are now, n×d.
func (s *Sim) ScaledEncoders(population int) []float64 {
	for _, e := range s.tuned {
		if e.Population == population {
			return e.encoders
		}
	}
	return s.p.Populations[population].Scaled
}
