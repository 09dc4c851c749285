package neurons

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// ReLU is the rectified linear rate: a = amplitude·max(J, 0).
type ReLU struct{ Amplitude float64 }

var amplitudeParam = catalog.Param{Name: "amplitude", Default: 1, Check: catalog.Positive, Doc: "scales the output; gain and bias ignore it"}

var reluEntry = catalog.Entry[Type]{
	Name: "relu", Doc: "rectified linear rate: a = amplitude·max(J, 0)", Source: "Nair & Hinton (2010)",
	Params: []catalog.Param{amplitudeParam},
	New:    func(v catalog.Values) (Type, error) { return &ReLU{v["amplitude"]}, nil },
}

// Spiking is false.
func (*ReLU) Spiking() bool { return false }

// SpikeHeight is 0: there are no spikes.
func (*ReLU) SpikeHeight() float64 { return 0 }

// MaxRate is infinite.
func (*ReLU) MaxRate() float64 { return math.Inf(1) }

// Threshold is 0.
func (*ReLU) Threshold() (J float64, silent bool) { return 0, true }

// Ports is the current.
func (*ReLU) Ports() []Port { return currentOnly }

// States is empty.
func (*ReLU) States() []State { return nil }

// String writes relu(…).
func (r *ReLU) String() string { return fmt.Sprintf("relu(amplitude=%g)", r.Amplitude) }

// Rates writes amplitude·max(J, 0).
func (r *ReLU) Rates(J, rates []float64) {
	for i, j := range J {
		rates[i] = r.Amplitude * max(0, j)
	}
}

// GainBias is gain = r/(1-c), bias = -gain·c; the amplitude is ignored.
func (r *ReLU) GainBias(maxRates, intercepts []float64) (gain, bias []float64, err error) {
	return solveLinear(maxRates, intercepts, r.MaxRate(), func(rate float64) float64 { return rate })
}

// solveLinear gives gain and bias for types that start to fire at J = 0 and
// reach a rate at current(rate): gain = J/(1-c), bias = -gain·c.
func solveLinear(maxRates, intercepts []float64, limit float64, current func(rate float64) float64) (gain, bias []float64, err error) {
	gain, bias = make([]float64, len(maxRates)), make([]float64, len(maxRates))
	for i, r := range maxRates {
		c := intercepts[i]
		if !(r > 0 && r < limit) {
			return nil, nil, unreachable(i, r, limit)
		}
		if !(c < 1) {
			return nil, nil, outsideIntercept(i, c)
		}
		gain[i] = current(r) / (1 - c)
		bias[i] = -gain[i] * c
	}
	return gain, bias, nil
}

// Stepper needs no preparation.
func (r *ReLU) Stepper(int, float64, *rng.Rand) Stepper { return rateStepper{r.Rates} }

// SpikingReLU is the rectified linear neuron with spikes: it fires whenever the
// integral of max(J, 0) grows by one, also several times in a step:
//
//	v += max(J, 0)·dt,   n = floor(v),   v -= n,   a = amplitude·n/dt
type SpikingReLU struct{ ReLU }

var spikingReluEntry = catalog.Entry[Type]{
	Name: "spiking_relu", Doc: "rectified linear neuron that spikes whenever the integral of max(J, 0) grows by one", Source: "Nengo 4",
	Params: []catalog.Param{amplitudeParam},
	New:    func(v catalog.Values) (Type, error) { return &SpikingReLU{ReLU{v["amplitude"]}}, nil },
}

// Spiking is true.
func (*SpikingReLU) Spiking() bool { return true }

// States is the integral since the last spike.
func (*SpikingReLU) States() []State { return []State{voltage} }

// String writes spiking_relu(…).
func (r *SpikingReLU) String() string { return fmt.Sprintf("spiking_relu(amplitude=%g)", r.Amplitude) }

// Stepper integrates.
func (r *SpikingReLU) Stepper(_ int, dt float64, _ *rng.Rand) Stepper {
	return &integrator{dt: dt, height: r.Amplitude / dt}
}

// integrator makes a spike whenever the integral of max(J, 0) grows by one.
type integrator struct{ dt, height float64 }

// Step advances the integral of every neuron.
func (s *integrator) Step(in [][]float64, out []float64, state [][]float64, spikes []int32) []int32 {
	v := state[0]
	for i, j := range in[0] {
		v[i] += float64(max(0, j) * s.dt)
		n := math.Floor(v[i])
		out[i] = s.height * n
		v[i] -= n
		spikes = repeat(spikes, i, n)
	}
	return spikes
}

// maxEvents bounds how often one neuron is listed for one step, so that a
// current without measure does not fill the memory with events.
const maxEvents = 1000

// repeat lists neuron i once for each of its n spikes; negative spikes of
// neurons with negative rates are no events.
func repeat(spikes []int32, i int, n float64) []int32 {
	for k := 0.0; k < min(n, maxEvents); k++ {
		spikes = append(spikes, int32(i))
	}
	return spikes
}

// repeatEach is repeat for neurons from first on. Which neurons have how many spikes
// nobody can foresee, so each is written four times, and those too many are overwritten.
func repeatEach(spikes []int32, first int, counts []int32) []int32 {
	room := 4
	for _, n := range counts {
		room += int(min(n, maxEvents))
	}
	at := len(spikes)
	spikes = slices.Grow(spikes, room)[:at+room]
	for k, n := range counts {
		i := int32(first + k)
		*(*[4]int32)(spikes[at:]) = [4]int32{i, i, i, i}
		for m := 4; m < int(min(n, maxEvents)); m++ {
			spikes[at+m] = i
		}
		at += int(min(n, maxEvents))
	}
	return spikes[:at]
}
