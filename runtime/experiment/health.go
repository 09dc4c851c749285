package experiment

import (
	"math"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime"
)

// outsideShare is the share of a phase beyond the radius that is worth a
// warning.
const outsideShare = 0.2

// health collects, over all phases, which populations were driven beyond their
// radius.
type health struct{ share, farthest []float64 }

// note looks at the phase that has just ended.
func (h *health) note(sim *runtime.Sim, populations int) {
	if h.share == nil {
		h.share, h.farthest = make([]float64, populations), make([]float64, populations)
	}
	for i := range h.share {
		share, farthest := sim.Outside(i)
		h.share[i], h.farthest[i] = max(h.share[i], share), max(h.farthest[i], farthest)
	}
}

// report warns of populations beyond their radius, by the worst phase, and of
// weights that grew without bound. Of what is not finite NEF080 speaks.
func (h *health) report(r *runner) {
	for i, share := range h.share {
		if pop := &r.p.Populations[i]; share > outsideShare && !math.IsInf(h.farthest[i], 0) && !math.IsNaN(h.farthest[i]) {
			r.result.Diags.AddOnce(diag.New(diag.Saturation, pop.At, "`%s` was outside its radius %.0f %% of the time", pop.Name, 100*share).
				WithHelp("`radius %.2g` would cover what arrived", h.farthest[i]))
		}
	}
	for i := range r.p.Links {
		link := &r.p.Links[i]
		if t := r.sim.Diverged(i); t > 0 && len(link.Learning) > 0 {
			r.result.Diags.Add(diag.New(diag.Diverging, link.Learning[0].At, "the weights of `%s` grew 10 times within 100 ms, at t = %.3g s", link.Name, t).
				WithHelp("a lower `rate` keeps learning stable; PES is stable well below n/(dt·Σā²)"))
		}
	}
}
