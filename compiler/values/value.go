package values

import (
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Value is a constant: a number with its class of unit, or a list of values.
type Value struct {
	Num  float64 // in SI units; 0 for a list
	Unit catalog.Unit
	Vec  bool // it is a list, perhaps an empty one
	List []Value
	At   diag.Span // the expression it was evaluated from
	held float64   // numbers in the list; 0 if nobody has counted
}

// Text writes a number so that it reads as the same.
func (v Value) Text() string { return (&grammar.Expr{Kind: grammar.Number, Num: v.Num}).String() }

// Count is how many numbers a value holds.
func (v Value) Count() float64 {
	if !v.Vec {
		return 1
	}
	if v.held > 0 {
		return v.held
	}
	total := 0.0
	for _, x := range v.List {
		total += x.Count()
	}
	return total
}

// mapValue applies f to each number of a value.
func mapValue(v Value, f func(Value) Value) Value {
	if !v.Vec {
		return f(v)
	}
	out := Value{Vec: true, At: v.At}
	for _, x := range v.List {
		out.List = append(out.List, mapValue(x, f))
	}
	return out
}

// numbersValue is a vector as a value.
func numbersValue(data []float64) Value {
	out := Value{Vec: true, List: make([]Value, len(data))}
	for i, x := range data {
		out.List[i].Num = x
	}
	return out
}

// square is a matrix with values on its diagonal and zeros elsewhere.
func square(n int, diag func(i int) float64) Value {
	out := Value{Vec: true}
	for i := range n {
		row := Value{Vec: true, List: make([]Value, n)}
		row.List[i].Num = diag(i)
		out.List = append(out.List, row)
	}
	return out
}

// nested is an array as lists of lists.
func nested(shape []int, data []float64) Value {
	if len(shape) == 0 {
		return Value{Num: data[0]}
	}
	out, each := Value{Vec: true}, len(data)/shape[0]
	for i := range shape[0] {
		out.List = append(out.List, nested(shape[1:], data[i*each:(i+1)*each]))
	}
	return out
}
