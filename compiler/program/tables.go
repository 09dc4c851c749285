package program

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/sparse"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/solvers"
)

// Signal is a vector in memory that changes while the program runs and can be watched:
// what nodes are, what arrives at populations, what wires carry. Outputs and states of
// neurons are none, since they are kept only where something reads them.
type Signal struct {
	Name  string // a.in, as in the graph
	Range Range
}

// Population is an ensemble with the numbers that were chosen for it, and where
// its signals lie.
type Population struct {
	Name     string
	At       diag.Span
	N, Dims  int
	Radius   float64
	Neurons  neurons.Type
	Seed     int64     // of what its neurons draw
	Encoders []float64 // n×d, unit rows unless normalize is no
	Scaled   []float64 // n×d, gain/radius·e
	Gain     []float64
	Bias     []float64              // what decoders and tuning curves are made with
	Signs    []int8                 // nil without signs
	Table    *weightfile.Population // what weight tables say of it

	Calibration *neurons.Calibration // of its conductances; nil where nothing asked for it
	Positions   []float64            // n×axes; nil for none

	Output Range
	Ports  []Range // what arrives, in the order of Neurons.Ports; the first is empty where the current is computed
	States []Range // in the order of Neurons.States
}

// Node is an expression and where its inputs lie; they are gathered into one
// vector before it runs.
type Node struct {
	Code   *code.Program
	Inputs []Range
	Size   int // of all inputs
}

// ProcessNode is a node whose value is a process.
type ProcessNode struct {
	Name    string
	Dims    int
	Process processes.Process
	Seed    int64 // of its random numbers
}

// External is a node that somebody outside computes, and where what it reads lies. Its
// number is that of the node among all such nodes of the model, in order of declaration.
type External struct {
	Name   string // of the node
	Of     string // what is outside
	At     diag.Span
	Y      Range
	Inputs []Range
}

// Held is a node that may be held, and where others read it.
type Held struct {
	Name string
	Y    Range
}

// Link is a connection that has weights: decoders after the transform, or a full
// matrix. Those of a link that learns, or that an experiment scales or loads, are
// kept by the runtime, a column per presynaptic neuron; the others are constants of
// the program.
type Link struct {
	Name       string
	Rows, Cols int
	Weights    []float64 // as built, row by row, in Unit
	Unit       string    // of weightfile: what a weight makes of a Hz
	Kept       bool
	Seed       int64           // of which synapses are cut first
	Full       bool            // from neurons to neurons, one population at each end
	Bias       weightfile.Bias // which part of the bias current of the target the weights supply
	Signs      []int8          // of the presynaptic neurons; nil without signs
	Magnitudes bool            // weights are not below 0, whatever the sign of their neuron
	Mask       []bool          // which weights exist, row by row; nil for all
	Thin       *sparse.Weights // those that exist, instead of Weights and Mask; nil for a matrix of all
	Release    float64         // chance that a spike passes a weight
	Fit        *solvers.Fit    // nil if nothing was solved

	Sources []int // populations whose neurons have its columns, one after the other

	Picks, Onto []int // neurons of the source and Target that columns and rows are of, where rules follow spikes; nil for all
	Late        int   // steps that spikes of the source are on their way, for such rules

	Target int       // the population it ends in; -1 for none
	Drives []int     // populations that it drives, the members of an array too
	Gains  []float64 // of the neuron that each row drives; nil if it ends in values
	Rules  []int     // of Program.LinkRules, that change its weights
}

// WeightSigns are those that the weights of each column have; nil if they may have either.
func (l *Link) WeightSigns() []int8 {
	if l.Magnitudes {
		return slices.Repeat([]int8{1}, l.Cols)
	}
	return l.Signs
}

// Of is the link with the columns of a part alone; the link itself for nil.
func (l *Link) Of(part *events.Part) *Link {
	if part == nil {
		return l
	}
	out := *l
	W, mask := l.Dense()
	out.Name, out.Cols, out.Sources = l.Name+"."+part.Name, part.Cols, []int{part.Population}
	out.Weights, out.Mask, out.Thin = events.Of(part, W, l.Cols), events.Of(part, mask, l.Cols), nil
	out.Signs = events.Of(part, l.Signs, l.Cols)
	return &out
}

