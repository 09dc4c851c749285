// Package transforms holds the linear maps of a connection that are mostly
// zeros: sparse matrices and convolutions. Both become a Sparse, column by
// column, so a step costs the columns of what is active.
package transforms

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Sparse is a matrix of Rows×Cols stored by columns: column j holds the entries
// First[j] … First[j+1]-1, rows ascending.
type Sparse struct {
	Rows, Cols int
	First      []int32
	Row        []int32
	Val        []float64
}

// Entry is one number of a sparse matrix.
type Entry struct {
	Row, Col int
	Val      float64
}

// NewSparse makes a matrix of entries; those at one place are added in the
// order given, as scipy does. It fails if an entry lies outside.
func NewSparse(rows, cols int, entries []Entry) (*Sparse, error) {
	if max(rows, cols, len(entries)) > mostEntries {
		return nil, fmt.Errorf("%d×%d with %d entries is more than a sparse matrix may have", rows, cols, len(entries))
	}
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b Entry) int {
		if a.Col != b.Col {
			return a.Col - b.Col
		}
		return a.Row - b.Row
	})
	s := &Sparse{Rows: rows, Cols: cols, First: make([]int32, cols+1)}
	for i, e := range sorted {
		if e.Row < 0 || e.Row >= rows || e.Col < 0 || e.Col >= cols {
			return nil, fmt.Errorf("the entry [%d, %d] lies outside of %d×%d", e.Row, e.Col, rows, cols)
		}
		if i > 0 && sorted[i-1].Row == e.Row && sorted[i-1].Col == e.Col {
			s.Val[len(s.Val)-1] += e.Val
			continue
		}
		s.Row, s.Val = append(s.Row, int32(e.Row)), append(s.Val, e.Val)
		s.First[e.Col+1]++
	}
	for j := range cols {
		s.First[j+1] += s.First[j]
	}
	return s, nil
}

// FromDense is a matrix given row by row, without its zeros.
func FromDense(rows, cols int, data []float64) *Sparse {
	s := &Sparse{Rows: rows, Cols: cols, First: make([]int32, cols+1)}
	for j := range cols {
		for i := range rows {
			if v := data[i*cols+j]; v != 0 {
				s.Row, s.Val = append(s.Row, int32(i)), append(s.Val, v)
			}
		}
		s.First[j+1] = int32(len(s.Val))
	}
	return s
}

// Scaled returns the matrix times k.
func (s *Sparse) Scaled(k float64) *Sparse {
	if k == 1 {
		return s
	}
	out := *s
	out.Val = make([]float64, len(s.Val))
	for i, v := range s.Val {
		out.Val[i] = k * v
	}
	return &out
}

// Dense writes the matrix out, row by row.
func (s *Sparse) Dense() []float64 {
	out := make([]float64, s.Rows*s.Cols)
	for j := range s.Cols {
		for k := s.First[j]; k < s.First[j+1]; k++ {
			out[int(s.Row[k])*s.Cols+j] = s.Val[k]
		}
	}
	return out
}

// String says the shape, how many entries there are, and a digest of them.
func (s *Sparse) String() string {
	sum := sha256.Sum256([]byte(fmt.Sprint(s.First, s.Row, s.Val)))
	return fmt.Sprintf("%d×%d with %d entries %x", s.Rows, s.Cols, len(s.Val), sum[:6])
}

// Written lists the transforms a model can name, for `nefc list`; the checker
// reads their arguments.
var Written = []struct {
	Name, Doc, Source string
	Params            []catalog.Param
	Example           string // a connection
}{
	{"coo", "sparse matrix from row, column and value of each entry: coo(\"w.csv\"), or coo(rows, cols, values, shape=[50, 60])", "scipy.sparse",
		nil, "connect a -> b.neurons transform coo([0, 1], [0, 0], [0.5, -0.5], shape=[50, 1])"},
	{"conv", "convolution (unflipped) of an image; y[p, f] = Σ x[p·stride + k, c]·kernel[k, c, f]", "Nengo 4", convParams,
		"connect a.neurons -> b transform conv(filters=1, shape=[5, 10, 1], kernel=[5, 10])"},
	{"conv_transpose", "the transpose of a convolution: y[p·stride + k, f] += x[p, c]·kernel[k, c, f]", "Nengo 4", convParams,
		"connect a -> b.neurons transform conv_transpose(filters=1, shape=[1, 1, 1], kernel=[5, 10])"},
}

var convParams = []catalog.Param{
	{Name: "filters", Required: true, Doc: "how many"},
	{Name: "shape", Kind: catalog.Matrix, Required: true, Doc: "of the input: [height, width, channels], channels first with channels_last=no"},
	{Name: "kernel", Kind: catalog.Matrix, Doc: "size of the filters, default [3, 3]"},
	{Name: "stride", Kind: catalog.Matrix, Doc: "default [1, 1]"},
	{Name: "padding", Kind: catalog.Word, Doc: "valid or same, default valid"},
	{Name: "channels_last", Kind: catalog.Flag, Default: 1, Doc: "default yes"},
	{Name: "groups", Default: 1, Doc: "the channels are split among as many groups of filters (conv)"},
	{Name: "output", Kind: catalog.Matrix, Doc: "shape of the output (conv_transpose), where several fit"},
	{Name: "init", Kind: catalog.Distribution, Doc: "the kernel: a distribution, default -1..1, or numbers of (kernel, channels/groups, filters)"},
}
