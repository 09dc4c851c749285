package check

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/slots"
)

// ensembleArray is independent populations that look like one object, whose
// dimensions count on through its members. What arrives goes through a
// pass-through, as does what is read of several members; both are exact and
// have no delay. The others are made when they are first needed.
type ensembleArray struct {
	model   *model.Model
	name    string
	at      diag.Span
	members []source // ensembles, or exact nodes if they are direct
	dims    int      // of each member
	neurons int      // of each member
	input   *model.Node
	whole   *model.Node          // the value of all members
	out     *model.Node          // the activities of all members
	in      map[bool]*model.Node // what arrives at the neurons, by `units gain`
}

func (a *ensembleArray) size() int { return len(a.members) * a.dims }

// array builds `array NAME MEMBERS of NEURONS`.
func (c *checker) array(d *decl, st *grammar.Array) (any, bool) {
	o := c.options("array", &st.Options, d.in)
	n, ok := c.constant(st.Members, d.in)
	if !ok {
		return nil, false
	}
	members, ok := c.whole(n, "the number of members", 1)
	if !ok || c.tooLarge(d.at, "`"+d.name+"`", float64(members)) || !c.expands(d.at, connectionBytes*float64(members)) {
		return nil, false
	}
	a := &ensembleArray{model: c.model, name: d.name, at: d.at, in: map[bool]*model.Node{}}
	for i := range members {
		made, ok := c.population(fmt.Sprintf("%s[%d]", d.name, i), d, st.Neurons, o)
		if !ok {
			return nil, false
		}
		switch obj := made.(type) {
		case *model.Ensemble:
			obj.Array, a.dims, a.neurons = d.name, obj.Dims, obj.N
			a.members = append(a.members, source{ens: obj, at: d.at, array: a, member: i})
		case *model.Node:
			a.dims = obj.Dims
			a.members = append(a.members, source{node: obj, at: d.at, array: a, member: i})
		}
	}
	a.input = a.passThrough(".input", a.size())
	for i, m := range a.members {
		a.wire(a.input, i*a.dims, a.dims, m.endpoint(), false)
	}
	c.arrays[a.input] = a
	return a, true
}

// passThrough adds an exact sum that belongs to the array.
func (a *ensembleArray) passThrough(suffix string, dims int) *model.Node {
	n := &model.Node{Name: a.name + suffix, Role: "array", At: a.at, Dims: dims}
	a.model.Nodes = append(a.model.Nodes, n)
	return n
}

// endpoint is a member as an end of a connection.
func (s source) endpoint() model.Endpoint {
	return model.Endpoint{At: s.at, Ensemble: s.ens, Node: s.node, Size: s.size()}
}

// stretch lists count numbers from first on.
func stretch(first, count int) []int {
	out := make([]int, count)
	for i := range out {
		out[i] = first + i
	}
	return out
}

// connection is a wire of the array without synapse.
func (a *ensembleArray) connection(pre, post model.Endpoint) *model.Connection {
	conn := a.model.NewConnection(pre.Name()+"->"+post.Name(), a.at, pre, post)
	a.model.Connections = append(a.model.Connections, conn)
	return conn
}

// wire carries some elements of a pass-through to a member.
func (a *ensembleArray) wire(from *model.Node, first, count int, post model.Endpoint, gain bool) {
	pre := model.Endpoint{At: a.at, Node: from, Size: count}
	if from.Dims != count {
		pre.Index = stretch(first, count)
	}
	a.connection(pre, post).UnitsGain = gain
}

// value is the pass-through that holds the value of all members.
func (a *ensembleArray) value() *model.Node {
	if a.whole == nil {
		a.whole = a.passThrough(".value", a.size())
		for i, m := range a.members {
			a.connection(m.endpoint(), model.Endpoint{At: a.at, Node: a.whole, Index: stretch(i*a.dims, a.dims), Size: a.dims})
		}
	}
	return a.whole
}

// activitiesSuffix makes the name of the pass-through that holds activities.
const activitiesSuffix = ".neurons.out"

// activities is the pass-through that holds what all neurons do.
func (a *ensembleArray) activities() *model.Node {
	if a.out == nil {
		a.out = a.passThrough(activitiesSuffix, len(a.members)*a.neurons)
		for i, m := range a.members {
			pre := m.endpoint()
			pre.Neurons, pre.Size = true, a.neurons
			a.connection(pre, model.Endpoint{At: a.at, Node: a.out, Index: stretch(i*a.neurons, a.neurons), Size: a.neurons})
		}
	}
	return a.out
}

