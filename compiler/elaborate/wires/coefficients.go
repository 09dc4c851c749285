package wires

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
)

// Coefficients returns, for each object that a wire reads, how much the wire grows
// with its value: the sum of its linear coefficients.
func (w *Wire) Coefficients() map[any]float64 {
	out := map[any]float64{}
	if w.Elements == nil {
		a := w.Terms[0].Array
		out[a.Input] = float64(a.Size())
	}
	for _, x := range w.Elements {
		addCoefficients(x, 1, w.Sources, out)
	}
	return out
}

func addCoefficients(e *code.Expr, coef float64, sources []expressions.Source, out map[any]float64) {
	switch {
	case e.Kind == code.Input:
		switch s := sources[e.Src]; {
		case s.Array != nil:
			out[s.Array.Input] += coef
		case s.Ensemble != nil:
			out[s.Ensemble] += coef
		default:
			out[s.Node] += coef
		}
	case e.Kind == code.Unary && e.Op == "-":
		addCoefficients(e.Args[0], -coef, sources, out)
	case e.Kind == code.Binary && (e.Op == "+" || e.Op == "-"):
		addCoefficients(e.Args[0], coef, sources, out)
		if e.Op == "-" {
			coef = -coef
		}
		addCoefficients(e.Args[1], coef, sources, out)
	case e.Kind == code.Binary && e.Op == "*" && e.Args[0].Kind == code.Const:
		addCoefficients(e.Args[1], coef*e.Args[0].Num, sources, out)
	case e.Kind == code.Binary && (e.Op == "*" || e.Op == "/") && e.Args[1].Kind == code.Const:
		k := e.Args[1].Num
		if e.Op == "/" {
			k = 1 / k
		}
		addCoefficients(e.Args[0], coef*k, sources, out)
	}
}
