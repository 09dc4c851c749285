package model

import "github.com/nefc/nefc/stdlib/transforms"

// Transform is the linear map of a connection: M or Sparse of Rows×Cols, or Scalar
// times the identity, of any size, if both are nil.
type Transform struct {
	Scalar     float64
	M          []float64 // row by row
	Sparse     *transforms.Sparse
	Rows, Cols int
}

// Scaling multiplies by a number.
func Scaling(k float64) Transform { return Transform{Scalar: k} }

// Zeros is a matrix of zeros.
func Zeros(rows, cols int) Transform {
	return Transform{Rows: rows, Cols: cols, M: make([]float64, rows*cols)}
}

// Filled is a matrix with one number in every place.
func Filled(rows, cols int, v float64) Transform {
	t := Zeros(rows, cols)
	for i := range t.M {
		t.M[i] = v
	}
	return t
}

// Diagonal is a square matrix with numbers on its diagonal.
func Diagonal(v []float64) Transform {
	t := Zeros(len(v), len(v))
	for i, x := range v {
		t.M[i*len(v)+i] = x
	}
	return t
}

// Picking picks some of n elements, in the order of an index.
func Picking(index []int, n int) Transform {
	t := Zeros(len(index), n)
	for i, j := range index {
		t.M[i*n+j] = 1
	}
	return t
}

// IsScalar reports a multiple of the identity.
func (t Transform) IsScalar() bool { return t.M == nil && t.Sparse == nil }

// IsIdentity reports a transform that changes nothing, scalar or written out.
func (t Transform) IsIdentity() bool {
	s := t.Simplest()
	return s.IsScalar() && s.Scalar == 1
}

// Simplest is a matrix that is a multiple of the identity as a scalar, and any other
// transform as it is.
func (t Transform) Simplest() Transform {
	if t.M == nil || t.Rows != t.Cols {
		return t
	}
	for i, v := range t.M {
		onDiagonal := i%(t.Cols+1) == 0
		if onDiagonal && v != t.M[0] || !onDiagonal && v != 0 {
			return t
		}
	}
	return Scaling(t.M[0])
}

// WrittenOut is a multiple of the identity of a size as a matrix, and any other
// transform as it is.
func (t Transform) WrittenOut(size int) Transform {
	if !t.IsScalar() {
		return t
	}
	out := Zeros(size, size)
	for i := range size {
		out.M[i*size+i] = t.Scalar
	}
	return out
}

// Dense is the matrix of a transform that is not scalar, row by row.
func (t Transform) Dense() []float64 {
	if t.Sparse != nil {
		return t.Sparse.Dense()
	}
	return t.M
}

// Scaled is k times the transform.
func (t Transform) Scaled(k float64) Transform {
	switch {
	case k == 1:
	case t.Sparse != nil:
		t.Sparse = t.Sparse.Scaled(k)
	case t.M != nil:
		out := Zeros(t.Rows, t.Cols)
		for i, v := range t.M {
			out.M[i] = k * v
		}
		return out
	default:
		t.Scalar *= k
	}
	return t
}

// After is the transform of what another one gives.
func (t Transform) After(first Transform) Transform {
	switch {
	case first.IsScalar():
		return t.Scaled(first.Scalar)
	case t.IsScalar():
		return first.Scaled(t.Scalar)
	}
	out, A, B := Zeros(t.Rows, first.Cols), t.Dense(), first.Dense()
	for i := range t.Rows {
		for k := range t.Cols {
			for j := range first.Cols {
				out.M[i*out.Cols+j] += float64(A[i*t.Cols+k] * B[k*first.Cols+j])
			}
		}
	}
	return out
}

// Columns are some columns of a matrix, in the order of an index.
func (t Transform) Columns(index []int) Transform {
	out := Zeros(t.Rows, len(index))
	for i := range t.Rows {
		for k, j := range index {
			out.M[i*out.Cols+k] = t.M[i*t.Cols+j]
		}
	}
	return out
}

// AddColumns adds a matrix to the columns of another, from first on.
func (t Transform) AddColumns(first int, m Transform) {
	for i := range m.Rows {
		for j := range m.Cols {
			t.M[i*t.Cols+first+j] += m.M[i*m.Cols+j]
		}
	}
}

// Apply multiplies a vector.
func (t Transform) Apply(x []float64) []float64 {
	if t.IsScalar() {
		y := make([]float64, len(x))
		for i, v := range x {
			y[i] = t.Scalar * v
		}
		return y
	}
	y, M := make([]float64, t.Rows), t.Dense()
	for i := range y {
		for j, v := range x {
			y[i] += float64(M[i*t.Cols+j] * v)
		}
	}
	return y
}
