// Package sparse holds weights between neurons of which most do not exist, by delay and
// column: a step costs the columns of the neurons that spiked.
package sparse

import (
	"cmp"
	"slices"
)

// Weights are a matrix of Rows×Cols, in parts that take effect after so many steps.
type Weights struct {
	Rows, Cols int
	Parts      []Part // by delay, the shortest first
}

// Part holds the weights of one delay: column j has the entries First[j] … First[j+1]-1,
// rows ascending.
type Part struct {
	Late  int // steps
	First []int32
	Row   []int32
	Val   []float64
}

// Count is how many weights there are.
func (w *Weights) Count() int {
	n := 0
	for i := range w.Parts {
		n += len(w.Parts[i].Row)
	}
	return n
}

// Cloned is a copy with values of its own, which lie one behind the other in all.
func (w *Weights) Cloned() (out *Weights, all []float64) {
	all = make([]float64, 0, w.Count())
	out = &Weights{Rows: w.Rows, Cols: w.Cols}
	for _, p := range w.Parts {
		from := len(all)
		all = append(all, p.Val...)
		p.Val = all[from:len(all):len(all)]
		out.Parts = append(out.Parts, p)
	}
	return out, all
}

// Each calls f for every weight: part by part, column by column. at counts them.
func (w *Weights) Each(f func(at, i, j int, v float64)) {
	at := 0
	for p := range w.Parts {
		part := &w.Parts[p]
		for j := range w.Cols {
			for k := part.First[j]; k < part.First[j+1]; k++ {
				f(at, int(part.Row[k]), j, part.Val[k])
				at++
			}
		}
	}
}

// Rows are the weights of a part by row: row i has the entries First[i] … First[i+1]-1,
// columns ascending.
type Rows struct {
	First  []int32
	Column []int32
	At     []int32 // which entry of the part it is
}

// Rows sorts the weights of a part of so many rows.
func (p *Part) Rows(rows int) *Rows {
	out := &Rows{First: make([]int32, rows+1), Column: make([]int32, len(p.Row)), At: make([]int32, len(p.Row))}
	for _, i := range p.Row {
		out.First[i+1]++
	}
	for i := range rows {
		out.First[i+1] += out.First[i]
	}
	next := slices.Clone(out.First)
	for j := range len(p.First) - 1 {
		for k := p.First[j]; k < p.First[j+1]; k++ {
			at := next[p.Row[k]]
			out.Column[at], out.At[at] = int32(j), k
			next[p.Row[k]]++
		}
	}
	return out
}

// ByRow lists the weights row by row, by column within one, as Each counts them.
func (w *Weights) ByRow() []int32 {
	type place struct{ at, column int32 }
	rows := make([][]place, w.Rows)
	w.Each(func(at, i, j int, _ float64) { rows[i] = append(rows[i], place{int32(at), int32(j)}) })
	out := make([]int32, 0, w.Count())
	for _, row := range rows {
		slices.SortFunc(row, func(a, b place) int { return cmp.Compare(a.column, b.column) })
		for _, p := range row {
			out = append(out, p.at)
		}
	}
	return out
}

// Dense writes the matrix out, row by row.
func (w *Weights) Dense() []float64 {
	out := make([]float64, w.Rows*w.Cols)
	w.Each(func(_, i, j int, v float64) { out[i*w.Cols+j] = v })
	return out
}

// Mask marks the weights that exist, row by row.
func (w *Weights) Mask() []bool {
	out := make([]bool, w.Rows*w.Cols)
	w.Each(func(_, i, j int, _ float64) { out[i*w.Cols+j] = true })
	return out
}

// Of makes weights of what exists: the columns of each row, ascending, the value of each and
// how many steps it is late.
func Of(rows, cols int, chosen [][]int32, value func(i, j int) float64, late func(i, k int) int) *Weights {
	b := &builder{out: &Weights{Rows: rows, Cols: cols}, number: map[int]int{}}
	for i, list := range chosen {
		for k, j := range list {
			b.part(late(i, k)).First[j+1]++
		}
	}
	if len(b.out.Parts) == 0 {
		b.part(0) // without any weight, too, they are parts and no matrix
	}
	for p := range b.out.Parts {
		part := &b.out.Parts[p]
		for j := range cols {
			part.First[j+1] += part.First[j]
		}
		part.Row, part.Val = make([]int32, part.First[cols]), make([]float64, part.First[cols])
	}
	next := make([][]int32, len(b.out.Parts))
	for p := range next {
		next[p] = append(next[p], b.out.Parts[p].First...)
	}
	for i, list := range chosen {
		for k, j := range list {
			p := b.number[late(i, k)]
			at := next[p][j]
			b.out.Parts[p].Row[at], b.out.Parts[p].Val[at] = int32(i), value(i, int(j))
			next[p][j]++
		}
	}
	slices.SortFunc(b.out.Parts, func(a, b Part) int { return cmp.Compare(a.Late, b.Late) })
	return b.out
}

type builder struct {
	out    *Weights
	number map[int]int // of the part of each delay
}

// part is that of a delay.
func (b *builder) part(late int) *Part {
	p, ok := b.number[late]
	if !ok {
		p = len(b.out.Parts)
		b.number[late] = p
		b.out.Parts = append(b.out.Parts, Part{Late: late, First: make([]int32, b.out.Cols+1)})
	}
	return &b.out.Parts[p]
}
