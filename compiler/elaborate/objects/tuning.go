package objects

import (
	"math"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
)

// tuning reads what gives the neurons their tuning curves.
func (c *Objects) tuning(e *model.Ensemble, o *values.Options) bool {
	for _, pair := range [][2]string{{"tuning", "gain"}, {"tuning", "bias"}, {"tuning", "max_rates"}, {"tuning", "intercepts"}, {"tuning", "encoders"}} {
		a, okA := o.Get(pair[0])
		b, okB := o.Get(pair[1])
		if okA && okB && !(a.Fallback || b.Fallback) {
			c.BothDecide(a, b, "the tuning of `"+e.Name+"`").
				WithFix(diag.Delete(a.Span())).WithFix(diag.Delete(b.Span()))
			return false
		}
	}
	if !c.conductances(e, o) {
		return false
	}
	if opt, ok := o.Get("tuning"); ok {
		return c.tuningTable(e, opt)
	}
	var ok [4]bool
	e.Encoders, ok[0] = c.ArrayOption(o, "encoders", e.N, e.Dims, catalog.Plain)
	e.MaxRates, ok[1] = c.ArrayOption(o, "max_rates", e.N, 1, catalog.Frequency)
	e.Intercepts, ok[2] = c.ArrayOption(o, "intercepts", e.N, 1, catalog.Plain)
	e.Gain, ok[3] = c.ArrayOption(o, "gain", e.N, 1, catalog.Plain)
	var okBias bool
	e.Bias, okBias = c.ArrayOption(o, "bias", e.N, 1, catalog.Plain)
	if ok != [4]bool{true, true, true, true} || !okBias {
		return false
	}
	if !c.oneTuning(e, o) {
		return false
	}
	if o.Has("normalize") {
		var ok bool
		if e.Normalize, ok = o.Yes("normalize"); !ok {
			return false
		}
	}
	if e.Encoders == nil {
		e.Encoders = &model.Array{Dist: dists.ScatteredHypersphere{Surface: true}, Rows: e.N, Cols: e.Dims, Text: "sphere"}
	}
	return c.possibleTuning(e)
}

// oneTuning demands two facts for two unknowns: of gain, bias, max_rates and
// intercepts only two decide. Gain or bias alone is completed by the intercepts
// (gain) or the maximal rates (bias), or by the other of these if it is given.
func (c *Objects) oneTuning(e *model.Ensemble, o *values.Options) bool {
	var given []values.Option
	for _, name := range []string{"gain", "bias", "max_rates", "intercepts"} {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			given = append(given, opt)
		}
	}
	if len(given) > 2 {
		c.Err(diag.TwoSources, given[2].Span(), "`%s`, `%s` and `%s` all decide the tuning of `%s`", given[0].Name, given[1].Name, given[2].Name, e.Name).
			WithPlace(given[0].Span(), "given here").WithPlace(given[1].Span(), "and here").WithHelp("keep two of them").
			WithFix(diag.Delete(given[2].Span())).WithFix(diag.Delete(given[1].Span())).WithFix(diag.Delete(given[0].Span()))
		return false
	}
	has := func(name string) bool { opt, ok := o.Get(name); return ok && !opt.Fallback }
	if e.MaxRates == nil {
		e.MaxRates = c.defaultMaxRates(e)
	}
	if e.Intercepts == nil {
		e.Intercepts = c.populationDefaults(e).intercepts
	}
	switch {
	case e.Gain != nil && e.Bias != nil:
		e.MaxRates, e.Intercepts = nil, nil
	case e.Gain != nil && has("max_rates"), e.Bias != nil && !has("intercepts"):
		e.Intercepts = nil
	case e.Gain != nil || e.Bias != nil:
		e.MaxRates = nil
	}
	return true
}

