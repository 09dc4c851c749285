package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/internal/sparse"
)

// synapses is what an instruction keeps that adds up weights which exist, or lets spikes
// pass by chance: what neurons did in steps that still matter, and the random numbers.
type synapses struct {
	name   string
	link   *link
	late   int       // steps by which all weights are late
	random *rng.Rand // of what passes; nil if all does
	ring   ring
}

// ring is what neurons did in some steps: the columns of those that spiked, or activities.
type ring struct {
	At      int // of the last step
	Spikes  [][]int32
	Values  [][]float64
	Quantum float64 // what a spike is where several in a step add up; 0 until there was one
}

// newSynapses prepares an instruction; nil for one that keeps nothing.
func newSynapses(s *Sim, in *program.Instr) *synapses {
	if in.Code != program.Synapses && (in.Code != program.Learned || s.p.Links[in.Ref].Release == 1) {
		return nil
	}
	out := &synapses{name: in.Tag, link: s.links[in.Ref], late: in.Late}
	if t := out.link.Thin; t != nil {
		room := 1
		if n := len(t.Parts); n > 0 {
			room += t.Parts[n-1].Late + in.Late
		}
		if in.Spikes {
			out.ring.Spikes = make([][]int32, room)
		} else {
			for range room {
				out.ring.Values = append(out.ring.Values, make([]float64, in.X.Len))
			}
		}
	}
	return out
}

// rest empties what is on its way, and begins the random numbers anew.
func (s *synapses) rest() {
	for i := range s.ring.Spikes {
		s.ring.Spikes[i] = s.ring.Spikes[i][:0]
	}
	for _, v := range s.ring.Values {
		clear(v)
	}
	s.ring.At = 0
	if l := s.link; l.Release < 1 {
		s.random = rng.Stream(l.Seed, s.name, rng.Release)
	}
}

// step is y = Σ_d W_d·a(d steps ago), by the weights of each delay.
func (s *synapses) step(op *instr) {
	clear(op.y)
	if op.src.Spikes {
		s.spikes(op)
	} else {
		s.activities(op)
	}
	if e := s.link.events; e != nil {
		e.scaled(op.y)
	}
}

// spikes adds the columns of neurons that spiked.
func (s *synapses) spikes(op *instr) {
	r := &s.ring
	r.At = (r.At + 1) % len(r.Spikes)
	r.Spikes[r.At] = append(r.Spikes[r.At][:0], op.columns()...)
	any := false
	for k := range s.link.thin {
		part := &s.link.thin[k]
		columns := r.Spikes[(r.At+len(r.Spikes)-part.Late-s.late)%len(r.Spikes)]
		switch {
		case len(columns) == 0:
			continue
		case s.random != nil:
			s.pass(op.y, part, columns)
		case part.Columns != nil:
			addFew(op.y, part, columns)
		default:
			kernels.SparseColumns(op.y, part.First, part.Row, part.Val, columns)
		}
		any = true
	}
	if any {
		kernels.Scale(op.y, op.pop.height)
	}
}

// addFew is SparseColumns of a part that has few columns.
func addFew(y []float64, part *sparse.Part, columns []int32) {
	for _, j := range columns {
		from, to := part.Column(int(j))
		for k := from; k < to; k++ {
			y[part.Row[k]] += part.Val[k]
		}
	}
}

// pass is SparseColumns of those weights that spikes pass.
func (s *synapses) pass(y []float64, part *sparse.Part, columns []int32) {
	chance := s.link.Release
	for _, j := range columns {
		from, to := part.Column(int(j))
		for k := from; k < to; k++ {
			if s.random.Float64() < chance {
				y[part.Row[k]] += part.Val[k]
			}
		}
	}
}

// activities multiplies what neurons did that have no list of spikes.
func (s *synapses) activities(op *instr) {
	r := &s.ring
	s.measure(op)
	r.At = (r.At + 1) % len(r.Values)
	copy(r.Values[r.At], op.x)
	for k := range s.link.thin {
		part := &s.link.thin[k]
		x := r.Values[(r.At+len(r.Values)-part.Late-s.late)%len(r.Values)]
		for j, v := range x {
			if of := op.src.Columns; of != nil {
				if j = int(of[j]); j < 0 {
					continue
				}
			}
			if v == 0 {
				continue
			}
			from, to := part.Column(j)
			for e := from; e < to; e++ {
				op.y[part.Row[e]] += float64(part.Val[e] * s.passing(v))
			}
		}
	}
}

// measure finds what one spike of the source is, where several in a step add up.
func (s *synapses) measure(op *instr) {
	if s.random == nil || s.ring.Quantum > 0 || len(op.pop.spikes) == 0 {
		return
	}
	first, n := op.pop.spikes[0], 0
	for _, j := range op.pop.spikes {
		if j == first {
			n++
		}
	}
	s.ring.Quantum = math.Abs(op.x[first]) / float64(n)
}

