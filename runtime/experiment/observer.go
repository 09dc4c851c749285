package experiment

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/session"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Observer follows an experiment from inside while it runs. It reads and changes
// nothing, so that results are the same with and without one. dir is the folder of the
// experiment, or of its cell.
type Observer interface {
	// Enter is called when a phase begins, and when a run goes on in one.
	Enter(s *session.Session, phase string)
	// Leave is called when a phase has ended, or failed.
	Leave(s *session.Session, dir, phase string) error
	// Line is told what a plot draws or an expectation compares that no probe recorded.
	Line(Line)
	// End is called when the run is over, with what was found wrong, before its
	// summary is written.
	End(s *session.Session, dir string, found diag.List) error
}

// Line is an expression over what a phase recorded.
type Line struct {
	Phase string
	Text  string   // as written
	D     int      // numbers in a sample
	Names []string // of them; nil if they have only numbers
	T     []float64
	Data  []float64 // samples, one after the other
}

// tellLine tells the observer what an expression is, unless a probe recorded it.
func (r *runner) tellLine(a *judge.Line, e *events.Analysis, text string) {
	if r.opts.Observer == nil || e.Kind == events.Series || e.Form != analyses.Samples || a.Err != nil {
		return
	}
	ph := a.In(e.Phase).Phase
	if v := a.Eval(e); a.Err == nil && ph != nil && len(v.T) > 0 {
		r.opts.Observer.Line(Line{Phase: ph.Name, Text: text, D: v.D, Names: e.Names, T: v.T, Data: v.Data})
	}
	a.Err = nil
}

// tellCompared tells the observer what an expectation compares with what: the second
// of two signals that a function takes, as in rmse(post, ramp^2).
func (r *runner) tellCompared(e *events.Expect) {
	if r.opts.Observer == nil || e.Measured == nil {
		return
	}
	call := e.Measured
	if call.Kind != events.Call || len(call.Args) != 2 {
		return
	}
	from := call.Args[1].At.Start().Offset - call.At.Start().Offset
	to := call.Args[1].At.End().Offset - call.At.Start().Offset
	if from < 0 || to > len(e.MeasuredText) || from >= to {
		return // written elsewhere, as in a template
	}
	r.tellLine(r.recording().Line(e.Phase, 0, call), call.Args[1], e.MeasuredText[from:to])
}
