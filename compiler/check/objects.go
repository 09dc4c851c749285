package check

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/statements"
)

// objects builds every ensemble, node, signal and port. Sizes flow through
// expressions, so an object is built when it is first needed.
func (c *checker) objects(*scope) {
	for _, d := range c.outline.decls {
		if _, learn := d.stmt.(*grammar.Learn); d.kind == objectDecl && !learn {
			c.resolve(d)
		}
		if d.kind == vocabDecl {
			c.vocabValue(d) // what is wrong with it is said, used or not
		}
	}
}

// resolveObject builds the object of a declaration; false after a diagnostic, now or
// earlier.
func (c *checker) resolveObject(d *decl) bool {
	_, isMade := c.made[d]
	_, isBeingMade := c.making[d]
	switch {
	case d.failed || isMade:
		return !d.failed
	case isBeingMade:
		c.err(diag.Loop, d.at, "`%s` depends on itself within one step", d.name).
			WithHelp("break the circle with a wire, which has a synapse: `node %[1]s dims 1` without a value, and `connect … -> %[1]s`",
				d.name[strings.LastIndex(d.name, ".")+1:])
		c.fails(d)
		return false
	}
	c.making[d] = nil
	saved, site := c.structUse, c.site
	c.structUse, c.site = c.structural(d.at), d.in.site
	made, ok := c.make(d)
	c.structUse, c.site = saved, site
	delete(c.making, d)
	switch {
	case !ok:
		c.fails(d)
	case !d.failed:
		c.made[d] = made
	}
	return ok && !d.failed
}

// make builds what a statement declares.
func (c *checker) make(d *decl) (any, bool) {
	switch st := d.stmt.(type) {
	case *grammar.Ensemble:
		return c.population(d.name, d, st.Neurons, c.options("ensemble", &st.Options, d.in))
	case *grammar.Array:
		return c.array(d, st)
	case *grammar.Node:
		return c.node(d, st)
	case *grammar.Signal:
		return c.signal(d, "signal", st.Value, &st.Options)
	case *grammar.Input:
		return c.inputPort(d, st)
	case *grammar.Output:
		return c.signal(d, "output", st.Value, &st.Options)
	case *grammar.Learn:
		return c.errorObject(d, st)
	}
	return nil, false
}

// bytesPerNumber is what every float64 takes.
const bytesPerNumber = 8

// tooLarge refuses an object that alone exceeds the memory for a run.
func (c *checker) tooLarge(at diag.Span, what string, numbers float64) bool {
	if numbers*bytesPerNumber <= float64(c.maxMemory) {
		return false
	}
	c.err(diag.TooLarge, at, "this run needs %s (%s), it may use %s", model.Bytes(numbers*bytesPerNumber), what, model.Bytes(c.maxMemory)).
		WithHelp("make it smaller, or allow more with `--max-memory`")
	return true
}

// population builds an ensemble, or an exact node instead, of options that were
// read: for a statement of its own, or as a member of the array that d declares.
func (c *checker) population(name string, d *decl, neurons *grammar.Expr, o *options) (any, bool) {
	e := &model.Ensemble{Name: name, At: d.at, Normalize: true, Seed: c.model.Seed}
	n, ok := c.constant(neurons, d.in)
	if !ok {
		return nil, false
	}
	if e.N, ok = c.whole(n, "the number of neurons", 1); !ok {
		return nil, false
	}
	if e.Dims, ok = o.whole("dims", 1, 1); !ok {
		return nil, false
	}
	size := float64(e.N)*float64(e.Dims) + float64(e.N)*4
	if c.tooLarge(d.at, "`"+e.Name+"`", size) || !c.expands(d.at, ensembleBytes) {
		return nil, false
	}
	if e.Radius, ok = o.number("radius", catalog.Plain, 1); !ok {
		return nil, false
	}
	if !(e.Radius > 0) {
		opt, _ := o.get("radius")
		c.err(diag.OutOfRange, opt.Value.At, "`radius` must be above 0, got %g", e.Radius)
		return nil, false
	}
	if seed, ok := o.whole("seed", math.MinInt32, 0); o.has("seed") && ok {
		e.Seed = int64(seed)
	}
	if c.isDirect(o) {
		return c.keepNode(&model.Node{Name: e.Name, Role: "ensemble", At: e.At, Dims: e.Dims, Direct: true})
	}
	if e.Neurons, ok = c.neuronType(o); !ok {
		return nil, false
	}
	if !c.tuning(e, o) || !c.evalPoints(e, o) || !c.initialState(e, o) || !c.daleOption(e, o) {
		return nil, false
	}
	c.model.Ensembles = append(c.model.Ensembles, e)
	return e, c.currentNoise(e, o)
}

