package solvers

import (
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// rowsInForce are some rows of A, with their matrix S·A'A·S + m·σ²·I. One that comes or
// goes is a change of rank one.
type rowsInForce struct {
	p     *Problem
	start *normal    // of the rows that it begins with
	begun []bool     // which these are
	g     *mat.Dense // of those in force
	ridge float64    // m·σ²
	in    []bool
	puts  int       // since g was that of start
	moved []part    // rows that g does not tell of
	panel []float64 // rows that are added
}

// newRowsInForce begins with some rows, of which start is the matrix with the ridge.
func newRowsInForce(p *Problem, start *normal, begun []bool) *rowsInForce {
	m, _ := p.A.Dims()
	return &rowsInForce{p: p, start: start, begun: begun, g: mat.DenseCopyOf(start.g), ridge: float64(float64(m) * p.Sigma * p.Sigma), in: slices.Clone(begun)}
}

// factors are those of the matrix as it is and will be.
func (f *rowsInForce) factors() factors { return &normal{g: f.g, sizes: f.start.sizes} }

// put takes row k in, or out; settle makes the matrix that of the rows that are in.
func (f *rowsInForce) put(k int, in bool) {
	if in == f.in[k] {
		return
	}
	f.in[k] = in
	f.puts++
	share := -1.0
	if in {
		share = 1
	}
	f.moved = append(f.moved, part{k, share})
}

// part is what a row adds to the matrix: its products, once or less that.
type part struct {
	row   int
	share float64
}

// settle adds the rows that came, and takes away those that went.
func (f *rowsInForce) settle() {
	f.add(f.moved)
	f.moved = f.moved[:0]
}

// rowsAtOnce are added in one pass over the matrix, which has the bits of a pass for each.
const rowsAtOnce = 8

// add adds parts to the matrix.
func (f *rowsInForce) add(parts []part) {
	n := len(f.start.sizes)
	for len(parts) > 0 {
		some := parts[:min(rowsAtOnce, len(parts))]
		parts = parts[len(some):]
		f.panel = f.panel[:0]
		for _, x := range some {
			f.panel = append(f.panel, signed(f.p, f.p.A.RawRowView(x.row))...)
		}
		shares := make([]float64, len(some))
		for j := range n {
			for t, x := range some {
				shares[t] = x.share * f.panel[t*n+j]
			}
			kernels.Learn(f.g.RawRowView(j), f.panel, nil, shares, n)
		}
	}
}

// renew computes the matrix from that of the rows it began with, once rounding may have added up.
func (f *rowsInForce) renew() {
	if f.puts < 4*len(f.in) {
		return
	}
	f.puts = 0
	f.g.Copy(f.start.g)
	f.moved = f.moved[:0]
	for k, in := range f.in {
		switch {
		case in && !f.begun[k]:
			f.moved = append(f.moved, part{k, 1})
		case !in && f.begun[k]:
			f.moved = append(f.moved, part{k, -1})
		}
	}
	f.settle()
}
