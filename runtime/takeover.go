package runtime

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/identity"
)

// TakeOver continues a simulation of an older version of the model in this one, which
// must be new. What has the same name in both takes over the state it had; what is new
// starts as it was built. A population takes over its state if it has the same neurons,
// a link its weights if it was built with the same. TakeOver returns the names of what the
// older simulation had and this one cannot take. The older one is over: weights are handed
// over, not copied.
func (s *Sim) TakeOver(from *Sim) (left []string, err error) {
	t := &takeover{s: s, from: from}
	t.links() // first: what is handed over is part of the state
	if t.mine, err = s.State(); err != nil {
		return nil, err
	}
	if t.theirs, err = from.State(); err != nil {
		return nil, err
	}
	mine, theirs := t.mine, t.theirs
	mine.Step, mine.Recorded = int(math.Round(from.t/s.p.Dt)), theirs.Recorded
	mine.Rewound = int(math.Round(float64(theirs.Rewound) * from.p.Dt / s.p.Dt))
	t.params()
	t.signals()
	t.filters()
	t.populations()
	t.synapses()
	t.rules()
	t.held()
	if err := s.restore(mine); err != nil {
		return nil, err
	}
	s.replay(t.processes())
	return t.left, nil
}

// takeover is the state of a new simulation, in which that of an older one replaces
// what it can.
type takeover struct {
	s, from      *Sim
	mine, theirs *State
	left         []string
}

// numbers finds things by their names.
func numbers[T any](list []T, name func(*T) string) map[string]int {
	out := map[string]int{}
	for i := range list {
		out[name(&list[i])] = i
	}
	return out
}

// params keep the values that they were given while the older simulation ran.
func (t *takeover) params() {
	here := numbers(t.s.p.Params, func(p *program.Param) string { return p.Name })
	for i, p := range t.from.p.Params {
		k, ok := here[p.Name]
		switch {
		case t.theirs.Params[i] == p.Value:
		case ok:
			t.mine.Params[k] = t.theirs.Params[i]
		default:
			t.left = append(t.left, p.Name)
		}
	}
}

// move copies a stretch of memory.
func (t *takeover) move(to, from program.Range) {
	copy(t.mine.Mem[to.Off:to.Off+to.Len], t.theirs.Mem[from.Off:from.Off+from.Len])
}

// signals keep their values, if they are as long.
func (t *takeover) signals() {
	here := numbers(t.s.p.Signals, func(s *program.Signal) string { return s.Name })
	for _, old := range t.from.p.Signals {
		if k, ok := here[old.Name]; ok && t.s.p.Signals[k].Range.Len == old.Range.Len {
			t.move(t.s.p.Signals[k].Range, old.Range)
		}
	}
}

// filters take over what they keep beside their signal.
func (t *takeover) filters() {
	states := func(p *program.Program) map[string]program.Range {
		out, seen := map[string]program.Range{}, map[string]int{}
		for i := range p.Instrs {
			in := &p.Instrs[i]
			if in.State.Len > 0 {
				name := fmt.Sprintf("%s %s %d", in.Code, in.Tag, in.State.Len)
				seen[name]++
				out[fmt.Sprintf("%s #%d", name, seen[name])] = in.State
			}
		}
		return out
	}
	old := states(t.from.p)
	for name, at := range states(t.s.p) {
		if from, ok := old[name]; ok {
			t.move(at, from)
		}
	}
}

// populations with the same neurons take over their outputs and states.
func (t *takeover) populations() {
	here := numbers(t.s.p.Populations, func(p *program.Population) string { return p.Name })
	for i := range t.from.p.Populations {
		old := &t.from.p.Populations[i]
		k, ok := here[old.Name]
		if !ok || !t.sameNeurons(&t.s.p.Populations[k], old) {
			t.left = append(t.left, old.Name)
			continue
		}
		pop := &t.s.p.Populations[k]
		t.move(pop.Output, old.Output)
		for j, at := range pop.States {
			t.move(at, old.States[j])
		}
		t.mine.Populations[k] = t.theirs.Populations[i]
	}
}

// sameNeurons reports populations that compute the same of the same currents.
func (t *takeover) sameNeurons(a, b *program.Population) bool {
	return t.s.p.Dt == t.from.p.Dt && a.N == b.N && a.Dims == b.Dims && same(a.Neurons, b.Neurons) && slices.Equal(a.Gain, b.Gain) && slices.Equal(a.Bias, b.Bias)
}

// same reports components that say the same: types may hold functions, which nobody can
// compare.
func same(a, b any) bool { return new(identity.Walker).Hash(a) == new(identity.Walker).Hash(b) }