// currents is the pass-through to the neurons of all members.
func (a *ensembleArray) currents(gain bool) *model.Node {
	if a.in[gain] == nil {
		a.in[gain] = a.passThrough(map[bool]string{false: ".neurons", true: ".neurons.gain"}[gain], len(a.members)*a.neurons)
		a.in[gain].Neurons = &model.ArrayNeurons{Input: a.input}
		for i, m := range a.members {
			post := m.endpoint()
			post.Neurons, post.Size = true, a.neurons
			a.wire(a.in[gain], i*a.neurons, a.neurons, post, gain)
			a.in[gain].Neurons.Members = append(a.in[gain].Neurons.Members, m.ens)
		}
	}
	return a.in[gain]
}

// memberHas reports whether a member by itself has a slot.
func (a *ensembleArray) memberHas(slot string) bool {
	if a.members[0].ens == nil {
		return false
	}
	_, have := (&ref{ens: a.members[0].ens}).slots()
	return slots.Among(have, slot) != nil
}

// arrayMembers resolves ARRAY[i] in front of a slot, where the index counts
// members: one of them is the ensemble it is.
func (c *checker) arrayMembers(r *ref, e *grammar.Expr, s *scope) (*ref, bool) {
	idx, ok := c.indices(e.Args[1:], len(r.array.members), e.Args[0].String(), "members", s)
	if !ok {
		return nil, false
	}
	if len(idx) > 1 {
		r.some = idx
		return r, true
	}
	m := r.array.members[idx[0]]
	return &ref{at: e.At, decl: r.decl, ens: m.ens, node: m.node, size: m.size()}, true
}

// ofMembers picks, of a slot of all members, what belongs to the members named.
func (r *ref) ofMembers() {
	each := r.array.neurons
	if r.entry().From == slots.Input {
		each = r.array.dims
	}
	r.size = len(r.array.members) * each
	if r.some == nil {
		return
	}
	for _, m := range r.some {
		r.index = append(r.index, stretch(m*each, each)...)
	}
	r.size = len(r.index)
}

// asNode is a reference to an array as one to the pass-through that holds what
// it means.
func (c *checker) asNode(r *ref) *ref {
	if r.array == nil {
		return r
	}
	out := *r
	switch out.entry().From {
	case slots.Activity:
		out.node = r.array.activities()
	case slots.Input:
		out.node = r.array.input
	default:
		out.node = r.array.value()
	}
	out.array, out.slot = nil, ""
	return &out
}

// arrayElements elaborates the value of an array: each element belongs to one
// member.
func (el *speller) arrayElements(r *ref, e *grammar.Expr) vector {
	out := vector{list: true}
	if !el.c.expands(e.At, elementBytes*float64(r.size)) {
		return out
	}
	for _, i := range r.picked(r.array.size()) {
		m := r.array.members[i/r.array.dims]
		m.at = e.At
		out.elems = append(out.elems, at(code.Var(el.source(m), i%r.array.dims), e.At))
	}
	return out
}

// joinMembers replaces the terms over members of one array by a single term
// over the array, so that a wire is filtered once. Terms over one member stay.
func joinMembers(w *wire) {
	var terms []*term
	joined := map[*ensembleArray]*term{}
	count := map[*ensembleArray]int{}
	for _, t := range w.terms {
		if t.constant == nil && t.src.array != nil {
			count[t.src.array]++
		}
	}
	for _, t := range w.terms {
		a := t.src.array
		if t.constant != nil || a == nil || count[a] == 1 {
			terms = append(terms, t)
			continue
		}
		if joined[a] == nil {
			joined[a] = &term{at: t.at, array: a}
			terms = append(terms, joined[a])
		}
		if t.transform.IsScalar() { // one element in, one out
			t.transform = model.Transform{Rows: w.size, Cols: w.size, M: diagonal(w.size, t.transform.Scalar)}
		}
		joined[a].members = append(joined[a].members, t)
	}
	w.terms = terms
}

// isWholeArray reports a term that is the value of an array, all of it as it is.
func (t *term) isWholeArray(size int) bool {
	if t.whole {
		return true
	}
	if t.array == nil || len(t.members) != len(t.array.members) || size != t.array.size() {
		return false
	}
	for _, m := range t.members {
		if m.fn != nil {
			return false
		}
		for i := range size {
			for j := range t.array.dims {
				if m.transform.M[i*t.array.dims+j] != code.Truth(i == m.src.member*t.array.dims+j) {
					return false
				}
			}
		}
	}
	return true
}

