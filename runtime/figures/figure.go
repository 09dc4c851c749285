// Package figures draws figures for papers. In goes a Figure: panels with their data, and how they are to look
// (stdlib/plots.Style); out comes the same drawing as SVG, PDF or PNG, at the width that a journal prints.
//
// What is drawn is measured before it is placed: no text leaves the page, covers another or is smaller than 7 pt.
// The same figure gives the same bytes.
package figures

import "github.com/nefc/nefc/stdlib/plots"

// Figure is a picture before it is drawn.
type Figure struct {
	Style      plots.Style
	Panels     []Panel // at least one; side by side, in Style.Rows rows
	Provenance Provenance
}

// Panel is a pair of axes with what is drawn between them. A Content that needs more than one pair (lines in
// several units, dimensions of a histogram) gets them below each other.
type Panel struct {
	Title   string // "" for none
	X, Y    Axis
	Content Content
}

// Axis says what lies along one side of a panel. Its range and ticks follow from the data and the style.
type Axis struct {
	Label    string    // what is measured: "time", "decoded value", a param; "" for none
	Unit     string    // of the numbers: "s", "Hz"; "" for none
	From, To float64   // the range that is shown whatever the data are, 0 … end of a phase; equal for none
	Marks    []float64 // values that get a tick before others do: ends of phases
	Swept    []float64 // the values of a swept param, which decide between linear and log
	Words    []string  // names of the values 0, 1, 2 …: a param that stands for components
	FromZero bool      // the range starts at 0: rates, counts
}

// Content is what a kind draws. There is one type for each: *Lines, *Plane, *Cells, *Tuning, *Raster, *Weights,
// *Histogram, *Rates, *Similarities, *Heat, *Places.
type Content interface {
	// frames makes the pairs of axes that the content of a panel needs, below each other.
	frames(d *drawing, p *Panel) []*frame
}

// Role is what a line is among others, which decides its colour, dash and place in the order of drawing.
type Role uint8

// The roles.
const (
	Measured   Role = iota // a recorded signal
	Ideal                  // what it should be: an expression among names. Dashed ink, drawn last
	Decoded                // what decoders make of activities: dashed in the colour of a line
	Excitatory             // of the excitatory neurons
	Inhibitory             // of the inhibitory neurons
)

// Line is a curve through points. NaN in Y is a gap.
type Line struct {
	Name string // as written in the model
	Role Role
	Of   *Axis       // what Y measures where lines of one panel differ; nil for the panel's. Each gets axes of its own
	X, Y []float64   // the same length
	Runs [][]float64 // Y of each seed, NaN where it has none; Y is then nil, and Style.Band says what is drawn of them
	By   *float64    // the value of the swept param that tells lines apart; nil for none
}

// Lines are signals over time: kind line.
type Lines struct {
	List []Line
	By   string // the name of the param in Line.By
}

// Plane is a signal against another: kinds line, with `against`, and scatter. X and Y of its lines go in order of time.
type Plane struct {
	List     []Line
	Points   bool // kind scatter: a dot for each sample, not joined
	SameUnit bool // X and Y have the same unit: a step along either is drawn as long
}

// Cells are numbers of one cell each over a swept param: kind line with `over`. Points are joined in order of X.
type Cells struct {
	List []Line
	By   string // the name of the param in Line.By
	Each string // what Line.Runs are of: "seeds", "cells"
}

// Tuning is the response of one population: kind tuning.
type Tuning struct {
	Name    string
	X       []float64   // the represented value
	Rates   [][]float64 // Hz; by neuron, of the length of X
	Signs   []int8      // by neuron, +1 excitatory, −1 inhibitory; nil for none
	Decoded []Line      // what decoders make of it, over X: below, where there is one panel. nil for none
}

// Raster is the spikes of one population: kind raster.
type Raster struct {
	Name      string
	T         []float64 // s, of each spike
	Neuron    []int     // which of Neurons fired it: an index into it
	Neurons   []int     // the neurons shown, by their number in the population
	Signs     []int8    // by Neurons; nil for none
	Preferred []float64 // by Neurons: the value at which each fires most; nil for none
}

// Weights is the matrix of one connection: kind weights.
type Weights struct {
	Name                string
	Pre, Post           string // the populations
	Values              bool   // rows are represented values, not neurons
	Unit                string // of a weight: "1/Hz"
	W                   []float64
	Rows, Cols          int       // post × pre, W by rows
	Signs               []int8    // of the columns; nil for none
	PrePreferred        []float64 // of the columns: the value at which each fires most; nil for none
	PostPreferred       []float64 // of the rows
	PreIndex, PostIndex []int     // numbers of the neurons in their populations; nil for 0, 1, 2 …
}

// Histogram counts values of one dimension: kind hist. X says what they are.
type Histogram struct{ Values []float64 }

// Rates is how fast populations fire over time: kind rate. Lines of the excitatory and inhibitory neurons have
// their roles.
type Rates struct{ List []Line }

// Similarities is how alike a signal is to each pointer of its vocabulary over time: kind similarity. The eight that
// come nearest have colours and names, the others are thin.
type Similarities struct {
	Names  []string
	T      []float64
	Values [][]float64 // by name, of the length of T
}

// Heat is a value over two others, such as a rate over a represented plane: kind heat.
type Heat struct {
	Label, Unit string // of Z: "rate", "Hz"
	X, Y        []float64
	Z           []float64 // len(Y) × len(X), by Y; NaN is left blank
}

// Places are values at places of a plane, such as rates of neurons where they are: kind map.
type Places struct {
	Name        string
	Label, Unit string // of Z: "rate", "Hz"
	X, Y, Z     []float64
	Neurons     []int // the neurons shown, by their number in the population
}

// Provenance says where a figure is from. It is written into the metadata of each format.
type Provenance struct {
	Model      string // the name of its file
	Hash       string // of what it means
	Seed       string
	Experiment string
	Phase      string // "" for none
	Version    string // of nefc
}
