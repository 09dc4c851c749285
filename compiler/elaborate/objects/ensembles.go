package objects

import (
	"maps"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/statements"
)

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
	size := float64(float64(e.N)*float64(e.Dims)) + float64(float64(e.N)*4)
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
	if !c.tuning(e, o) || !c.evalPoints(e, o) || !c.initialState(e, o) || !c.daleOption(e, o) || !c.positions(e, o) {
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
		called := values.CalledBy(value)
		d := c.Err(diag.BadArgument, value.At, "`noise` is a process, found `%s`", value)
		c.Meant(d, called.At, called.String(), processes.Names(), "`noise white_noise(normal(0, 0.1))`")
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
