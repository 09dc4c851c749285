package runtime

import (
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/neurons"
)

// population is what a Neurons instruction works on.
type population struct {
	driven   neurons.Driven     // the stepper, if it computes currents itself; nil if not
	rated    neurons.Memoryless // the stepper, if it has no memory and its current is computed here; nil if not
	spikes   []int32
	decoded  []float64 // what spikes are decoded to at once; nil if not
	height   float64   // output of a spike, if the list of spikes says all about output; 0 if not
	written  bool      // somebody reads output
	tracked  bool      // somebody reads its states
	output   []float64
	in       [][]float64 // what arrives at its ports; the first is scratch where the current is computed
	states   [][]float64
	stepper  neurons.Stepper
	drive    kernels.Drive // what the current is computed of
	decoders []float64     // of one row
	random   *rng.Rand     // of the stepper
	lost     []int32       // neurons that a lesion silences, in order; nil for none
	dead     []bool        // the same by neuron
	outside  int           // steps since Measure in which its input lay outside the radius
	farthest float64       // the largest length of its input, squared
	below    []Noted       // what arrived was below 0, by port
	coarse   coarse        // conductances were too large for its substeps
}

func newPopulation(s *Sim, pop *program.Population, readers *program.Readers) population {
	out := population{output: s.at(pop.Output), spikes: make([]int32, 0, pop.N+8), height: pop.Neurons.SpikeHeight() / s.p.Dt,
		written: readers.Read(pop.Output)}
	out.below, out.coarse = make([]Noted, len(pop.Ports)), newCoarse(pop.Neurons, s.p.Dt)
	for _, r := range pop.Ports {
		out.in = append(out.in, s.at(r))
	}
	for _, r := range pop.States {
		out.states = append(out.states, s.at(r))
		out.tracked = out.tracked || readers.Read(r)
	}
	return out
}

// Spiked are the neurons of a population that spiked in the last step, one entry a
// spike. The list is lent until the next step.
func (s *Sim) Spiked(pop int) []int32 { return s.pops[pop].spikes }

// driveBy takes the current of a population from what the instruction reads, and
// what its spikes are decoded to.
func (p *population) driveBy(in *program.Instr, s *Sim) {
	if in.Decoded.Len > 0 {
		p.decoders, p.decoded = s.at(in.Decoders), s.at(in.Decoded)
	}
	if in.A.Len == 0 {
		return
	}
	p.drive = kernels.Drive{Bias: s.at(in.B), Encoders: s.at(in.A), X: s.at(in.X)}
	if in.Plus.Len > 0 {
		p.drive.Plus = s.at(in.Plus)
	}
}

// bind tells a stepper that can compute the current, and decode, what of.
func (p *population) bind() {
	p.driven, p.rated = nil, nil
	if p.drive.X == nil {
		return
	}
	p.rated, _ = p.stepper.(neurons.Memoryless)
	if driven, ok := p.stepper.(neurons.Driven); ok && driven.Drive(p.drive, p.decoders, p.states) {
		p.driven = driven
	} else if len(p.in[0]) == 0 {
		p.in[0] = make([]float64, len(p.output))
	}
}

// listed reports an output that is written, from a list of spikes.
func (p *population) listed() bool { return p.written && p.height != 0 }

// advance steps the neurons. Where a list of spikes says all about the output,
// it is written only if it is read: the outputs of the last step's spikes are
// cleared, all others are zero already. The step ends at time t (s).
func (p *population) advance(t float64) {
	p.coarse.look(p.in, t)
	listed := p.listed()
	if listed {
		for _, j := range p.spikes {
			p.output[j] = 0
		}
	}
	switch {
	case p.driven != nil:
		var sum float64
		if p.spikes, sum = p.driven.StepDriven(p.spikes[:0]); p.decoded != nil {
			p.decoded[0] = sum * p.height
		}
	case p.rated != nil:
		p.rate()
	default:
		if p.drive.X != nil {
			p.drive.Currents(p.in[0], 0)
		}
		p.spikes = p.stepper.Step(p.in, p.output, p.states, p.spikes[:0])
	}
	if p.lost != nil {
		p.mute()
	}
	if p.decoded != nil && p.driven == nil {
		kernels.Columns(p.decoded, p.decoders, p.height, p.spikes)
	}
	if listed {
		for _, j := range p.spikes {
			p.output[j] = p.height
		}
	}
}

// ratedAtOnce is how many neurons without memory get their currents before their rates, so
// that the currents lie in the first cache.
const ratedAtOnce = 1024

// rate computes currents and the output of neurons without memory.
func (p *population) rate() {
	for from := 0; from < len(p.output); from += ratedAtOnce {
		to := min(from+ratedAtOnce, len(p.output))
		J := p.in[0][:to-from]
		p.drive.Currents(J, from)
		p.rated.StepRates(J, p.output[from:to])
	}
}
