package activities

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
)

// Source is a population of several that one matrix reads.
type Source struct {
	*graph.Population
	From, To int   // the stretch of the joint value that it carries
	Picked   []int // the neurons that are read; nil for all
}

// Joint are the rates A (m×Σn, Hz) of populations, one after the other, at m points X
// (m×D) of their joint value, and the highest rate of any of their neurons.
func Joint(sources []Source, X *mat.Dense) (A *mat.Dense, highest float64) {
	m, _ := X.Dims()
	parts, n := make([]*mat.Dense, len(sources)), 0
	for i, s := range sources {
		points := mat.DenseCopyOf(X.Slice(0, m, s.From, s.To))
		own := At(s.Population, points.RawMatrix().Data)
		highest = max(highest, own.Max)
		parts[i] = own.Columns(s.Picked)
		_, width := parts[i].Dims()
		n += width
	}
	A = mat.NewDense(m, n, nil)
	for i := range m {
		row := A.RawRowView(i)
		for _, part := range parts {
			row = row[copy(row, part.RawRowView(i)):]
		}
	}
	return A, highest
}
