package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/neurons"
)

// takesConductances reports the neurons of a type of which the signs of a source choose
// the input.
func takesConductances(e model.Endpoint) bool {
	_, _, ok := e.BySign()
	return ok
}

// unitsOfCurrents refuses `units gain` where no current arrives.
func (c *Connections) unitsOfCurrents(conn *model.Connection, o *values.Options) bool {
	if !conn.UnitsGain || conn.Post.Port == "" && !takesConductances(conn.Post) {
		return true
	}
	opt, _ := o.Get("units")
	if opt.Fallback {
		conn.UnitsGain = false
		return true
	}
	c.Err(diag.NothingToSolve, opt.Span(), "`units gain` multiplies currents; what arrives at `%s` is in %s", conn.Post.Name(), unitOf(conn.Post)).
		WithFix(diag.Delete(opt.Span()))
	return false
}

// unitOf is that of what arrives at a port, or at the two that signs choose from.
func unitOf(e model.Endpoint) string {
	if exc, _, ok := e.BySign(); ok {
		return exc.Unit
	}
	return e.Entry().Unit
}

// valueIntoPort refuses values that end in a port as if they were what it takes.
func (c *Connections) valueIntoPort(conn *model.Connection, line *Line) bool {
	if !conn.Post.Neurons || conn.Post.Port == "" {
		return true
	}
	if !c.unitsOfCurrents(conn, line.Options) {
		return false
	}
	if line.Options.Own("transform") != nil {
		return true
	}
	post := conn.Post.Ensemble
	c.Err(diag.ValueIntoPort, line.At, "`%s` is a value, and `%s` takes %s", line.Carries, conn.Post.Name(), unitOf(conn.Post)).
		WithPlace(DeclaredAt(conn.Pre), "declared here").WithPlace(post.At, "its neurons").
		WithHelp("`transform 20` gives every neuron 20 %s times the value; neurons connect by `.neurons`", unitOf(conn.Post)).
		WithFix(diag.Insert(line.At.End(), " transform 20").Maybe())
	return false
}

// oneInputForAll refuses activities of which each may be of either sign, or that end in
// the neurons of many ensembles, where signs would have to choose the input.
func (c *Connections) oneInputForAll(conn *model.Connection, line *Line) bool {
	if conn.Post.Neurons && conn.Post.Port != "" && !c.unitsOfCurrents(conn, line.Options) {
		return false
	}
	var kind neurons.Type
	for _, e := range conn.Post.Targets() {
		kind = e.Neurons
	}
	if kind == nil || conn.Post.Port != "" {
		return true
	}
	if _, _, ok := neurons.Conductances(kind); !ok {
		return true
	}
	c.Err(diag.WhichInput, line.At, "which input of `%s`? of `%s` and `%s` one is several populations", line.target, line.Carries, line.target).
		WithPlace(DeclaredAt(conn.Post), "neurons with two inputs").
		WithHelp("connect each member: `for i in 0:N { connect … }` with `[i]` in front of `.neurons`")
	return false
}

// biasOfConductances lets weights into conductances supply the whole bias: there is no
// current that could keep a part of it.
func (c *Connections) biasOfConductances(conn *model.Connection, o *values.Options) bool {
	if !takesConductances(conn.Post) {
		return true
	}
	if opt, given := o.Get("bias"); given && !opt.Fallback && conn.Bias != weightfile.Decoded {
		c.Err(diag.BiasOfConductance, opt.Span(), "`%s` takes conductances, and no current that would keep its bias", conn.Post.Ensemble.Name).
			WithPlace(conn.Post.Ensemble.At, "declared here").WithFix(diag.Replace(opt.Span(), "bias decoded"))
		return false
	}
	conn.Bias = weightfile.Decoded
	return true
}
