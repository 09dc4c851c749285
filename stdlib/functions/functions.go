// Package functions lists the scalar functions an expression of a model can
// call; they act on each element of a vector.
package functions

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
)

// Func is a function of one or two numbers; the other pointer is nil. What it
// computes is known by its name and, for a table, its points.
type Func struct {
	Name string
	Doc  string                     `identity:"-"`
	X, Y []float64                  // points of a table; nil otherwise
	F1   func(x float64) float64    `identity:"-"`
	F2   func(x, y float64) float64 `identity:"-"`
}

// Arity is the number of arguments.
func (f *Func) Arity() int {
	if f.F2 != nil {
		return 2
	}
	return 1
}

// Table lists the functions.
var Table = []*Func{
	{Name: "abs", Doc: "magnitude", F1: math.Abs},
	{Name: "sign", Doc: "-1, 0 or 1", F1: sign},
	{Name: "sqrt", Doc: "square root", F1: math.Sqrt},
	{Name: "exp", Doc: "e^x", F1: libm.Exp},
	{Name: "log", Doc: "natural logarithm", F1: libm.Log},
	{Name: "sin", Doc: "sine of radians", F1: libm.Sin},
	{Name: "cos", Doc: "cosine of radians", F1: libm.Cos},
	{Name: "tan", Doc: "tangent of radians", F1: libm.Tan},
	{Name: "asin", Doc: "inverse sine", F1: libm.Asin},
	{Name: "acos", Doc: "inverse cosine", F1: libm.Acos},
	{Name: "atan", Doc: "inverse tangent", F1: libm.Atan},
	{Name: "atan2", Doc: "angle of the point (x, y), called atan2(y, x)", F2: libm.Atan2},
	{Name: "tanh", Doc: "hyperbolic tangent", F1: libm.Tanh},
	{Name: "floor", Doc: "largest whole number not above x", F1: math.Floor},
	{Name: "ceil", Doc: "smallest whole number not below x", F1: math.Ceil},
	{Name: "round", Doc: "nearest whole number, halves away from zero", F1: math.Round},
	{Name: "mod", Doc: "remainder of x/y with the sign of y", F2: mod},
	{Name: "min", Doc: "the smaller", F2: math.Min},
	{Name: "max", Doc: "the larger", F2: math.Max},
}

// Find returns the function of that name, or nil.
func Find(name string) *Func {
	for _, f := range Table {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Names lists all functions: of numbers, of vectors, and those that are more than
// their arguments.
func Names() []string {
	var names []string
	for _, f := range Table {
		names = append(names, f.Name)
	}
	for _, l := range Lists {
		names = append(names, l.Name)
	}
	for _, s := range Specials {
		names = append(names, s.Name)
	}
	return names
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x // keeps 0 and NaN
}

func mod(x, y float64) float64 {
	r := math.Mod(x, y)
	if r != 0 && (r < 0) != (y < 0) {
		r += y
	}
	return r
}
