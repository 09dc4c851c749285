package judge

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Until reports whether the window of a phase that ends after so many of its steps meets the
// condition of `until`. The line says why it could not be judged, if it could not.
func (r *Recording) Until(u *events.Until, ph *Phase, done int) (met bool, a *Line) {
	dt := r.Program.Dt
	begin := ph.Start + float64(float64(done-u.Steps)*dt)
	a = r.Within(ph, analyses.Window{Dt: dt, Start: begin, From: begin, End: ph.End}, u.Cond)
	return a.Holds(u.Cond), a
}
