package live

import (
	"math"
	"slices"
)

// mostCells is how many rows and columns of a matrix are told at most.
const mostCells = 256

// weightsEvery is how often, in model time (s), a matrix is looked at.
const weightsEvery = 0.1

// weights tells the weights of a connection, or how they changed: each as it is, or of
// blocks of them the mean and the one furthest from 0. They are read with the change that
// waits applied to a copy, so reading changes nothing.
type weights struct {
	s          *Session
	connection string
	rows, cols int // of the matrix
	r, c       int // of what is told
	unit       string
	from       []float64 // what is taken away; nil for nothing
	last       []float64
	now        float64
	next       float64
	exact      bool
}

func newWeights(s *Session, w *Watch) (view, error) {
	i, err := s.link(w.Of)
	if err != nil {
		return nil, err
	}
	l := &s.Program().Links[i]
	v := &weights{s: s, connection: w.Of, rows: l.Rows, cols: l.Cols, unit: l.Unit, exact: w.Exact, now: s.sim.Time(), next: math.Inf(-1)}
	v.r, v.c = min(l.Rows, mostCells), min(l.Cols, mostCells)
	if v.exact {
		v.r, v.c = l.Rows, l.Cols
	}
	switch w.Mode {
	case "", "now":
	case "built":
		v.from = l.Weights
	case "phase":
		v.from = slices.Clone(s.sim.Weights(i))
	default:
		return nil, unknown(w.Mode, "mode", []string{"now", "built", "phase"})
	}
	return v, nil
}

func (v *weights) info() Info {
	return Info{Names: []string{v.connection}, Unit: v.unit, Rows: v.rows, Cols: v.cols}
}

func (v *weights) take(b *batch) { v.now = b.phase.End }

func (v *weights) pull(full bool) *Frame {
	i, err := v.s.Program().Link(v.connection)
	if err != nil || v.now < v.next && !full {
		return nil
	}
	W := v.s.sim.Weights(i)
	if slices.Equal(W, v.last) {
		return nil
	}
	v.last, v.next = slices.Clone(W), v.now+weightsEvery
	f := &Frame{Kind: Matrix, T: v.now, N: v.r, Width: v.c, Exact: v.exact, Values: make([]float64, 0, 2*v.r*v.c)}
	for a := range v.r {
		for b := range v.c {
			mean, extreme := v.block(W, a, b)
			if f.Values = append(f.Values, mean); !v.exact {
				f.Values = append(f.Values, extreme)
			}
		}
	}
	return f
}

// block is the mean of a block of the matrix, and what in it is furthest from 0.
func (v *weights) block(W []float64, a, b int) (mean, extreme float64) {
	n := 0
	for i := a * v.rows / v.r; i < (a+1)*v.rows/v.r; i++ {
		for j := b * v.cols / v.c; j < (b+1)*v.cols/v.c; j++ {
			x := W[i*v.cols+j]
			if v.from != nil {
				x -= v.from[i*v.cols+j]
			}
			mean, n = mean+x, n+1
			if math.Abs(x) > math.Abs(extreme) {
				extreme = x
			}
		}
	}
	return mean / float64(n), extreme
}
