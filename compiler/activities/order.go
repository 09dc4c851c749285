package activities

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/stdlib/neurons"
)

// byThreshold orders neurons of one dimension: those with negative encoders, then the
// others, each by the value x at which they start to fire, J_0 = bias + e·x. Of sorted
// points, those at which neighbours fire are then nearly the same stretch, and those
// that fire at a point are neighbours, so products of activities skip the rest. Any
// order gives the same decoders but for rounding.
func byThreshold(p *graph.Population) []int {
	start := 0.0
	if _, bias, err := p.Neurons.GainBias([]float64{WithinReach(p.Neurons)}, []float64{0}); err == nil {
		start = bias[0]
	}
	order, at := make([]int, 0, p.N), make([]float64, p.N)
	for i, e := range p.Scaled {
		at[i] = (start - p.BiasRow[i]) / e
		if e < 0 {
			order = append(order, i)
		}
	}
	negative := len(order)
	for i, e := range p.Scaled {
		if !(e < 0) {
			order = append(order, i)
		}
	}
	for _, side := range [][]int{order[:negative], order[negative:]} {
		slices.SortFunc(side, func(i, j int) int { return cmp.Or(cmp.Compare(at[i], at[j]), cmp.Compare(i, j)) })
	}
	return order
}

// WithinReach is a rate that neurons of a type can fire at.
func WithinReach(t neurons.Type) float64 { return min(1000, 0.75*t.MaxRate()) }

// pick are some elements of x, in that order.
func pick(x []float64, index []int) []float64 {
	out := make([]float64, len(index))
	for k, i := range index {
		out[k] = x[i]
	}
	return out
}

// ByNeuron are the rows of X, which belong to the columns of A, in the order of the
// neurons.
func (a *Activities) ByNeuron(X *mat.Dense) *mat.Dense {
	if a.order == nil {
		return X
	}
	n, k := X.Dims()
	out := mat.NewDense(n, k, nil)
	for at, i := range a.order {
		out.SetRow(i, X.RawRowView(at))
	}
	return out
}

// Columns are the rates of some neurons, in that order, or of all for nil.
func (a *Activities) Columns(index []int) *mat.Dense {
	if index == nil && a.order == nil {
		return a.A
	}
	place := make([]int, a.p.N)
	for i := range place {
		place[i] = i
	}
	for at, i := range a.order {
		place[i] = at
	}
	if index == nil {
		index = place
	} else {
		picked := make([]int, len(index))
		for k, i := range index {
			picked[k] = place[i]
		}
		index = picked
	}
	m, _ := a.A.Dims()
	out := mat.NewDense(m, len(index), nil)
	for i := range m {
		row, to := a.A.RawRowView(i), out.RawRowView(i)
		for k, j := range index {
			to[k] = row[j]
		}
	}
	return out
}
