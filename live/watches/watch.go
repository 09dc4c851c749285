// Package watches is what those who look at a session are told: for each kind of watch what
// it asks to be computed, and what collects that, step by step, until it is pulled. It reads
// a session and changes nothing of it.
package watches

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/runtime/session"
)

// Source is the session that is watched, as it is now: each of these may be another one
// after something else is asked of the model.
type Source interface {
	Program() *program.Program
	Compiled() *compiler.Compiled
	Dt() float64
	Sim() *session.Session
	Analysis(text string) *events.Watched // that was asked for
}

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
	Label  string      `json:"label,omitempty"` // what the numbers are: decoded value, voltage; "" where none says it
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

// View collects what one kind of watch tells.
type View interface {
	Info() Info
	Take(b *Batch)
	Pull(full bool) *Frame // what was collected; nil for nothing. full says not to thin
}

// Cutter is a view that collects several steps to one number: Cut drops what is begun.
type Cutter interface{ Cut() }

// Carrier is a view whose next sample depends on those before: what it carries goes back
// in time with the session. Nothing is carried from nil.
type Carrier interface {
	Cutter
	Carry() any
	Resume(any)
	Forget() // drops what was collected: steps are made again, and nothing is told
}

// Beginner is a view of what changed: Begin lets changes count from now on, if they are those
// of a phase: when one begins, when the session goes back, and when they begin to be watched.
type Beginner interface{ Begin() }

// once is a view of which all is said when it begins.
type once struct{ about Info }

func (v once) Info() Info       { return v.about }
func (v once) Take(*Batch)      {}
func (v once) Pull(bool) *Frame { return nil }

// kind is a kind of watch: what it asks to be computed, and what collects it.
type kind struct {
	asks func(s Source, w *Watch) ([]string, error)
	view func(s Source, w *Watch) (View, error)
}

// kinds are the kinds of watch.
var kinds = map[string]kind{
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

// Asks are the analyses that a watch asks to be computed.
func Asks(s Source, w *Watch) ([]string, error) {
	k, ok := kinds[w.What]
	if !ok {
		return nil, refusal.Name(w.What, "kind of watch", slices.Sorted(maps.Keys(kinds)))
	}
	return k.asks(s, w)
}

// New begins a watch of which what it asks is computed.
func New(s Source, w *Watch) (View, error) { return kinds[w.What].view(s, w) }

// Memory is for how long (s) what happened shows in what a watch tells, and whether it fades,
// as what a filter was, or ends.
func Memory(w *Watch) (seconds float64, fades bool) {
	switch w.What {
	case "error":
		return errorWindow + rateWindow, false
	case "rate":
		return rateWindow, false
	case "tuning":
		return fadesAfter * tuningFilter, true
	}
	tau, _ := timeConstant(w.Synapse) // the watch has been made with it
	if w.Exact {
		return settlesAfter * tau, tau > 0
	}
	return fadesAfter * tau, tau > 0
}

// fadesAfter is after how many time constants nothing of what a filter was is seen, and
// settlesAfter after how many not even the last bit is likely to show it.
const (
	fadesAfter   = 20
	settlesAfter = 60
)

func asksItself(_ Source, w *Watch) ([]string, error) { return []string{w.Of}, nil }

func asksNothing(Source, *Watch) ([]string, error) { return nil, nil }

func asksSpikes(s Source, w *Watch) ([]string, error) {
	if _, err := refusal.Population(s.Program(), w.Of); err != nil {
		return nil, err
	}
	return []string{w.Of + ".spikes"}, nil
}

// timeConstant reads a synapse: a time; 0 for none.
func timeConstant(text string) (float64, error) {
	if text == "" || text == "none" {
		return 0, nil
	}
	tau, err := time.ParseDuration(strings.ReplaceAll(text, " ", ""))
	if err != nil || tau < 0 {
		return 0, refusal.Rangef("the synapse of a watch is a time, as 10ms, not `%s`", text)
	}
	return tau.Seconds(), nil
}
