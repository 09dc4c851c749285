package solvers

import (
	"runtime"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/runtime/kernels"
)

// gramRows is how many evaluation points are packed at a time: the panels of a
// block then fit the caches, and A is read once.
const gramRows = 192

// gram returns A'A. Every element is a sum over the rows of A in order,
// whatever the number of threads: each element belongs to one of them.
func gram(A *mat.Dense) *mat.SymDense {
	m, n := A.Dims()
	padded := (n + kernels.GramCols - 1) / kernels.GramCols * kernels.GramCols
	c := make([]float64, padded*padded)
	tall, wide := make([]float64, gramRows*padded), make([]float64, gramRows*padded)
	for from := 0; from < m; from += gramRows {
		rows := min(gramRows, m-from)
		pack(tall, A, from, rows, padded, kernels.GramRows)
		pack(wide, A, from, rows, padded, kernels.GramCols)
		addGram(c, tall, wide, rows, padded)
	}
	out := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			out.SetSym(i, j, c[i*padded+j])
		}
	}
	return out
}

// pack stores columns of some rows of A in panels of a width, each row by row;
// columns beyond A are zero.
func pack(panels []float64, A *mat.Dense, from, rows, padded, width int) {
	for k := range rows {
		row := A.RawRowView(from + k)
		for j := 0; j < padded; j += width {
			panel := panels[j*rows+k*width : j*rows+(k+1)*width]
			clear(panel)
			copy(panel, row[min(j, len(row)):])
		}
	}
}

// addGram adds the products of one block to the upper triangle of c.
func addGram(c, tall, wide []float64, rows, padded int) {
	panels := padded / kernels.GramCols
	threads := min(runtime.GOMAXPROCS(0), panels)
	var done sync.WaitGroup
	for t := range threads {
		done.Go(func() {
			for j := t; j < panels; j += threads {
				b := wide[j*rows*kernels.GramCols : (j+1)*rows*kernels.GramCols]
				for i := range (j + 1) * kernels.GramCols / kernels.GramRows {
					a := tall[i*rows*kernels.GramRows : (i+1)*rows*kernels.GramRows]
					kernels.GramPanel(c[i*kernels.GramRows*padded+j*kernels.GramCols:], padded, a, b)
				}
			}
		})
	}
	done.Wait()
}