// tuningTable takes encoders, gain and bias from a weight table: from the side
// that has the ensemble's name, or else its size.
func (c *Objects) tuningTable(e *model.Ensemble, opt values.Option) bool {
	if !opt.From {
		c.Err(diag.BadArgument, opt.Value.At, "`tuning` takes a table: `tuning from \"w.npz\"`")
		return false
	}
	t, ok := c.WeightTable(opt.Value.Text, opt.Value.At)
	if !ok {
		return false
	}
	p := populationFor(t, e)
	if p == nil {
		c.Err(diag.TableShape, opt.Value.At, "%q has no population of %d neurons and %d dimensions for `%s`", opt.Value.Text, e.N, e.Dims, e.Name)
		return false
	}
	given := func(data []float64, cols int) *model.Array {
		return &model.Array{At: opt.Value.At, Data: data, Rows: e.N, Cols: cols, Text: "from " + token.Quote(opt.Value.Text), ReadFrom: opt.Value.Text}
	}
	e.Tuning, e.TuningFile = t, opt.Value.Text
	e.Encoders, e.Gain, e.Bias, e.Normalize = given(p.Encoders, e.Dims), given(p.Gain, 1), given(p.Bias, 1), false
	if e.Radius == p.Radius {
		e.Scaled = p.Scaled
	}
	return true
}

// populationFor picks the side of a table an ensemble's tuning comes from.
func populationFor(t *weightfile.Table, e *model.Ensemble) *weightfile.Population {
	var fits []*weightfile.Population
	for _, p := range append(t.Presynaptic(), t.Post) {
		if p != nil && p.Neurons == e.N && p.Dims == e.Dims {
			if p.Name == e.Name {
				return p
			}
			fits = append(fits, p)
		}
	}
	if len(fits) == 1 {
		return fits[0]
	}
	return nil
}

// givenAt is where an array of a population is given, or the population if it is a
// default.
func givenAt(a *model.Array, e *model.Ensemble) diag.Span {
	if a.At == (diag.Span{}) {
		return e.At
	}
	return a.At
}

// possibleTuning refuses rates no neuron can reach and intercepts of 1 or more.
func (c *Objects) possibleTuning(e *model.Ensemble) bool {
	return (e.MaxRates == nil || c.possibleRates(e)) && (e.Intercepts == nil || c.possibleIntercepts(e))
}

func (c *Objects) possibleRates(e *model.Ensemble) bool {
	limit := e.Neurons.MaxRate()
	lo, hi := e.MaxRates.Bounds()
	if hi > limit || hi == limit && e.MaxRates.Dist == nil {
		of, times := "`tau_ref` %.4g ms allows", "`tau_ref`"
		if _, ok := e.Neurons.(neurons.Conductive); ok { // whose spikes last too
			of, times = "`tau_ref` and `tau_spike` together, %.4g ms, allow", "`tau_ref` or `tau_spike`"
		}
		c.Err(diag.ImpossibleTuning, givenAt(e.MaxRates, e), "rates up to %g Hz, but "+of+" fewer than %.6g Hz", hi, 1000/limit, limit).
			WithHelp("lower `max_rates`, or shorten %s", times)
		return false
	}
	if !(lo > 0) && !math.IsInf(lo, -1) {
		d := c.Err(diag.ImpossibleTuning, givenAt(e.MaxRates, e), "maximal rates must be above 0 Hz, these start at %g Hz", lo)
		if from, to, ok := strings.Cut(c.Text(e.MaxRates.At), "-"); ok && isDecimal(from) && isDecimal(to) {
			d.WithFix(diag.Replace(e.MaxRates.At, strings.TrimSpace(from)+".."+strings.TrimSpace(to)).Maybe())
		}
		return false
	}
	return true
}

// isDecimal reports a number as people write it: digits, perhaps with a point.
func isDecimal(text string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return err == nil
}

func (c *Objects) possibleIntercepts(e *model.Ensemble) bool {
	if _, hi := e.Intercepts.Bounds(); hi > 1 || hi == 1 && e.Intercepts.Dist == nil {
		c.Err(diag.ImpossibleTuning, givenAt(e.Intercepts, e),
			"intercepts up to %g: a neuron that starts to fire at 1 or above cannot reach its maximal rate there", hi).
			WithHelp("intercepts lie below 1")
		return false
	}
	return true
}
