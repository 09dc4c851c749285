// Package program is what runs: a flat list of instructions over one block of
// memory, in which every signal has its place. It is made by lower and read by
// runtime; it knows nothing of syntax, model or graph but the populations and
// links that outputs describe.
package program

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/synapses"
	"github.com/nefc/nefc/stdlib/transforms"
)

// Code is the kind of an instruction.
type Code uint8

// The instructions; y is Y, the operands are A, B and X.
const (
	Zero          Code = iota // y = 0
	Copy                      // y = x
	Inc                       // y[index] += scale·x
	MulInc                    // y[index] += a[index]·x
	Encode                    // y = b + A·x, A row by row
	EncodeColumns             // y = b + A·x, A column by column
	DotSet                    // y = A·x, A row by row
	DotInc                    // y += A·x
	ColumnsSet                // y = A·x, A column by column
	ColumnsInc                // y += A·x
	SpikesSet                 // y = height·Σ columns of A of the neurons that spiked
	SpikesInc                 // y += the same
	SparseInc                 // y += S·x
	Gather                    // y = x[index]
	Neurons                   // step population Ref by the current x, or b + A·x + plus, A column by column; decoded = decoders·output, if there are any
	Lowpass                   // y = a·y + (1-a)·x
	FIR                       // y = Σ taps·(x and the inputs before it, in state)
	Filter                    // y, state = filter(x, state)
	Eval                      // y = expression Ref of t and the inputs
	Process                   // y = process Ref at t
	Delay                     // y = x some steps ago
	Learn                     // the change of the last step joins what link Ref has learned
	LearnEncoders             // the changes of the last step join the encoders of Tuned population Ref
	Learned                   // y = W·a with what link Ref has learned
	Change                    // the change of this step by rule Ref
)

var codes = [...]string{"zero", "copy", "inc", "mulinc", "encode", "encodecolumns", "dotset", "dotinc", "columnsset", "columnsinc", "spikesset",
	"spikesinc", "sparseinc", "gather",
	"neurons", "lowpass", "fir", "filter", "eval", "process", "delay", "learn", "learnencoders", "learned", "change"}

// String names the instruction.
func (c Code) String() string { return codes[c] }

// Range is a stretch of memory.
type Range struct{ Off, Len int }

// Instr is one instruction.
type Instr struct {
	Code              Code
	Y                 Range
	A, B, X           Range
	State             Range // Filter
	Plus              Range // Neurons
	Decoders, Decoded Range // Neurons
	Index             []int32
	Scale             float64            // Inc; a of Lowpass; height of a spike
	Filter            synapses.Filter    // Filter
	Sparse            *transforms.Sparse // SparseInc
	Ref               int                // population, node, process, link, rule or tuned population
	Tag               string
	At                diag.Span
}

// Reads are the stretches that the instruction reads, beside those of what Ref
// stands for.
func (in *Instr) Reads() [5]Range { return [...]Range{in.A, in.B, in.X, in.Plus, in.Decoders} }

// Writes are the stretches that it writes, beside those.
func (in *Instr) Writes() [3]Range { return [...]Range{in.Y, in.Decoded, in.State} }

// Program is a model ready to run.
type Program struct {
	Dt     float64
	Instrs []Instr

	// Init is the memory at the start: first what changes, then, from
	// Constants on, what does not.
	Init      []float64
	Constants int

	Populations []Population
	Nodes       []Node
	Processes   []*model.Node
	Links       []Link
	Rules       []Rule
	Encoders    []EncoderRule
	Tuned       []Tuned
	Probes      []Probe
	Params      []*model.Param
	Guards      []Guard
}

// Population is an ensemble and where its signals lie.
type Population struct {
	*graph.Population
	Output Range
	States []Range
}

// Node is an expression and where its inputs lie; they are gathered into one
// vector before it runs.
type Node struct {
	Code   *code.Program
	Inputs []Range
	Size   int // of all inputs
}

// Link is a connection with weights. Those of a link that learns, or that an
// experiment scales or loads, are kept by the runtime, a column per
// presynaptic neuron; the others are constants of the program.
type Link struct {
	*graph.Link
	Kept   bool
	Source int   // population whose activity it reads
	Input  Range // that activity
	Spikes bool  // the activity is all spikes of Source, so a list of them exists
	Rules  []int // that change its weights
}

// Rule is a learning rule that changes the weights of a link, and where its
// signals lie.
type Rule struct {
	*graph.Rule
	Error      Range
	Activities Range
	PostRates  Range // of rules that read it
	Theta      Range
	Gate       Range // empty for none
	Rate       *code.Program
	Moving     []EncoderRow
}

// EncoderRow is a stretch of Rule.Encode that is the encoder of a neuron, as it is,
// times a factor.
type EncoderRow struct {
	At      int // where it begins
	Encoder Range
	Factor  float64
}

// Tuned is a population whose scaled encoders rules change.
type Tuned struct {
	Population      int
	Encoders, Input Range
	Rules           []int // of Program.Encoders
}

// EncoderRule is a rule that changes encoders and where its signals lie.
type EncoderRule struct {
	*graph.EncoderRule
	Tuned           int // the population
	PostRates, Gate Range
	Rate            *code.Program
}

// Probe is what to sample and where it lies.
type Probe struct {
	*graph.Probe
	From    Range
	Spikes  int // population; -1 for none
	Link    int // -1 for none
	Rule    int // -1 for none
	Encoder int // rule; -1 for none
}

// Guard is a signal that must stay finite.
type Guard struct {
	Name  string
	Range Range
	At    diag.Span
	Large bool // checked now and then; the others every step
	Input int  // the population whose decoded input it is; -1 for none
}
