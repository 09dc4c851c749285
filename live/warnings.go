package live

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
)

// Where no phase says how long a simulation is measured, it is for these times (s): one
// after the other, and spoken of after so much of one.
const (
	measuredFor   = 5.0
	measuredLeast = 0.5
)

// Warnings are those of `nefc run`: what checking and building the model found, and what has
// been seen of it while it ran, in the phases that are over and in the one that runs so far.
func (s *Session) Warnings() diag.List {
	seen := s.seen.Clone()
	if float64(s.sim.Measured())*s.dt >= measuredLeast {
		seen.Note(s.sim.Sim, s.Program().Populations)
	}
	return append(slices.Clone(s.warned), seen.Report(s.Program(), s.sim.Sim)...)
}

// Sources are the texts that diagnostics point into.
func (s *Session) Sources() diag.Sources { return s.c.Sources }

// warnedOf is what a check and a build warn of.
func warnedOf(checked *compiler.Checked, built diag.List) (out diag.List) {
	for _, d := range append(slices.Clone(checked.Diags), built...) {
		if d.Severity == diag.Warning {
			out.AddOnce(d)
		}
	}
	return out
}

// stretch is how many steps are measured at once where no phase says it: the same whoever
// watches, and however many are asked for.
func (s *Session) stretch() int { return max(1, int(math.Round(measuredFor/s.dt))) }

// stretchLeft is how many steps are left of one.
func (s *Session) stretchLeft() int {
	if !s.follow.Over() {
		return math.MaxInt
	}
	return max(1, s.stretch()-s.sim.Measured())
}

// measure ends a stretch where no phase does.
func (s *Session) measure() {
	if s.follow.Over() && s.sim.Measured() >= s.stretch() {
		s.inside().Measured()
	}
}
