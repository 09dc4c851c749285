package connections

import (
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// jointSource resolves a source of the neurons of several populations:
//
//	[a.neurons, b.neurons]      their values follow each other
//	same(a.neurons, b.neurons)  they carry one value
//
// and one in the other. isJoint says that the source has that form; the tree is nil if
// it is in error.
func (c *Connections) jointSource(e *grammar.Expr, s *outline.Scope) (j *model.Joint, isJoint bool) {
	if parts, _ := jointParts(e); parts == nil || !hasNeurons(e) {
		return nil, false
	}
	j, ok := c.joint(e, s)
	if !ok {
		return nil, true
	}
	j.Placed()
	if !c.eachOnce(j) {
		return nil, true
	}
	c.oneRadius(j)
	return j, true
}

// jointParts are what stands in […] or in same(…), and whether it is the latter; nil for
// anything else.
func jointParts(e *grammar.Expr) (parts []*grammar.Expr, shared bool) {
	e = e.Strip()
	if e.Kind == grammar.Vector {
		return e.Args, false
	}
	if name, args, _, ok := values.NameAndArgs(e); ok && name == "same" && e.Kind == grammar.Call {
		return args, true
	}
	return nil, false
}

// hasNeurons reports a source in which neurons are named, or which can mean nothing else.
func hasNeurons(e *grammar.Expr) bool {
	parts, shared := jointParts(e)
	return shared || isNeurons(e) || slices.ContainsFunc(parts, hasNeurons)
}

// joint resolves a part of a joint source, or all of it.
func (c *Connections) joint(e *grammar.Expr, s *outline.Scope) (*model.Joint, bool) {
	e = e.Strip()
	parts, shared := jointParts(e)
	if parts == nil {
		return c.jointPopulation(e, s)
	}
	j, ok := &model.Joint{At: e.At, Shared: shared}, true
	for _, x := range parts {
		part, fine := c.joint(x, s)
		if ok = ok && fine; ok {
			j.Parts = append(j.Parts, part)
		}
	}
	if !ok || !shared {
		for _, part := range j.Parts {
			j.Dims += part.Dims
		}
		return j, ok
	}
	if len(j.Parts) == 0 {
		c.Err(diag.NotNeurons, e.At, "`same()` names no neurons").WithHelp("`same(a.neurons, b.neurons)`")
		return nil, false
	}
	j.Dims = j.Parts[0].Dims
	for i, part := range j.Parts {
		if part.Dims != j.Dims {
			c.Err(diag.OtherDims, e.At, "`%s` and `%s` cannot carry one value: %s and %d", parts[0], parts[i], report.Dimensions(j.Dims), part.Dims).
				WithPlace(part.At, "%s", report.Dimensions(part.Dims)).
				WithHelp("`[%s, %s]` lets their values follow each other", parts[0], parts[i])
			return nil, false
		}
	}
	return j, true
}

// jointPopulation resolves the neurons of one population of a joint source.
func (c *Connections) jointPopulation(e *grammar.Expr, s *outline.Scope) (*model.Joint, bool) {
	r, isNeurons := c.neuronSource(e, s)
	switch {
	case isNeurons && r == nil:
		return nil, false
	case !isNeurons:
		return nil, c.notNeurons(e, s)
	case r.Array != nil:
		c.Err(diag.NotNeurons, e.At, "`%s` are the neurons of an array; a joint source takes populations one by one", e).
			WithHelp("`%s[0].neurons` is a member", r.Array.Name)
		return nil, false
	}
	named := namedIn(e)
	return &model.Joint{At: e.At, Dims: r.Ensemble.Dims, Name: lastName(named), Text: named.String(),
		Source: model.Endpoint{At: e.At, Ensemble: r.Ensemble, Neurons: true, Index: r.Index, Size: r.Size}}, true
}

// notNeurons refuses a part of a joint source that is no population's neurons. It
// returns false.
func (c *Connections) notNeurons(e *grammar.Expr, s *outline.Scope) bool {
	if !values.IsRef(e) {
		c.Err(diag.NotNeurons, e.At, "`%s` is no neurons; a joint solve takes those of ensembles", e).
			WithHelp("name them: `[a.neurons, b.neurons]`")
		return false
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return false
	}
	d := c.Err(diag.NotNeurons, e.At, "a joint solve is over neurons, `%s` is a value", e)
	switch {
	case r.Ensemble != nil && r.Slot == "" && r.Index == nil:
		d.WithFix(diag.Insert(e.At.End(), ".neurons"))
	case r.Node != nil:
		d.WithPlace(r.Node.At, "it has no neurons").WithHelp("connect it to an ensemble and name its neurons")
	default:
		d.WithHelp("name the neurons of an ensemble: `a.neurons`")
	}
	return false
}

// valuesForNeurons refuses a list of populations without `.neurons` that is to be solved
// for neurons; false for other sources.
func (c *Connections) valuesForNeurons(e *grammar.Expr, s *outline.Scope, line *Line, post *model.Endpoint) bool {
	parts, _ := jointParts(e)
	if len(parts) < 2 || !post.Neurons || line.Options.Own("transform") != nil {
		return false
	}
	way := diag.Fix{}
	for _, x := range parts {
		if !values.IsRef(x) {
			return false
		}
		r, ok := c.Reference(x, s)
		if !ok {
			return true
		}
		if r.Ensemble == nil || r.Slot != "" || r.Index != nil {
			return false
		}
		way = way.And(diag.Insert(x.At.End(), ".neurons"))
	}
	c.Err(diag.NotNeurons, e.At, "a joint solve is over neurons, `%s` are values", e).WithFix(way)
	return true
}

// namedIn is what stands in front of `.neurons`.
func namedIn(e *grammar.Expr) *grammar.Expr {
	for e.Kind == grammar.Index {
		e = e.Args[0]
	}
	return e.Args[0]
}

// lastName is the last word of a name.
func lastName(e *grammar.Expr) string {
	for e.Kind == grammar.Index {
		e = e.Args[0]
	}
	return e.Text
}

// eachOnce refuses neurons that are named twice.
func (c *Connections) eachOnce(j *model.Joint) bool {
	type neuron struct {
		of *model.Ensemble
		i  int
	}
	first := map[neuron]*model.Joint{}
	for _, p := range j.Populations() {
		for _, i := range p.Source.Elements() {
			k := neuron{p.Source.Ensemble, i}
			if old := first[k]; old != nil {
				c.Err(diag.TwiceInJoint, p.At, "neuron %d of `%s` is named twice", i, k.of.Name).WithPlace(old.At, "first here").
					WithHelp("name each population once; a weight twice as large is the same as two")
				return false
			}
			first[k] = p
		}
	}
	return true
}

// oneRadius warns where populations carry one value and reach different lengths of it.
func (c *Connections) oneRadius(j *model.Joint) {
	for _, part := range j.Parts {
		c.oneRadius(part)
	}
	if !j.Shared {
		return
	}
	list := j.Populations()
	least, most := list[0], list[0]
	for _, p := range list {
		if p.Source.Ensemble.Radius < least.Source.Ensemble.Radius {
			least = p
		}
		if p.Source.Ensemble.Radius > most.Source.Ensemble.Radius {
			most = p
		}
	}
	if r := least.Source.Ensemble.Radius; r != most.Source.Ensemble.Radius {
		c.Err(diag.OtherRadius, j.At, "`%s` reaches %g, `%s` %g: one value is solved up to %g", least.Source.Ensemble.Name, r,
			most.Source.Ensemble.Name, most.Source.Ensemble.Radius, r).
			WithPlace(least.Source.Ensemble.At, "radius %g", r).WithPlace(most.Source.Ensemble.At, "radius %g", most.Source.Ensemble.Radius).
			WithHelp("give both one `radius`")
	}
}
