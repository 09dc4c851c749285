package model

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/plots"
	"github.com/nefc/nefc/stdlib/synapses"
	"slices"
)

// Experiment is a list of events for one model.
type Experiment struct {
	Name   string
	At     diag.Span
	Dt     float64 // s
	Seeds  []int64 // of the cells; nil for the model's
	Sweeps []Sweep
	Events []Event
}

// Experiment returns the experiment of a name, or nil.
func (m *Model) Experiment(name string) *Experiment {
	for _, e := range m.Experiments {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// HasCells reports an experiment with seeds or sweeps, each combination of which has
// a folder of its own.
func (x *Experiment) HasCells() bool { return x.Seeds != nil || x.Sweeps != nil }

// Steps counts the steps of all phases.
func (x *Experiment) Steps() int {
	n := 0
	for _, e := range x.Events {
		if p, ok := e.(*Phase); ok {
			n += p.Steps
		}
	}
	return n
}

// Expects reports an experiment that expects something.
func (x *Experiment) Expects() bool {
	return slices.ContainsFunc(x.Events, func(e Event) bool { _, ok := e.(*Expect); return ok })
}

// Event is one step of an experiment.
type Event interface{ Span() diag.Span }

// EventAt is embedded in every event.
type EventAt struct{ At diag.Span }

// Span is where the event was written.
func (e EventAt) Span() diag.Span { return e.At }

// Phase lets the block happen, then simulates.
type Phase struct {
	EventAt
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
	Text  string  `identity:"-"` // Cond as written
	Steps int     // of a window
	Asked float64 // the window as written, s
}

// Freeze stops rules and holds nodes at what they are, or lets them go on.
type Freeze struct {
	EventAt
	Rules []*Rule `identity:"set"`
	Nodes []*Node `identity:"set"`
	Thaw  bool
}

// Clamp holds a node at values.
type Clamp struct {
	EventAt
	Node   *Node
	Values []*code.Expr // of params, one per dimension
	Text   string       `identity:"-"` // as written
}

// Reset puts things back: "state", "time", "weights" or "all".
type Reset struct {
	EventAt
	What string
}

// Set changes a param.
type Set struct {
	EventAt
	Param int
	Value *code.Expr
	Text  string `identity:"-"` // Value as written
}

// Scale multiplies weights.
type Scale struct {
	EventAt
	Connection *Connection
	By         *code.Expr
	Text       string `identity:"-"` // By as written
}

// Lesion silences neurons: those that are listed, or the first share of one permutation of
// each ensemble, or all.
type Lesion struct {
	EventAt
	Ensembles []*Ensemble
	Neurons   []int      // of the one ensemble; nil for those of the share
	By        *code.Expr // of params; nil for all
	Text      string     `identity:"-"` // By as written
}

// Cut cuts the first share of one permutation of the synapses of a connection.
type Cut struct {
	EventAt
	Connection *Connection
	By         *code.Expr // of params; nil for all
	Text       string     `identity:"-"` // By as written
}

// Heal brings back neurons that lesions silenced, and synapses that were cut.
type Heal struct {
	EventAt
	Ensembles   []*Ensemble   `identity:"set"`
	Connections []*Connection `identity:"set"`
	All         bool
}

// Load replaces weights by a table: one that was read, or, for a file that
// this experiment writes, the file at that time.
type Load struct {
	EventAt
	Connection *Connection
	File       string
	Table      *weightfile.Table // nil for a file of this experiment
	Match      bool
	Scale      float64
}

// Expect demands something of what was recorded.
type Expect struct {
	EventAt
	Cond         *Analysis
	Text         string    `identity:"-"` // Cond as written
	Measured     *Analysis // what Cond, a comparison or a chain of them, compares; nil for other conditions
	MeasuredText string    `identity:"-"` // Measured as written
	Phase        string    // "" for the latest
	After        float64   // s from the start of the phase
	Because      string
	When         *Analysis // nil for always
	WhenText     string    `identity:"-"` // When as written
	Pool         string    // the function of its first term, if the seeds of a sweep point are judged together; "" if each cell is
	Terms        []Term    // over seeds, the parts of Cond that the seeds give a value together
}

// Term is a part of a condition over seeds: what a function makes of the numbers of
// several cells, or a param, which has one value in all of them.
type Term struct {
	Text  string    `identity:"-"` // as written
	Of    *Analysis // the part of Cond: what one cell gives
	Pool  string    // median, mean, …; "" for a param
	Share float64   // the second argument of quantile
	Cells []Pick    // which cells, where not those of the sweep point
}

// Pick is the cells of one value of a swept param.
type Pick struct {
	Param string
	Value float64
}

// Pick is the value of a swept param that a term picks, if it does.
func (t *Term) Pick(param string) (value float64, picked bool) {
	for _, c := range t.Cells {
		if c.Param == param {
			return c.Value, true
		}
	}
	return 0, false
}

// Picked reports a swept param whose value every term over seeds picks: the condition
// is not judged for each of its values.
func (x *Expect) Picked(param string) bool {
	for i := range x.Terms {
		if _, picked := x.Terms[i].Pick(param); x.Terms[i].Pool != "" && !picked {
			return false
		}
	}
	return x.Terms != nil
}

// plain reports a condition over seeds that its Cond and its Pool say whole: a
// function of all seeds, compared with what is the same in each.
func (x *Expect) plain() bool {
	var pooled []Term
	for _, t := range x.Terms {
		if t.Pool != "" {
			pooled = append(pooled, t)
		}
	}
	return len(pooled) == 1 && pooled[0].Share == 0 && pooled[0].Cells == nil && code.Comparisons[x.Cond.Op] && x.Cond.Args[0] == pooled[0].Of
}

// Plot draws.
type Plot struct {
	EventAt
	Kind    string // of plots.Kinds
	Items   []PlotItem
	To      []string    // files; a hash has one alone as it is
	Style   plots.Style `identity:"-"` // no number depends on it
	Phase   string
	After   float64
	Over    string    // the swept param along the axis; "" for a plot of one cell
	Against *PlotItem // what lies along the axis instead of time; nil for time
	By      string    // the one that tells the lines apart; "" for none
}

// PlotItem is one thing to draw.
type PlotItem struct {
	Text       string      `identity:"-"` // as written
	Analysis   *Analysis   // what is computed, but for tuning, heat and weights
	Ensemble   *Ensemble   // tuning, heat
	Neurons    []int       // heat: those that have a panel; nil for the mean of all
	Connection *Connection // weights
	Part       *Joint      // of its source: the weights of these neurons only; nil for all
}

// Export writes a table: "weights", "probes" or "tuning".
type Export struct {
	EventAt
	What        string
	Connections []*Connection
	Part        *Joint // of the source of the one connection: the weights of these neurons only; nil for all
	Probes      []*Probe
	Ensembles   []*Ensemble
	To          string
}

// AnalysisKind says what an analysis is.
type AnalysisKind int

// The kinds of analysis.
const (
	ANumber   AnalysisKind = iota // Num
	AParam                        // Param
	ASeries                       // Probe, Index
	AWeights                      // Connection
	AUnary                        // Op, Args
	ABinary                       // Op, Args
	ACall                         // Op names the function, Args
	ATime                         // the time of each sample
	AFiltered                     // Args[0] behind Synapse
)

// Analysis is an expression over what was recorded.
type Analysis struct {
	Kind       AnalysisKind
	At         diag.Span
	Num        float64
	Param      int
	Op         string
	Args       []*Analysis
	Probe      *Probe
	Index      []int
	Connection *Connection
	Part       *Joint // of its source: the weights of these neurons only; nil for all
	Synapse    synapses.Synapse
	Vectors    [][]float64 // of similarity: what the samples are compared with
	Names      []string    // of the elements; nil if they have only numbers
	Phase      string      // of what is recorded, and of Op: another phase than that of the line; "" for that

	Form analyses.Form // the kind of its value
	D    int           // numbers in a sample, in all weights; neurons behind spikes; 1 for a number
}

// Walk calls f for a and everything in it.
func (a *Analysis) Walk(f func(*Analysis)) {
	f(a)
	for _, x := range a.Args {
		x.Walk(f)
	}
}

// IsCondition reports an analysis whose value is a truth.
func (a *Analysis) IsCondition() bool {
	switch a.Kind {
	case ABinary:
		return code.Answers(a.Op)
	case AUnary:
		return a.Op == "not"
	case ACall:
		return a.Op == "dale" || a.Op == "if" && a.Args[1].IsCondition() && a.Args[2].IsCondition()
	}
	return false
}
