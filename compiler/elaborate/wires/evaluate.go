package wires

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
)

// Reads reports a wire whose value depends on an object.
func (w *Wire) Reads(object any) bool {
	return slices.ContainsFunc(w.Sources, func(s expressions.Source) bool { return s.Object() == object })
}

// ReadsOnly reports a wire whose value depends on no other objects than these.
func (w *Wire) ReadsOnly(objects ...any) bool {
	return !slices.ContainsFunc(w.Sources, func(s expressions.Source) bool { return !slices.Contains(objects, s.Object()) })
}

// Coefficient is how much a wire grows with the value of an object: the sum of its
// linear coefficients. What is read of the members of an array counts for its input.
func (w *Wire) Coefficient(object any) float64 {
	if w.coefficients == nil {
		w.coefficients = w.sumCoefficients()
	}
	return w.coefficients[object]
}

func (w *Wire) sumCoefficients() map[any]float64 {
	out := map[any]float64{}
	if w.Elements == nil {
		a := w.Terms[0].Array
		out[a.Input] = float64(a.Size())
	}
	for _, x := range w.Elements {
		x.Addends(1, func(factor float64, addend *code.Expr) {
			if addend.Kind != code.Input {
				return
			}
			s := w.Sources[addend.Src]
			if s.Array != nil {
				out[s.Array.Input] += factor
			} else {
				out[s.Object()] += factor
			}
		})
	}
	return out
}

// Evaluate computes the value of a wire, element by element, at values of the objects
// that it reads. A whole array, which is read as it is, has none.
func (w *Wire) Evaluate(value func(object any) []float64) []float64 {
	env := &code.Env{In: func(src, i int) float64 { return value(w.Sources[src].Object())[i] }}
	out := make([]float64, len(w.Elements))
	for i, e := range w.Elements {
		out[i] = e.Eval(env)
	}
	return out
}
