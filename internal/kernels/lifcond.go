package kernels

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
)

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
	n := groups(len(v))
	if n > 0 {
		first, c := len(spikes), l.constants()
		var list *int32
		spikes, list = roomFor(n, spikes)
		if wide {
			n &^= 7
			spikes = spikes[:first+lifCondAVX512(&v[0], &ref[0], &J[0], &exc[0], &inh[0], n, &c[0][0], libm.Powers(), &nearPowers[0], list)]
		} else {
			spikes = spikes[:first+lifCondAVX2(&v[0], &ref[0], &J[0], &exc[0], &inh[0], n, &c[0][0], libm.Powers(), list)]
		}
		for _, i := range spikes[first:] {
			to, g := l.towards(J[i], exc[i], inh[i])
			ref[i] = l.Refractory + (l.Dt + l.sinceSpike(v[i], to, g))
			v[i] = l.Reset
		}
	}
	return l.plain(n, v, ref, J, exc, inh, spikes)
}

// towards is the voltage that a neuron moves towards, and its conductance.
func (l *LIFCond) towards(J, exc, inh float64) (to, g float64) {
	g = l.Leak + exc + inh
	return (float64(l.Leak*l.Rest) + float64(exc*l.Excitatory) + float64(inh*l.Inhibitory) + float64(J*l.Rheobase)) / g, g
}

// plain is Step of the neurons from one on.
func (l *LIFCond) plain(from int, v, ref, J, exc, inh []float64, spikes []int32) []int32 {
	rate := -1000 / l.Capacitance // pF/nS are ms
	for i := from; i < len(v); i++ {
		x := v[i]
		r := ref[i] - l.Dt
		ref[i] = r
		to, g := l.towards(J[i], exc[i], inh[i])
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

// constants are what assembly multiplies and compares with, each four times: in the order
// of gen/conductances.go.
func (l *LIFCond) constants() (out [21][4]float64) {
	x := &libm.Reduction
	for k, v := range [21]float64{l.Dt, l.Leak, float64(l.Leak * l.Rest), l.Excitatory, l.Inhibitory, l.Rheobase, -1000 / l.Capacitance, lowestExponent,
		l.Threshold, x.PerLn2, x.Rounder, x.High, x.Low, math.Float64frombits(uint64(x.Steps) - 1), 1.0 / 6, 0.5, 1.0 / 120, 1.0 / 24, 1,
		1 - near, math.Float64frombits(near / 2)} {
		out[k] = [4]float64{v, v, v, v}
	}
	return out
}

// near is how many powers of two are near to 1: those from 2^((1-near)/Steps) on.
const near = 32

// nearPowers are their heads, then their tails, each by the last bits of the exponent times
// Steps: 1 first, then the least.
var nearPowers = func() (out [2 * near]float64) {
	for k := range near {
		out[k], out[near+k] = libm.Power((k - near) % near)
	}
	return out
}()
