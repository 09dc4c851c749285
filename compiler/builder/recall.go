package builder

import (
	"encoding/binary"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
)

// solutionRevision goes up with every change that gives a solution other bits:
// of solvers, of rates, of what is stored.
const solutionRevision = 9

// solveKey is all that a solution depends on, as numbers: what an ensemble is called,
// and how a function is written, is no part of it.
type solveKey struct {
	Revision  int
	Sources   []source
	Rows      int       // evaluation points
	Points    []float64 // where it is asked
	Targets   []float64 // at the points
	Reg       float64
	Sigma     *float64
	Solver    solvers.Solver
	Stream    *stream
	Encoders  []float64 // from here on of full weights: of the neurons whose currents represent the targets,
	Bias      []float64 // and what is added to those; nil for nothing
	Signs     []int8
	Theta     []float64   // of targets that relax below it; nil for none
	Inputs    []neurons.H // of targets that conductances drive; nil for currents
	Strongest int         // weights of each target neuron that are kept; 0 for all
	Support   [][]int     // weights that exist; nil for all
}

// source is a population that is asked.
type source struct {
	Neurons      neurons.Type
	N, From, To  int // neurons, and the stretch of the points that it carries
	Scaled, Bias []float64
	Picked       []int // the neurons whose activities are read; nil for all
}

// newSolveKey is the key of a question to populations at points X with targets Y.
func newSolveKey(q *question, X, Y *mat.Dense, asked ...activities.Source) *solveKey {
	m, _ := X.Dims()
	key := &solveKey{Revision: solutionRevision, Rows: m, Points: X.RawMatrix().Data, Targets: Y.RawMatrix().Data,
		Reg: q.Reg, Sigma: q.Sigma, Solver: q.Solver, Stream: q.Stream}
	for _, p := range asked {
		key.Sources = append(key.Sources, keyOf(p))
	}
	return key
}

func keyOf(p activities.Source) source {
	return source{p.Neurons, p.N, p.From, p.To, p.Scaled, p.BiasRow, p.Picked}
}

// products are those of the Gram matrix.
func (k *solveKey) products() float64 {
	n := 0.0
	for _, s := range k.Sources {
		n += float64(s.N)
	}
	return float64(float64(k.Rows)*n) * n
}

// worthKeeping is how large a problem is whose solution is kept, in products of a Gram
// matrix: they take about half a millisecond, and an entry is read in a hundredth of it.
const worthKeeping = 2e6

// mostKept is how many numbers a solution has at most that is kept.
const mostKept = 1 << 24

// recall returns the solution to a problem that was solved before, by this process or
// another one, and otherwise finds it.
func (b *builder) recall(key *solveKey, find func() *solved) *solved {
	kept := b.cache != nil && key.products() >= worthKeeping
	if b.memory == nil && !kept {
		return find()
	}
	hash := new(identity.Walker).Hash(key)
	if b.memory != nil {
		if s := b.memory.get(hash); s != nil {
			return s
		}
	}
	s := b.recallFromDisk(key, hash, kept, find)
	if b.memory != nil && s.fit != nil {
		b.memory.put(hash, s)
	}
	return s
}

// recallFromDisk is recall without what this process remembers; kept says that solutions
// of this size are on disk.
func (b *builder) recallFromDisk(key *solveKey, hash identity.Hash, kept bool, find func() *solved) *solved {
	if !kept {
		return find()
	}
	if data, ok := b.cache.Get(hash); ok {
		if s, ok := decodeSolved(data); ok {
			s.fit.Solver = key.Solver
			return s
		}
	}
	s := find()
	if s.fit != nil && len(s.sol.X.RawMatrix().Data) <= mostKept {
		b.cache.Put(hash, s.encode())
	}
	return s
}

// encode writes a solution down: counts and numbers of 8 bytes each, little endian.
func (s *solved) encode() []byte {
	n, k := s.sol.X.Dims()
	e := numbers{}
	e.counts(n, k, s.sol.Iterations, len(s.support))
	for _, row := range s.support {
		e.counts(len(row))
		e.counts(row...)
	}
	e.floats(s.sol.Condition, s.fit.RMSE, s.fit.TargetRMS, s.fit.Zeros, s.fit.Condition, s.fit.Seconds, s.reachable)
	e.floats(s.sol.X.RawMatrix().Data...)
	return e
}

// decodeSolved reads what encode wrote; ok is false if it is something else.
func decodeSolved(data []byte) (*solved, bool) {
	d := &reader{numbers: data}
	n, k, iterations, rows := d.count(), d.count(), d.count(), d.count()
	if d.short || n == 0 || k == 0 || n > mostKept/k || rows > len(data) {
		return nil, false
	}
	s := &solved{sol: &solvers.Solution{Iterations: iterations}, fit: &solvers.Fit{Iterations: iterations, Recalled: true}}
	for range rows {
		s.support = append(s.support, d.counts())
	}
	fit := s.fit
	for _, to := range []*float64{&s.sol.Condition, &fit.RMSE, &fit.TargetRMS, &fit.Zeros, &fit.Condition, &fit.Seconds, &s.reachable} {
		*to = d.float()
	}
	if d.short || len(d.numbers) != 8*n*k {
		return nil, false
	}
	X := make([]float64, n*k)
	for i := range X {
		X[i] = d.float()
	}
	s.sol.X = mat.NewDense(n, k, X)
	return s, true
}

// numbers are counts and floats written down.
type numbers []byte

func (e *numbers) counts(list ...int) {
	for _, n := range list {
		*e = binary.LittleEndian.AppendUint64(*e, uint64(n))
	}
}

func (e *numbers) floats(list ...float64) {
	for _, v := range list {
		*e = binary.LittleEndian.AppendUint64(*e, math.Float64bits(v))
	}
}

// bytes are what was written down elsewhere, a multiple of 8.
func (e *numbers) bytes(written []byte) {
	e.counts(len(written))
	*e = append(*e, written...)
}

// reader takes numbers from the front; short says that there were too few.
type reader struct {
	numbers
	short bool
}

func (d *reader) next() uint64 {
	if len(d.numbers) < 8 {
		d.short = true
		return 0
	}
	v := binary.LittleEndian.Uint64(d.numbers)
	d.numbers = d.numbers[8:]
	return v
}

func (d *reader) count() int { return int(min(d.next(), math.MaxInt32)) }

// counts are as many counts as the first one says.
func (d *reader) counts() []int {
	n := d.count()
	if d.short = d.short || n > len(d.numbers)/8; d.short {
		return nil
	}
	out := make([]int, n)
	for i := range out {
		out[i] = d.count()
	}
	return out
}

// bytes are as many bytes as the first count says.
func (d *reader) bytes() []byte {
	n := d.count()
	if d.short = d.short || n > len(d.numbers); d.short {
		return nil
	}
	out := d.numbers[:n]
	d.numbers = d.numbers[n:]
	return out
}

func (d *reader) float() float64 { return math.Float64frombits(d.next()) }