// isDirect reports `neurons direct`: an ensemble that is exact and has no
// neurons. Options that only neurons have any use for are not looked at, so a
// model can be switched.
func (c *checker) isDirect(o *options) bool {
	opt, ok := o.get("neurons")
	if !ok || opt.From {
		return false
	}
	e, _ := c.deref(opt.Value, opt.in)
	name, ok := e.IsName()
	return ok && name == "direct"
}

// currentNoise adds a process to the current of every neuron, in the same step.
func (c *checker) currentNoise(e *model.Ensemble, o *options) bool {
	opt, ok := o.get("noise")
	if !ok {
		return true
	}
	if !c.noFrom(opt) {
		return false
	}
	value, s := c.deref(opt.Value, opt.in)
	if _, _, _, ok := callInTime(value, s); !ok {
		c.err(diag.BadArgument, value.At, "`noise` is a process, found `%s`", value).WithHelp("`noise white_noise(normal(0, 0.1))`")
		return false
	}
	n := &model.Node{Name: e.Name + ".noise", Role: "noise", At: value.At, Dims: e.N, Seed: e.Seed}
	el := c.inNode(n, e.N, nil)
	if !el.inTime(n, value, s) {
		return false
	}
	c.model.Nodes = append(c.model.Nodes, n)
	c.model.Connections = append(c.model.Connections, c.model.NewConnection(n.Name+"->"+e.Name+".neurons", value.At,
		model.Endpoint{At: value.At, Node: n, Size: n.Dims}, model.Endpoint{At: value.At, Ensemble: e, Neurons: true, Size: e.N}))
	return true
}

