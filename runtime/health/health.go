// Package health warns of what goes wrong while a model runs though every number is finite:
// populations beyond their radius, ports below 0, substeps that are too long, weights that
// grow without bound.
package health

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/stdlib/neurons"
)

// outsideShare is the share of a phase beyond the radius that is worth a
// warning.
const outsideShare = 0.2

// Seen is what was seen of populations, over all phases.
type Seen []Population

// Population is what was seen of one: how far and how often it was driven beyond its radius,
// which ports would have been below 0, and whether its substeps were too long.
type Population struct {
	Share, Farthest float64
	Below           []Worst // what arrived at a port would have been below 0
	Coarse          Worst   // conductances were too large for the substeps of neurons
	Largest         float64 // of these, nS
}

// Worst is how often something was so: its share of the steps of the worst phase, and when
// it was first (s).
type Worst struct{ Share, First float64 }

// Clone is a copy that shares nothing.
func (h Seen) Clone() Seen {
	out := slices.Clone(h)
	for i := range out {
		out[i].Below = slices.Clone(out[i].Below)
	}
	return out
}

// Note looks at what a simulation has measured of a phase (Reserve, Measure).
func (h *Seen) Note(sim *runtime.Sim, populations []program.Population) {
	if *h == nil {
		*h = make(Seen, len(populations))
	}
	for i := range *h {
		(*h)[i].note(sim, i, len(populations[i].Ports))
	}
}

func (p *Population) note(sim *runtime.Sim, i, ports int) {
	share, farthest := sim.Outside(i)
	p.Share, p.Farthest = max(p.Share, share), max(p.Farthest, farthest)
	coarse, first, largest := sim.Coarse(i)
	p.Coarse.add(coarse, first)
	p.Largest = max(p.Largest, largest)
	if p.Below == nil {
		p.Below = make([]Worst, ports)
	}
	for port := range p.Below {
		p.Below[port].add(sim.Below(i, port))
	}
}

// add takes what a phase had.
func (w *Worst) add(share, first float64) {
	if share > 0 && w.Share == 0 {
		w.First = first
	}
	w.Share = max(w.Share, share)
}

// Report warns of populations beyond their radius, by the worst phase, and of
// weights that grew without bound. Of what is not finite NEF080 speaks.
func (h Seen) Report(p *program.Program, sim *runtime.Sim) (out diag.List) {
	for i := range h {
		if far := h[i].Farthest; h[i].Share > outsideShare && !math.IsInf(far, 0) && !math.IsNaN(far) {
			out.AddOnce(h.saturation(p, sim, i))
		}
	}
	for i := range h {
		for port, b := range h[i].Below {
			if b.Share > 0 {
				out.AddOnce(belowZero(&p.Populations[i], port, b))
			}
		}
	}
	for i := range h {
		if h[i].Coarse.Share > 0 {
			out.AddOnce(tooCoarse(&p.Populations[i], &h[i], p.Dt))
		}
	}
	for i := range p.Links {
		link := &p.Links[i]
		if t := sim.Diverged(i); t > 0 && len(link.Rules) > 0 {
			d := diag.New(diag.Diverging, p.LinkRules[link.Rules[0]].At,
				"learning on `%s` runs away: its weights had grown 10 times within 100 ms, or far beyond what its target takes, at t = %.3g s", link.Name, t)
			if hasError(p, link) {
				d.WithNote("an error must be actual − target, and its rule slow enough to follow it")
			}
			out.Add(d.WithHelp("%s", slower(p, link, sim.StableRate(i))))
		}
	}
	return out
}

// belowZero says how often a port was kept at 0.
func belowZero(pop *program.Population, port int, b Worst) *diag.Diagnostic {
	p := pop.Neurons.Ports()[port]
	other := "its other input"
	if exc, inh, ok := neurons.Conductances(pop.Neurons); ok {
		other = "`" + pop.Name + "." + map[bool]string{true: inh.Name, false: exc.Name}[p.Sign > 0] + "`"
	}
	return diag.New(diag.BelowZero, pop.At, "what arrived at `%s.%s` was below 0 in %.3g %% of the steps, first at t = %.3g s, and counted as 0",
		pop.Name, p.Name, 100*b.Share, b.First).
		WithHelp("what is negative belongs into %s; synapses that overshoot, such as `bandpass`, into `%s.neurons` of neurons with a current", other, pop.Name)
}

// tooCoarse says that conductances were too large for substeps.
func tooCoarse(pop *program.Population, seen *Population, dt float64) *diag.Diagnostic {
	t := pop.Neurons.(neurons.Substepped)
	d := diag.New(diag.TooCoarse, pop.At, "the conductances of `%s` reached %.4g nS, and its substeps are short enough up to %.4g nS: so in %.3g %% of the steps, "+
		"first at t = %.3g s", pop.Name, seen.Largest, max(0, t.Stable(dt)), 100*seen.Coarse.Share, seen.Coarse.First).
		WithNote("voltages leap beyond where conductances draw them")
	if n := t.SubstepsFor(seen.Largest, dt); n <= neurons.MostSubsteps {
		return d.WithHelp("`substeps=%d` of its neurons covers what arrived, or a shorter `dt`", n)
	}
	return d.WithHelp("no number of substeps covers that: smaller weights into `%s`", pop.Name)
}

// saturation says why a population was driven beyond its radius: where what drives
// it learns, a larger radius would hide the cause.
func (h Seen) saturation(p *program.Program, sim *runtime.Sim, i int) *diag.Diagnostic {
	pop := &p.Populations[i]
	d := diag.New(diag.Saturation, pop.At, "`%s` was outside its radius %.0f %% of the time", pop.Name, 100*h[i].Share)
	for k := range p.Links {
		link := &p.Links[k]
		if len(link.Rules) > 0 && slices.Contains(link.Drives, i) {
			note := "a rate that is too high drives a target away"
			if hasError(p, link) {
				note = "an error of the wrong sign, or a rate that is too high, drives a target away"
			}
			return d.WithPlace(p.LinkRules[link.Rules[0]].At, "what drives it learns here").WithNote("%s", note).
				WithHelp("%s; `radius %.2g` if it is meant to hold that much", slower(p, link, sim.StableRate(k)), h[i].Farthest)
		}
	}
	// What stands in the library cannot be changed by whoever builds it.
	if dot := strings.LastIndexByte(pop.Name, '.'); dot > 0 && strings.HasPrefix(pop.At.Filename, "std/") {
		return d.WithHelp("give `%s` less: %.2g times what arrived is within the radius", pop.Name[:dot], pop.Radius/h[i].Farthest)
	}
	return d.WithHelp("`radius %.2g` would cover what arrived", h[i].Farthest)
}

// hasError reports a link that an error trains.
func hasError(p *program.Program, link *program.Link) bool {
	return slices.ContainsFunc(link.Rules, func(i int) bool { return p.LinkRules[i].Kind.NeedsError })
}

// slower is the way out of learning that overshoots: a tenth of the rate up to which
// it settles, to be on the safe side. Only an error has a sign to turn.
func slower(p *program.Program, link *program.Link, stable float64) string {
	switch {
	case !hasError(p, link):
		return "try a `rate` ten times lower"
	case stable == 0:
		return "try a `rate` ten times lower; if that changes nothing, turn the sign of the error"
	}
	rate := strings.Replace(fmt.Sprintf("%.0e", stable/10), "e-0", "e-", 1)
	return fmt.Sprintf("`rate %s` settles with this activity; if it is that low already, turn the sign of the error", rate)
}
