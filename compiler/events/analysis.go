package events

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Kind says what an analysis is.
type Kind int

// The kinds of analysis; the comment names the fields they use.
const (
	Number   Kind = iota // Num
	Param                // Param
	Series               // Probe, Index: what a probe recorded
	Weights              // Link, Part: its weights as they are now
	Constant             // Fixed: weights that never change
	Unary                // Op, Args
	Binary               // Op, Args
	Call                 // Op names the function, Args
	Time                 // the time of each sample
	Filtered             // Args[0] behind Synapse
)

// Analysis is an expression over what was recorded.
type Analysis struct {
	Kind    Kind
	At      diag.Span
	Num     float64
	Param   int
	Op      string
	Args    []*Analysis
	Probe   int
	Index   []int
	Link    int
	Part    *Part // nil for all of Link
	Fixed   *Matrix
	Synapse synapses.Synapse
	Vectors [][]float64 // of similarity: what the samples are compared with
	Names   []string    // of the elements; nil if they have only numbers
	Phase   string      // of what is recorded, and of Op: another phase than that of the line; "" for that

	Form analyses.Form // the kind of its value
	D    int           // numbers in a sample, in all weights; neurons behind spikes; 1 for a number
}

// Matrix is the weights of a connection without neurons of its own before it, post×pre.
type Matrix struct {
	Rows, Cols int
	Data       []float64 // row by row
}

// Walk calls f for a and everything in it.
func (a *Analysis) Walk(f func(*Analysis)) {
	f(a)
	for _, x := range a.Args {
		x.Walk(f)
	}
}
