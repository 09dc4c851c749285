package runtime

import (
	"errors"
	"slices"
)

// State is all that a simulation has become: put back into a new one of the same
// program, stepping goes on as if it had never been interrupted, bit for bit. Its
// slices are those of the simulation, so it must be written before the next step.
type State struct {
	Step, Rewound, Recorded int
	Mem, Params             []float64
	Populations             []PopulationState
	Links                   []LinkState
	Rules                   []RuleState
	Tuned                   [][]float64 // scaled encoders that rules change
	Encoders                []EncoderState
	Holds                   []HoldState
	Synapses                []SynapsesState // of instructions that keep something, in order
	Records                 []Record
	Muted                   bool
}

// PopulationState is what a population keeps beside its states.
type PopulationState struct {
	Kept     [][]float64
	Rand     []byte
	Spikes   []int32
	Lost     []int32 // neurons that a lesion silences
	Outside  int
	Farthest float64
	Below    []Noted
	Coarse   Noted
	Largest  float64 // of the conductances that were too large
}

// SynapsesState is what is on its way to synapses, and where their random numbers are.
type SynapsesState struct {
	Ring ring
	Rand []byte
}

// LinkState is what a link has become.
type LinkState struct {
	W, Learned                []float64
	Norm, Diverged, Liveliest float64
	Grew, Empty               bool
	Factors                   []float64 // of rows, by scaling
	Arriving                  [][]int32 // spikes on their way
	Cut                       []float64 // what weights that are cut were
	Form                      bool      // of a link of which synapses were cut
}

// RuleState is the change a rule has computed that has not joined yet, and what
// its kernel keeps.
type RuleState struct {
	Fresh, Frozen      bool
	Left, Right, Decay []float64
	Kept               [][]float64
}

// EncoderState is that of a rule that changes encoders.
type EncoderState struct {
	Fresh, Frozen bool
	Due           float64
}

// kept are the numbers a stepper or a kernel keeps of its own.
func kept(x any) [][]float64 {
	if k, ok := x.(interface{ Kept() [][]float64 }); ok {
		return k.Kept()
	}
	return nil
}

// State returns what the simulation has become.
func (s *Sim) State() (*State, error) {
	out := &State{Step: s.step, Rewound: s.rewound, Recorded: s.recorded, Mem: s.mem[:s.p.Constants], Params: s.params, Records: s.Records(),
		Muted: s.rec.muted, Holds: s.Held()}
	for i := range s.pops {
		p := &s.pops[i]
		random, err := p.random.MarshalBinary()
		if err != nil {
			return nil, err
		}
		out.Populations = append(out.Populations,
			PopulationState{Kept: kept(p.stepper), Rand: random, Spikes: p.spikes, Lost: p.lost, Outside: p.outside, Farthest: p.farthest,
				Below: slices.Clone(p.below), Coarse: p.coarse.Noted, Largest: p.coarse.Largest})
	}
	for i := range s.ops {
		if x := s.ops[i].synapses; x != nil {
			st, err := x.state()
			if err != nil {
				return nil, err
			}
			out.Synapses = append(out.Synapses, st)
		}
	}
	for _, l := range s.links {
		l.settle()
		st := LinkState{W: l.w, Learned: l.learned, Norm: l.lastNorm, Diverged: l.diverged, Liveliest: l.liveliest, Grew: l.grew, Empty: l.empty, Cut: l.cuts.kept, Form: l.cuts.form}
		if l.events != nil {
			st.Factors, st.Arriving = l.events.factors, l.events.arriving
		}
		out.Links = append(out.Links, st)
	}
	for _, r := range s.linkRules {
		out.Rules = append(out.Rules, RuleState{r.fresh, r.frozen, r.state.Left, r.state.Right, r.state.Decay, kept(r.keeps())})
	}
	for _, e := range s.tuned {
		out.Tuned = append(out.Tuned, e.encoders)
	}
	for _, r := range s.encoders {
		out.Encoders = append(out.Encoders, EncoderState{r.fresh, r.frozen, r.due})
	}
	return out, nil
}

// Clone is a state of its own: the simulation may go on.
func (st *State) Clone() *State {
	out := *st
	out.Mem, out.Params, out.Tuned = slices.Clone(st.Mem), slices.Clone(st.Params), cloned(st.Tuned)
	out.Populations, out.Links, out.Rules = slices.Clone(st.Populations), slices.Clone(st.Links), slices.Clone(st.Rules)
	for i := range out.Populations {
		p := &out.Populations[i]
		p.Kept, p.Spikes, p.Lost = cloned(p.Kept), slices.Clone(p.Spikes), slices.Clone(p.Lost)
	}
	out.Synapses = slices.Clone(st.Synapses)
	for i := range out.Synapses {
		out.Synapses[i].Ring = out.Synapses[i].Ring.clone()
	}
	for i := range out.Links {
		l := &out.Links[i]
		l.W, l.Learned, l.Factors, l.Arriving, l.Cut = slices.Clone(l.W), slices.Clone(l.Learned), slices.Clone(l.Factors), cloned(l.Arriving), slices.Clone(l.Cut)
	}
	for i := range out.Rules {
		r := &out.Rules[i]
		r.Left, r.Right, r.Decay, r.Kept = slices.Clone(r.Left), slices.Clone(r.Right), slices.Clone(r.Decay), cloned(r.Kept)
	}
	out.Records = slices.Clone(st.Records)
	for i := range out.Records {
		r := &out.Records[i]
		r.T, r.Data, r.Spike = slices.Clone(r.T), slices.Clone(r.Data), slices.Clone(r.Spike)
	}
	return &out
}

