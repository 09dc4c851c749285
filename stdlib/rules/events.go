package rules

import (
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/catalog"
)

// EventKernel is the kernel of a rule that follows spikes: what a step costs grows with
// the spikes in it, not with the weights. In each step
//
//  1. Fade: the traces decay
//  2. weights change, by these traces and the weights before: a Pairing at the spikes
//     of either side, a Scaler in every step
//  3. Join: the spikes of the step join the traces
//
// so spikes of one step do not see each other. Like other kernels it may keep state,
// which Kept hands to checkpoints.
type EventKernel interface {
	Reset(s *State)
	Fade()
	// Join takes the sources whose spikes arrived and the targets that fired, in
	// ascending order, one entry a spike.
	Join(pre, post []int32)
}

// Pairing changes weights at spikes. Weights are magnitudes; what is added to change is
// their change at a rate of 1, before bounds.
type Pairing interface {
	EventKernel
	// Look lets AtPre and AtPost see the traces of sources as they were before spikes joined
	// them so many steps ago, at most State.Depth: their spikes come as much later.
	Look(ago int)
	// AtPre is a spike of source j; w are its weights into the targets in post.
	AtPre(j int32, post []int32, w, change []float64)
	// AtPost is a spike of target i; w are its weights from the sources in pre.
	AtPost(i int32, pre []int32, w, change []float64)
}

// Scaler multiplies the weights into each target by a factor in every step.
type Scaler interface {
	EventKernel
	// Factor is that of target i for k = rate·gate·dt.
	Factor(i int, k float64) float64
}

// trace is what a side of a connection did, per neuron:
//
//	x ← x·e^(−dt/τ), then + 1 for each spike (nearest: := 1)
//
// Spikes reach the synapses of some connections at different times: a synapse to which they
// come d steps later than to the first sees the trace of d steps ago.
type trace struct {
	x       []float64
	seen    []float64 // x, or what it was before spikes joined some steps ago
	decay   float64
	nearest bool
	past    []float64 // what x was before spikes joined, in some steps, one after the other; nil if nobody looks back
	at      []float64 // one number: which of them is the last
}

func newTrace(n int, dt, tau float64, nearest bool) trace {
	x := make([]float64, n)
	return trace{x: x, seen: x, decay: libm.Exp(-dt / tau), nearest: nearest}
}

// newSource is a trace of the sources.
func newSource(s *State, tau float64, nearest bool) trace {
	t := newTrace(s.Sources, s.Dt, tau, nearest)
	if s.Depth > 0 {
		t.past, t.at = make([]float64, (s.Depth+1)*s.Sources), make([]float64, 1)
	}
	return t
}

func (t *trace) fade() {
	for i := range t.x {
		t.x[i] *= t.decay
	}
	if t.past != nil {
		t.at[0] = float64((int(t.at[0]) + 1) % t.rows())
		copy(t.row(0), t.x)
	}
}

func (t *trace) rows() int { return len(t.past) / max(1, len(t.x)) }

// row is what x was some steps ago.
func (t *trace) row(ago int) []float64 {
	k := (int(t.at[0]) + t.rows() - ago) % t.rows()
	return t.past[k*len(t.x) : (k+1)*len(t.x)]
}

// look lets seen be what x was some steps ago.
func (t *trace) look(ago int) {
	if t.past != nil {
		t.seen = t.row(ago)
	}
}

// kept are the numbers of a trace.
func (t *trace) kept() [][]float64 {
	if t.past == nil {
		return [][]float64{t.x}
	}
	return [][]float64{t.x, t.past, t.at}
}

func (t *trace) join(spikes []int32) {
	for _, i := range spikes {
		if t.nearest {
			t.x[i] = 1
		} else {
			t.x[i]++
		}
	}
}

// eventRate is the rate of rules whose changes have a size of their own.
var eventRate = catalog.Param{Name: Rate, Default: 1, Check: catalog.NotNegative, Doc: "multiplies every change"}

// amount is an option that is a share of `max`.
func amount(name string, value float64, doc string) catalog.Param {
	return catalog.Param{Name: name, Default: value, Check: catalog.NotNegative, Doc: doc}
}

// constant is an option that is a time constant, tau (s) if it is left out.
func constant(name string, tau float64, doc string) catalog.Param {
	return catalog.Param{Name: name, Unit: catalog.Time, Default: tau, Check: catalog.Positive, Doc: doc}
}

// The traces that rules of pairs keep.
var (
	preTrace  = Variable{Name: "pre_trace", Doc: "trace of the spikes of each source neuron, as they arrive first", Unit: "spikes", Of: []Side{Pre}}
	postTrace = Variable{Name: "post_trace", Doc: "trace of the spikes of each target neuron", Unit: "spikes", Of: []Side{Post}}
)