// links hand over weights that belong to the same question, which was answered alike, as
// they are kept: no weight is copied. Where what was learned is kept in another form here
// it is put together. Those that were asked for otherwise are as they were built.
func (t *takeover) links() {
	here := numbers(t.s.p.Links, func(l *program.Link) string { return l.Name })
	for i, old := range t.from.links {
		if !old.Kept {
			continue
		}
		k, ok := here[old.Name]
		if ok && t.s.links[k].Kept && t.s.links[k].asBuilt(old) {
			if !t.s.links[k].takeCuts(old) {
				t.left = append(t.left, old.Name+", its cuts")
			}
			t.s.links[k].become(old)
		} else if built, _ := old.Dense(); !slices.Equal(t.from.Weights(i), built) {
			t.left = append(t.left, old.Name)
		}
	}
}

// asBuilt reports links that began with the same weights.
func (l *link) asBuilt(old *link) bool {
	return l.Rows == old.Rows && l.Cols == old.Cols && sameThin(l.Thin, old.Thin) && sameNumbers(l.Thin, old.Thin) && slices.Equal(l.Weights, old.Weights)
}

// become takes the weights of an older simulation, which is over.
func (l *link) become(old *link) {
	clear(l.resting)
	old.settle()
	if l.thin != nil {
		l.becomeThin(old)
	} else if len(l.learned) == len(old.learned) && slices.Equal(l.encode, old.encode) && slices.Equal(l.mask, old.mask) && l.scales() == old.scales() {
		l.w, l.learned = old.w, old.learned
		if l.scales() {
			l.events.factors = old.events.factors
		}
	} else {
		now := make([]float64, len(old.w))
		old.weights(now)
		l.load(now)
	}
	if old.events == nil {
		l.loaded()
	}
	if l.events != nil && old.events != nil && len(l.events.arriving) == len(old.events.arriving) {
		l.events.arriving = old.events.arriving
	}
	l.lastNorm, l.diverged, l.liveliest, l.grew, l.empty = old.lastNorm, old.diverged, old.liveliest, old.grew, old.empty
}

// becomeThin is become for weights that exist.
func (l *link) becomeThin(old *link) {
	copy(l.w, old.w)
	switch {
	case l.scales() && old.scales():
		copy(l.events.factors, old.events.factors)
	case old.scales():
		for at := range l.w {
			l.w[at] *= old.factor(at)
		}
	}
}

// processes that are the same go on as they are, and are listed by their numbers here:
// the others are run again from where they were started.
func (t *takeover) processes() map[int]bool {
	here := numbers(t.s.p.Processes, func(p *program.ProcessNode) string { return p.Name })
	there := map[int]bool{}
	for i, old := range t.from.p.Processes {
		k, ok := here[old.Name]
		if ok && t.s.p.Dt == t.from.p.Dt && same(t.s.p.Processes[k], old) {
			t.s.processes[k], there[k] = t.from.processes[i], true
		}
	}
	return there
}

// rules take over the change that has not joined yet, what their kernels keep, and the
// encoders that they moved.
func (t *takeover) rules() {
	here := numbers(t.s.p.LinkRules, func(r *program.LinkRule) string { return r.Name })
	for i, old := range t.from.linkRules {
		k, ok := here[old.Name]
		if !ok || t.s.linkRules[k].Kind != old.Kind || len(t.s.linkRules[k].state.Left) != len(old.state.Left) || len(t.s.linkRules[k].state.Pre) != len(old.state.Pre) ||
			t.s.linkRules[k].state.Sources != old.state.Sources || t.s.linkRules[k].state.Targets != old.state.Targets ||
			t.s.linkRules[k].state.Depth != old.state.Depth {
			t.left = append(t.left, old.Name+", its rule")
			continue
		}
		st := t.theirs.Rules[i]
		st.Right, st.Decay = slices.Clone(st.Right), slices.Clone(st.Decay)
		t.mine.Rules[k] = st
	}
	populations := numbers(t.s.p.Tuned, func(e *program.Tuned) string { return t.s.p.Populations[e.Population].Name })
	for i, old := range t.from.tuned {
		if k, ok := populations[t.from.p.Populations[old.Population].Name]; ok && len(t.mine.Tuned[k]) == len(t.theirs.Tuned[i]) {
			t.mine.Tuned[k] = t.theirs.Tuned[i]
		}
	}
	encoders := numbers(t.s.p.EncoderRules, func(r *program.EncoderRule) string { return r.Name })
	for i, old := range t.from.encoders {
		if k, ok := encoders[old.Name]; ok {
			t.mine.Encoders[k] = t.theirs.Encoders[i]
		} else {
			t.left = append(t.left, old.Name+", its rule")
		}
	}
}
