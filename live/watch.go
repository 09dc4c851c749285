package live

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Watch is what somebody wants to see.
type Watch struct {
	What    string  `json:"what"`              // of Kinds
	Of      string  `json:"of"`                // an object, or an analysis
	Synapse string  `json:"synapse,omitempty"` // a time constant; "" for none
	Window  float64 `json:"window,omitempty"`  // s, that is shown at once
	Points  int     `json:"points,omitempty"`  // in which it is shown
	Index   []int   `json:"index,omitempty"`   // of neurons, or of pointers
	Top     int     `json:"top,omitempty"`     // of how many pointers, beside those; 0 for all
	Bins    int     `json:"bins,omitempty"`    // rows in which many spikes are counted
	Mode    string  `json:"mode,omitempty"`    // of weights: now, built, phase
	Exact   bool    `json:"exact,omitempty"`   // every sample, in double precision
}

// Info is what is said of a stream once.
type Info struct {
	Names  []string    `json:"names"`
	Unit   string      `json:"unit,omitempty"`
	Rows   int         `json:"rows,omitempty"`
	Cols   int         `json:"cols,omitempty"`
	Order  []int       `json:"order,omitempty"`      // of neurons, from the first row on
	Across []int       `json:"across,omitempty"`     // of neurons, from the first column on
	Excite *int        `json:"excitatory,omitempty"` // rows, or columns of a matrix, of neurons that excite, which come first; the rest inhibits
	Places []float64   `json:"places,omitempty"`     // of the neurons of rows, a number for each axis
	Axes   int         `json:"axes,omitempty"`       // of a place
	Pre    string      `json:"pre,omitempty"`        // whose neurons columns are of
	Post   string      `json:"post,omitempty"`       // and rows
	Parts  []Part      `json:"parts,omitempty"`      // whose neurons columns are of, one after the other, where they are of several populations
	Ports  []string    `json:"ports,omitempty"`      // in which columns that excite end, and those that inhibit, where signs choose
	X      []float64   `json:"x,omitempty"`          // of curves, or of the columns of a surface
	Y      []float64   `json:"y,omitempty"`          // of the rows of a surface
	Curves [][]float64 `json:"curves,omitempty"`     // or rows
	Fit    any         `json:"fit,omitempty"`
	Shape  []int       `json:"shape,omitempty"`  // of a sample of a probe
	Every  float64     `json:"every,omitempty"`  // s between samples of a probe
	Spikes bool        `json:"spikes,omitempty"` // a probe of spikes
	Tau    float64     `json:"tau,omitempty"`    // s, of the lowpass of a probe
	Late   int         `json:"late,omitempty"`   // the step from which the filter of an exact stream has run, if not from the beginning
}

// Part is a population that has some of the columns of a matrix.
type Part struct {
	Name   string `json:"name"`
	Cols   int    `json:"cols"`
	Excite *int   `json:"excitatory,omitempty"` // columns of neurons that excite, which come first
}

// Kind is a kind of frame.
type Kind uint8

// The kinds, as their numbers in a frame.
const (
	Values Kind = 1 + iota
	Envelope
	Events
	Counts
	Matrix
	Picked
)

var kindNames = [...]string{"", "values", "envelope", "events", "counts", "matrix", "picked"}

// String names the kind.
func (k Kind) String() string { return kindNames[k] }

// Frame is what a stream tells at once.
type Frame struct {
	Kind   Kind
	T      float64 // model time of the first sample, s
	Every  float64 // between samples, s
	N      int     // samples, events, bins or rows
	Width  int     // values a sample
	Values []float64
	Steps  []uint32 // of events, after the first
	Neuron []uint32
	Picks  []uint32 // of values of which only some are told: which
	Exact  bool
	Gap    bool // time or state jumped before it
	Last   bool
	Past   bool // it lies before what has been told
}

// view collects what one kind of watch tells.
type view interface {
	info() Info
	take(b *batch)
	pull(full bool) *Frame // what was collected; nil for nothing. full says not to thin
}

// kind is a kind of watch: what it asks to be computed, and what collects it.
type kind struct {
	asks func(s *Session, w *Watch) ([]string, error)
	view func(s *Session, w *Watch) (view, error)
}

// Kinds are the kinds of watch.
var Kinds = map[string]kind{
	"value":      {asksItself, newValues},
	"spikes":     {asksSpikes, newSpikes},
	"rate":       {asksSpikes, newRates},
	"state":      {asksItself, newState},
	"weights":    {asksNothing, newWeights},
	"tuning":     {asksTuning, newTuning},
	"surface":    {asksNothing, newSurface},
	"error":      {asksItself, newError},
	"similarity": {asksItself, newSimilarity},
	"fit":        {asksNothing, newFit},
	"probe":      {asksProbe, newRecorded},
}

// Stream is a watch at work.
type Stream struct {
	ID      int
	Watch   Watch
	asks    []string
	view    view
	queue   []*Frame // before a gap
	pending bool     // a gap
	renewed bool     // by another text
	closed  bool
	late    int // step from which its filter has run, if others than those since the beginning might show; 0 for none
	s       *Session
}

