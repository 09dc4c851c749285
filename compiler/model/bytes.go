package model

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Bytes is an amount of memory or disk.
type Bytes = size.Bytes

// Need is a part of the memory of a run.
type Need struct {
	Bytes  Bytes
	At     diag.Span
	format string
	args   []any
}

// What says what it is for. It is put into words when it is asked for: of the
// needs of a model, one is told.
func (n Need) What() string { return fmt.Sprintf(n.format, n.args...) }

// What a run takes, measured: nefc itself, and the descriptions of an object. A
// number has eight bytes; a population keeps a few vectors for each dimension and
// some more of its neurons; a matrix that does not change is there as it was
// built, in the program and in the simulation.
const (
	programBytes    = 26e6
	ensembleBytes   = 20e3
	connectionBytes = 5e3
	nodeBytes       = 3e3
	numberBytes     = 8
	ofDimensions    = 6
	ofNeurons       = 20
	copies          = 4
)

// recordingWindow is how much memory records take that go to the disk
// (runtime/experiment).
const recordingWindow = 32e6

// needs adds up.
type needs struct{ list []Need }

func (n *needs) add(numbers, overhead float64, at diag.Span, format string, args ...any) {
	n.list = append(n.list, Need{Bytes(numberBytes*numbers + overhead), at, format, args})
}

// Needs estimates what a run of one cell holds in memory at its peak: what lasts,
// and either what is held at once while weights are solved, on so many threads, or
// what a simulation keeps.
func (m *Model) Needs(threads int) []Need {
	var lasting, solving, running needs
	lasting.add(0, programBytes, diag.Span{}, "nefc itself")
	for _, e := range m.Ensembles {
		n, d := float64(e.N), float64(e.Dims)
		lasting.add(ofDimensions*n*d+ofNeurons*n+2*float64(e.NumEvalPoints)*d, ensembleBytes, e.At,
			"`%s`: %d neurons of %d dimensions, %d evaluation points", e.Name, e.N, e.Dims, e.NumEvalPoints)
	}
	for _, c := range m.Connections {
		rows, cols, what := c.matrix()
		lasting.add(rows*cols, connectionBytes, c.At, "`%s`: %s of %.0f×%.0f", c.Name, what, rows, cols)
		more := copies - 1.0
		if len(c.Rules) > 0 || c.Changes {
			more = 2 // the simulation has its own instead
		}
		running.add(more*rows*cols, 0, c.At, "`%s`: %s of %.0f×%.0f", c.Name, what, rows, cols)
		running.add(copies*m.delayed(c.Delay, c.Post.Size)+m.response(c.Synapse, c.Post.Size), 0, c.At, "`%s`: what it delays", c.Name)
	}
	for _, n := range m.Nodes {
		lasting.add(4*float64(n.Dims), nodeBytes, n.At, "`%s`: %d dimensions", n.Name, n.Dims)
		running.add(copies*m.delayed(n.Delay, n.Dims)+m.response(n.Synapse, n.Dims), 0, n.At, "`%s`: what it delays", n.Name)
		if p, ok := n.Process.(interface{ Room(dt float64) float64 }); ok {
			running.add(p.Room(m.smallestStep())*float64(n.Dims), 0, n.At, "`%s`: a period of its signal", n.Name)
		}
	}
	m.recording(&running)
	m.solving(&solving, threads)
	if total(solving.list) > total(running.list) {
		return append(lasting.list, solving.list...)
	}
	return append(lasting.list, running.list...)
}

func total(list []Need) (sum Bytes) {
	for _, n := range list {
		sum += n.Bytes
	}
	return sum
}

// Total is the sum of needs, and the largest of them.
func Total(list []Need) (sum Bytes, largest Need) {
	return total(list), slices.MaxFunc(list, func(a, b Need) int { return int(math.Copysign(1, float64(a.Bytes-b.Bytes))) })
}

// matrix is the size of the weights of a connection, or of its transform.
func (c *Connection) matrix() (rows, cols float64, what string) {
	switch {
	case c.Full:
		return float64(c.Post.Size), float64(c.Pre.Size), "a matrix"
	case c.Transform.Sparse != nil:
		return float64(len(c.Transform.Sparse.Val)), 3, "a sparse matrix"
	case c.Pre.Ensemble != nil && !c.Pre.Neurons:
		return float64(c.Post.Size), float64(c.Pre.Ensemble.N), "decoders"
	case c.Transform.M != nil:
		return float64(c.Transform.Rows), float64(c.Transform.Cols), "a transform"
	}
	return 0, 0, "a wire"
}

// smallestStep is the smallest time step (s) of the experiments.
func (m *Model) smallestStep() float64 {
	dt := 0.001
	for i, x := range m.Experiments {
		if i == 0 || x.Dt < dt {
			dt = x.Dt
		}
	}
	return dt
}

// delayed is how many numbers a delay keeps.
func (m *Model) delayed(d Delay, size int) float64 {
	steps := float64(d.Steps)
	if d.Steps == 0 {
		steps = d.Time / m.smallestStep()
	}
	return steps * float64(size)
}

