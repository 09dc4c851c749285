// Package connectivity chooses which neurons a connection connects: of the pairs that may
// have a weight, each by its chance, or as many as are asked for.
package connectivity

import (
	"cmp"
	"math"
	"slices"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
)

// Pairs are the neurons of one source and those of the target.
type Pairs struct {
	Rows, Cols int
	Self       []int                    // the column of the neuron that row i is, -1 for none; nil for no such rule
	Chance     func(i, j int32) float64 // of a pair; nil for Even
	Even       float64                  // the chance of all pairs
	In, Out    int                      // how many of each row, of each column; -1 for no such number
	Bound      *Bound                   // of Chance; nil for none
	Looked     func(pairs int)          // is told that so many more pairs were decided; nil for nobody
}

// Bound is what chances cannot exceed: of the pairs of a neuron with a block of those that
// are chosen for it. Most pairs of a large population are decided by it, without their
// chance.
type Bound struct {
	Blocks [][]int32
	Most   func(i, block int) float64
}

// everywhere bounds nothing.
func everywhere(n int) *Bound {
	all := make([]int32, n)
	for j := range all {
		all[j] = int32(j)
	}
	return &Bound{[][]int32{all}, func(_, _ int) float64 { return math.Inf(1) }}
}

// looked tells of a neuron that was looked at.
func (p *Pairs) looked(pairs int) {
	if p.Looked != nil {
		p.Looked(pairs)
	}
}

// Short is a neuron that finds fewer partners than are asked for.
type Short struct {
	Neuron, Found, Wanted int
	Column                bool // it is a source
}

// Choose lists the columns of each row that have a weight, ascending.
func (p *Pairs) Choose(r *rng.Rand) ([][]int32, *Short) {
	switch {
	case p.In >= 0:
		return p.exactly(r, p.Rows, p.Cols, p.In, p.self, p.Chance, false)
	case p.Out >= 0:
		byColumn, short := p.exactly(r, p.Cols, p.Rows, p.Out, p.selfOf(), p.swapped(), true)
		return swap(byColumn, p.Rows), short
	case p.Chance != nil:
		return p.each(r), nil
	}
	return p.even(r), nil
}

// self is the column that row i does not take; -1 for none.
func (p *Pairs) self(i int) int {
	if p.Self == nil {
		return -1
	}
	return p.Self[i]
}

// selfOf is the row that a column does not take.
func (p *Pairs) selfOf() func(j int) int {
	rows := slices.Repeat([]int{-1}, p.Cols)
	for i, j := range p.Self {
		if j >= 0 {
			rows[j] = i
		}
	}
	return func(j int) int { return rows[j] }
}

func (p *Pairs) swapped() func(j, i int32) float64 {
	if p.Chance == nil {
		return nil
	}
	return func(j, i int32) float64 { return p.Chance(i, j) }
}

// each decides every pair by itself.
func (p *Pairs) each(r *rng.Rand) [][]int32 {
	out := make([][]int32, p.Rows)
	bound, u := cmp.Or(p.Bound, everywhere(p.Cols)), make([]float64, p.Cols)
	for i := range out {
		for j := range u {
			u[j] = r.Float64()
		}
		for k, block := range bound.Blocks {
			most := bound.Most(i, k)
			for _, j := range block {
				if u[j] < most && u[j] < p.Chance(int32(i), j) && int(j) != p.self(i) {
					out[i] = append(out[i], j)
				}
			}
		}
		slices.Sort(out[i])
		p.looked(p.Cols)
	}
	return out
}

// even decides every pair with one chance, by how many are left out before the next.
func (p *Pairs) even(r *rng.Rand) [][]int32 {
	out := make([][]int32, p.Rows)
	if !(p.Even > 0) {
		return out
	}
	log := libm.Log1p(-p.Even)
	next := func() float64 {
		if p.Even >= 1 {
			return 0
		}
		return math.Floor(libm.Log1p(-r.Float64()) / log)
	}
	expected := int(p.Even*float64(p.Cols)) + 8
	at := next()
	for i := range out {
		out[i] = make([]int32, 0, min(expected, p.Cols))
		for ; at < float64(p.Cols); at += 1 + next() {
			if j := int(at); j != p.self(i) {
				out[i] = append(out[i], int32(j))
			}
		}
		at -= float64(p.Cols)
		p.looked(p.Cols)
	}
	return out
}

// exactly draws n partners for each neuron without replacement: all alike, or in proportion
// to a chance.
func (p *Pairs) exactly(r *rng.Rand, rows, cols, n int, self func(int) int, chance func(i, j int32) float64, columns bool) ([][]int32, *Short) {
	out := make([][]int32, rows)
	deck := make([]int32, cols)
	for j := range deck {
		deck[j] = int32(j)
	}
	d := newRaffle(n, cols, cmp.Or(p.Bound, everywhere(cols)))
	for i := range out {
		found := 0
		if chance != nil {
			out[i], found = d.proportional(r, i, self(i), chance)
		} else {
			out[i], found = dealt(r, deck, n, int32(self(i)))
		}
		if found < n {
			return nil, &Short{i, found, n, columns}
		}
		slices.Sort(out[i])
		p.looked(cols)
	}
	return out, nil
}

// dealt takes the first n of a deck that it shuffles as far as it must, without one.
func dealt(r *rng.Rand, deck []int32, n int, without int32) (out []int32, found int) {
	out = make([]int32, 0, n)
	for k := 0; k < len(deck) && len(out) < n; k++ {
		other := k + r.IntN(len(deck)-k)
		deck[k], deck[other] = deck[other], deck[k]
		if deck[k] != without {
			out = append(out, deck[k])
		}
	}
	return out, len(out)
}

// swap makes lists by row of lists by column.
func swap(byColumn [][]int32, rows int) [][]int32 {
	if byColumn == nil {
		return nil
	}
	out := make([][]int32, rows)
	for j, list := range byColumn {
		for _, i := range list {
			out[i] = append(out[i], int32(j))
		}
	}
	return out
}
