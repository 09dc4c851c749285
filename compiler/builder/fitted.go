package builder

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/internal/linalg"
)

// Fitted is what the weights of a connection make of the rates of its source, and what they
// were solved for, at some of the points where they were.
type Fitted struct {
	Points  *mat.Dense // m×d, in order of their first dimension
	Target  *mat.Dense // m×rows
	Decoded *mat.Dense // m×rows
	Rows    []int      // of the weights
}

// Fit is that of a link that was solved, with its weights W, by rows: at so many points and
// of so many rows at most, both spread evenly. For `units gain` it is in currents, too.
func Fit(link *graph.Link, W []float64, points, rows int) *Fitted {
	q := ask(link)
	all := q.at()
	wanted := q.wanted(all)
	_, n := wanted.Dims()
	chosen, out := spread(all, points), &Fitted{}
	for k := range min(n, rows) {
		out.Rows = append(out.Rows, k*n/min(n, rows))
	}
	m, d := len(chosen), all.RawMatrix().Cols
	out.Points, out.Target = mat.NewDense(m, d, nil), mat.NewDense(m, len(out.Rows), nil)
	for i, at := range chosen {
		out.Points.SetRow(i, all.RawRowView(at))
		for k, row := range out.Rows {
			out.Target.Set(i, k, wanted.At(at, row))
		}
	}
	out.Decoded = q.made(out.Points, W, out.Rows)
	return out
}

// wanted is what the weights are to make at points X: values, or currents of the target.
func (q *asked) wanted(X *mat.Dense) *mat.Dense {
	conn, Y := q.link.Connection, q.targets(X)
	m, _ := Y.Dims()
	if q.link.Targets != nil && conn.OntoNeurons {
		Y = currents(q.link, Y)
		_, n := Y.Dims()
		return mat.NewDense(m, n, scaled(mat.DenseCopyOf(Y).RawMatrix().Data, conn.Scale))
	}
	if t := conn.Transform; !t.IsScalar() {
		Y = linalg.Product(Y, mat.DenseCopyOf(mat.NewDense(t.Rows, t.Cols, t.Dense()).T()))
		return mat.NewDense(m, t.Rows, scaled(Y.RawMatrix().Data, conn.Scale))
	}
	_, n := Y.Dims()
	return mat.NewDense(m, n, scaled(mat.DenseCopyOf(Y).RawMatrix().Data, conn.Transform.Scalar*conn.Scale))
}

// made is what some rows of the weights make of the rates at points X.
func (q *asked) made(X *mat.Dense, W []float64, rows []int) *mat.Dense {
	var A *mat.Dense
	if q.isJoint() {
		A, _ = activities.Joint(q.sources, X)
	} else {
		A = activities.At(q.link.Pre[0], X.RawMatrix().Data).Columns(q.link.Connection.Pre.Index)
	}
	m, n := A.Dims()
	out := mat.NewDense(m, len(rows), nil)
	for k, row := range rows {
		gain := 1.0
		if q.link.Targets != nil && q.link.UnitsGain {
			_, neuron := q.link.Target(row)
			gain = q.link.Post.GainRow[neuron]
		}
		for i := range m {
			sum := 0.0
			for j, r := range A.RawRowView(i) {
				sum += float64(W[row*n+j] * r)
			}
			out.Set(i, k, gain*sum)
		}
	}
	return out
}

// spread chooses points, evenly by their first dimension.
func spread(X *mat.Dense, most int) []int {
	n, _ := X.Dims()
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(X.At(a, 0), X.At(b, 0)) })
	m := min(n, most)
	out := make([]int, m)
	for k := range out {
		out[k] = order[k*n/m]
	}
	return out
}
