// Package runtime runs a program. A Sim owns all memory, lends slices of it to
// the kernels, and steps; stepping allocates nothing but room for recorded
// spikes. The same program gives the same numbers on every run.
package runtime

import (
	"math"
	"slices"
	"time"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/internal/sparse"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/processes"
)

// Sim is a simulation in progress.
type Sim struct {
	p      *program.Program
	mem    []float64
	ops    []instr
	joined []instr // ops, equal populations together, and numbers
	groups []*group
	holds  []hold
	pops   []population
	links  []*link

	rules     []learner // of the model, in its order
	linkRules []*linkRule
	tuned     []*tuned
	encoders  []*encoderRule
	nodes     []node
	processes []processes.Generator
	guards    []guard
	fades     [][]float64 // what silence looks at
	stack     []float64   // scratch of expressions and filters
	params    []float64
	rec       *recorder
	team      *team // nil for steps on one thread
	outside   outside
	step      int
	rewound   int // step after which neurons and processes started
	t         float64

	spent    []time.Duration // by instruction; nil unless profiled
	total    int             // steps profiled
	recorded int             // steps since Measure
	look     int             // steps between looks at growing weights
}

// instr is an instruction with its operands as slices.
type instr struct {
	code           program.Code
	y, a, b, x, st []float64
	pop            *population // that it steps or whose spikes it reads; nil for none
	picked         []int32     // scratch: the columns of neurons that spiked
	synapses       *synapses   // what it keeps that adds up weights which exist; nil for none
	group          *group      // of populations that it steps; nil for none
	chain          []scalar    // of instructions on single numbers
	src            *program.Instr
}

type node struct {
	*program.Node
	inputs [][]float64
	vector []float64
}

// New makes a simulation at t = 0.
func New(p *program.Program) *Sim {
	s := &Sim{p: p, mem: kernels.Zeros(len(p.Init))}
	copy(s.mem, p.Init)
	for _, param := range p.Params {
		s.params = append(s.params, param.Value)
	}
	s.holds = newHolds(s)
	readers := p.Readers()
	for i := range p.Populations {
		s.pops = append(s.pops, newPopulation(s, &p.Populations[i], readers))
	}
	s.addRulesAndLinks()
	for i := range p.Nodes {
		s.nodes = append(s.nodes, newNode(s, &p.Nodes[i]))
		s.stack = grown(s.stack, p.Nodes[i].Code.Depth)
	}
	for i := range p.Instrs {
		s.ops = append(s.ops, newInstr(s, &p.Instrs[i]))
		s.stack = grown(s.stack, p.Instrs[i].Filter.Order())
	}
	s.outside = newOutside(s)
	s.fades = s.fading()
	for i := range p.Guards {
		s.guards = append(s.guards, newGuard(s, &p.Guards[i]))
	}
	s.rewind()
	s.joined = chained(s.grouped(s.ops))
	s.rates()
	s.ResetWeights() // rules that keep state start from their rate
	s.look = max(1, int(math.Round(lookEvery/p.Dt)))
	s.rec = newRecorder(s)
	return s
}

// addRulesAndLinks makes links and the rules that change them, and encoders and theirs.
func (s *Sim) addRulesAndLinks() {
	p := s.p
	for i := range p.LinkRules {
		s.linkRules = append(s.linkRules, newLinkRule(s, &p.LinkRules[i]))
	}
	for i := range p.Links {
		l := newLink(&p.Links[i])
		if l.Target >= 0 {
			l.radius = p.Populations[l.Target].Radius
		}
		var at []*linkRule
		for _, k := range l.Rules {
			at = append(at, s.linkRules[k])
		}
		if len(at) > 0 {
			l.attach(s, at)
		}
		s.links = append(s.links, l)
	}
	for i := range p.Tuned {
		s.tuned = append(s.tuned, newTuned(s, &p.Tuned[i]))
	}
	for i := range p.EncoderRules {
		s.encoders = append(s.encoders, newEncoderRule(s, &p.EncoderRules[i]))
	}
	for _, r := range p.Rules {
		if r.LinkRule >= 0 {
			s.rules = append(s.rules, s.linkRules[r.LinkRule])
		} else {
			s.rules = append(s.rules, s.encoders[r.EncoderRule])
		}
	}
}

func newNode(s *Sim, p *program.Node) node {
	n := node{Node: p, vector: make([]float64, p.Size)}
	for _, r := range p.Inputs {
		n.inputs = append(n.inputs, s.at(r))
	}
	return n
}

func newInstr(s *Sim, in *program.Instr) instr {
	op := instr{in.Code, s.at(in.Y), s.at(in.A), s.at(in.B), s.at(in.X), s.at(in.State), nil, nil, newSynapses(s, in), nil, nil, in}
	switch in.Code {
	case program.Neurons:
		s.pops[in.Ref].driveBy(in, s)
		op.pop = &s.pops[in.Ref]
	case program.SpikesSet, program.Floor:
		op.pop = &s.pops[in.Ref]
	case program.Learned:
		if in.Spikes || s.p.Links[in.Ref].Release < 1 {
			op.pop = &s.pops[in.Population]
		}
	case program.Synapses:
		op.pop = &s.pops[in.Population]
	}
	op.picked = make([]int32, 0, len(in.Columns))
	return op
}

