// Package model says what the modeller meant: names resolved, templates
// expanded, units gone (everything is SI, and mV nS pF pA for membranes), sizes known, defaults filled, wires
// taken apart into connections. It is made by check and read by build.
package model

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Model is a whole checked model. Its lists are in order of declaration. What is
// tagged takes no part in its identity, or with its order (identity.go).
type Model struct {
	File        string     `identity:"-"` // path of the source
	Inputs      []string   `identity:"-"` // paths of the files it reads, but for networks; what they say is in the objects
	Bytes       size.Bytes `identity:"-"` // of memory a run of one cell needs, estimated from the rest
	Seed        int64
	Params      []*Param      `identity:"objects"`
	Choices     []*Choice     `identity:"-"` // what is chosen says all
	Ensembles   []*Ensemble   `identity:"objects"`
	Nodes       []*Node       `identity:"objects"`
	Connections []*Connection `identity:"objects"`
	Rules       []*Rule       `identity:"objects"`
	Probes      []*Probe      `identity:"objects"`
	Watches     []*Analysis   `identity:"-"` // what is computed for those who watch
	Experiments []*Experiment `identity:"objects"`
}

// Param is a constant that may change while the model runs, unless Structural.
type Param struct {
	Name       string
	At         diag.Span
	Value      float64
	Min, Max   float64
	Structural *diag.Span // where it shapes the model; nil if it does not
	About      string     `identity:"-"` // what it is, for people
}

// Choice is a param that stands for a component: the word that was chosen is written where
// the param is named, so it shapes the model.
type Choice struct {
	Param string
	Kinds []string // of component, as far as the word tells
	Text  string   // what was chosen, as written
}

// Choice is the one of that param, nil if there is none.
func (m *Model) Choice(param string) *Choice {
	for _, c := range m.Choices {
		if c.Param == param {
			return c
		}
	}
	return nil
}

// Outside says where a value lies that is not one of a param.
func (p *Param) Outside() string {
	switch {
	case math.IsInf(p.Min, -1):
		return fmt.Sprintf("above its `max` %g", p.Max)
	case math.IsInf(p.Max, 1):
		return fmt.Sprintf("below its `min` %g", p.Min)
	}
	return fmt.Sprintf("outside its range %g to %g", p.Min, p.Max)
}

// Ensemble is a population of neurons.
type Ensemble struct {
	Name          string // qualified: m.pre
	Array         string // the array it is a member of; "" for none
	At            diag.Span
	N, Dims       int
	Radius        float64
	Neurons       neurons.Type
	MaxRates      *Array // nil with Gain and Bias
	Intercepts    *Array
	Encoders      *Array
	Normalize     bool
	Gain, Bias    *Array
	EvalPoints    *Array // in the unit ball
	NumEvalPoints int
	Initial       map[string]*Array // by state
	Seed          int64
	Dale          *float64 // fraction of excitatory neurons; nil without signs
	DaleAt        diag.Span
	H             *Array            // of its conductances, n×6; nil for that of theory or of simulations
	Tuning        *weightfile.Table // takes encoders, gain and bias; nil otherwise
	TuningFile    string
	Positions     *Positions // nil for none
	Scaled        []float64  // gain/radius·encoders, if a table has learned ones; nil otherwise
}

// Array is an option that holds numbers: drawn from a distribution, or given.
type Array struct {
	At         diag.Span
	Dist       dists.Dist // nil if given
	Data       []float64  // row by row
	Rows, Cols int
	Text       string `identity:"-"` // as written
	ReadFrom   string `identity:"-"` // the file that it is from; "" for none
}

// Bounds are the smallest and largest value the array can hold.
func (a *Array) Bounds() (lo, hi float64) {
	if a.Dist != nil {
		return a.Dist.Bounds()
	}
	return slices.Min(a.Data), slices.Max(a.Data)
}

// NodeKind says what a node does.
type NodeKind int

// The kinds of node.
const (
	PassThrough NodeKind = iota // the sum of what arrives
	Code                        // an expression
	Process                     // a signal of time
	Filtered                    // what it reads, through a synapse, in the same step
	Delayed                     // what it reads, a time ago
	External                    // what somebody outside makes of what it reads
)

// Node is an exact object: node, signal, port or error.
type Node struct {
	Name     string
	As       string `identity:"-"` // what a model calls it, where Name is made up; "" where it is not
	Role     string // the keyword it came from; "error" for that of a rule
	Direct   bool   // an ensemble without neurons: exact, and computes functions
	At       diag.Span
	Kind     NodeKind
	Dims     int
	Code     []*code.Expr // Code: one per dimension; Input.Src counts Reads
	Reads    []*Read
	Process  processes.Process // Process
	Seed     int64             // Process: of its random numbers
	Synapse  synapses.Synapse  // Filtered
	Delay    Delay             // Delayed
	Outside  string            // External: what those outside call it
	CodeFile string            // External: the file that says how; "" for none
	Initial  []float64         // Code: what it reads of itself in the first step; nil for zeros
	Neurons  *ArrayNeurons     // what arrives is the current of these; nil for none
	Held     bool              `identity:"-"` // it may be held while the model runs
}