// Watch begins to tell. What is asked is compiled in, and nothing else changes.
func (s *Session) Watch(w Watch) (*Stream, error) {
	k, ok := Kinds[w.What]
	if !ok {
		var names []string
		for name := range Kinds {
			names = append(names, name)
		}
		slices.Sort(names)
		return nil, unknown(w.What, "kind of watch", names)
	}
	asks, err := k.asks(s, &w)
	if err != nil {
		return nil, err
	}
	if err := s.want(asks...); err != nil {
		return nil, err
	}
	v, err := k.view(s, &w)
	if err != nil {
		return nil, err
	}
	s.lastID++
	st := &Stream{ID: s.lastID, Watch: w, asks: asks, view: v, s: s}
	s.warm(st)
	s.streams = append(s.streams, st)
	s.prepare()
	return st, nil
}

// Prepare compiles what several watches ask for in at once, which takes as long as for one.
// They are begun one by one; what cannot be watched is said then.
func (s *Session) Prepare(ws ...Watch) {
	var asks []string
	for _, w := range ws {
		if k, ok := Kinds[w.What]; ok {
			if more, err := k.asks(s, &w); err == nil {
				asks = append(asks, more...)
			}
		}
	}
	_ = s.want(asks...) // the watch that is wrong says so
}

// want compiles analyses in that are not there.
func (s *Session) want(asks ...string) error {
	live := s.asking()
	for _, a := range asks {
		if !slices.Contains(live.Watched, a) {
			live.Watched = append(live.Watched, a)
		}
	}
	if len(live.Watched) == len(s.asked.Watched) {
		return nil
	}
	return s.relink(live)
}

// Info is what is said of the stream once.
func (st *Stream) Info() Info {
	out := st.view.info()
	out.Late = st.late
	return out
}

// take collects.
func (st *Stream) take(b *batch) { st.view.take(b) }

// Pull is what was collected since the last; nil for nothing.
func (st *Stream) Pull(full bool) *Frame {
	if len(st.queue) > 0 {
		f := st.queue[0]
		st.queue = st.queue[1:]
		return f
	}
	return st.collected(full)
}

// collected is what was collected since the last gap.
func (st *Stream) collected(full bool) *Frame {
	f := st.view.pull(full)
	if f != nil {
		f.Gap, st.pending = f.Gap || st.pending, false
	}
	return f
}

// Look is how much of a stream is shown, and how finely.
type Look struct {
	Window float64 `json:"window"`
	Points int     `json:"points"`
	Bins   int     `json:"bins"`
	Index  []int   `json:"index"`
}

// Show changes that; what is watched stays.
func (st *Stream) Show(l Look) error {
	w := st.Watch
	w.Window, w.Points, w.Bins, w.Index = l.Window, l.Points, l.Bins, l.Index
	v, err := Kinds[w.What].view(st.s, &w)
	if err == nil {
		st.Watch, st.view = w, v
	}
	return err
}

// Closed reports a stream whose object is no more.
func (st *Stream) Closed() bool { return st.closed }

// Close ends the stream. When nobody watches any longer the model is compiled bare.
func (st *Stream) Close() error {
	st.closed = true
	s := st.s
	s.streams = slices.DeleteFunc(s.streams, func(x *Stream) bool { return x == st })
	return s.unwanted()
}

// unwanted lets go of what nobody asks for.
func (s *Session) unwanted() error {
	live := s.asking()
	live.Watched = slices.DeleteFunc(live.Watched, func(text string) bool {
		return !slices.ContainsFunc(s.streams, func(st *Stream) bool { return slices.Contains(st.asks, text) }) &&
			!slices.ContainsFunc(s.breaks, func(p *pause) bool { return p.text == text })
	})
	if len(live.Watched) == len(s.asked.Watched) {
		return nil
	}
	return s.relink(live)
}

func asksItself(_ *Session, w *Watch) ([]string, error) { return []string{w.Of}, nil }

func asksNothing(*Session, *Watch) ([]string, error) { return nil, nil }

func asksSpikes(s *Session, w *Watch) ([]string, error) {
	if _, err := s.population(w.Of); err != nil {
		return nil, err
	}
	return []string{w.Of + ".spikes"}, nil
}

// population is the number of an ensemble.
func (s *Session) population(name string) (int, error) {
	var names []string
	for i, p := range s.Program().Populations {
		if p.Name == name {
			return i, nil
		}
		names = append(names, p.Name)
	}
	return 0, unknown(name, "ensemble", names)
}

// timeConstant reads a synapse: a time; 0 for none.
func timeConstant(text string) (float64, error) {
	if text == "" || text == "none" {
		return 0, nil
	}
	tau, err := time.ParseDuration(strings.ReplaceAll(text, " ", ""))
	if err != nil || tau < 0 {
		return 0, &Range{fmt.Sprintf("the synapse of a watch is a time, as 10ms, not `%s`", text)}
	}
	return tau.Seconds(), nil
}
