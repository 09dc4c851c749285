package experiment

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/judge"
)

// windows are those of a phase that may end early, one behind the other from its
// start on. The phase ends with the first whose samples meet its condition. Since a
// window ends after a number of steps, neither the clock nor a checkpoint decides;
// of a phase that goes on from one, the windows before it are not judged again.
type windows struct {
	r     *runner
	of    *events.Phase
	done  int // steps
	ended *Ended
}

// windows begins those of a phase of which some steps are done. Those of a phase
// that lasts to its end are none.
func (r *runner) windows(e *events.Phase, done int) *windows {
	w := &windows{r: r, of: e, done: done}
	if u := e.Until; u != nil {
		w.ended = &Ended{Condition: u.Text, Window: float64(u.Steps) * r.p.Dt}
	}
	return w
}

// met reports that the last window meets the condition.
func (w *windows) met() bool { return w.ended != nil && w.ended.Met }

// next is the step at which the window ends that lies ahead, or the phase.
func (w *windows) next(last int) int {
	if w.ended == nil {
		return last
	}
	n := w.of.Until.Steps
	return min(last, (w.done/n+1)*n)
}

// judge looks at a window if one ends after so many steps of the phase.
func (w *windows) judge(done int) {
	w.done = done
	if w.ended == nil || done%w.of.Until.Steps != 0 {
		return
	}
	r, u := w.r, w.of.Until
	ph := &phase{Phase: judge.Phase{Name: w.of.Name, Start: r.saving.Start, End: r.session.Time(), Records: r.session.Records()}}
	r.phases[w.of.Name] = ph // what filters go through
	defer delete(r.phases, w.of.Name)
	met, a := r.recording().Until(u, &ph.Phase, done)
	w.ended.Met = met
	if r.saving.Unjudged = nil; a.Err != nil {
		r.saving.Unjudged = diag.New(diag.ExpectFailed, a.At, "`until %s` cannot be judged: %s", u.Text, a.Why())
	}
}

// report says why a phase lasted to its end, if its last window could not be judged.
func (w *windows) report() {
	if w.ended != nil && w.r.saving.Unjudged != nil {
		w.r.result.Diags.Add(w.r.saving.Unjudged)
	}
}
