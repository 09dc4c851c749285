package watches

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/refusal"
)

// mostCells is how many rows and columns of a matrix are told at most.
const mostCells = 256

// mostWatched is how many weights, of which few exist, are written out to be told.
const mostWatched = 1 << 24

// weightsEvery is how often, in model time (s), a matrix is looked at.
const weightsEvery = 0.1

// weights tells the weights of a connection, or how they changed: each as it is, or of
// blocks of them the mean and the one furthest from 0. They are read with the change that
// waits applied to a copy, so reading changes nothing.
type weights struct {
	s          Source
	connection string
	rows, cols int // of the matrix
	r, c       int // of what is told
	about      Info
	down       []int // the row of the matrix that is told as each; nil for as it is
	across     []int
	from       []float64 // what is taken away; nil for nothing
	phase      bool      // from is of the beginning of a phase
	last       []float64
	now        float64
	next       float64
	exact      bool
}

func newWeights(s Source, w *Watch) (View, error) {
	i, err := refusal.Link(s.Program(), w.Of)
	if err != nil {
		return nil, err
	}
	l := &s.Program().Links[i]
	v := &weights{s: s, connection: w.Of, rows: l.Rows, cols: l.Cols, exact: w.Exact, next: math.Inf(-1)}
	v.about = Info{Names: []string{w.Of}, Unit: l.Unit, Rows: l.Rows, Cols: l.Cols}
	if l.Thin != nil && l.Rows > mostWatched/l.Cols {
		return nil, refusal.Rangef("%d×%d weights are too many to be watched", l.Rows, l.Cols)
	}
	v.r, v.c = min(l.Rows, mostCells), min(l.Cols, mostCells)
	if v.exact {
		v.r, v.c = l.Rows, l.Cols
	} else {
		v.sort(s.Program(), l)
	}
	switch w.Mode {
	case "", "now":
	case "built":
		v.from, _ = l.Dense()
	case "phase":
		v.phase = true
		v.Begin()
	default:
		return nil, refusal.Name(w.Mode, "mode", []string{"now", "built", "phase"})
	}
	return v, nil
}

// Begin is that of a Beginner.
func (v *weights) Begin() {
	if i, err := v.s.Program().Link(v.connection); err == nil && v.phase {
		v.from, v.last = slices.Clone(v.s.Sim().Weights(i)), nil
	}
}

// sort lets rows and columns that are neurons come as a raster has them, so that blocks
// are of neurons that are alike.
func (v *weights) sort(p *program.Program, l *program.Link) {
	v.columns(p, l)
	if l.Target < 0 {
		return
	}
	if exc, inh, ok := l.Channels(&p.Populations[l.Target]); ok {
		v.about.Ports = []string{exc.Name, inh.Name}
	}
	if l.Gains != nil && p.Populations[l.Target].N == l.Rows {
		v.down = unsigned(&p.Populations[l.Target])
		v.about.Post, v.about.Order = p.Populations[l.Target].Name, v.down
	}
}

// columns sorts those of each population that has some.
func (v *weights) columns(p *program.Program, l *program.Link) {
	var parts []Part
	var across []int
	for _, i := range l.Sources {
		from := &p.Populations[i]
		order, first := preferredOrder(from), len(across)
		parts = append(parts, Part{from.Name, from.N, exciting(from, order)})
		for _, k := range order {
			across = append(across, first+k)
		}
	}
	if len(across) != l.Cols {
		return
	}
	v.across, v.about.Across, v.about.Pre = across, across, p.SourceName(l)
	if v.about.Parts = parts; len(parts) == 1 {
		v.about.Excite, v.about.Parts = parts[0].Excite, nil
	}
}

func (v *weights) Info() Info { return v.about }

func (v *weights) Take(*Batch) {}

func (v *weights) Pull(full bool) *Frame {
	i, err := v.s.Program().Link(v.connection)
	v.now = v.s.Sim().Time()
	if err != nil || v.now < v.next && v.now >= v.next-weightsEvery && !full {
		return nil
	}
	W := v.s.Sim().Weights(i)
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

// place is the i-th of an order.
func place(order []int, i int) int {
	if order == nil {
		return i
	}
	return order[i]
}

// block is the mean of a block of the matrix, and what in it is furthest from 0.
func (v *weights) block(W []float64, a, b int) (mean, extreme float64) {
	n := 0
	for i := a * v.rows / v.r; i < (a+1)*v.rows/v.r; i++ {
		for j := b * v.cols / v.c; j < (b+1)*v.cols/v.c; j++ {
			at := place(v.down, i)*v.cols + place(v.across, j)
			x := W[at]
			if v.from != nil {
				x -= v.from[at]
			}
			mean, n = mean+x, n+1
			if math.Abs(x) > math.Abs(extreme) {
				extreme = x
			}
		}
	}
	return mean / float64(n), extreme
}