// mostDrawn is of how many spikes of a neuron in a step each passes by itself, as many as
// are listed; of more, which no neuron fires, the share.
const mostDrawn = 1000

// passing is what of an activity passes a weight: each of its spikes by itself.
func (s *synapses) passing(v float64) float64 {
	if s.random == nil {
		return v
	}
	if !(math.Abs(v) <= mostDrawn*s.ring.Quantum) {
		return s.link.Release * v
	}
	passed := 0.0
	for left := math.Abs(v); left > 0.5*s.ring.Quantum; left -= s.ring.Quantum {
		if s.random.Float64() < s.link.Release {
			passed += s.ring.Quantum
		}
	}
	return math.Copysign(passed, v)
}

// clone is a copy of the ring.
func (r *ring) clone() ring {
	return ring{At: r.At, Spikes: cloned(r.Spikes), Values: cloned(r.Values), Quantum: r.Quantum}
}

// put makes the ring what another was, of as many steps.
func (r *ring) put(from *ring) {
	r.At, r.Quantum = from.At, from.Quantum
	for i := range min(len(r.Spikes), len(from.Spikes)) {
		r.Spikes[i] = append(r.Spikes[i][:0], from.Spikes[i]...)
	}
	for i := range min(len(r.Values), len(from.Values)) {
		copy(r.Values[i], from.Values[i])
	}
}

// applyReleased is W_now·a of the weights that spikes pass.
func (l *link) applyReleased(op *instr) {
	clear(op.y)
	if op.src.Spikes {
		for _, j := range op.columns() {
			l.addReleased(op, int(j), 1)
		}
		kernels.Scale(op.y, op.pop.height)
	} else {
		op.synapses.measure(op)
		for j, v := range op.x {
			if of := op.src.Columns; of != nil {
				j = int(of[j])
			}
			if v != 0 && j >= 0 {
				l.addReleased(op, j, v)
			}
		}
	}
	if l.events != nil {
		l.events.scaled(op.y)
	}
}

// addReleased adds the weights of column j that spikes pass, which are v of them.
func (l *link) addReleased(op *instr, j int, v float64) {
	s := op.synapses
	for i, w := range l.join(j) {
		switch {
		case l.Mask != nil && !l.Mask[i*l.pre+j]:
		case !op.src.Spikes:
			op.y[i] += float64(w * s.passing(v))
		case s.random.Float64() < l.Release:
			op.y[i] += w
		}
	}
}

// state is what an instruction keeps.
func (s *synapses) state() (SynapsesState, error) {
	out := SynapsesState{Ring: s.ring}
	if s.random == nil {
		return out, nil
	}
	var err error
	out.Rand, err = s.random.MarshalBinary()
	return out, err
}

// restore puts back what another simulation kept.
func (s *synapses) restore(from *SynapsesState) error {
	s.ring.put(&from.Ring)
	if s.random == nil || from.Rand == nil {
		return nil
	}
	return s.random.UnmarshalBinary(from.Rand)
}

// synapses take over what is on its way, of the same connection and as many steps.
func (t *takeover) synapses() {
	here, there := t.s.keeping(), t.from.keeping()
	at := map[string]int{}
	for i, x := range here {
		at[x.name] = i
	}
	for i, old := range there {
		k, ok := at[old.name]
		if ok && t.s.p.Dt == t.from.p.Dt && len(here[k].ring.Spikes) == len(old.ring.Spikes) && len(here[k].ring.Values) == len(old.ring.Values) {
			t.mine.Synapses[k] = t.theirs.Synapses[i]
		}
	}
}

// keeping lists what instructions keep, in order.
func (s *Sim) keeping() (out []*synapses) {
	for i := range s.ops {
		if x := s.ops[i].synapses; x != nil {
			out = append(out, x)
		}
	}
	return out
}

// sameThin reports weights that exist at the same places.
func sameThin(a, b *sparse.Weights) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Rows == b.Rows && a.Cols == b.Cols && slices.EqualFunc(a.Parts, b.Parts, func(x, y sparse.Part) bool {
		return x.Late == y.Late && slices.Equal(x.Columns, y.Columns) && slices.Equal(x.First, y.First) && slices.Equal(x.Row, y.Row)
	})
}

// sameNumbers reports weights that have the same numbers, at places that are the same.
func sameNumbers(a, b *sparse.Weights) bool {
	return a == nil || slices.EqualFunc(a.Parts, b.Parts, func(x, y sparse.Part) bool { return slices.Equal(x.Val, y.Val) })
}