// tuning reads what gives the neurons their tuning curves.
func (c *checker) tuning(e *model.Ensemble, o *options) bool {
	for _, pair := range [][2]string{{"tuning", "gain"}, {"tuning", "bias"}, {"tuning", "max_rates"}, {"tuning", "intercepts"}, {"tuning", "encoders"}} {
		a, okA := o.get(pair[0])
		b, okB := o.get(pair[1])
		if okA && okB && !(a.fallback || b.fallback) {
			c.err(diag.TwoSources, b.Span(), "`%s` and `%s` both decide the tuning of `%s`", pair[0], pair[1], e.Name).
				WithPlace(a.Span(), "given here").WithHelp("keep one of them").
				WithFix(diag.Delete(a.Span())).WithFix(diag.Delete(b.Span()))
			return false
		}
	}
	if opt, ok := o.get("tuning"); ok {
		return c.tuningTable(e, opt)
	}
	var ok [4]bool
	e.Encoders, ok[0] = c.arrayOption(o, "encoders", e.N, e.Dims, catalog.Plain)
	e.MaxRates, ok[1] = c.arrayOption(o, "max_rates", e.N, 1, catalog.Frequency)
	e.Intercepts, ok[2] = c.arrayOption(o, "intercepts", e.N, 1, catalog.Plain)
	e.Gain, ok[3] = c.arrayOption(o, "gain", e.N, 1, catalog.Plain)
	var okBias bool
	e.Bias, okBias = c.arrayOption(o, "bias", e.N, 1, catalog.Plain)
	if ok != [4]bool{true, true, true, true} || !okBias {
		return false
	}
	if !c.oneTuning(e, o) {
		return false
	}
	if o.has("normalize") {
		var ok bool
		if e.Normalize, ok = o.yes("normalize"); !ok {
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
func (c *checker) oneTuning(e *model.Ensemble, o *options) bool {
	var given []option
	for _, name := range []string{"gain", "bias", "max_rates", "intercepts"} {
		if opt, ok := o.get(name); ok && !opt.fallback {
			given = append(given, opt)
		}
	}
	if len(given) > 2 {
		c.err(diag.TwoSources, given[2].Span(), "`%s`, `%s` and `%s` all decide the tuning of `%s`", given[0].Name, given[1].Name, given[2].Name, e.Name).
			WithPlace(given[0].Span(), "given here").WithPlace(given[1].Span(), "and here").WithHelp("keep two of them").
			WithFix(diag.Delete(given[2].Span())).WithFix(diag.Delete(given[1].Span())).WithFix(diag.Delete(given[0].Span()))
		return false
	}
	has := func(name string) bool { opt, ok := o.get(name); return ok && !opt.fallback }
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
func (c *checker) possibleTuning(e *model.Ensemble) bool {
	return (e.MaxRates == nil || c.possibleRates(e)) && (e.Intercepts == nil || c.possibleIntercepts(e))
}

func (c *checker) possibleRates(e *model.Ensemble) bool {
	limit := e.Neurons.MaxRate()
	lo, hi := e.MaxRates.Bounds()
	if hi > limit || hi == limit && e.MaxRates.Dist == nil {
		c.err(diag.ImpossibleTuning, givenAt(e.MaxRates, e), "rates up to %g Hz, but `tau_ref` %g ms allows fewer than %g Hz", hi, 1000/limit, limit).
			WithHelp("lower `max_rates`, or shorten `tau_ref`")
		return false
	}
	if !(lo > 0) && !math.IsInf(lo, -1) {
		d := c.err(diag.ImpossibleTuning, givenAt(e.MaxRates, e), "maximal rates must be above 0 Hz, these start at %g Hz", lo)
		if from, to, ok := strings.Cut(c.text(e.MaxRates.At), "-"); ok && isDecimal(from) && isDecimal(to) {
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

func (c *checker) possibleIntercepts(e *model.Ensemble) bool {
	if _, hi := e.Intercepts.Bounds(); hi > 1 || hi == 1 && e.Intercepts.Dist == nil {
		c.err(diag.ImpossibleTuning, givenAt(e.Intercepts, e),
			"intercepts up to %g: a neuron that starts to fire at 1 or above cannot reach its maximal rate there", hi).
			WithHelp("intercepts lie below 1")
		return false
	}
	return true
}

func (c *checker) evalPoints(e *model.Ensemble, o *options) bool {
	var ok bool
	if e.EvalPoints, ok = c.arrayOption(o, "eval_points", 0, e.Dims, catalog.Plain); !ok {
		return false
	}
	points := c.populationDefaults(e).evalPoints
	if e.NumEvalPoints, ok = o.whole("n_eval_points", 1, points.Rows); !ok {
		return false
	}
	if e.EvalPoints == nil {
		if e.EvalPoints = points; e.NumEvalPoints != points.Rows {
			e.EvalPoints = ballOfPoints(e.NumEvalPoints, e.Dims)
		}
	}
	if e.EvalPoints.Dist == nil {
		if opt, given := o.get("n_eval_points"); given && !opt.fallback && e.NumEvalPoints != e.EvalPoints.Rows {
			c.err(diag.TwoSources, opt.Span(), "`eval_points` are %d, `n_eval_points` is %d", e.EvalPoints.Rows, e.NumEvalPoints).
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
func (c *checker) initialState(e *model.Ensemble, o *options) bool {
	e.Initial = c.initialStates(e)
	for _, st := range e.Neurons.States() {
		opt, ok := o.get(st.Name)
		if !ok {
			continue
		}
		unit := st.Unit
		if opt.From {
			unit = catalog.Plain
		}
		a, ok := c.arrayOption(o, st.Name, e.N, 1, unit)
		if !ok {
			return false
		}
		e.Initial = maps.Clone(e.Initial) // it may be shared
		e.Initial[st.Name] = a
	}
	for _, name := range slices.Sorted(maps.Keys(o.byName)) {
		if e.Initial[name] == nil && statements.Find(o.statement).Brought(name) {
			c.err(diag.UnknownOption, o.byName[name].NameAt, "neurons of type `%s` have no `%s`", e.Neurons, name)
			return false
		}
	}
	return true
}

func (c *checker) daleOption(e *model.Ensemble, o *options) bool {
	if !o.has("dale") {
		return true
	}
	v, ok := o.fraction("dale")
	if !ok {
		return false
	}
	opt, _ := o.get("dale")
	e.Dale, e.DaleAt = &v, opt.Span()
	return true
}

// tuningTable takes encoders, gain and bias from a weight table: from the side
// that has the ensemble's name, or else its size.
func (c *checker) tuningTable(e *model.Ensemble, opt option) bool {
	if !opt.From {
		c.err(diag.BadArgument, opt.Value.At, "`tuning` takes a table: `tuning from \"w.npz\"`")
		return false
	}
	t, ok := c.weightTable(opt.Value.Text, opt.Value.At)
	if !ok {
		return false
	}
	p := populationFor(t, e)
	if p == nil {
		c.err(diag.TableShape, opt.Value.At, "%q has no population of %d neurons and %d dimensions for `%s`", opt.Value.Text, e.N, e.Dims, e.Name)
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
