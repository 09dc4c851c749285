package expressions

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// EnsembleArray is independent populations that look like one object, whose
// dimensions count on through its members. What arrives goes through a
// pass-through, as does what is read of several members; both are exact and
// have no delay. The others are made when they are first needed.
type EnsembleArray struct {
	Model      *model.Model
	Name       string
	At         diag.Span
	Members    []Source // ensembles, or exact nodes if they are direct
	Dims       int      // of each member
	Neurons    int      // of each member
	Input      *model.Node
	value      *model.Node          // the value of all members
	activities *model.Node          // the activities of all members
	currents   map[bool]*model.Node // what arrives at the neurons, by `units gain`
}

// NewArray is an array without members.
func NewArray(m *model.Model, name string, at diag.Span) *EnsembleArray {
	return &EnsembleArray{Model: m, Name: name, At: at, currents: map[bool]*model.Node{}}
}

// Size is the number of dimensions of all members.
func (a *EnsembleArray) Size() int { return len(a.Members) * a.Dims }

// Value is the pass-through that holds the value of all members.
func (a *EnsembleArray) Value() *model.Node {
	if a.value == nil {
		a.value = a.PassThrough(".value", "", a.Size())
		for i, m := range a.Members {
			a.connection(m.Endpoint(), model.Endpoint{At: a.At, Node: a.value, Index: Consecutive(i*a.Dims, a.Dims), Size: a.Dims})
		}
	}
	return a.value
}

// Activities is the pass-through that holds what all neurons do.
func (a *EnsembleArray) Activities() *model.Node {
	if a.activities == nil {
		a.activities = a.PassThrough(".neurons.out", ".neurons", len(a.Members)*a.Neurons)
		for i, m := range a.Members {
			pre := m.Endpoint()
			pre.Neurons, pre.Size = true, a.Neurons
			a.connection(pre, model.Endpoint{At: a.At, Node: a.activities, Index: Consecutive(i*a.Neurons, a.Neurons), Size: a.Neurons})
		}
	}
	return a.activities
}

// Currents is the pass-through to the neurons of all members.
func (a *EnsembleArray) Currents(gain bool) *model.Node {
	if a.currents[gain] == nil {
		a.currents[gain] = a.PassThrough(map[bool]string{false: ".neurons", true: ".neurons.gain"}[gain], ".neurons", len(a.Members)*a.Neurons)
		a.currents[gain].Neurons = &model.ArrayNeurons{Input: a.Input}
		for i, m := range a.Members {
			post := m.Endpoint()
			post.Neurons, post.Size = true, a.Neurons
			a.Wire(a.currents[gain], i*a.Neurons, a.Neurons, post, gain)
			a.currents[gain].Neurons.Members = append(a.currents[gain].Neurons.Members, m.Ensemble)
		}
	}
	return a.currents[gain]
}

// HoldsActivities reports the pass-through of the activities of all members.
func (a *EnsembleArray) HoldsActivities(n *model.Node) bool { return n != nil && n == a.activities }

// PassThrough adds an exact sum that belongs to the array; slot is what a model
// writes behind the name of the array for it.
func (a *EnsembleArray) PassThrough(suffix, slot string, dims int) *model.Node {
	n := &model.Node{Name: a.Name + suffix, As: a.Name + slot, Role: "array", At: a.At, Dims: dims}
	a.Model.Nodes = append(a.Model.Nodes, n)
	return n
}

// Wire carries some elements of a pass-through to a member.
func (a *EnsembleArray) Wire(from *model.Node, first, count int, post model.Endpoint, gain bool) {
	pre := model.Endpoint{At: a.At, Node: from, Size: count}
	if from.Dims != count {
		pre.Index = Consecutive(first, count)
	}
	a.connection(pre, post).UnitsGain = gain
}

// connection is a wire of the array without synapse.
func (a *EnsembleArray) connection(pre, post model.Endpoint) *model.Connection {
	conn := a.Model.NewConnection(pre.Name()+"->"+post.Name(), a.At, pre, post)
	a.Model.Connections = append(a.Model.Connections, conn)
	return conn
}

// Consecutive lists count numbers from first on.
func Consecutive(first, count int) []int {
	out := make([]int, count)
	for i := range out {
		out[i] = first + i
	}
	return out
}

// memberHas reports whether a member by itself has a slot.
func (a *EnsembleArray) memberHas(slot string) bool {
	if a.Members[0].Ensemble == nil {
		return false
	}
	_, have := (&Ref{Ensemble: a.Members[0].Ensemble}).available()
	return slots.Among(have, slot) != nil
}

// arrayMembers resolves ARRAY[i] in front of a slot, where the index counts
// members: one of them is the ensemble it is.
func (c *Resolver) arrayMembers(r *Ref, e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	idx, ok := c.Indices(e.Args[1:], len(r.Array.Members), e.Args[0].String(), "members", s)
	if !ok {
		return nil, false
	}
	if len(idx) > 1 {
		r.members = idx
		return r, true
	}
	m := r.Array.Members[idx[0]]
	return &Ref{At: e.At, Decl: r.Decl, Ensemble: m.Ensemble, Node: m.Node, Size: m.Size()}, true
}

// ofMembers picks, of a slot of all members, what belongs to the members named.
func (r *Ref) ofMembers() {
	each := r.Array.Neurons
	if r.Entry().From == slots.Input {
		each = r.Array.Dims
	}
	r.Size = len(r.Array.Members) * each
	if r.members == nil {
		return
	}
	for _, m := range r.members {
		r.Index = append(r.Index, Consecutive(m*each, each)...)
	}
	r.Size = len(r.Index)
}

// AsNode is a reference to an array as one to the pass-through that holds what
// it means.
func (c *Resolver) AsNode(r *Ref) *Ref {
	if r.Array == nil {
		return r
	}
	out := *r
	switch out.Entry().From {
	case slots.Activity:
		out.Node = r.Array.Activities()
	case slots.Input:
		out.Node = r.Array.Input
	default:
		out.Node = r.Array.Value()
	}
	out.Array, out.Slot = nil, ""
	return &out
}
