package neurons

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/internal/rng"
)

// over is what all types have in common that make spikes of the rates of a
// base type: gain and bias are the base's, rates are the base's times the
// amplitude.
type over struct {
	base      Type
	name      string
	amplitude float64
	states    []State // before those of the base
	// spikes returns the number of spikes of a neuron in a step, given the mean
	// rate·dt.
	spikes func(mean float64, r *rng.Rand, v *float64) float64 `identity:"-"` // the name says which
	// together is spikes for neurons of one mean, which is above 0; nil if they are drawn
	// one by one.
	together func(mean float64, r *rng.Rand, counts []int32) `identity:"-"`
}

// rateOut is the rate of the base.
var rateOut = State{Name: "rate_out", Initial: zero, Doc: "rate in Hz that becomes spikes"}

var regularEntry = Over{
	Name: "regular_spiking", Doc: "spikes in regular intervals at the rate of another type: v += dt·rate, floor(v) spikes", Source: "Nengo 4",
	New: func(base Type, amplitude float64) Type {
		return &over{base: base, name: "regular_spiking", amplitude: amplitude,
			states: []State{rateOut, voltage},
			spikes: func(mean float64, _ *rng.Rand, v *float64) float64 {
				*v += mean
				n := math.Floor(*v)
				*v -= n
				return n
			}}
	},
}

var stochasticEntry = Over{
	Name: "stochastic_spiking", Doc: "floor(dt·rate) spikes of another type, and one more by chance", Source: "Nengo 4",
	New: func(base Type, amplitude float64) Type {
		return &over{base: base, name: "stochastic_spiking", amplitude: amplitude, states: []State{rateOut},
			spikes: signed(func(mean float64, r *rng.Rand) float64 {
				n, frac := math.Modf(mean)
				if r.Float64() < frac {
					n++
				}
				return n
			})}
	},
}

var poissonEntry = Over{
	Name: "poisson_spiking", Doc: "Poisson-distributed spikes at the rate of another type", Source: "Nengo 4",
	New: func(base Type, amplitude float64) Type {
		return &over{base: base, name: "poisson_spiking", amplitude: amplitude, states: []State{rateOut},
			spikes:   signed(func(mean float64, r *rng.Rand) float64 { return float64(r.Poisson(mean)) }),
			together: func(mean float64, r *rng.Rand, counts []int32) { r.Poissons(mean, counts) }}
	},
}

// signed lets neurons of negative rate give negative spikes.
func signed(draw func(mean float64, r *rng.Rand) float64) func(float64, *rng.Rand, *float64) float64 {
	return func(mean float64, r *rng.Rand, _ *float64) float64 {
		if mean < 0 {
			return -draw(-mean, r)
		}
		return draw(mean, r)
	}
}

// Spiking is true.
func (*over) Spiking() bool { return true }

// SpikeHeight is 0: there may be several spikes in a step.
func (*over) SpikeHeight() float64 { return 0 }

// MaxRate is that of the base.
func (o *over) MaxRate() float64 { return o.base.MaxRate() }

// Threshold is the base's.
func (o *over) Threshold() (J float64, silent bool) { return o.base.Threshold() }

// Ports are the base's.
func (o *over) Ports() []Port { return o.base.Ports() }

// States are the rate of the base, the integral, then those of the base.
func (o *over) States() []State {
	return append(o.states[:len(o.states):len(o.states)], o.base.States()...)
}

// String writes NAME(base, amplitude=…).
func (o *over) String() string {
	return fmt.Sprintf("%s(%s, amplitude=%g)", o.name, o.base, o.amplitude)
}

// Rates are the base's times the amplitude.
func (o *over) Rates(J, rates []float64) {
	o.base.Rates(J, rates)
	for i := range rates {
		rates[i] *= o.amplitude
	}
}

// GainBias is the base's.
func (o *over) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	return o.base.GainBias(maxRates, intercepts)
}

// Stepper steps the base, then draws spikes.
func (o *over) Stepper(n int, dt float64, r *rng.Rand) Stepper {
	return &overStepper{over: o, around: around{o.base.Stepper(n, dt, r)}, dt: dt, r: r}
}

type overStepper struct {
	*over
	around
	dt float64
	r  *rng.Rand

	spiked []int32 // of the base
	counts []int32 // of neurons of one rate
	none   float64 // the integral of types without one
}

// Step sets the rate of the base and makes spikes of it.
func (s *overStepper) Step(in [][]float64, out []float64, state [][]float64, spikes []int32) []int32 {
	rate := state[0]
	s.spiked = s.around.base.Step(in, rate, state[len(s.states):], s.spiked[:0])
	if height := s.over.base.SpikeHeight(); height != 0 {
		clear(rate)
		for _, i := range s.spiked {
			rate[i] = height / s.dt
		}
	}
	for i := 0; i < len(rate); {
		n := alike(rate[i:])
		if n >= fewAlike && s.together != nil && rate[i] > 0 {
			spikes = s.drawTogether(i, rate[i], out[i:i+n], spikes)
		} else {
			spikes = s.draw(i, rate[i:i+n], out[i:], state, spikes)
		}
		i += n
	}
	return spikes
}

// fewAlike is how many neurons of one rate are worth drawing together.
const fewAlike = 64

// alike is how many numbers are the first.
func alike(x []float64) int {
	n := 1
	for n < len(x) && x[n] == x[0] {
		n++
	}
	return n
}

// draw makes spikes of some neurons, of which first is the first, one by one.
func (s *overStepper) draw(first int, rate, out []float64, state [][]float64, spikes []int32) []int32 {
	for k, a := range rate {
		v := &s.none
		if len(s.states) > 1 {
			v = &state[1][first+k]
		}
		n := s.over.spikes(float64(s.dt*a), s.r, v)
		out[k] = s.amplitude / s.dt * n
		spikes = repeat(spikes, first+k, n)
	}
	return spikes
}

// drawTogether makes spikes of neurons of one rate, of which first is the first.
func (s *overStepper) drawTogether(first int, rate float64, out []float64, spikes []int32) []int32 {
	s.counts = slices.Grow(s.counts[:0], len(out))[:len(out)]
	s.together(float64(s.dt*rate), s.r, s.counts)
	for k, n := range s.counts {
		out[k] = s.amplitude / s.dt * float64(n)
	}
	return repeatEach(spikes, first, s.counts)
}