// arrayFunction applies `function` to each member of an array; the results
// follow each other.
func (c *checker) arrayFunction(w *wire, wo *wireOptions, opt option) bool {
	t := w.terms[0]
	a := t.array
	if !t.isWholeArray(w.size) {
		c.err(diag.ProductOnWire, opt.Value.At, "the `function` of an array is that of each member; `%s` is not the whole array", wo.function).
			WithHelp("write the function into the wire, as in `%s[0]^2`", a.name)
		return false
	}
	var x vector
	for i := range a.dims {
		x.elems = append(x.elems, code.Var(0, i))
	}
	x.list = a.dims > 1
	v, ok := c.inFunction(x).expr(opt.Value, opt.in)
	if !ok {
		return false
	}
	t.whole, t.members = true, nil
	for _, m := range a.members {
		t.members = append(t.members, &term{src: m, fn: v.elems})
	}
	w.size, wo.function = len(v.elems)*len(t.members), opt.Value
	return true
}

// arrayTerm makes the pass-through a term over an array starts from, and the
// transform behind it. Without options of its own, what is read as it is comes
// from the one pass-through that all wires share.
func (c *checker) arrayTerm(t *term, name string, size int, wo *wireOptions) (*model.Node, model.Transform, bool) {
	a := t.array
	ownDecoders := false
	for _, option := range append([]string{"decoders"}, solverOptions...) {
		ownDecoders = ownDecoders || wo.o.has(option)
	}
	plain := !ownDecoders
	for _, m := range t.members {
		plain = plain && m.fn == nil
	}
	if plain && t.whole {
		return a.value(), model.Transform{Scalar: 1}, true
	}
	if t.whole && t.members == nil {
		for _, m := range a.members {
			t.members = append(t.members, &term{src: m})
		}
	}
	if plain {
		out := model.Transform{Rows: size, Cols: a.size(), M: make([]float64, size*a.size())}
		for _, m := range t.members {
			placeColumns(out, m.transform.M, m.src.member*a.dims, a.dims)
		}
		return a.value(), simplest(out), true
	}
	total := 0
	for _, m := range t.members {
		total += m.width()
	}
	n := &model.Node{Name: name + ".values", Role: "array", At: t.at, Dims: total}
	c.model.Nodes = append(c.model.Nodes, n)
	out := model.Transform{Scalar: 1}
	if !t.whole {
		out = model.Transform{Rows: size, Cols: total, M: make([]float64, size*total)}
	}
	at := 0
	for _, m := range t.members {
		k := m.width()
		conn := c.model.NewConnection(fmt.Sprintf("%s.values[%d]", name, m.src.member), wo.at, m.src.endpoint(),
			model.Endpoint{At: t.at, Node: n, Index: stretch(at, k), Size: k})
		conn.Function, conn.FuncText = m.fn, wo.function.String()
		if !c.decoderSettings(conn, wo) {
			return nil, out, false
		}
		c.model.Connections = append(c.model.Connections, conn)
		if !t.whole {
			placeColumns(out, m.transform.M, at, k)
		}
		at += k
	}
	if t.whole {
		return n, out, true
	}
	return n, simplest(out), true
}

// width is how many values a term decodes.
func (t *term) width() int {
	if t.fn != nil {
		return len(t.fn)
	}
	return t.src.size()
}

func diagonal(n int, v float64) []float64 {
	m := make([]float64, n*n)
	for i := range n {
		m[i*n+i] = v
	}
	return m
}

// placeColumns adds k columns of m to those of out from first on.
func placeColumns(out model.Transform, m []float64, first, k int) {
	for i := range out.Rows {
		for j := range k {
			out.M[i*out.Cols+first+j] += m[i*k+j]
		}
	}
}

// simplest is a multiple of the identity as a scalar.
func simplest(t model.Transform) model.Transform {
	if t.Rows != t.Cols {
		return t
	}
	for i, v := range t.M {
		onDiagonal := i%(t.Cols+1) == 0
		if onDiagonal && v != t.M[0] || !onDiagonal && v != 0 {
			return t
		}
	}
	return model.Transform{Scalar: t.M[0]}
}
