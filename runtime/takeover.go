package runtime

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/nefc/nefc/compiler/program"
)

// TakeOver continues a simulation of an older version of the model in this one, which
// must be new. What has the same name in both takes over the state it had; what is new
// starts as it was built. A population takes over its state if it has the same neurons,
// a link its weights if they had changed and have the same shape. TakeOver returns the
// names of what the older simulation had and this one cannot take.
func (s *Sim) TakeOver(from *Sim) (left []string, err error) {
	mine, err := s.State()
	if err != nil {
		return nil, err
	}
	theirs, err := from.State()
	if err != nil {
		return nil, err
	}
	t := &takeover{s: s, from: from, mine: mine, theirs: theirs}
	mine.Step = int(math.Round(from.t / s.p.Dt))
	mine.Rewound = int(math.Round(float64(theirs.Rewound) * from.p.Dt / s.p.Dt))
	t.params()
	t.signals()
	t.filters()
	t.populations()
	t.links()
	t.rules()
	t.held()
	return t.left, s.Restore(mine)
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
	return t.s.p.Dt == t.from.p.Dt && a.N == b.N && a.Dims == b.Dims && reflect.DeepEqual(a.Neurons, b.Neurons) && slices.Equal(a.Gain, b.Gain) && slices.Equal(a.Bias, b.Bias)
}

// links take over weights that had changed: as they are kept, or all in one matrix
// where what was learned is kept in another form here.
func (t *takeover) links() {
	here := numbers(t.s.p.Links, func(l *program.Link) string { return l.Name })
	for i, old := range t.from.links {
		if !old.Kept {
			continue
		}
		now := t.from.Weights(i)
		if slices.Equal(now, old.Weights) {
			continue
		}
		k, ok := here[old.Name]
		if !ok || !t.s.links[k].Kept || t.s.links[k].Rows != old.Rows || t.s.links[k].Cols != old.Cols {
			t.left = append(t.left, old.Name)
			continue
		}
		if l := t.s.links[k]; len(l.learned) == len(old.learned) && slices.Equal(l.encode, old.encode) {
			t.mine.Links[k] = t.theirs.Links[i]
		} else {
			l.load(now)
		}
	}
}

// rules take over the change that has not joined yet, what their kernels keep, and the
// encoders that they moved.
func (t *takeover) rules() {
	here := numbers(t.s.p.LinkRules, func(r *program.LinkRule) string { return r.Name })
	for i, old := range t.from.linkRules {
		k, ok := here[old.Name]
		if !ok || t.s.linkRules[k].Kind != old.Kind || len(t.s.linkRules[k].state.Left) != len(old.state.Left) || len(t.s.linkRules[k].state.Pre) != len(old.state.Pre) {
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
