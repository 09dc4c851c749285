// Package events holds the experiments of a program as they are run: a list of
// events, one after the other, and the analyses that expectations and plots read.
// It is made by lower and read by runtime/experiment, stands alone, and refers to
// the populations, links, rules, probes and params of a program by their numbers.
package events

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/plots"
)

// Experiment is a list of events.
type Experiment struct {
	Name    string
	Events  []Event
	Rounded []Rounding
}

// Rounding is a duration that is no whole number of steps.
type Rounding struct {
	What  string  `json:"what"`  // phase learn, delay of a->b
	Asked float64 `json:"asked"` // s, as written
	Used  float64 `json:"used"`  // s
}

// Event is one step of an experiment.
type Event interface{ event() }

// Phase lets the block happen, then simulates. Freezes of the block last for the
// phase.
type Phase struct {
	Name   string
	Steps  int
	Asked  float64 // duration as written, s; Steps is it rounded to whole steps
	Until  *Until  // it may end earlier; nil for not
	Events []Event
}

// Until ends a phase at the first of its windows, one behind the other, whose
// samples meet a condition.
type Until struct {
	Cond  *Analysis
	Text  string // Cond as written
	Steps int    // of a window
}

// Freeze stops rules and holds nodes at what they are, or lets them go on.
type Freeze struct {
	Rules []int
	Holds []int
	Thaw  bool
}

// Clamp holds a node at values.
type Clamp struct {
	Hold   int
	Values []*code.Expr // of params
}

// Reset puts things back: "state", "time", "weights" or "all".
type Reset struct{ What string }

// Set changes a param.
type Set struct {
	Param int
	Value *code.Expr // of params
}

// Scale multiplies the weights of a link.
type Scale struct {
	Link int
	By   *code.Expr // of params
}

// Lesion silences neurons: those that are listed, or the first share of one permutation of
// each population, or all.
type Lesion struct {
	At          diag.Span
	Populations []int
	Neurons     []int      // of the one population; nil for those of the share
	By          *code.Expr // of params; nil for all
}

// Cut cuts the first share of one permutation of the synapses of a link.
type Cut struct {
	At   diag.Span
	Link int
	By   *code.Expr // of params; nil for all
}

// Heal brings back neurons that lesions silenced, and synapses that were cut.
type Heal struct {
	Populations, Links []int
	All                bool
}

// Load replaces the weights of a link by a table: one that was read, or, for a file
// that this experiment writes, the file at that time.
type Load struct {
	At    diag.Span
	Link  int
	File  string
	Table *weightfile.Table // nil for a file of this experiment
	Match bool              // the table must belong to these neurons
	Scale float64
}

// Expect demands something of what was recorded.
type Expect struct {
	At           diag.Span
	Cond         *Analysis
	Text         string    // Cond as written
	Measured     *Analysis // the part of Cond, a comparison or a chain of them, that it compares; nil for other conditions
	MeasuredText string    // Measured as written
	Phase        string    // "" for the latest
	After        float64   // s from the start of the phase
	Because      string
	When         *Analysis // nil for always
	Terms        []Term    // the parts of Cond that seeds give a value together; nil if each cell is judged alone
}

// Term is a part of a condition over seeds.
type Term struct {
	Text  string    // as written
	Of    *Analysis // the part of Cond: what one cell gives
	Pool  string    // the function of the numbers of several cells; "" for a param
	Share float64   // the second argument of quantile
}

// Plot draws.
type Plot struct {
	Kind    string // of plots.Kinds
	Items   []PlotItem
	To      []string
	Style   plots.Style
	Phase   string
	After   float64
	Over    bool      // a swept param lies along the axis, and this cell gives a value of each item
	Against *PlotItem // what lies along the axis instead of time; nil for time
}

// PlotItem is one thing to draw.
type PlotItem struct {
	Text       string    // as written
	Measure    Measure   // what Analysis measures
	Ideal      bool      // Analysis computes what something should be
	Analysis   *Analysis // what is computed; nil for tuning, heat and weights
	Population int       // of tuning and heat; -1 for none
	Neurons    []int     // of heat: those that have a panel; nil for the mean of all
	Link       int       // of weights; -1 for none
	Part       *Part     // of the weights; nil for all
}

// Measure is what lies along an axis: decoded value; activity in Hz.
type Measure struct{ Label, Unit string }

// Watched is what is computed for those who watch.
type Watched struct {
	*Analysis
	Measure   Measure
	Condition bool // its value is a truth
}

// Export writes a table: "weights", "probes" or "tuning".
type Export struct {
	What        string
	Link        int   // of weights; -1 for none
	Part        *Part // of the weights; nil for all
	Probes      []int
	Populations []int
	To          string
}

func (*Phase) event()  {}
func (*Freeze) event() {}
func (*Clamp) event()  {}
func (*Reset) event()  {}
func (*Set) event()    {}
func (*Scale) event()  {}
func (*Lesion) event() {}
func (*Cut) event()    {}
func (*Heal) event()   {}
func (*Load) event()   {}
func (*Expect) event() {}
func (*Plot) event()   {}
func (*Export) event() {}
