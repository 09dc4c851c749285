// Package annotate says what an editor shows over and beside the text of a model: what words mean, what the
// compiler found out, what can be done with a line and what came of it.
package annotate

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/editor"
)

// Hint is a text that is shown behind a place: what the compiler found out by itself.
type Hint struct {
	File   string
	Offset int
	Text   string
	Why    string
}

// Hints are what the compiler found out of the lines in a stretch of a file: sizes that are
// not written, what a rule trains, shapes of weights, how many runs an experiment is.
func Hints(w *editor.Workspace, at editor.Place) []Hint {
	m := w.Model(at.File)
	if m == nil || m.Model == nil {
		return nil
	}
	h := &hints{m: m, at: at, results: resultsOf(at.File)}
	editor.EachStatement(m.File.Body, h.statement)
	slices.SortStableFunc(h.list, func(a, b Hint) int { return a.Offset - b.Offset })
	return h.list
}

// hints collects them.
type hints struct {
	m    *editor.Model
	at   editor.Place
	list []Hint

	results map[string][]experiment.Summary // by experiment
}

func (h *hints) add(st grammar.Statement, offset int, text, why string) {
	if at := editor.PlaceOf(st.Head().At); at.Start <= h.at.End && at.End >= h.at.Start {
		h.list = append(h.list, Hint{h.at.File, offset, text, why})
	}
}

func (h *hints) statement(st grammar.Statement) {
	o, end := h.m.Objects(), editor.PlaceOf(st.Head().At).End
	switch st := st.(type) {
	case *grammar.Node:
		if n := o.Nodes[st.Name.String()]; n != nil && st.Options.Get("dims") == nil && n.Dims > 1 {
			h.add(st, editor.PlaceOf(st.Name.At).End, fmt.Sprintf(" dims %d", n.Dims), "the size of its value")
		}
	case *grammar.Signal:
		if n := o.Nodes[st.Name.String()]; n != nil && n.Dims > 1 {
			h.add(st, editor.PlaceOf(st.Name.At).End, fmt.Sprintf(" dims %d", n.Dims), "the size of the wire")
		}
	case *grammar.Connect:
		if list := o.At[editor.PlaceOf(st.At)]; len(list) == 1 && list[0].Full {
			rows, cols := list[0].WeightsShape()
			h.add(st, end, fmt.Sprintf("weights %d×%d", rows, cols), "target × source neurons")
		}
	case *grammar.Learn:
		if st.Options.Get("on") == nil {
			h.trained(st)
		}
	case *grammar.Experiment:
		h.cells(st)
	}
}

// trained says which connection a rule trains that does not name one.
func (h *hints) trained(st *grammar.Learn) {
	var found []*model.Rule
	for _, r := range h.m.Model.Rules {
		if editor.PlaceOf(r.At) == editor.PlaceOf(st.At) {
			found = append(found, r)
		}
	}
	if len(found) == 1 {
		h.add(st, editor.PlaceOf(st.At).End, "on "+found[0].Connection.Name, fmt.Sprintf("the only connection that it can train, line %d",
			found[0].Connection.At.Start().Line))
	}
}

// cells says how many runs an experiment is, and how many of them are done.
func (h *hints) cells(st *grammar.Experiment) {
	x := h.m.Model.Experiment(st.Name)
	if x == nil || !x.HasCells() {
		return
	}
	text := fmt.Sprintf("%.0f cells", x.NumCells())
	if done := cellsDone(h.results[x.Name], x); done > 0 {
		text = fmt.Sprintf("%d/%s", done, text)
	}
	h.add(st, editor.PlaceOf(st.At).End, text, "a run for each seed and value that is swept; "+
		"in front those that are done, with this text or an older one")
}
