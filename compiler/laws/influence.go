package laws

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rules"
)

// influence is what one object does to another within the network: the wire or
// the expression that carries it, and the slope of each element that it changes.
// Objects are ensembles, nodes, and rules, whose elements are their error's.
type influence struct {
	from, to any
	line     any  // the connection or the node that carries it
	src      int  // of what a node reads
	unknown  bool // whether and how; there are no slopes then
}

// at is where it is written.
func (in influence) at() diag.Span {
	if conn, ok := in.line.(*model.Connection); ok {
		return conn.At
	}
	return in.line.(*model.Node).At
}

// slopes are those of the elements of one object with the other's, at the present
// values of the params.
func (in influence) slopes(params []*model.Param) []slope {
	if conn, ok := in.line.(*model.Connection); ok {
		return connectionSlopes(conn, params)
	}
	return nodeSlopes(in.line.(*model.Node), in.src, params)
}

// slope is how much element `to` of one object grows with element `from` of
// another.
type slope struct {
	to, from int
	k        float64
}

// influences lists what acts on each object, in order of declaration.
func (c *Case) influences() map[any][]influence {
	into := map[any][]influence{}
	for _, conn := range c.Model.Connections {
		for _, from := range conn.Pre.Objects() {
			in := influence{from: from, to: conn.Post.Object(), line: conn, unknown: isUnknown(conn)}
			into[in.to] = append(into[in.to], in)
		}
	}
	for _, n := range c.Model.Nodes {
		for src, r := range n.Reads {
			from := r.Object()
			into[n] = append(into[n], influence{from: from, to: n, line: n, src: src, unknown: n.Kind == model.External})
		}
	}
	return into
}

// dimensionsOf is how many elements an object has.
func dimensionsOf(o any) int {
	switch o := o.(type) {
	case *model.Ensemble:
		return o.Dims
	case *model.Node:
		return o.Dims
	}
	return o.(*model.Rule).ErrorSize
}

// nodeSlopes are those of a node's elements with what it reads of a source.
func nodeSlopes(n *model.Node, src int, params []*model.Param) []slope {
	var out []slope
	if n.Kind != model.Code {
		for i := range n.Dims {
			out = append(out, slope{i, i, 1})
		}
		return out
	}
	for i, e := range n.Code {
		for at, k := range slopesOf(e, params) {
			if at.src == src {
				out = append(out, slope{i, at.index, k})
			}
		}
	}
	return out
}

// isUnknown reports a connection that is given as numbers of neurons, learns, or
// is changed by an experiment: what it does to values is not known.
func isUnknown(conn *model.Connection) bool {
	values := conn.Full || !conn.Pre.Neurons && !conn.Post.Neurons
	return !values || conn.Pre.Joint != nil || conn.Weights != nil || conn.Decoders != nil || conn.Points != nil || conn.Changes || learnsWeights(conn)
}

// connectionSlopes are those of what a connection adds to its target.
func connectionSlopes(conn *model.Connection, params []*model.Param) []slope {
	index := conn.Post.Index
	if conn.Full {
		index = nil // of neurons
	}
	row := func(i int) int {
		if index != nil {
			return index[i]
		}
		return i
	}
	t := conn.Transform
	computed := functionSlopes(conn, params)
	if t.IsScalar() {
		for i, s := range computed {
			computed[i] = slope{row(s.to), s.from, s.k * t.Scalar * conn.Scale}
		}
		return computed
	}
	var out []slope
	M := t.Dense()
	for _, s := range computed {
		for i := range t.Rows {
			if k := M[i*t.Cols+s.to]; k != 0 {
				out = append(out, slope{row(i), s.from, s.k * k * conn.Scale})
			}
		}
	}
	return out
}

// functionSlopes are those of what a connection decodes, before its transform.
func functionSlopes(conn *model.Connection, params []*model.Param) []slope {
	var out []slope
	if conn.Function == nil {
		for i := range dimensionsOf(conn.Pre.Object()) {
			out = append(out, slope{i, i, 1})
		}
		if conn.Pre.Index != nil && !conn.Pre.Neurons {
			out = out[:0]
			for i, k := range conn.Pre.Index {
				out = append(out, slope{i, k, 1})
			}
		}
		return out
	}
	for i, f := range conn.Function {
		for at, k := range slopesOf(f, params) {
			out = append(out, slope{i, at.index, k})
		}
	}
	return out
}

// learnsWeights reports a rule that changes what a connection computes.
func learnsWeights(conn *model.Connection) bool {
	for _, r := range conn.Rules {
		if r.Kind.Trains != rules.Encoders {
			return true
		}
	}
	return false
}
