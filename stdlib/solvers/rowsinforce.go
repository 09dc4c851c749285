package solvers

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// rowsInForce are some rows of A, with their matrix S·A'A·S + m·σ²·I. One that comes or
// goes is a change of rank one.
type rowsInForce struct {
	p     *Problem
	all   *normal    // of all rows
	g     *mat.Dense // of those in force
	ridge float64    // m·σ²
	in    []bool
	puts  int // since g was computed from that of all rows
}

func newRowsInForce(p *Problem, all *normal) *rowsInForce {
	m, _ := p.A.Dims()
	f := &rowsInForce{p: p, all: all, g: mat.DenseCopyOf(all.g), ridge: float64(float64(m) * p.Sigma * p.Sigma), in: make([]bool, m)}
	for k := range f.in {
		f.in[k] = true
	}
	return f
}

// factors are those of the matrix as it is and will be.
func (f *rowsInForce) factors() factors { return &normal{g: f.g, sizes: f.all.sizes} }

// put takes row k in, or out.
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
	f.add(k, share)
}

// add adds a share of row k's part of the matrix.
func (f *rowsInForce) add(k int, share float64) {
	row := signed(f.p, f.p.A.RawRowView(k))
	for j, v := range row {
		if v != 0 {
			kernels.Axpy(f.g.RawRowView(j), float64(share*v), row)
		}
	}
}

// renew computes the matrix from that of all rows, once rounding may have added up.
func (f *rowsInForce) renew() {
	if f.puts < 4*len(f.in) {
		return
	}
	f.puts = 0
	f.g.Copy(f.all.g)
	for k, in := range f.in {
		if !in {
			f.add(k, -1)
		}
	}
}
