package report

import "encoding/json"

// Document is what the page of a report shows; web/types.js has the same types. Arrays
// are refs into the data that Pack holds.
type Document struct {
	Title       string        `json:"title"`
	About       string        `json:"about"`
	Nefc        string        `json:"nefc"`
	Experiments []*Experiment `json:"experiments"`
	Texts       []Text        `json:"texts"`
	Difference  *Difference   `json:"difference"`
	Notes       []string      `json:"notes"`
}

// The outcomes of an experiment.
const (
	met        = "met"
	failed     = "failed"
	unfinished = "unfinished"
	none       = "none" // nothing was expected
)

// Experiment is an experiment: one run, two that are compared, or cells.
type Experiment struct {
	Name    string   `json:"name"`
	Outcome string   `json:"outcome"`
	Runs    []*Run   `json:"runs"` // shown in detail: of cells, one of them
	Signals []Signal `json:"signals"`
	Bands   []Band   `json:"bands"`
	Cells   []Small  `json:"cells"`
	Table   *Table   `json:"table"` // of cells; nil without any
	Pooled  []Pooled `json:"pooled"`
	Shown   string   `json:"shown"` // the cell that is shown in detail
}

// Run is one run of an experiment.
type Run struct {
	Label       string          `json:"label"` // A or B of two; "" for one alone
	Folder      string          `json:"folder"`
	Summary     json.RawMessage `json:"summary"`
	Neurons     int             `json:"neurons"` // 0 if unknown
	Phases      []Phase         `json:"phases"`
	Populations []Population    `json:"populations"`
	Weights     []Weights       `json:"weights"`
	Spikes      []Spikes        `json:"spikes"`
	Health      []Health        `json:"health"`
	Files       []File          `json:"files"`
	Command     string          `json:"command"`
	Platform    string          `json:"platform"`
	Lock        string          `json:"lock"` // in words
	Notes       []string        `json:"notes"`
}

// Phase is a phase that ran.
type Phase struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"`
	From    float64 `json:"from"` // model time at its start, s
}

// Signal is one number over time: sample k of it was taken at From + k·Step seconds.
type Signal struct {
	Phase string  `json:"phase"`
	Name  string  `json:"name"`
	Of    string  `json:"of"`   // the probe or the line it is a dimension of
	Role  string  `json:"role"` // data or ideal
	Run   string  `json:"run"`  // label of its run
	From  float64 `json:"from"`
	Step  float64 `json:"step"`
	Size  float64 `json:"size"` // the largest amount
	Data  Ref     `json:"data"`
	Low   *Ref    `json:"low,omitempty"` // of a mean over seeds
	High  *Ref    `json:"high,omitempty"`
}

// Band is what the seeds of a sweep point have in common.
type Band struct {
	Point   string   `json:"point"`
	Seeds   int      `json:"seeds"`
	Signals []Signal `json:"signals"`
}

// Small is a phase of a cell.
type Small struct {
	Cell    string   `json:"cell"`
	Phase   string   `json:"phase"`
	Signals []Signal `json:"signals"`
}

// Table has a row a cell. Values are numbers, words or nil.
type Table struct {
	Columns []string `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// Row is a cell.
type Row struct {
	Cell    string `json:"cell"`
	Outcome string `json:"outcome"`
	Values  []any  `json:"values"`
}

// Pooled is an expectation over seeds at a sweep point.
type Pooled struct {
	Text  string `json:"text"`
	Point string `json:"point"`
	Found string `json:"found"`
	Met   bool   `json:"met"`
}

// Population is one with some of its tuning curves.
type Population struct {
	Name   string  `json:"name"`
	Line   int     `json:"line"`
	N      int     `json:"n"`
	Dims   int     `json:"dims"`
	Radius float64 `json:"radius"`
	Type   string  `json:"type"`
	Of     []int   `json:"of"`
	Signs  []int8  `json:"signs"`
	X      Ref     `json:"x"`
	Rates  Ref     `json:"rates"`
}

// Weights are those of a connection, in the order in which they are drawn.
type Weights struct {
	Name     string      `json:"name"`
	Unit     string      `json:"unit"`
	Rows     int         `json:"rows"`
	Cols     int         `json:"cols"`
	RowOrder string      `json:"rowOrder"` // what rows are ordered by, in words
	ColOrder string      `json:"colOrder"`
	RowOf    Ref         `json:"rowOf"` // neuron of each row
	ColOf    Ref         `json:"colOf"`
	Pre      string      `json:"pre"`
	Post     string      `json:"post"`
	Exc      int         `json:"exc"` // the first columns, if the neurons have signs
	Inh      int         `json:"inh"`
	Maps     []WeightMap `json:"maps"`
}

// WeightMap is a matrix at one time, or a difference of two.
type WeightMap struct {
	Title   string  `json:"title"`
	Rows    int     `json:"rows"` // as drawn: fewer if they are means
	Cols    int     `json:"cols"`
	Data    Ref     `json:"data"`
	Limit   float64 `json:"limit"` // the end of the scale
	Largest float64 `json:"largest"`
	Beyond  float64 `json:"beyond"` // share of the weights beyond the scale
}

// Spikes are those of a population in a phase, in rows.
type Spikes struct {
	Phase      string  `json:"phase"`
	Population string  `json:"population"`
	N          int     `json:"n"`
	Shown      int     `json:"shown"` // rows
	From       float64 `json:"from"`
	To         float64 `json:"to"`
	Cut        float64 `json:"cut"` // time from which on none are kept; 0 for never
	Exc        int     `json:"exc"` // the first rows, if the neurons have signs
	Inh        int     `json:"inh"`
	Order      string  `json:"order"`
	Neurons    Ref     `json:"neurons"` // of each row
	Times      Ref     `json:"times"`
	Who        Ref     `json:"who"` // rows
}

// Health is how a population fared in a phase.
type Health struct {
	Phase      string  `json:"phase"`
	Population string  `json:"population"`
	N          int     `json:"n"`
	Spiking    bool    `json:"spiking"`
	Outside    float64 `json:"outside"`
	Farthest   float64 `json:"farthest"`
	Radius     float64 `json:"radius"`
	Silent     int     `json:"silent"`
	Fast       int     `json:"fast"` // neurons faster, in the mean, than anywhere within the radius
	Mean       float64 `json:"mean"` // Hz
}

// File is a file that a run wrote.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Text is a file of the model: its lines, each as pieces of a kind and a text.
type Text struct {
	Name     string        `json:"name"`
	Lines    [][][2]string `json:"lines"`
	Verified string        `json:"verified"` // whether it is what ran, in words
}

// Difference is what differs between the models of two runs.
type Difference struct {
	Labels    [2]string   `json:"labels"`
	Changes   []Change    `json:"changes"` // nil if the models cannot be compared
	Unchanged int         `json:"unchanged"`
	Why       string      `json:"why"`   // they cannot
	Lines     [][2]string `json:"lines"` // of the texts: +, - and the line
}

// Change is what became of an object.
type Change struct {
	What   string `json:"what"`
	Object string `json:"object"`
	Name   string `json:"name"`
	How    string `json:"how"`
}
