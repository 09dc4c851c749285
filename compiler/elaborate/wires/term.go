package wires

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// Term is a function of one object, then a linear map.
type Term struct {
	Source    expressions.Source
	Function  []*code.Expr // of the whole value of src, Input.Src 0; nil for the identity
	Transform model.Transform
	Constant  []float64 // instead of a source: a constant term
	At        diag.Span

	Array   *expressions.EnsembleArray // instead of a source: terms over members of one array
	Members []*Term
	Whole   bool // the values, or functions, of all members in order; members may be nil, and have no transforms
}

// Width is how many values a term decodes.
func (t *Term) Width() int {
	if t.Function != nil {
		return len(t.Function)
	}
	return t.Source.Size()
}

// Value spells the value of a term out as expressions of its source.
func (t *Term) Value(size int) []*code.Expr {
	in := t.Function
	if in == nil {
		for i := range t.Source.Size() {
			in = append(in, code.Var(0, i))
		}
	}
	m := t.Transform
	if m.IsScalar() {
		out := make([]*code.Expr, len(in))
		for i, e := range in {
			out[i] = e
			if m.Scalar != 1 {
				out[i] = code.NewBinary("*", code.Number(m.Scalar), e, e.At)
			}
		}
		return out
	}
	out := make([]*code.Expr, size)
	for i := range out {
		out[i] = code.Number(0)
		first := true
		for j, e := range in {
			k := m.M[i*m.Cols+j]
			if k == 0 {
				continue
			}
			if k != 1 {
				e = code.NewBinary("*", code.Number(k), e, e.At)
			}
			if first {
				out[i], first = e, false
			} else {
				out[i] = code.NewBinary("+", out[i], e, e.At)
			}
		}
	}
	return out
}