// ArrayNeurons are the neurons of all members of an array, one member after the
// other.
type ArrayNeurons struct {
	Members []*Ensemble
	Input   *Node // of their values
}

// IsOutside reports a model that nefc alone cannot run: somebody outside computes nodes of it.
func (m *Model) IsOutside() bool {
	return slices.ContainsFunc(m.Nodes, func(n *Node) bool { return n.Kind == External })
}

// Written is the name that a modeller knows.
func (n *Node) Written() string { return cmp.Or(n.As, n.Name) }

// Delay is a time (s), or a number of steps if Steps is not 0.
type Delay struct {
	Time  float64
	Steps int
}

// In is the number of whole steps of dt (s).
func (d Delay) In(dt float64) int {
	if d.Steps != 0 {
		return d.Steps
	}
	return int(math.Round(d.Time / dt))
}

// Read is an object a node's expression reads: another node in the same step
// or one step ago, or an ensemble through a decoded connection.
type Read struct {
	Node     *Node
	Previous bool // Node one step ago
	Ensemble *Ensemble
	Synapse  synapses.Synapse // of an ensemble or Direct; nil for none
	At       diag.Span
}

// Object is the *Ensemble or *Node that is read.
func (r *Read) Object() any {
	if r.Ensemble != nil {
		return r.Ensemble
	}
	return r.Node
}

// Given is a matrix the model gives instead of having it solved.
type Given struct {
	At         diag.Span
	File       string // "" for a value
	Data       []float64
	Rows, Cols int
	Fill       bool // Data[0] fills whatever shape is needed
	Identity   bool // Data[0] times the identity of that shape
	Table      *weightfile.Table
}

// Connection is a wire of one term.
type Connection struct {
	Name        string
	At          diag.Span
	Pre, Post   Endpoint
	Function    []*code.Expr // of the whole value of Pre; nil for the identity
	FuncText    string       `identity:"-"` // Function as written
	Points      *Given       // instead of Function: its values at the evaluation points; nil otherwise
	Transform   Transform
	Synapse     synapses.Synapse // nil for none
	Delay       Delay            // after the synapse
	Paths       []Path           // instead of Synapse and Delay, where these differ between neurons; nil otherwise
	Full        bool             // neurons to neurons, one matrix into one population
	OntoNeurons bool             // neurons to neurons, an array at an end
	Solver      solvers.Solver   // nil if nothing is solved
	SolverName  string
	Reg         float64 // relative regularisation; unused if Sigma is set
	Sigma       *float64
	Weights     *Given          // full weights; nil if solved
	Decoders    *Given          // nil if solved
	Bias        weightfile.Bias // which part of the target's bias current the weights supply
	Relax       bool            // targets below threshold may be met by anything below it
	Jumps       bool            // weights are what a spike adds to the target at once, rather than per Hz
	UnitsGain   bool            // what arrives is multiplied by the target's gains
	Sparse      []float64       // option density: the share of each source's neurons that a target neuron keeps, at random; nil for all
	Chance      []*Pairwise     // option probability, of each source: that a pair has a weight; nil for 1
	InDegree    []int           // how many neurons of each source a target neuron has; nil for no such number
	OutDegree   []int           // how many target neurons a neuron of each source has; nil for no such number
	NoAutapses  bool            // no neuron connects to itself
	Wrap        bool            // distances are those on a torus of side 2
	Delays      []*Pairwise     // of each source: of single synapses (s), nil where Delay says it; nil if no source has them
	Release     float64         // chance that a spike passes a synapse
	FanIn       int             // option strongest: how many of its largest weights each target neuron keeps; 0 for all
	Seed        int64
	Scale       float64
	Match       bool // tables must belong to these neurons
	NumPoints   int  // evaluation points of Joint; 0 for other sources, which have their own
	EvalPoints  *Array
	ScaleEval   bool    // eval points are in the unit ball
	Rules       []*Rule `identity:"set"`
	Changes     bool    // an experiment scales, loads or cuts the weights
}

