package wires

import (
	"github.com/nefc/nefc/compiler/model"
)

func diagonal(n int, v float64) []float64 {
	m := make([]float64, n*n)
	for i := range n {
		m[i*n+i] = v
	}
	return m
}

// Simplest is a multiple of the identity as a scalar.
func Simplest(t model.Transform) model.Transform {
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
