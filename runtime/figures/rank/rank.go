// Package rank orders neurons along an axis: excitatory before inhibitory, by what they prefer, by what they do.
package rank

import (
	"math"
	"slices"
	"sort"

	"github.com/nefc/nefc/stdlib/plots"
)

// Ranking is the order of neurons along an axis.
type Ranking struct {
	Order   []int  // which neuron stands at each place
	Says    string // what it is by: "by sign and preferred value"
	ByIndex bool
	Blocks  bool // the excitatory come before the inhibitory
}

// Of orders n neurons as is wanted, as far as what is known of them allows: signs and preferred values may be nil. vectors
// are what each does, for an order by similarity.
func Of(kind plots.Order, n int, signs []int8, preferred []float64, vectors func() [][]float64) Ranking {
	r := Ranking{Order: make([]int, n)}
	for i := range n {
		r.Order[i] = i
	}
	by := func(key func(i int) float64) {
		sort.SliceStable(r.Order, func(a, b int) bool { return key(r.Order[a]) < key(r.Order[b]) })
	}
	if (kind == plots.ByPreferred || kind == "") && preferred == nil {
		kind = plots.BySign
	}
	if kind == plots.BySign && signs == nil {
		kind = plots.ByIndex
	}
	switch kind {
	case plots.ByIndex:
		r.Says, r.ByIndex = "by index", true
		return r
	case plots.BySimilarity:
		r.Says = "by similarity"
		scores := likeness(vectors())
		by(func(i int) float64 { return scores[i] })
		return r
	case plots.BySign:
		r.Says = "by sign"
	default:
		r.Says = "by preferred value"
		by(func(i int) float64 { return preferred[i] })
	}
	if signs != nil && slices.Contains(signs, 1) && slices.Contains(signs, -1) {
		r.Blocks = true
		by(func(i int) float64 { return -float64(signs[i]) })
		if kind != plots.BySign {
			r.Says = "by sign and preferred value"
		}
	}
	return r
}

// likeness gives vectors numbers, such that vectors which are alike have numbers that are near: their places along
// the direction in which unit vectors differ most (first principal component, by power iteration).
func likeness(vectors [][]float64) []float64 {
	scores := make([]float64, len(vectors))
	if len(vectors) == 0 {
		return scores
	}
	rows := unitRows(vectors)
	direction := make([]float64, len(rows[0]))
	for k := range direction {
		direction[k] = 1 + 0.1*float64(k%7) // not at right angles to what is sought
	}
	for range 30 {
		next := make([]float64, len(direction))
		norm := 0.0
		for i, row := range rows {
			scores[i] = dot(row, direction)
			for k, v := range row {
				next[k] += scores[i] * v
			}
		}
		for _, v := range next {
			norm += v * v
		}
		if norm == 0 {
			break
		}
		for k := range next {
			direction[k] = next[k] / math.Sqrt(norm)
		}
	}
	return scores
}

// unitRows are vectors less their mean, of length 1.
func unitRows(vectors [][]float64) [][]float64 {
	mean := make([]float64, len(vectors[0]))
	rows := make([][]float64, len(vectors))
	for i, v := range vectors {
		norm := math.Sqrt(dot(v, v))
		rows[i] = make([]float64, len(v))
		for k, x := range v {
			if norm > 0 && !math.IsInf(norm, 0) {
				rows[i][k] = x / norm
			}
			mean[k] += rows[i][k] / float64(len(vectors))
		}
	}
	for _, row := range rows {
		for k := range row {
			row[k] -= mean[k]
		}
	}
	return rows
}

func dot(a, b []float64) (sum float64) {
	for k, v := range a {
		sum += v * b[k]
	}
	return sum
}
