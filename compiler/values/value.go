package values

import (
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Value is a constant: a number with its class of unit, or a list of values.
type Value struct {
	Num  float64 // in the unit of its class; 0 for a list
	Unit catalog.Unit
	Vec  bool      // it is a list, perhaps an empty one
	At   diag.Span // the expression it was evaluated from

	list    []Value   // its elements, or
	numbers []float64 // those of a list of plain numbers that were computed, not written
	held    float64   // numbers in the list; 0 if nobody has counted
}

// List is a list of values.
func List(elements ...Value) Value { return Value{Vec: true, list: elements} }

// Vector is a list of plain numbers.
func Vector(numbers []float64) Value { return Value{Vec: true, numbers: numbers} }

// Matrix is a list of rows, whose plain numbers follow each other.
func Matrix(rows int, numbers []float64) Value {
	out, cols := Value{Vec: true, list: make([]Value, rows)}, len(numbers)/rows
	for i := range out.list {
		out.list[i] = Vector(numbers[i*cols : (i+1)*cols : (i+1)*cols])
	}
	return out
}

// Len is how many elements a list has.
func (v Value) Len() int { return len(v.list) + len(v.numbers) }

// Element is one of a list.
func (v Value) Element(i int) Value {
	if v.numbers != nil {
		return Value{Num: v.numbers[i]}
	}
	return v.list[i]
}

// Elements are those of a list.
func (v Value) Elements() []Value {
	if v.numbers == nil {
		return v.list
	}
	out := make([]Value, len(v.numbers))
	for i := range out {
		out[i] = v.Element(i)
	}
	return out
}

// add puts x behind the elements of a list that is computed, which gets room for so many.
func (v *Value) add(x Value, room int) {
	switch {
	case !x.Vec && x.Unit == catalog.Plain && v.list == nil:
		if v.numbers == nil {
			v.numbers = make([]float64, 0, room)
		}
		v.numbers = append(v.numbers, x.Num)
		return
	case v.numbers != nil:
		v.list, v.numbers = v.Elements(), nil
	}
	v.list = append(v.list, x)
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
	total := float64(len(v.numbers))
	for _, x := range v.list {
		total += x.Count()
	}
	return total
}

// mapValue applies f to each number of a value.
func mapValue(v Value, f func(float64) float64) Value {
	if !v.Vec {
		v.Num = f(v.Num)
		return v
	}
	out := Value{Vec: true, At: v.At, list: make([]Value, len(v.list))}
	for i, x := range v.list {
		out.list[i] = mapValue(x, f)
	}
	for _, x := range v.numbers {
		out.numbers = append(out.numbers, f(x))
	}
	return out
}

// square is a matrix with values on its diagonal and zeros elsewhere.
func square(n int, diag func(i int) float64) Value {
	numbers := make([]float64, n*n)
	for i := range n {
		numbers[i*n+i] = diag(i)
	}
	return Matrix(n, numbers)
}

// nested is an array as lists of lists.
func nested(shape []int, data []float64) Value {
	switch len(shape) {
	case 0:
		return Value{Num: data[0]}
	case 1:
		return Vector(data)
	}
	out, each := Value{Vec: true}, len(data)/shape[0]
	for i := range shape[0] {
		out.list = append(out.list, nested(shape[1:], data[i*each:(i+1)*each]))
	}
	return out
}
