package kernels

import "math"

// TwoCompartments are leaky integrate-and-fire somata, each coupled to a dendrite with an
// excitatory and an inhibitory conductance, in mV, nS, pF and pA; times are in seconds.
type TwoCompartments struct {
	Soma, Dendrite                        float64 // capacitances
	SomaLeak, DendriteLeak, Coupling      float64
	Rest, Excitatory, Inhibitory          float64 // what leaks and conductances reverse at
	Threshold, Reset, Spike               float64 // of the soma, which a spike holds at Spike, then at Reset
	Rheobase                              float64 // pA of a current of 1
	Substeps, SpikeSteps, RefractorySteps int     // in a step; of a spike; at Reset
	Dt                                    float64 // s
}

// Step advances somata v and dendrites d by currents J, in thresholds, and conductances
// that are constant within a step, in substeps of h by Euler's method, and appends those
// that spiked to a list, once each. hold is the time (s) for which a soma is still held,
// a whole number of substeps:
//
//	for i := range v {
//		for range substeps {
//			Δv := h/soma*(somaLeak*(rest-v[i]) + coupling*(d[i]-v[i]) + J[i]*rheobase)
//			d[i] += h/dendrite*(dendriteLeak*(rest-d[i]) + exc[i]*(excitatory-d[i]) + inh[i]*(inhibitory-d[i]) + coupling*(v[i]-d[i]))
//			if hold[i] > 0 {
//				hold[i] -= h
//				v[i] = spike, or reset if no more than refractorySteps*h is left
//			} else if v[i] += Δv; v[i] > threshold {
//				hold[i] = (spikeSteps + refractorySteps)*h
//				v[i] = spike
//			}
//		}
//	}
func (t *TwoCompartments) Step(v, d, hold, J, exc, inh []float64, spikes []int32) []int32 {
	d, hold, J, exc, inh = d[:len(v)], hold[:len(v)], J[:len(v)], exc[:len(v)], inh[:len(v)]
	n := groups(len(v))
	if n > 0 {
		first, c := len(spikes), t.constants()
		var list *int32
		spikes, list = roomFor(n, spikes)
		if wide { // called by name, so that c need not live on the heap
			n &^= 7
			spikes = spikes[:first+twoCompartmentsAVX512(&v[0], &d[0], &hold[0], &J[0], &exc[0], &inh[0], n, &c[0][0], t.Substeps, list)]
		} else {
			spikes = spikes[:first+twoCompartmentsAVX2(&v[0], &d[0], &hold[0], &J[0], &exc[0], &inh[0], n, &c[0][0], t.Substeps, list)]
		}
	}
	return t.plain(n, v, d, hold, J, exc, inh, spikes)
}

// plain is Step of the neurons from one on.
func (t *TwoCompartments) plain(from int, v, d, hold, J, exc, inh []float64, spikes []int32) []int32 {
	h := t.Dt / float64(t.Substeps)
	perSoma, perDendrite := 1000*h/t.Soma, 1000*h/t.Dendrite // nS·s/pF are 1000
	keepSoma, couplesSoma := 1-float64(perSoma*(t.SomaLeak+t.Coupling)), float64(perSoma*t.Coupling)
	couplesDendrite := float64(perDendrite * t.Coupling)
	for i := from; i < len(v); i++ {
		keep := 1 - float64(perDendrite*(t.DendriteLeak+t.Coupling+exc[i]+inh[i]))
		c := cell{v[i], d[i], int(math.RoundToEven(hold[i] / h)), false}
		into := float64(perSoma * (float64(t.SomaLeak*t.Rest) + float64(J[i]*t.Rheobase)))
		reversal := float64(t.DendriteLeak*t.Rest) + float64(exc[i]*t.Excitatory) + float64(inh[i]*t.Inhibitory)
		arrives := float64(perDendrite * reversal)
		for range t.Substeps {
			v := float64(keepSoma*c.v) + float64(couplesSoma*c.d) + into
			c.d = float64(keep*c.d) + float64(couplesDendrite*c.v) + arrives
			t.fire(&c, v)
		}
		v[i], d[i], hold[i] = c.v, c.d, float64(c.held)*h
		if c.spiked {
			spikes = append(spikes, int32(i))
		}
	}
	return spikes
}

// cell is a neuron on its way through a step.
type cell struct {
	v, d   float64
	held   int // substeps
	spiked bool
}

// fire takes the soma to a voltage, unless it is held.
func (t *TwoCompartments) fire(c *cell, v float64) {
	switch {
	case c.held > 0:
		if c.held--; c.held > t.RefractorySteps {
			c.v = t.Spike
		} else {
			c.v = t.Reset
		}
	case v > t.Threshold:
		c.held, c.v, c.spiked = t.SpikeSteps+t.RefractorySteps, t.Spike, true
	default:
		c.v = v
	}
}

// constants are what assembly multiplies and compares with, each four times: in the order
// of gen/conductances.go.
func (t *TwoCompartments) constants() (out [18][4]float64) {
	h := t.Dt / float64(t.Substeps)
	perSoma, perDendrite := 1000*h/t.Soma, 1000*h/t.Dendrite
	for k, v := range [18]float64{h, perSoma, perDendrite, 1 - float64(perSoma*(t.SomaLeak+t.Coupling)), float64(perSoma * t.Coupling),
		float64(perDendrite * t.Coupling), t.DendriteLeak + t.Coupling, float64(t.SomaLeak * t.Rest), float64(t.DendriteLeak * t.Rest), t.Excitatory, t.Inhibitory,
		t.Rheobase, t.Threshold, t.Reset, t.Spike, float64(t.SpikeSteps + t.RefractorySteps), float64(t.RefractorySteps), 1} {
		out[k] = [4]float64{v, v, v, v}
	}
	return out
}