// response is how many numbers a finite response keeps.
func (m *Model) response(s synapses.Synapse, size int) float64 {
	if t, ok := s.(synapses.Triangle); ok {
		return copies * t.T / m.smallestStep() * float64(size)
	}
	return 0
}

// recording adds what the longest phase records.
func (m *Model) recording(out *needs) {
	steps, dt := 0, 0.0
	for _, x := range m.Experiments {
		for _, e := range x.Events {
			if p, ok := e.(*Phase); ok && p.Steps > steps {
				steps, dt = p.Steps, x.Dt
			}
		}
	}
	var all needs
	for _, p := range m.Probes {
		samples := float64(steps)
		if p.Every > dt {
			samples *= dt / p.Every
		}
		if p.Slot.Name == "spikes" {
			samples /= 10 // events, not samples
		}
		all.add(samples*float64(p.Slot.Size+1), 0, p.At, "`probe %s`: %.0f samples of %d numbers", p.Name, samples, p.Slot.Size)
	}
	if total(all.list) > size.RecordedInMemory {
		out.add(0, recordingWindow, diag.Span{}, "what is being written to the disk")
		return
	}
	out.list = append(out.list, all.list...)
}

// request is a problem of a solver: m points, n neurons, k targets.
type request struct {
	solver  solvers.Solver
	m, n, k float64
	at      diag.Span
	name    string
}

// HeldActivities is up to how many rates are held while decoders are solved; of more,
// L2 computes a block at a time, twice (compiler/build).
const HeldActivities = 50e6

// activities is how many rates are held for a request.
func (r *request) activities() float64 {
	if _, blocks := r.solver.(solvers.L2); blocks && r.m*r.n > HeldActivities {
		return 1536 * r.n
	}
	return r.m * r.n
}

func (r *request) numbers() float64 { return r.m*r.k + r.solver.Room(r.m, r.n, r.k) }

// solving adds what is held at once while weights are solved: decoders of some
// populations at a time, then full weights one after the other, the activities of
// whose sources stay.
func (m *Model) solving(out *needs, threads int) {
	decoders, full := m.requests()
	var each, one needs
	for _, e := range m.Ensembles {
		rs := decoders[e]
		if rs == nil {
			continue
		}
		held, most := 0.0, 0.0
		for _, r := range rs {
			held, most = max(held, r.activities()), max(most, r.numbers())
		}
		r := rs[0]
		each.add(held+most, 0, r.at, "decoders of `%s`: %.0f neurons at %.0f points", r.name, r.n, r.m)
	}
	slices.SortStableFunc(each.list, func(a, b Need) int { return int(math.Copysign(1, float64(b.Bytes-a.Bytes))) })
	each.list = each.list[:min(len(each.list), threads)]
	var largest *request
	held := map[*Ensemble]bool{}
	for i := range full {
		f := &full[i]
		if !held[f.pre] {
			held[f.pre] = true
			one.add(f.activities(), 0, f.at, "activities of `%s`: %.0f neurons at %.0f points", f.pre.Name, f.n, f.m)
		}
		if largest == nil || f.numbers() > largest.numbers() {
			largest = &f.request
		}
	}
	if largest != nil {
		one.add(largest.numbers(), 0, largest.at, "solving `%s`: %.0f neurons at %.0f points for %.0f", largest.name, largest.n, largest.m, largest.k)
	}
	if total(one.list) > total(each.list) {
		each = one
	}
	out.list = append(out.list, each.list...)
}

// fullRequest is a request for full weights.
type fullRequest struct {
	request
	pre *Ensemble
}

// requests lists what is solved: decoders by population, and full weights.
func (m *Model) requests() (decoders map[*Ensemble][]*request, full []fullRequest) {
	decoders = map[*Ensemble][]*request{}
	ask := func(e *Ensemble, s solvers.Solver, points *Array, k int, at diag.Span) {
		if s == nil {
			s = solvers.L2{}
		}
		r := &request{s, float64(e.NumEvalPoints), float64(e.N), float64(k), at, e.Name}
		if points != nil {
			r.m = float64(points.Rows)
		}
		decoders[e] = append(decoders[e], r)
	}
	for _, c := range m.Connections {
		e := c.Pre.Ensemble
		switch {
		case c.Full && c.Weights == nil && c.Solver != nil:
			r := fullRequest{request{c.Solver, float64(e.NumEvalPoints), float64(c.Pre.Size), float64(c.Post.Size), c.At, c.Name}, e}
			if c.EvalPoints != nil {
				r.m = float64(c.EvalPoints.Rows)
			}
			full = append(full, r)
		case e != nil && !c.Full && !c.Pre.Neurons && c.Decoders == nil:
			ask(e, c.Solver, c.EvalPoints, c.Decoded(), c.At)
		}
	}
	for _, n := range m.Nodes {
		for _, r := range n.Reads {
			if r.Ensemble != nil {
				ask(r.Ensemble, nil, nil, r.Ensemble.Dims, r.At)
			}
		}
	}
	for _, p := range m.Probes {
		if e := p.Slot.Ensemble; e != nil && p.Slot.Name == "" && p.Decoders == nil {
			ask(e, p.Solver, nil, e.Dims, p.At)
		}
	}
	return decoders, full
}
