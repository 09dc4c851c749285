package neurons

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
)

// Calibrations are the words of `calibrate`: how H of dendrites is found.
var Calibrations = []string{"constant", "theory", "noisy"}

// Of noisy conductances.
const (
	noise     = 0.5   // their standard deviation over their mean, before the filter
	smoothing = 0.005 // time constant of the filter, s
	noisyTime = 10.0  // s
)

// Measured is true unless the model says `calibrate=theory`.
func (t *TwoCompartment) Measured() bool { return Calibrations[t.Calibrate] != "theory" }

// Calibrating is Steady, or, if the model says `calibrate=noisy`, the rate over ten seconds
// under conductances that fluctuate about their means:
//
//	y += (1 - exp(-dt/5ms))·(max(0, normal(g, g/2)) - y)
//
// The draws are the same for all pairs.
//
// Source: Stöckel & Eliasmith (2021), Neural Computation 33(1), whose dendrites are fitted so.
func (t *TwoCompartment) Calibrating(exc, inh []float64, dt float64, rates []float64) {
	if Calibrations[t.Calibrate] != "noisy" {
		t.Steady(exc, inh, dt, rates)
		return
	}
	gain := -libm.Expm1(-dt / smoothing)
	for i := range rates {
		draw := rng.Stream(0, "calibrate", rng.Noise)
		e, g := exc[i], inh[i]
		next := func(y, mean float64) float64 {
			return y + float64(gain*(max(0, mean+float64(noise*mean*draw.Normal()))-y))
		}
		rates[i] = t.driven(noisyTime, dt, func() (float64, float64) {
			e, g = next(e, exc[i]), next(g, inh[i])
			return e, g
		})
	}
}

// Steady takes the time from the first spike to the last of a neuron that begins at its reset
// voltage.
func (t *TwoCompartment) Steady(exc, inh []float64, dt float64, rates []float64) {
	for i := range rates {
		rates[i] = t.driven(1, dt, func() (float64, float64) { return exc[i], inh[i] })
	}
}

// driven is the rate of a neuron that is simulated for so long (s) by Euler's method in its
// substeps, under conductances that are asked for at each step.
func (t *TwoCompartment) driven(lasting, dt float64, conductances func() (exc, inh float64)) float64 {
	h := 1000 * dt / float64(t.Substeps) // ms
	whole := func(time float64) int { return int(math.RoundToEven(1000 * time / h)) }
	steps, spike, refractory := whole(lasting), whole(t.TauSpike), whole(t.TauRef)
	v, d, held, exc, inh := t.VReset, t.VReset, 0, 0.0, 0.0
	first, last, count := 0, 0, 0
	for k := range steps {
		if k%t.Substeps == 0 {
			exc, inh = conductances()
		}
		dv := (float64(t.GLeak*(t.ELeak-v)) + float64(t.GCouple*(d-v))) / t.C
		dd := (float64(t.GLeakDend*(t.ELeak-d)) + float64(exc*(t.EExc-d)) + float64(inh*(t.EInh-d)) + float64(t.GCouple*(v-d))) / t.CDend
		v, d = v+float64(h*dv), d+float64(h*dd)
		switch {
		case held > 0:
			if held--; held > refractory {
				v = t.VSpike
			} else {
				v = t.VReset
			}
		case v > t.VTh:
			held, v = spike+refractory, t.VSpike
			if count == 0 {
				first = k
			}
			last = k
			count++
		}
	}
	if count < 2 {
		return 0
	}
	return 1000 * float64(count-1) / (float64(float64(last)*h) - float64(float64(first)*h))
}