// Rule is a learning rule on a connection.
type Rule struct {
	Name       string
	At         diag.Span
	Kind       *rules.Rule
	Connection *Connection
	Rate       *code.Expr
	Filters    map[string]synapses.Synapse // of what the rule reads, by option; nil for none
	Numbers    catalog.Values              // the other options of its own
	When       *Node                       // a gate that multiplies the change; nil for none
	Min, Max   *float64                    // bounds of the weights; nil for none
	ErrorSize  int
	KeepDale   bool
	Compat     bool // multiply by the gain once more, as Nengo does
}

// MovesEncoders reports a rule that changes the encoders of the target, rather than
// weights.
func (r *Rule) MovesEncoders() bool { return r.Kind.Trains == rules.Encoders }

// FullName names the rule by its connection, and by its label if there are
// others.
func (r *Rule) FullName() string {
	if len(r.Connection.Rules) > 1 {
		return r.Connection.Name + "." + r.Name
	}
	return r.Connection.Name
}

// Probe records a slot.
type Probe struct {
	Name       string // label or text, qualified
	Labelled   bool   // Name is a label
	At         diag.Span
	Slot       Slot
	Synapse    synapses.Synapse
	Every      float64 // s; 0 for every step
	Decoders   *Given  // of the dimensions that Slot picks
	Solver     solvers.Solver
	SolverName string
	Implicit   bool // added for an analysis; not written
}

// The regularisation of a connection that gives none, and of one that relaxes its
// targets below threshold.
const (
	DefaultReg = 0.1
	RelaxedReg = 0.01
)

// NewConnection is a connection between two ends as it is without any option: the
// identity, without a synapse. It is not part of the model yet.
func (m *Model) NewConnection(name string, at diag.Span, pre, post Endpoint) *Connection {
	return &Connection{Name: name, At: at, Pre: pre, Post: post, Transform: Scaling(1), Reg: DefaultReg, Scale: 1, Match: true, Release: 1,
		ScaleEval: true, Seed: m.Seed}
}

// Target is the object whose value a connection changes: neurons belong to
// theirs.
func (c *Connection) Target() any {
	if n := c.Post.Node; n != nil && n.Neurons != nil {
		return n.Neurons.Input
	}
	return c.Post.Object()
}

// Decoded is how many values a connection from the value of an ensemble decodes,
// before its transform.
func (c *Connection) Decoded() int {
	switch {
	case c.Function != nil:
		return len(c.Function)
	case !c.Transform.IsScalar():
		return c.Transform.Cols
	}
	return c.Pre.Ensemble.Dims
}

// points is how many evaluation points its weights are solved at.
func (c *Connection) points() int {
	switch {
	case c.EvalPoints != nil:
		return c.EvalPoints.Rows
	case c.Pre.Joint != nil:
		return c.NumPoints
	}
	return c.Pre.Ensemble.NumEvalPoints
}

// EventDriven reports a connection of which no rule, if it has any, looks at all weights:
// they change at spikes.
func (c *Connection) EventDriven() bool {
	return !slices.ContainsFunc(c.Rules, func(r *Rule) bool { return r.Kind.Events == nil })
}

// Fixed reports a connection whose weights are its transform and never change: it
// starts in a node, or takes activities as they are.
func (c *Connection) Fixed() bool {
	return c.Pre.Sources() == nil || c.Pre.Neurons && !c.Full && c.Transform.M == nil
}

// WeightsShape are the rows and columns of the weights: target × source, of neurons
// where they start in neurons or decode.
func (c *Connection) WeightsShape() (rows, cols int) {
	switch {
	case c.Fixed() && !c.Transform.IsScalar():
		return c.Transform.Rows, c.Transform.Cols
	case c.Fixed():
		return c.Post.Size, c.Post.Size
	case c.Pre.Neurons:
		return c.Post.Size, c.Pre.Size
	}
	return c.Post.Size, c.Pre.Ensemble.N
}

// FixedWeights is the matrix of a connection that is Fixed.
func (c *Connection) FixedWeights() (rows, cols int, W []float64) {
	rows, cols = c.WeightsShape()
	W = slices.Clone(c.Transform.WrittenOut(rows).Dense())
	for i := range W {
		W[i] *= c.Scale
	}
	return rows, cols, W
}

// LearnedSize is the size of what a connection makes its target represent.
func (c *Connection) LearnedSize() int {
	if c.Post.Neurons {
		return c.Post.Ensemble.Dims
	}
	return c.Post.Size
}

// Evaluate computes what the connection makes of a value x of its source:
// function, then transform.
func (c *Connection) Evaluate(x []float64) []float64 {
	y := x
	if c.Function != nil {
		y = make([]float64, len(c.Function))
		env := &code.Env{In: func(_, i int) float64 { return x[i] }}
		for i, f := range c.Function {
			y[i] = f.Eval(env)
		}
	}
	return c.Transform.Apply(y)
}
