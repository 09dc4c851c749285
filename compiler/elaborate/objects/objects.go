// Package objects makes ensembles, arrays and nodes.
package objects

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/statements"
)

// Objects makes the objects of declarations.
type Objects struct {
	*wires.Wires
	unsaid map[populationSize]*populationDefaults
}

// New makes objects.
func New(w *wires.Wires) *Objects {
	return &Objects{Wires: w, unsaid: map[populationSize]*populationDefaults{}}
}

// Population builds an ensemble, or an exact node instead, of options that were
// read: for a statement of its own, or as a member of the array that d declares.
func (c *Objects) Population(name string, d *outline.Decl, neurons *grammar.Expr, o *values.Options) (any, bool) {
	e := &model.Ensemble{Name: name, At: d.At, Normalize: true, Seed: c.Model.Seed}
	n, ok := c.Constant(neurons, d.In)
	if !ok {
		return nil, false
	}
	if e.N, ok = c.Whole(n, "the number of neurons", 1); !ok {
		return nil, false
	}
	if e.Dims, ok = o.Whole("dims", 1, 1); !ok {
		return nil, false
	}
	size := float64(e.N)*float64(e.Dims) + float64(e.N)*4
	if c.TooLarge(d.At, "`"+e.Name+"`", size) || !c.Expands(d.At, report.EnsembleBytes) {
		return nil, false
	}
	if e.Radius, ok = o.Number("radius", catalog.Plain, 1); !ok {
		return nil, false
	}
	if !(e.Radius > 0) {
		opt, _ := o.Get("radius")
		c.Err(diag.OutOfRange, opt.Value.At, "`radius` must be above 0, got %g", e.Radius)
		return nil, false
	}
	if seed, ok := o.Whole("seed", math.MinInt32, 0); o.Has("seed") && ok {
		e.Seed = int64(seed)
	}
	if c.isDirect(o) {
		return c.AddNode(&model.Node{Name: e.Name, Role: "ensemble", At: e.At, Dims: e.Dims, Direct: true})
	}
	if e.Neurons, ok = c.NeuronType(o); !ok {
		return nil, false
	}
	if !c.tuning(e, o) || !c.evalPoints(e, o) || !c.initialState(e, o) || !c.daleOption(e, o) {
		return nil, false
	}
	c.Model.Ensembles = append(c.Model.Ensembles, e)
	return e, c.currentNoise(e, o)
}

// isDirect reports `neurons direct`: an ensemble that is exact and has no
// neurons. Options that only neurons have any use for are not looked at, so a
// model can be switched.
func (c *Objects) isDirect(o *values.Options) bool {
	opt, ok := o.Get("neurons")
	if !ok || opt.From {
		return false
	}
	e, _ := c.Deref(opt.Value, opt.In)
	name, ok := e.IsName()
	return ok && name == "direct"
}

// currentNoise adds a process to the current of every neuron, in the same step.
func (c *Objects) currentNoise(e *model.Ensemble, o *values.Options) bool {
	opt, ok := o.Get("noise")
	if !ok {
		return true
	}
	if !c.NoFrom(opt) {
		return false
	}
	value, s := c.Deref(opt.Value, opt.In)
	if _, _, _, ok := expressions.CallInTime(value, s); !ok {
		c.Err(diag.BadArgument, value.At, "`noise` is a process, found `%s`", value).WithHelp("`noise white_noise(normal(0, 0.1))`")
		return false
	}
	n := &model.Node{Name: e.Name + ".noise", Role: "noise", At: value.At, Dims: e.N, Seed: e.Seed}
	el := c.InNode(n, e.N, nil)
	if !el.InTime(n, value, s) {
		return false
	}
	c.Model.Nodes = append(c.Model.Nodes, n)
	c.Model.Connections = append(c.Model.Connections, c.Model.NewConnection(n.Name+"->"+e.Name+".neurons", value.At,
		model.Endpoint{At: value.At, Node: n, Size: n.Dims}, model.Endpoint{At: value.At, Ensemble: e, Neurons: true, Size: e.N}))
	return true
}

