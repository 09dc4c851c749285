// Package processes holds the signals of time a node can be: noise, images one
// after the other, values between given times, the rows of a file. A process
// is data; Start makes what computes its values for one run.
package processes

import (
	"crypto/sha256"
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Process is a signal of time.
type Process interface {
	// Dims is the size of its values; 0 if it takes any, each dimension on its
	// own.
	Dims() int
	// Check says what a time step dt (s) makes impossible.
	Check(dt float64) error
	// Start prepares a run: values of a size, random numbers from r.
	Start(dt float64, size int, r *rng.Rand) Generator
	// String writes the process as in a model.
	String() string
}

// Generator computes the values of one run. It is called for every step k = 1,
// 2, … in order, with t = k·dt, and writes the value into y.
type Generator interface {
	Next(k int, t float64, y []float64)
}

// Args are the arguments of a process, by kind. A number is in SI units; what
// was not given is nil or "".
type Args struct {
	Num     catalog.Values
	Dist    dists.Dist       // argument of kind Distribution
	Synapse synapses.Synapse // argument of kind Filter
	Word    string           // argument of kind Word
	Rows    Rows             // argument of kind Matrix or Points
}

// Made is a process and the synapse it passes through, nil for none.
type Made struct {
	Process
	Through synapses.Synapse
}

// Rows are values, row by row, and for points their times (s).
type Rows struct {
	N, Cols int
	Data    []float64
	Times   []float64
}

// String says how many rows there are, and a digest of the numbers.
func (r Rows) String() string {
	sum := sha256.Sum256([]byte(fmt.Sprint(r.Data, r.Times)))
	return fmt.Sprintf("%d rows %x", r.N, sum[:6])
}

// row copies row i into y; a single column fills y.
func (r *Rows) row(i int, y []float64) {
	if r.Cols == 1 {
		fill(y, r.Data[i])
		return
	}
	copy(y, r.Data[i*r.Cols:(i+1)*r.Cols])
}

// dims is the size of the rows; a single column fits any.
func (r *Rows) dims() int {
	if r.Cols == 1 {
		return 0
	}
	return r.Cols
}

func fill(y []float64, v float64) {
	for i := range y {
		y[i] = v
	}
}

// Entry describes a process.
type Entry struct {
	Name, Doc, Source string
	Params            []catalog.Param
	Example           string // how a model names it; "" for the name with the arguments it requires
	New               func(Args) (Made, error)
}

// Table lists the processes, in the order `nefc list` shows.
var Table = []Entry{whiteSignal, whiteNoise, filteredNoise, brown, present, steps, piecewise}

// Find returns the entry of that name.
func Find(name string) (Entry, bool) {
	for _, e := range Table {
		if e.Name == name {
			return e, true
		}
	}
	return Entry{}, false
}

// Names lists the processes in order.
func Names() []string {
	names := make([]string, len(Table))
	for i, e := range Table {
		names[i] = e.Name
	}
	return names
}

// WhiteNoise draws every value on its own; with Scale it is divided by √dt, so
// that a filter of it does not depend on the time step.
type WhiteNoise struct {
	Dist  dists.Dist
	Scale bool
}

var whiteNoise = Entry{
	Name: "white_noise", Doc: "a new sample of a distribution in every step, divided by √dt unless scale is no", Source: "Nengo 4",
	Params: []catalog.Param{distParam, scaleParam},
	New: func(a Args) (Made, error) {
		w, err := newWhiteNoise(a)
		return Made{Process: w}, err
	},
}

var (
	distParam  = catalog.Param{Name: "dist", Kind: catalog.Distribution, Doc: "default normal(0, 1)"}
	scaleParam = catalog.Param{Name: "scale", Kind: catalog.Word, Doc: "yes or no, default yes"}
)

func newWhiteNoise(a Args) (WhiteNoise, error) {
	if a.Dist == nil {
		a.Dist = dists.Normal{Std: 1}
	}
	if a.Word != "" && a.Word != "yes" && a.Word != "no" {
		return WhiteNoise{}, fmt.Errorf("`scale` is yes or no, not %s", a.Word)
	}
	return WhiteNoise{a.Dist, a.Word != "no"}, nil
}

var filteredNoise = Entry{
	Name: "filtered", Doc: "white_noise through a synapse, without its delay of a step", Source: "Nengo 4",
	Params: []catalog.Param{{Name: "synapse", Kind: catalog.Filter, Doc: "default 5ms"}, distParam, scaleParam},
	New: func(a Args) (Made, error) {
		if a.Synapse == nil {
			a.Synapse = synapses.Lowpass{Tau: 0.005}
		}
		w, err := newWhiteNoise(a)
		return Made{w, a.Synapse}, err
	},
}

var brown = Entry{
	Name: "brown", Doc: "the running sum of white_noise times dt: a random walk", Source: "Nengo 4",
	Params: []catalog.Param{distParam},
	New: func(a Args) (Made, error) {
		w, err := newWhiteNoise(a)
		return Made{w, synapses.LinearFilter{Num: []float64{1}, Den: []float64{1, 0}, Method: "euler", Analog: true}}, err
	},
}

// Dims is 0: each dimension is drawn on its own.
func (WhiteNoise) Dims() int { return 0 }

// Check accepts every step.
func (WhiteNoise) Check(float64) error { return nil }

// String writes white_noise(dist).
func (w WhiteNoise) String() string { return fmt.Sprintf("white_noise(%s, scale=%v)", w.Dist, w.Scale) }

// Start takes over the random numbers.
func (w WhiteNoise) Start(dt float64, _ int, r *rng.Rand) Generator {
	g := &noise{dist: w.Dist, factor: 1, r: r}
	g.scalar, _ = w.Dist.(dists.Scalar)
	if w.Scale {
		g.factor = 1 / math.Sqrt(dt)
	}
	return g
}

type noise struct {
	dist   dists.Dist
	scalar dists.Scalar // nil if dist draws points
	factor float64
	r      *rng.Rand
}

// Next draws one sample per dimension.
func (g *noise) Next(_ int, _ float64, y []float64) {
	if g.scalar == nil {
		copy(y, g.dist.Sample(g.r, 1, len(y)))
	}
	for i := range y {
		if g.scalar != nil {
			y[i] = g.scalar.Draw(g.r)
		}
		y[i] *= g.factor
	}
}