func cloned[T any](list [][]T) [][]T {
	out := make([][]T, len(list))
	for i, x := range list {
		out[i] = slices.Clone(x)
	}
	return out
}

// Bytes is about how much memory a state takes.
func (st *State) Bytes() int {
	n := len(st.Mem) + len(st.Params)
	for i := range st.Links {
		n += len(st.Links[i].W) + len(st.Links[i].Learned) + len(st.Links[i].Factors) + len(st.Links[i].Cut)
	}
	for _, e := range st.Tuned {
		n += len(e)
	}
	for i := range st.Rules {
		r := &st.Rules[i]
		n += len(r.Left) + len(r.Right) + len(r.Decay)
		for _, x := range r.Kept {
			n += len(x)
		}
	}
	return 8 * n
}

// Restore makes a new simulation what another one of the same program was.
// Processes are run again from where they were started last: what they gave
// depends on nothing else.
func (s *Sim) Restore(st *State) error {
	if err := s.restore(st); err != nil {
		return err
	}
	s.replay(nil)
	return nil
}

// restore is Restore but for the processes.
func (s *Sim) restore(st *State) error {
	if len(st.Mem) != s.p.Constants || len(st.Params) != len(s.params) || len(st.Populations) != len(s.pops) || len(st.Links) != len(s.links) ||
		len(st.Rules) != len(s.linkRules) || len(st.Tuned) != len(s.tuned) || len(st.Encoders) != len(s.encoders) || len(st.Records) != len(s.rec.channels) || len(st.Holds) != len(s.holds) {
		return errors.New("the state is that of another program")
	}
	copy(s.mem, st.Mem)
	copy(s.params, st.Params)
	s.rates()
	s.step, s.t, s.rewound, s.recorded = st.Step, float64(st.Step)*s.p.Dt, st.Rewound, st.Recorded
	for i := range s.pops {
		if err := s.pops[i].restore(&st.Populations[i]); err != nil {
			return err
		}
	}
	k := 0
	for i := range s.ops {
		if x := s.ops[i].synapses; x != nil && k < len(st.Synapses) {
			if err := x.restore(&st.Synapses[k]); err != nil {
				return err
			}
			k++
		}
	}
	for i, l := range s.links {
		l.restore(&st.Links[i])
	}
	for i, e := range s.tuned {
		copy(e.encoders, st.Tuned[i])
	}
	for i, r := range s.linkRules {
		r.restore(&st.Rules[i])
	}
	for i, r := range s.encoders {
		from := &st.Encoders[i]
		r.fresh, r.frozen, r.due = from.Fresh, from.Frozen, from.Due
	}
	for i, h := range st.Holds {
		s.SetHeld(i, h)
	}
	for i, rec := range st.Records {
		c := &s.rec.channels[i]
		c.Record = rec
		if c.clock >= 0 {
			s.rec.clocks[c.clock].t = rec.T
		}
	}
	s.rec.muted = st.Muted
	return nil
}

func (p *population) restore(from *PopulationState) error {
	putBack(kept(p.stepper), from.Kept)
	p.spikes = append(p.spikes[:0], from.Spikes...)
	p.lose(from.Lost)
	p.outside, p.farthest = from.Outside, from.Farthest
	copy(p.below, from.Below)
	p.coarse.Noted, p.coarse.Largest = from.Coarse, from.Largest
	return p.random.UnmarshalBinary(from.Rand)
}

func (l *link) restore(from *LinkState) {
	clear(l.resting)
	if l.cuts.form != from.Form {
		l.arrange(from.Form)
		l.cuts.form = from.Form
	}
	l.mark(from.Cut)
	if len(l.w) > 0 && &l.w[0] != &from.W[0] { // else it is handed over
		copy(l.w, from.W)
		copy(l.learned, from.Learned)
	}
	if e := l.events; e != nil {
		copy(e.factors, from.Factors)
		for i := range min(len(e.arriving), len(from.Arriving)) {
			e.arriving[i] = append(e.arriving[i][:0], from.Arriving[i]...)
		}
	}
	l.lastNorm, l.diverged, l.liveliest, l.grew, l.empty = from.Norm, from.Diverged, from.Liveliest, from.Grew, from.Empty
}

func (r *linkRule) restore(from *RuleState) {
	r.fresh, r.frozen = from.Fresh, from.Frozen
	copy(r.state.Left, from.Left)
	r.state.Right, r.state.Decay = from.Right, from.Decay // until the next change
	putBack(kept(r.keeps()), from.Kept)
	r.follow()
}

func putBack(to, from [][]float64) {
	for i := range min(len(to), len(from)) {
		copy(to[i], from[i])
	}
}

// replay brings the processes to where they were, but for those that are there.
func (s *Sim) replay(there map[int]bool) {
	for i, n := range s.p.Processes {
		if there[i] {
			continue
		}
		y := make([]float64, n.Dims)
		for k := s.rewound + 1; k <= s.step; k++ {
			s.processes[i].Next(k, float64(k)*s.p.Dt, y)
		}
	}
}
