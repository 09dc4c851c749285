// Package graph holds a model as signals and operators, in the terms of
// Nengo's builder: per step, each signal is set at most once, then incremented,
// then read, then updated at most once for the next step. It is made by builder,
// rewritten by optimize and read by lower. One struct serves every operator; a
// table says what each kind does.
package graph

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/sparse"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
	"github.com/nefc/nefc/stdlib/transforms"
)

// Signal is a vector or matrix in memory.
type Signal struct {
	Name       string // a.neurons.in, a->b.weights; unique
	Rows, Cols int
	Init       []float64 // nil for zeros
	Const      bool      // never written by an operator
	Lasting    bool      // what was learned: a reset of the state leaves it
	View       *Signal   // the signal it is a stretch of, from Offset on; nil for one of its own
	Offset     int
}

// Base is the signal whose memory s lies in.
func (s *Signal) Base() *Signal {
	if s.View != nil {
		return s.View
	}
	return s
}

// Size is the number of elements.
func (s *Signal) Size() int { return s.Rows * s.Cols }

// Op is an operator.
type Op struct {
	Kind    Kind
	Sets    []*Signal
	Incs    []*Signal
	Reads   []*Signal
	Updates []*Signal

	Index   []int              // elements of the source (Gather) or of the target (increments)
	Columns []int              // DotInc: the column of A of each element of x, -1 for none; nil for its own
	Scale   float64            // CopyInc
	Neurons neurons.Type       // SimNeurons
	Decodes bool               // SimNeurons: the last signal it sets is D·out, the last it reads D
	Filter  synapses.Filter    // SimSynapse
	Code    []*code.Expr       // SimNode: one per element of the output; Input.Src counts Reads
	Process *model.Node        // SimProcess
	Outside []*model.Node      // SimExternal: of each signal it sets; their reads follow each other
	Held    *model.Node        // Hold
	Steps   int                // Delay, Synapses: of all, beside those of the weights
	Sparse  *transforms.Sparse // SparseInc
	Link    *Link              // Synapses
	Rule    *LinkRule          // ApplyDelta, SimRule
	Encoder *EncoderRule       // ApplyEncoders
	Tag     string             // a encoding
	At      diag.Span          // the declaration that gave rise to it
}

// Kind is a kind of operator.
type Kind int

// The kinds of operator.
const (
	Reset Kind = iota
	Copy
	CopyInc
	ElementwiseInc
	DotInc
	SparseInc
	Synapses
	Encode
	Gather
	Floor
	SimNeurons
	SimSynapse
	SimNode
	SimProcess
	SimExternal
	Hold
	Delay
	ApplyDelta
	ApplySpikes
	ApplyEncoders
	SimRule
)

// kinds says what each kind does; dst is what it sets or increments, the
// other names are its reads in order.
var kinds = [...]struct{ name, does string }{
	Reset:          {"Reset", "dst = 0"},
	Copy:           {"Copy", "dst = src"},
	CopyInc:        {"CopyInc", "dst[index] += scale*src"},
	ElementwiseInc: {"ElementwiseInc", "dst[index] += a[index]*src"},
	DotInc:         {"DotInc", "dst += A·x"},
	SparseInc:      {"SparseInc", "dst += S·x, S sparse"},
	Synapses:       {"Synapses", "dst = W·src as it was some steps ago, by the weights that exist"},
	Encode:         {"Encode", "dst = bias + A·x"},
	Gather:         {"Gather", "dst = src[index]"},
	Floor:          {"Floor", "dst = src, or 0 where that is below"},
	SimNeurons:     {"SimNeurons", "out, states = neurons(J, states), J = bias + A·x + y if it reads A, x, bias (, y); decoded = D·out if it decodes"},
	SimSynapse:     {"SimSynapse", "dst, state = filter(src, state)"},
	SimNode:        {"SimNode", "dst = expression(t, reads)"},
	SimProcess:     {"SimProcess", "dst = process at t"},
	SimExternal:    {"SimExternal", "dst = what somebody outside makes of t and the reads"},
	Hold:           {"Hold", "dst = src, or what it is held at"},
	Delay:          {"Delay", "dst = src some steps ago"},
	ApplyDelta:     {"ApplyDelta", "W += delta"},
	ApplySpikes:    {"ApplySpikes", "W changes by the spikes of the last step"},
	ApplyEncoders:  {"ApplyEncoders", "E += what the rule changed in the last step"},
	SimRule:        {"SimRule", "delta = what the rule changes"},
}

// String names the kind as Nengo does.
func (k Kind) String() string { return kinds[k].name }

// Graph is a whole model.
type Graph struct {
	Signals     []*Signal
	Ops         []*Op
	Populations []*Population
	Links       []*Link
	Encoders    []*EncoderRule
	Probes      []*Probe
	Model       *model.Model // that it is of
	Dt          float64
}

