// Package program is what runs: a flat list of instructions over one block of
// memory, in which every signal has its place, and tables that describe what the
// instructions work on. It is made by lower and read by runtime, stands alone, and
// refers to its parts by their numbers: it knows nothing of syntax, model or graph.
package program

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/synapses"
	"github.com/nefc/nefc/stdlib/transforms"
)

// Program is a model ready to run.
type Program struct {
	Dt     float64 // s
	Instrs []Instr

	// Init is the memory at the start: first what changes, then, from
	// Constants on, what does not.
	Init      []float64
	Constants int

	Signals      []Signal
	Populations  []Population
	Nodes        []Node
	Processes    []ProcessNode
	Externals    []External
	Exchanges    [][]int // of Externals: those that are asked for at once
	Holds        []Held
	Links        []Link
	Rules        []Rule // all of the model
	LinkRules    []LinkRule
	EncoderRules []EncoderRule
	Tuned        []Tuned
	Probes       []Probe
	Watches      []*events.Watched // what is computed for those who watch
	Guards       []Guard
	Params       []Param
	Experiments  []*events.Experiment // those of this time step

	File     string // the source
	Seed     int64
	SpecHash string // of the model
}

// Experiment returns the experiment of a name, or nil.
func (p *Program) Experiment(name string) *events.Experiment {
	for _, e := range p.Experiments {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// Param is a constant that may change while the program runs.
type Param struct {
	Name  string
	Value float64
}

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
	ColumnsSet                // y = (A·x)[index], A column by column; index is never above the place, nil for all
	SpikesSet                 // y = height·Σ columns of A of the neurons that spiked
	SparseInc                 // y += S·x
	Synapses                  // y = W·a as it was some steps ago, by the weights of link Ref that exist
	Gather                    // y = x[index]
	Floor                     // y = x, or 0 where that is below, which Port of population Ref counts
	Neurons                   // step population Ref by the current x, or b + A·x + plus, A column by column; decoded = decoders·output, if there are any
	Lowpass                   // y = a·y + (1-a)·x
	FIR                       // y = Σ taps·(x and the inputs before it, in state)
	Filter                    // y, state = filter(x, state)
	Eval                      // y = expression Ref of t and the inputs
	Process                   // y = process Ref at t
	Ask                       // what the externals of exchange Ref are at t
	Hold                      // y = x, or what Ref is held at
	Delay                     // y = x some steps ago
	Learn                     // the change of the last step joins what link Ref has learned
	LearnEncoders             // the changes of the last step join the encoders of Tuned population Ref
	Learned                   // y = W·a with what link Ref has learned
	Change                    // the change of this step by LinkRule Ref
)

var codes = [...]string{"zero", "copy", "inc", "mulinc", "encode", "encodecolumns", "dotset", "columnsset", "spikesset", "sparseinc", "synapses", "gather",
	"floor", "neurons", "lowpass", "fir", "filter", "eval", "process", "ask", "hold", "delay", "learn", "learnencoders", "learned", "change"}

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
	Columns           []int32            // SpikesSet, Learned, Synapses: the column of each neuron, -1 for none; nil for its own
	Scale             float64            // Inc; a of Lowpass; height of a spike
	Filter            synapses.Filter    // Filter
	Sparse            *transforms.Sparse // SparseInc
	Population        int                // Learned, Synapses: whose activity it reads
	Port              int                // Floor
	Spikes            bool               // Learned, Synapses: that is all spikes, so a list of them exists
	Late              int                // Synapses: steps by which all are late; -1 where the result is read a step later and they are not
	Ref               int                // population, node, process, exchange, hold, link, rule or tuned population
	Tag               string
	At                diag.Span
}

// Reads are the stretches that the instruction reads, beside those of what Ref
// stands for.
func (in *Instr) Reads() [5]Range { return [...]Range{in.A, in.B, in.X, in.Plus, in.Decoders} }

// Writes are the stretches that it writes, beside those.
func (in *Instr) Writes() [3]Range { return [...]Range{in.Y, in.Decoded, in.State} }
