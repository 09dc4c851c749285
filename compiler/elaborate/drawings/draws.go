package drawings

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/plots"
)

// forms are the kinds of values that plots draw.
var forms = map[plots.Form][]analyses.Form{"line": {analyses.Samples}, plots.Against: {analyses.Samples}, "scatter": {analyses.Samples},
	"similarity": {analyses.Samples}, "raster": {analyses.Spikes}, "rate": {analyses.Spikes}, "map": {analyses.Spikes}, "hist": {analyses.Samples, analyses.Matrix},
	plots.Over: {analyses.Number}}

// Draws reports a value that a plot of this form cannot draw. is says in words what it is.
func (d *Drawing) Draws(kind string, a *model.Analysis, e *grammar.Expr, is string) bool {
	for _, f := range forms[d.Form] {
		if a.Form == f {
			return true
		}
	}
	if d.Form == plots.Over {
		d.Err(diag.BadArgument, e.At, "a plot over cells needs one number a cell, `%s` is %s", e, is).WithHelp("such as `mean(%s)`", e).
			WithFix(diag.Replace(e.At, fmt.Sprintf("mean(%s)", e)).Maybe())
		return false
	}
	dg := d.Err(diag.BadTarget, e.At, "`plot %s` draws %s, `%s` is %s", kind, plots.FindKind(kind).Draws, e, is)
	switch a.Form {
	case analyses.Spikes:
		dg.WithHelp("`plot raster %s`", e)
	case analyses.Matrix:
		dg.WithHelp("`plot weights %s`, or `plot hist %s`", e, e)
	case analyses.Samples:
		d.notSpikes(dg, a, e, kind)
	case analyses.Number:
		dg.WithHelp("`expect %s < 1` judges one number; over a sweep, `plot %s over p` draws it", e, e)
	}
	return false
}

// notSpikes says what is to be written where samples are not spikes.
func (d *Drawing) notSpikes(dg *diag.Diagnostic, a *model.Analysis, e *grammar.Expr, kind string) {
	dg.WithHelp("`plot %s`", e)
	ens := firing(a)
	if ens == nil {
		return
	}
	dg.WithHelp("`plot %s %s.spikes`", kind, ens.Name)
	if _, plain := e.IsName(); plain && (kind != "map" || ens.Positions != nil) {
		dg.WithFix(diag.Insert(e.At.End(), ".spikes"))
	}
}

// firing is the spiking population that an analysis is recorded of, or nil.
func firing(a *model.Analysis) *model.Ensemble {
	if a.Kind != model.ASeries || a.Probe.Slot.Ensemble == nil || !a.Probe.Slot.Ensemble.Neurons.Spiking() {
		return nil
	}
	return a.Probe.Slot.Ensemble
}

// Similar reports what `plot similarity` cannot draw: it compares with pointers, which the analysis names.
func (d *Drawing) Similar(a *model.Analysis, e *grammar.Expr) bool {
	if d.Form != "similarity" || a.Kind == model.ACall && a.Op == "similarity" {
		return true
	}
	d.Err(diag.BadTarget, e.At, "`plot similarity` draws how alike a signal is to pointers: which vocabulary is `%s` compared with?", e).
		WithHelp("`plot similarity similarity(%s, v)` with the name of a vocabulary", e)
	return false
}

// HasPlaces reports what `plot map` cannot draw: neurons that are nowhere.
func (d *Drawing) HasPlaces(kind string, a *model.Analysis, e *grammar.Expr) bool {
	if kind != "map" || a.Probe.Slot.Ensemble.Positions != nil {
		return true
	}
	of := a.Probe.Slot.Ensemble
	d.Err(diag.NoPositions, e.At, "`plot map` draws neurons where they are, and those of `%s` have no positions", of.Name).
		WithPlace(of.At, "declared here").WithHelp("`plot raster %s` needs none", e).WithFix(diag.Insert(of.At.End(), " positions sheet(2)").Maybe())
	return false
}
