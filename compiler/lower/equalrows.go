package lower

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/graph"
)

// rowsOf is a matrix as its different rows.
type rowsOf struct {
	distinct *graph.Signal
	index    []int32 // which of them each row is, never one behind it; nil if few rows are equal
	from     int     // the column that is its first
}

// differentRows takes the rows of a constant matrix once that are equal to the bit, where
// they are a quarter of it or more: transforms into Fourier space hold each twice. Columns
// of zeros at either side are left out, which a wire from one dimension of many has: what is
// finite, and nodes are, adds nothing through them.
func (l *lowerer) differentRows(A *graph.Signal) rowsOf {
	r, known := l.rows[A]
	if !known {
		r = rowsOf{distinct: A}
		if A.Init != nil {
			r.distinct, r.from = narrowed(A)
			if rows, index := equalRows(r.distinct); 4*len(rows) <= 3*A.Rows {
				r.distinct, r.index = picked(r.distinct, rows), index
			}
		}
		l.rows[A] = r
	}
	return r
}

// narrowed is a matrix from its first column that is not of zeros, and which that is, to its last.
func narrowed(A *graph.Signal) (of *graph.Signal, from int) {
	from, to := A.Cols-1, 1
	for i := range A.Rows {
		row := rowOf(A, i)
		for j := 0; j < from; j++ {
			if row[j] != 0 {
				from = j
			}
		}
		for j := A.Cols; j > to; j-- {
			if row[j-1] != 0 {
				to = j
			}
		}
	}
	from = min(from, to-1) // of zeros alone one column stays
	if from == 0 && to == A.Cols {
		return A, 0
	}
	of = &graph.Signal{Name: A.Name, Rows: A.Rows, Cols: to - from, Const: true}
	for i := range A.Rows {
		of.Init = append(of.Init, rowOf(A, i)[from:to]...)
	}
	return of, from
}

// equalRows lists the first of each kind of rows, and which of these every row is.
func equalRows(A *graph.Signal) (first []int, index []int32) {
	kinds := map[uint64][]int32{} // by a hash of their bits
	index = make([]int32, A.Rows)
	for i := range A.Rows {
		row := rowOf(A, i)
		hash := hashBits(row)
		same := func(kind int32) bool { return slices.EqualFunc(row, rowOf(A, first[kind]), sameBits) }
		k := slices.IndexFunc(kinds[hash], same)
		if k < 0 {
			k = len(kinds[hash])
			kinds[hash] = append(kinds[hash], int32(len(first)))
			first = append(first, i)
		}
		index[i] = kinds[hash][k]
	}
	return first, index
}

func rowOf(A *graph.Signal, i int) []float64 { return A.Init[i*A.Cols : (i+1)*A.Cols] }

func sameBits(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }

// hashBits is FNV-1a by numbers instead of bytes, with the upper half joined to the lower,
// where whole numbers have nothing.
func hashBits(row []float64) uint64 {
	h := uint64(14695981039346656037)
	for _, v := range row {
		bits := math.Float64bits(v)
		h = (h ^ bits ^ bits>>32) * 1099511628211
	}
	return h
}

// picked is a matrix of some rows of another.
func picked(A *graph.Signal, rows []int) *graph.Signal {
	out := &graph.Signal{Name: A.Name, Rows: len(rows), Cols: A.Cols, Const: true}
	for _, i := range rows {
		out.Init = append(out.Init, rowOf(A, i)...)
	}
	return out
}
