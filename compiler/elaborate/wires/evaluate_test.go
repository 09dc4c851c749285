package wires_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// A wire [2*(a - b[0]), b[1]/4 - a*a] is asked what it reads, how it grows with
// each object, and its value.
func TestQuestionsToAWire(t *testing.T) {
	a, b, c := &model.Ensemble{Name: "a", Dims: 1}, &model.Node{Name: "b", Dims: 2}, &model.Node{Name: "c", Dims: 1}
	two := func(op string, x, y *code.Expr) *code.Expr { return code.NewBinary(op, x, y, diag.Span{}) }
	x, y0, y1 := code.Var(0, 0), code.Var(1, 0), code.Var(1, 1)
	w := &wires.Wire{
		Size:     2,
		Elements: []*code.Expr{two("*", code.Number(2), two("-", x, y0)), two("-", two("/", y1, code.Number(4)), two("*", x, x))},
		Sources:  []expressions.Source{{Ensemble: a}, {Node: b}},
	}
	if !w.Reads(a) || !w.Reads(b) || w.Reads(c) {
		t.Error("it reads a and b")
	}
	if w.ReadsOnly(a) || !w.ReadsOnly(a, b, c) {
		t.Error("it reads nothing else")
	}
	for _, want := range []struct {
		object any
		k      float64
	}{{a, 2}, {b, -1.75}, {c, 0}} {
		if got := w.Coefficient(want.object); got != want.k {
			t.Errorf("it grows by %g with %v, not %g", got, want.object, want.k)
		}
	}
	at := map[any][]float64{a: {3}, b: {1, 8}}
	if got := w.Evaluate(func(object any) []float64 { return at[object] }); !slices.Equal(got, []float64{4, -7}) {
		t.Errorf("its value is %v", got)
	}
}

// A whole array is read as it is: it grows with its input, and reads no source by itself.
func TestQuestionsToAWholeArray(t *testing.T) {
	array := expressions.NewArray(&model.Model{}, "p", diag.Span{})
	array.Dims, array.Members, array.Input = 2, make([]expressions.Source, 3), &model.Node{Name: "p.input"}
	w := &wires.Wire{Size: array.Size(), Terms: []*wires.Term{{Array: array, Whole: true}}}
	if w.Coefficient(array.Input) != 6 || w.Reads(array.Input) {
		t.Errorf("it grows by %g", w.Coefficient(array.Input))
	}
}
