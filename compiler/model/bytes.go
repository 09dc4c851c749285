package model

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Need is a part of the memory of a run.
type Need struct {
	Bytes  size.Bytes
	At     diag.Span
	Delay  float64 // for which it is kept, s; 0 for other needs
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

// needs adds up, and keeps the largest; of equal ones, the last.
type needs struct {
	sum     size.Bytes
	largest Need
}

// add reports whether the part is the largest so far, which is put into words.
func (n *needs) add(numbers, overhead float64, at diag.Span) bool {
	return n.join(Need{Bytes: size.Bytes(numberBytes*numbers + overhead), At: at})
}

func (n *needs) join(part Need) bool {
	n.sum += part.Bytes
	if part.Bytes < n.largest.Bytes {
		return false
	}
	n.largest = part
	return true
}

// is puts the largest part into words.
func (n *needs) is(format string, args ...any) { n.largest.format, n.largest.args = format, args }

// delays says of the largest part that it is what an object delays for so long (s).
func (n *needs) delays(name string, delay float64) {
	n.is("`%s`: what it delays", name)
	n.largest.Delay = delay
}

// and is both together.
func (n needs) and(other needs) needs {
	sum := n.sum + other.sum
	n.join(other.largest)
	return needs{sum, n.largest}
}

// Needs estimates what a run of one cell holds in memory at its peak, and the
// largest part of it: what lasts, and either what is held at once while weights
// are solved, on so many threads, or what a simulation keeps.
func (m *Model) Needs(threads int) (sum size.Bytes, largest Need) {
	var lasting, running needs
	lasting.add(0, programBytes, diag.Span{})
	lasting.is("nefc itself")
	for _, e := range m.Ensembles {
		n, d := float64(e.N), float64(e.Dims)
		if lasting.add(ofDimensions*n*d+ofNeurons*n+2*float64(e.NumEvalPoints)*d, ensembleBytes, e.At) {
			lasting.is("`%s`: %d neurons of %d dimensions, %d evaluation points", e.Name, e.N, e.Dims, e.NumEvalPoints)
		}
	}
	for _, c := range m.Connections {
		m.connecting(c, &lasting, &running)
	}
	for _, n := range m.Nodes {
		if lasting.add(4*float64(n.Dims), nodeBytes, n.At) {
			lasting.is("`%s`: %d dimensions", n.Name, n.Dims)
		}
		if running.add(copies*m.delayed(n.Delay, n.Dims)+m.response(n.Synapse, n.Dims), 0, n.At) {
			running.delays(n.Name, n.Delay.Time)
		}
		if p, ok := n.Process.(interface{ Room(dt float64) float64 }); ok && running.add(p.Room(m.smallestStep())*float64(n.Dims), 0, n.At) {
			running.is("`%s`: a period of its signal", n.Name)
		}
	}
	running = running.and(m.recording())
	most := running
	if solving := m.solving(threads); solving.sum > running.sum {
		most = solving
	}
	all := lasting.and(most)
	return all.sum, all.largest
}

// connecting adds the weights and the delay of a connection.
func (m *Model) connecting(c *Connection, lasting, running *needs) {
	rows, cols, what := c.matrix()
	if lasting.add(rows*cols, connectionBytes, c.At) {
		lasting.is("`%s`: %s of %.0f×%.0f", c.Name, what, rows, cols)
	}
	more := copies - 1.0
	if c.thin() {
		more = 1 // while it is built, or of the simulation
	}
	if len(c.Rules) > 0 || c.Changes {
		more = 2 // the simulation has its own instead
	}
	if running.add(more*rows*cols, 0, c.At) {
		running.is("`%s`: %s of %.0f×%.0f", c.Name, what, rows, cols)
	}
	for _, p := range c.EachPath() {
		if running.add(copies*m.delayed(p.Delay, c.Post.Size)+m.response(p.Synapse, c.Post.Size), 0, c.At) {
			running.delays(c.Name, p.Delay.Time)
		}
	}
}

// matrix is the size of the weights of a connection, or of its transform.
func (c *Connection) matrix() (rows, cols float64, what string) {
	switch {
	case c.Full && c.thin():
		return c.Existing(), 2, "weights that exist" // an index is half a number
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

// thin reports a full connection that holds the weights that exist only.
func (c *Connection) thin() bool {
	return c.Full && c.EventDriven() && (c.Delays != nil || c.Release < 1 || (c.Chooses() || c.isDiagonal()) && c.Existing() < 0.25*float64(c.Post.Size)*float64(c.Pre.Size))
}

// isDiagonal reports weights that are a multiple of the identity.
func (c *Connection) isDiagonal() bool { return c.Weights != nil && c.Weights.Identity }

// Existing estimates how many weights a full connection has.
func (c *Connection) Existing() float64 {
	if c.isDiagonal() && !c.Chooses() {
		return float64(c.Post.Size)
	}
	n := 0.0
	for k, end := range c.Pre.Ends() {
		rows, cols := float64(c.Post.Size), float64(end.Size)
		switch {
		case c.InDegree != nil:
			n += rows * float64(c.InDegree[k])
		case c.OutDegree != nil:
			n += cols * float64(c.OutDegree[k])
		case c.Sparse != nil:
			n += rows * cols * c.Sparse[k]
		case c.Chance != nil && !c.Chance[k].Differs():
			n += rows * cols * c.Chance[k].Num
		default:
			n += rows * cols
		}
	}
	return n
}

// Decided is how many pairs of neurons are decided one by one: by a chance that is not the
// same for all, or with it as many as are asked for. `density` deals all sources anew.
func (c *Connection) Decided() float64 {
	n := 0.0
	for k, end := range c.Pre.Ends() {
		asked := c.InDegree != nil || c.OutDegree != nil
		if c.Sparse != nil || c.Chance != nil && (asked || c.Chance[k].Differs()) {
			n += float64(c.Post.Size) * float64(end.Size)
		}
	}
	return n
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

// recording is what the longest phase records.
func (m *Model) recording() (all needs) {
	steps, dt := 0, 0.0
	for _, x := range m.Experiments {
		for _, e := range x.Events {
			if p, ok := e.(*Phase); ok && p.Steps > steps {
				steps, dt = p.Steps, x.Dt
			}
		}
	}
	if steps == 0 {
		return all
	}
	for _, p := range m.Probes {
		if all.add(0, float64(p.Records(steps, dt)), p.At) {
			all.is("`probe %s`: what it records in %d steps", p.Name, steps)
		}
	}
	if all.sum > size.RecordedInMemory {
		all = needs{}
		all.add(0, recordingWindow, diag.Span{})
		all.is("what is being written to the disk")
	}
	return all
}

// Records estimates what a probe records in a number of steps of dt (s).
func (p *Probe) Records(steps int, dt float64) size.Bytes {
	if p.Slot.Events() {
		return size.Spikes(float64(steps)*dt, p.Slot.Size)
	}
	return size.Samples(float64(steps)/max(1, p.Every/dt), p.Slot.Size)
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
	if r.solver.Traits().Blocks && r.m*r.n > HeldActivities {
		return 1536 * r.n
	}
	return r.m * r.n
}

func (r *request) numbers() float64 { return r.m*r.k + r.solver.Room(r.m, r.n, r.k) }

// solving is what is held at once while weights are solved: decoders of some
// populations at a time, then full weights one after the other, the activities of
// whose sources stay.
func (m *Model) solving(threads int) needs {
	decoders, full := m.requests()
	each, one := m.solvingDecoders(decoders, threads), solvingFull(full)
	if one.sum > each.sum {
		return one
	}
	return each
}

// solvingDecoders is what the largest populations hold, as many as there are threads.
func (m *Model) solvingDecoders(decoders map[*Ensemble]*decoding, threads int) (each needs) {
	var ordered []*decoding
	for _, e := range m.Ensembles {
		if d := decoders[e]; d != nil {
			ordered = append(ordered, d)
		}
	}
	slices.SortStableFunc(ordered, func(a, b *decoding) int { return cmp.Compare(b.numbers(), a.numbers()) })
	for _, d := range ordered[:min(len(ordered), threads)] {
		if each.add(d.numbers(), 0, d.first.at) {
			each.is("decoders of `%s`: %.0f neurons at %.0f points", d.first.name, d.first.n, d.first.m)
		}
	}
	return each
}

// solvingFull is what the largest of the full weights and all activities hold.
func solvingFull(full []fullRequest) (one needs) {
	var largest *fullRequest
	held := map[*Ensemble]bool{}
	for i := range full {
		f := &full[i]
		if f.pre != nil && !held[f.pre] {
			held[f.pre] = true
			if one.add(f.activities(), 0, f.at) {
				one.is("activities of `%s`: %.0f neurons at %.0f points", f.pre.Name, f.n, f.m)
			}
		}
		if largest == nil || f.numbers() > largest.numbers() {
			largest = f
		}
	}
	if largest != nil && one.add(largest.numbers(), 0, largest.at) {
		one.is("solving `%s`: %.0f neurons at %.0f points for %.0f", largest.name, largest.n, largest.m, largest.k)
	}
	return one
}

// decoding is all that is decoded of a population.
type decoding struct {
	first      request
	held, most float64 // numbers, of activities and of the largest problem
}

func (d *decoding) numbers() float64 { return d.held + d.most }

// fullRequest is a request for full weights.
type fullRequest struct {
	request
	pre *Ensemble // whose activities stay; nil for a joint source
}

// numbers are those of the request; the activities of a joint source are there once
// for each population, and once together.
func (f *fullRequest) numbers() float64 {
	if f.pre == nil {
		return f.request.numbers() + 2*f.activities()
	}
	return f.request.numbers()
}

// requests lists what is solved: decoders by population, and full weights.
func (m *Model) requests() (decoders map[*Ensemble]*decoding, full []fullRequest) {
	decoders = map[*Ensemble]*decoding{}
	ask := func(e *Ensemble, s solvers.Solver, points *Array, k int, at diag.Span) {
		if s == nil {
			s = solvers.L2{}
		}
		r := request{s, float64(e.NumEvalPoints), float64(e.N), float64(k), at, e.Name}
		if points != nil {
			r.m = float64(points.Rows)
		}
		d := decoders[e]
		if d == nil {
			d = &decoding{first: r}
			decoders[e] = d
		}
		d.held, d.most = max(d.held, r.activities()), max(d.most, r.numbers())
	}
	for _, c := range m.Connections {
		e := c.Pre.Ensemble
		switch {
		case c.Full && c.Weights == nil && c.Solver != nil:
			full = append(full, fullRequest{request{c.Solver, float64(c.points()), float64(c.Pre.Size), float64(c.Post.Size), c.At, c.Name}, e})
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