func (s *Sim) at(r program.Range) []float64 { return s.mem[r.Off : r.Off+r.Len : r.Off+r.Len] }

func grown(b []float64, n int) []float64 {
	if len(b) < n {
		return make([]float64, n)
	}
	return b
}

// Time is the model time (s) of the last step.
func (s *Sim) Time() float64 { return s.t }

// Signal is a stretch of the memory of the simulation, which the next step changes.
func (s *Sim) Signal(at program.Range) []float64 { return s.at(at) }

// rewind prepares neurons and processes, with their noise from the start.
func (s *Sim) rewind() {
	s.processes = s.processes[:0]
	for _, n := range s.p.Processes {
		s.processes = append(s.processes, n.Process.Start(s.p.Dt, n.Dims, rng.Stream(n.Seed, n.Name, rng.Noise)))
	}
	for i := range s.pops {
		pop := &s.p.Populations[i]
		s.pops[i].random = rng.Stream(pop.Seed, pop.Name, rng.Spikes)
		s.pops[i].stepper = pop.Neurons.Stepper(pop.N, s.p.Dt, s.pops[i].random)
		s.pops[i].bind()
		if lagging, ok := s.pops[i].stepper.(neurons.Lagging); ok && s.pops[i].tracked {
			lagging.Track()
		}
		s.pops[i].spikes = s.pops[i].spikes[:0]
	}
	for _, g := range s.groups {
		g.joined = nil
	}
	for i := range s.ops {
		if s.ops[i].synapses != nil {
			s.ops[i].synapses.rest()
		}
	}
}

// ResetState puts neurons, filters and nodes back to how they were built.
// Learned weights stay.
func (s *Sim) ResetState() {
	copy(s.mem[:s.p.Constants], s.p.Init)
	s.rewound = s.step
	s.rewind()
	for _, r := range s.rules {
		r.drop()
	}
	for _, l := range s.links {
		if l.events != nil {
			l.events.rest()
		}
	}
}

// ResetTime is ResetState, and t = 0.
func (s *Sim) ResetTime() {
	s.ResetState()
	s.step, s.t, s.rewound = 0, 0, 0
}

// ResetWeights puts weights, encoders and what was learned back to how they
// were built, with no synapse cut.
func (s *Sim) ResetWeights() {
	for _, e := range s.tuned {
		e.reset()
	}
	for _, l := range s.links {
		l.reset()
	}
}

// ResetAll is all of it, and params and freezes; nodes are let go, and lesions healed.
func (s *Sim) ResetAll() {
	s.ResetTime()
	s.ResetWeights()
	s.HealAll()
	for i, param := range s.p.Params {
		s.params[i] = param.Value
	}
	for _, r := range s.rules {
		r.freeze(false)
	}
	for i := range s.holds {
		s.Release(i)
	}
	s.rates()
}

// Params are the current values of the model's params.
func (s *Sim) Params() []float64 { return s.params }

// SetParam changes a param, and the learning rates that depend on it.
func (s *Sim) SetParam(i int, v float64) {
	s.params[i] = v
	s.rates()
}

// rates evaluates the learning rates.
func (s *Sim) rates() {
	value := func(rate *code.Program) float64 {
		out := [1]float64{}
		rate.Run(s.t, s.p.Dt, nil, s.params, make([]float64, rate.Depth), out[:])
		return out[0]
	}
	for _, r := range s.linkRules {
		r.state.Rate = value(r.Rate)
	}
	for _, r := range s.encoders {
		r.rate = value(r.Rate)
	}
}

// learner is a rule at work.
type learner interface {
	freeze(frozen bool)
	isFrozen() bool
	drop() // the change of the last step
}

// Freeze stops a rule, or lets it go on. The change of the last step that has
// not joined yet is dropped.
func (s *Sim) Freeze(rule int, frozen bool) { s.rules[rule].freeze(frozen) }

// Frozen reports whether a rule is stopped.
func (s *Sim) Frozen(rule int) bool { return s.rules[rule].isFrozen() }

// ScaleWeights multiplies the weights of a link.
func (s *Sim) ScaleWeights(link int, k float64) { s.links[link].scale(k) }

// LoadWeights replaces the weights of a link by W (post×pre, in its units).
func (s *Sim) LoadWeights(link int, W []float64) { s.links[link].load(W) }

// Existing are the weights of a link that exist, as they are now, where it holds these only;
// nil for a matrix of all.
func (s *Sim) Existing(link int) *sparse.Weights {
	l := s.links[link]
	if l.thin == nil {
		return nil
	}
	parts := l.thin
	if l.events != nil {
		parts = slices.Clone(parts)
		for k := range parts {
			parts[k].Val = l.events.parts[k].values(l.events)
		}
	}
	return &sparse.Weights{Rows: l.Rows, Cols: l.Cols, Parts: parts}
}

// Weights returns the weights of a link as they are now, post×pre, in its
// units.
func (s *Sim) Weights(link int) []float64 {
	l := s.links[link]
	switch {
	case l.thin != nil:
		return s.Existing(link).Dense()
	case !l.Kept:
		return l.Weights
	}
	out := make([]float64, len(l.w))
	l.weights(out)
	return out
}
