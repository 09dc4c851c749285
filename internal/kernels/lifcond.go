package kernels

import "github.com/nefc/nefc/internal/libm"

// LIFCond are leaky integrate-and-fire neurons with an excitatory and an inhibitory
// conductance, in mV, nS, pF and pA; times are in seconds.
type LIFCond struct {
	Capacitance, Leak            float64 // pF, nS
	Rest, Excitatory, Inhibitory float64 // what the leak and the conductances reverse at
	Threshold, Reset             float64
	Rheobase                     float64 // pA of a current of 1
	Refractory                   float64 // s of silence after a spike
	Dt                           float64 // s
}

// lowestExponent is where e^x - 1 is -1 for long.
const lowestExponent = -700

// AlmostOne is the largest number below 1: a fraction of 1 has no logarithm.
const AlmostOne = 1 - 1.0/(1<<53)

// Step advances the neurons by currents J, in thresholds, and conductances, which are
// constant within a step, and appends those that spiked to a list:
//
//	for i := range v {
//		ref[i] -= dt
//		δ := clip(dt-ref[i], 0, dt)
//		g := leak + exc[i] + inh[i]
//		to := (leak*rest + exc[i]*excitatory + inh[i]*inhibitory + J[i]*rheobase) / g
//		v[i] += (v[i] - to) * (e^(-δ*g/capacitance) - 1)
//		if v[i] > threshold {
//			ref[i] = refractory + dt + capacitance/g*log1p(-(v[i]-threshold)/(to-threshold))
//			v[i] = reset
//		}
//	}
func (l *LIFCond) Step(v, ref, J, exc, inh []float64, spikes []int32) []int32 {
	ref, J, exc, inh = ref[:len(v)], J[:len(v)], exc[:len(v)], inh[:len(v)]
	rate, leak := -1000/l.Capacitance, float64(l.Leak*l.Rest) // pF/nS are ms
	for i, x := range v {
		r := ref[i] - l.Dt
		ref[i] = r
		g := l.Leak + exc[i] + inh[i]
		to := (leak + float64(exc[i]*l.Excitatory) + float64(inh[i]*l.Inhibitory) + float64(J[i]*l.Rheobase)) / g
		δ := min(max(l.Dt-r, 0), l.Dt)
		x += float64((x - to) * (libm.Exp(max(float64(float64(δ*g)*rate), lowestExponent)) - 1))
		if x > l.Threshold {
			ref[i] = l.Refractory + (l.Dt + l.sinceSpike(x, to, g))
			x = l.Reset
			spikes = append(spikes, int32(i))
		}
		v[i] = x
	}
	return spikes
}

// sinceSpike is the time, below 0, from the end of a step to the spike in it, of a neuron
// that has reached v on its way to another voltage.
func (l *LIFCond) sinceSpike(v, to, g float64) float64 {
	if !(to > l.Threshold) {
		return 0 // it began above the threshold, and falls
	}
	return l.Capacitance / (1000 * g) * libm.Log1p(-min((v-l.Threshold)/(to-l.Threshold), AlmostOne))
}