// Population is an ensemble with the numbers the builder chose.
type Population struct {
	*model.Ensemble
	EncoderRows []float64 // n×d, unit rows unless normalize is no
	Scaled      []float64 // n×d, gain/radius·e
	GainRow     []float64
	BiasRow     []float64        // what decoders and tuning curves are made with
	Points      func() []float64 // evaluation points, m×d, times the radius; drawn when they are asked for
	Signs       []int8           // nil without signs
	Table       *weightfile.Population
	Calibration *neurons.Calibration // of its conductances; nil where nothing asked for it

	Input, Output *Signal
	Ports         []*Signal // what arrives, in the order of Neurons.Ports; the first is nil if the neurons compute their current
	Arrives       []*Signal // what they add to it then
	Sums          []*Signal // of all that arrives at each port: the port itself, but for one that is not below 0
	EncoderSignal *Signal   // scaled encoders
	States        []*Signal // in the order of Neurons.States
}

// Link is a connection that has weights: decoders after the transform, or a
// full matrix, in the connection's units.
type Link struct {
	*model.Connection
	Pre      []*Population   // one after the other; several for a joint source
	Post     *Population     // nil if the target is not an ensemble
	Targets  []*Population   // whose neurons the weights drive, one after the other; nil if they end in values
	Weights  *Signal         // out×pre
	Signs    []int8          // of the presynaptic neurons it reads; nil without signs
	Mask     []bool          // out×pre, which weights exist; nil for all
	Thin     *sparse.Weights // those that exist, instead of the numbers of Weights; nil for a matrix of all
	Chosen   [][]int32       // while it is built: columns of each row that options leave; nil for all
	Fit      *solvers.Fit    // nil if nothing was solved
	Jump     float64         // the weight per Hz of 1 as it is written; 0 where that differs between columns
	Learning []*LinkRule     // the rules that change the weights
}

// Route is how some neurons of a source of a link act: through their columns of the
// weights, then through a synapse and a delay of their own.
type Route struct {
	model.Path
	Name    string
	Pre     *Population
	Columns []int // of each neuron of Pre, -1 for none
}

// LinkRule is a learning rule that changes the weights of a link.
type LinkRule struct {
	*model.Rule
	Link       *Link
	Encode     []float64    // out×d, from the error to what is learned; nil for the identity
	Moving     []EncoderRow // the rows of Encode that other rules move
	Error      *Signal      // nil for rules without one
	Activities *Signal      // nil for rules that follow spikes
	PostRates  *Signal      // filtered activity of the target; nil unless the rule reads it
	Theta      *Signal      // its average
	Gate       *Signal      // multiplies the change; nil for none
	Delta      *Signal      // nil for rules that follow spikes
}

// EncoderRow is a stretch of Encode that is, in every step, the scaled encoder of a
// neuron times a factor.
type EncoderRow struct {
	At         int // where it begins
	Population *Population
	Neuron     int
	Factor     float64
}

// Signals lists what the rule reads.
func (r *LinkRule) Signals() []*Signal {
	var out []*Signal
	for _, row := range r.Moving {
		if s := row.Population.EncoderSignal; !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, s := range []*Signal{r.Error, r.Activities, r.PostRates, r.Theta, r.Gate} {
		if s != nil {
			out = append(out, s)
		}
	}
	return out
}

// EncoderRule is a rule that changes the scaled encoders of a population.
type EncoderRule struct {
	*model.Rule
	Population *Population
	PostRates  *Signal
	Gate       *Signal // nil for none
}

// Target is the neuron that row i of weights into neurons drives, and which of the
// targets it belongs to.
func (l *Link) Target(i int) (member, neuron int) {
	if index := l.Connection.Post.Index; index != nil {
		i = index[i]
	}
	n := l.Targets[0].N // all of them are as large
	return i / n, i % n
}

// Unit is what the weights make of a Hz.
func (l *Link) Unit() string {
	exc, _, bySign := l.Connection.Post.BySign()
	switch {
	case l.Targets == nil:
		return weightfile.Value
	case l.Full && bySign:
		return exc.Unit
	case l.Connection.Post.Neurons && l.Connection.Post.Port != "":
		return l.Connection.Post.Entry().Unit
	case l.UnitsGain:
		return weightfile.Gain
	}
	return weightfile.Current
}

// Gains are those of the neurons that so many rows of weights drive; nil if they end
// in values.
func (l *Link) Gains(rows int) []float64 {
	if l.Targets == nil {
		return nil
	}
	out := make([]float64, rows)
	for i := range out {
		member, neuron := l.Target(i)
		out[i] = l.Targets[member].GainRow[neuron]
	}
	return out
}

// Probe samples a signal, the spikes of a population, the weights of a link, or
// what its rule keeps.
type Probe struct {
	*model.Probe
	Signal  *Signal      // nil for the others
	Index   []int        // elements of Signal; nil for all
	Spikes  *Population  // events
	Link    *Link        // weights
	Rule    *LinkRule    // delta or inv_gamma
	Encoder *EncoderRule // delta
}
