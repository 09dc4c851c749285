// Package sparse holds weights between neurons of which most do not exist, by delay and
// column: a step costs the columns of the neurons that spiked.
package sparse

import (
	"cmp"
	"maps"
	"slices"
)

// Weights are a matrix of Rows×Cols, in parts that take effect after so many steps.
type Weights struct {
	Rows, Cols int
	Parts      []Part // by delay, the shortest first
}

// Part holds the weights of one delay, column by column, rows ascending: column j has the
// entries First[j] … First[j+1]-1. A part of few weights has only those of its columns that
// have any, which Columns lists: of many delays each has few, and a place for every column
// of every delay would be more than all weights.
type Part struct {
	Late    int     // steps
	Columns []int32 // ascending; nil for all
	First   []int32
	Row     []int32
	Val     []float64
}

// Column says which entries column j has: from … to-1.
func (p *Part) Column(j int) (from, to int32) { return entries(p.Columns, p.First, j) }

// entries are those of a line: that of the same number, or where it stands in a list.
func entries(lines, first []int32, line int) (from, to int32) {
	if lines != nil {
		var there bool
		if line, there = slices.BinarySearch(lines, int32(line)); !there {
			return 0, 0
		}
	}
	return first[line], first[line+1]
}

// eachColumn calls f for the columns that may have entries.
func (p *Part) eachColumn(f func(j int, from, to int32)) {
	for k := range len(p.First) - 1 {
		j := k
		if p.Columns != nil {
			j = int(p.Columns[k])
		}
		f(j, p.First[k], p.First[k+1])
	}
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
		part.eachColumn(func(j int, from, to int32) {
			for k := from; k < to; k++ {
				f(at, int(part.Row[k]), j, part.Val[k])
				at++
			}
		})
	}
}

// Rows are the weights of a part by row, columns ascending: row i has the entries First[i] …
// First[i+1]-1. Of a part of few weights they are only the rows that have any.
type Rows struct {
	Lines  []int32 // the rows, ascending; nil for all
	First  []int32
	Column []int32
	At     []int32 // which entry of the part it is
}

// Row says which entries row i has: from … to-1.
func (r *Rows) Row(i int) (from, to int32) { return entries(r.Lines, r.First, i) }

// Rows sorts the weights of a part of so many rows.
func (p *Part) Rows(rows int) *Rows {
	out := &Rows{Column: make([]int32, len(p.Row)), At: make([]int32, len(p.Row))}
	line := func(i int32) int { return int(i) }
	if isFew(len(p.Row), rows) {
		out.Lines = slices.Clone(p.Row)
		slices.Sort(out.Lines)
		out.Lines = slices.Compact(out.Lines)
		rows = len(out.Lines)
		line = func(i int32) int {
			k, _ := slices.BinarySearch(out.Lines, i)
			return k
		}
	}
	out.First = make([]int32, rows+1)
	for _, i := range p.Row {
		out.First[line(i)+1]++
	}
	for i := range rows {
		out.First[i+1] += out.First[i]
	}
	next := slices.Clone(out.First)
	p.eachColumn(func(j int, from, to int32) {
		for k := from; k < to; k++ {
			i := line(p.Row[k])
			out.Column[next[i]], out.At[next[i]] = int32(j), k
			next[i]++
		}
	})
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
	parts := map[int]*Part{} // by delay
	counts := map[*Part]int{}
	first := make([]int32, cols+1)
	for i, list := range chosen {
		for k, j := range list {
			at := late(i, k)
			if parts[at] == nil {
				parts[at] = &Part{Late: at}
			}
			counts[parts[at]]++
			first[j+1]++
		}
	}
	if len(parts) == 0 {
		parts[0] = &Part{} // without any weight, too, they are parts and no matrix
	}
	for p := range maps.Values(parts) {
		p.expect(counts[p], cols)
	}
	byColumn(chosen, first, func(i, k int) {
		j := chosen[i][k]
		parts[late(i, k)].add(int32(i), j, value(i, int(j)))
	})
	out := &Weights{Rows: rows, Cols: cols}
	for _, at := range slices.Sorted(maps.Keys(parts)) {
		p := parts[at]
		p.close()
		out.Parts = append(out.Parts, *p)
	}
	return out
}

// byColumn calls f for what exists, column by column, rows ascending; first has how many
// each column has, one place behind it.
func byColumn(chosen [][]int32, first []int32, f func(i, k int)) {
	for j := range len(first) - 1 {
		first[j+1] += first[j]
	}
	type place struct{ row, k int32 }
	places, next := make([]place, first[len(first)-1]), slices.Clone(first)
	for i, list := range chosen {
		for k, j := range list {
			places[next[j]] = place{int32(i), int32(k)}
			next[j]++
		}
	}
	for _, p := range places {
		f(int(p.row), int(p.k))
	}
}

// isFew reports so few entries that only those lines are kept which have any.
func isFew(entries, lines int) bool { return 4*entries < lines }

// expect makes room for so many entries, of so many columns.
func (p *Part) expect(n, cols int) {
	p.Row, p.Val = make([]int32, 0, n), make([]float64, 0, n)
	if n > 0 && isFew(n, cols) {
		p.Columns, p.First = make([]int32, 0, n), make([]int32, 0, n+1)
		return
	}
	p.First = make([]int32, cols+1)
}

// add adds an entry behind the others.
func (p *Part) add(i, j int32, v float64) {
	switch n := len(p.Columns); {
	case p.Columns == nil:
		p.First[j+1]++
	case n == 0 || p.Columns[n-1] != j:
		p.Columns, p.First = append(p.Columns, j), append(p.First, int32(len(p.Row)))
	}
	p.Row, p.Val = append(p.Row, i), append(p.Val, v)
}

// close makes counts of columns where each begins, after the last entry.
func (p *Part) close() {
	if p.Columns != nil {
		p.First = append(p.First, int32(len(p.Row)))
		return
	}
	for j := range len(p.First) - 1 {
		p.First[j+1] += p.First[j]
	}
}
