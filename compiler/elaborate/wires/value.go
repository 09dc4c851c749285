package wires

import (
	"github.com/nefc/nefc/compiler/code"
)

// Value spells the value of a term out as expressions of its source.
func (t *Term) Value(size int) []*code.Expr {
	in := t.Fn
	if in == nil {
		for i := range t.Src.Size() {
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