// Channels are the conductances in which excitatory and inhibitory neurons of a link end; ok is false where it is not
// their signs that choose. post is the population that it ends in, nil for none.
func (l *Link) Channels(post *Population) (exc, inh neurons.Port, ok bool) {
	if !l.Full || post == nil || l.Signs == nil || l.Magnitudes {
		return exc, inh, false
	}
	return neurons.Conductances(post.Neurons)
}

// TablesOf are what weight tables say of populations.
func TablesOf(populations []*Population) []*weightfile.Population {
	var out []*weightfile.Population
	for _, p := range populations {
		out = append(out, p.Table)
	}
	return out
}

// SourceName is what the populations that a link reads are called together.
func (p *Program) SourceName(link *Link) string {
	var names []string
	for _, i := range link.Sources {
		names = append(names, p.Populations[i].Name)
	}
	return strings.Join(names, ", ")
}

// Rule is a learning rule of the model: LinkRule or EncoderRule is its number there,
// the other is -1.
type Rule struct {
	Name                  string
	LinkRule, EncoderRule int
}

// LinkRule is a learning rule that changes the weights of a link, and where its
// signals lie.
type LinkRule struct {
	Name     string
	At       diag.Span
	Kind     *rules.Rule
	Link     int
	Options  catalog.Values // of its own, but for filters
	Min, Max *float64       // bounds of the weights; nil for none
	KeepDale bool
	Rate     *code.Program
	Encode   []float64    // rows×d, from the error to what is learned; nil for the identity
	Moving   []EncoderRow // the rows of Encode that other rules move

	Error      Range // empty for rules without one
	Activities Range
	PostRates  Range // of rules that read it
	Theta      Range
	Gate       Range // multiplies the change; empty for none
}

// EncoderRow is a stretch of LinkRule.Encode that is the encoder of a neuron, as it
// is, times a factor.
type EncoderRow struct {
	At      int // where it begins
	Encoder Range
	Factor  float64
}

// Tuned is a population whose scaled encoders rules change.
type Tuned struct {
	Population      int
	Encoders, Input Range
	Rules           []int // of Program.EncoderRules
}

// EncoderRule is a rule that changes encoders and where its signals lie.
type EncoderRule struct {
	Name            string
	At              diag.Span
	Tuned           int // the population
	Rate            *code.Program
	PostRates, Gate Range
}

// Probe is what to sample and where it lies: one of From, Spikes, Link, LinkRule and
// EncoderRule says of what.
type Probe struct {
	Name     string
	At       diag.Span
	Implicit bool    // added for an analysis; not written
	Every    float64 // s; 0 for every step
	Kept     string  // of LinkRule: what its kernel keeps; "" for the change of the step
	Shape    []int   // of a sample
	Size     int     // numbers in one
	Index    []int   // elements of From, or neurons; nil for all

	From        Range
	Spikes      int          // population; -1 for none
	Link        int          // -1 for none
	Part        *events.Part // of the weights of Link; nil for all
	LinkRule    int          // -1 for none
	EncoderRule int          // -1 for none
}

// Columns are those of a matrix of weights, of so many columns, that the probe records.
func (p *Probe) Columns(W []float64, cols int) []float64 { return events.Of(p.Part, W, cols) }

// Guard is a signal that must stay finite.
type Guard struct {
	Name  string
	Range Range
	At    diag.Span
	Large bool // checked now and then; the others every step
	Input int  // the population whose decoded input it is; -1 for none
}

// Dense are the weights as built, row by row, and which of them exist, nil for all.
func (l *Link) Dense() (W []float64, mask []bool) {
	if l.Thin == nil {
		return l.Weights, l.Mask
	}
	return l.Thin.Dense(), l.Existing()
}

// Existing marks the weights that exist, out×pre; nil for all.
func (l *Link) Existing() []bool {
	if l.Thin == nil {
		return l.Mask
	}
	return l.Thin.Mask()
}