// tuning reads what gives the neurons their tuning curves.
func (c *Objects) tuning(e *model.Ensemble, o *values.Options) bool {
	for _, pair := range [][2]string{{"tuning", "gain"}, {"tuning", "bias"}, {"tuning", "max_rates"}, {"tuning", "intercepts"}, {"tuning", "encoders"}} {
		a, okA := o.Get(pair[0])
		b, okB := o.Get(pair[1])
		if okA && okB && !(a.Fallback || b.Fallback) {
			c.Err(diag.TwoSources, b.Span(), "`%s` and `%s` both decide the tuning of `%s`", pair[0], pair[1], e.Name).
				WithPlace(a.Span(), "given here").WithHelp("keep one of them").
				WithFix(diag.Delete(a.Span())).WithFix(diag.Delete(b.Span()))
			return false
		}
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
		e.MaxRates = c.populationDefaults(e).maxRates
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
		c.Err(diag.ImpossibleTuning, givenAt(e.MaxRates, e), "rates up to %g Hz, but `tau_ref` %g ms allows fewer than %g Hz", hi, 1000/limit, limit).
			WithHelp("lower `max_rates`, or shorten `tau_ref`")
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

func (c *Objects) evalPoints(e *model.Ensemble, o *values.Options) bool {
	var ok bool
	if e.EvalPoints, ok = c.ArrayOption(o, "eval_points", 0, e.Dims, catalog.Plain); !ok {
		return false
	}
	points := c.populationDefaults(e).evalPoints
	if e.NumEvalPoints, ok = o.Whole("n_eval_points", 1, points.Rows); !ok {
		return false
	}
	if e.EvalPoints == nil {
		if e.EvalPoints = points; e.NumEvalPoints != points.Rows {
			e.EvalPoints = ballOfPoints(e.NumEvalPoints, e.Dims)
		}
	}
	if e.EvalPoints.Dist == nil {
		if opt, given := o.Get("n_eval_points"); given && !opt.Fallback && e.NumEvalPoints != e.EvalPoints.Rows {
			c.Err(diag.TwoSources, opt.Span(), "`eval_points` are %d, `n_eval_points` is %d", e.EvalPoints.Rows, e.NumEvalPoints).
				WithPlace(e.EvalPoints.At, "given here").WithFix(diag.Delete(opt.Span()))
			return false
		}
		e.NumEvalPoints = e.EvalPoints.Rows
	} else {
		e.EvalPoints.Rows = e.NumEvalPoints
	}
	return true
}

// initialState reads what the states of the neurons start from.
func (c *Objects) initialState(e *model.Ensemble, o *values.Options) bool {
	e.Initial = c.initialStates(e)
	for _, st := range e.Neurons.States() {
		opt, ok := o.Get(st.Name)
		if !ok {
			continue
		}
		unit := st.Unit
		if opt.From {
			unit = catalog.Plain
		}
		a, ok := c.ArrayOption(o, st.Name, e.N, 1, unit)
		if !ok {
			return false
		}
		e.Initial = maps.Clone(e.Initial) // it may be shared
		e.Initial[st.Name] = a
	}
	for _, name := range slices.Sorted(maps.Keys(o.ByName)) {
		if e.Initial[name] == nil && statements.Find(o.Statement).Brought(name) {
			c.Err(diag.UnknownOption, o.ByName[name].NameAt, "neurons of type `%s` have no `%s`", e.Neurons, name)
			return false
		}
	}
	return true
}

func (c *Objects) daleOption(e *model.Ensemble, o *values.Options) bool {
	if !o.Has("dale") {
		return true
	}
	v, ok := o.Fraction("dale")
	if !ok {
		return false
	}
	opt, _ := o.Get("dale")
	e.Dale, e.DaleAt = &v, opt.Span()
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
		return &model.Array{At: opt.Value.At, Data: data, Rows: e.N, Cols: cols, Text: "from " + grammar.Quote(opt.Value.Text), ReadFrom: opt.Value.Text}
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
	for _, p := range []*weightfile.Population{t.Pre, t.Post} {
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
