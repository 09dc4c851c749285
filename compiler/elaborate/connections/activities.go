package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// mapOfActivities reads a connection from neurons that is no full matrix
// between two populations: it ends in a value, or an array is one of its ends.
// A matrix says how; without one, both ends have the same size and the target
// is no population.
func (c *Connections) mapOfActivities(conn *model.Connection, wo *WireOptions) bool {
	toNeurons := conn.Post.Neurons || wo.currents
	conn.OntoNeurons = toNeurons
	for _, name := range append([]string{"function", "dale", "bias", "sparse", "fan_in", "decoders"}, solverOptions...) {
		opt, ok := wo.O.Get(name)
		switch {
		case !ok || opt.Fallback:
			continue
		case toNeurons:
			c.oneByOne(wo, opt)
		default:
			c.neuronsAndValues(conn, wo)
		}
		return false
	}
	transform, okTransform := wo.O.Get("transform")
	weights, okWeights := wo.O.Get("weights")
	switch {
	case okTransform && okWeights:
		c.Err(diag.TwoSources, weights.Span(), "`transform` and `weights` both decide the weights of `%s`", conn.Name).
			WithPlace(transform.Span(), "given here").WithHelp("keep one of them").
			WithFix(diag.Delete(weights.Span())).WithFix(diag.Delete(transform.Span()))
		return false
	case okTransform || okWeights:
		opt := transform
		if okWeights {
			opt = weights
		}
		t, ok := c.transform(opt, conn, conn.Pre.Size, wo)
		conn.Transform = t
		return ok
	case (conn.Post.Node != nil || toNeurons) && conn.Post.Size == conn.Pre.Size:
		return true
	case toNeurons:
		c.Err(diag.NoWeights, wo.At, "which weights? `%s` is %d neurons, `%s` %d", wo.Function, conn.Pre.Size, wo.target, conn.Post.Size).
			WithHelp("`weights 0.001` fills a matrix, `transform` gives one of %d×%d", conn.Post.Size, conn.Pre.Size)
		return false
	}
	c.neuronsAndValues(conn, wo)
	return false
}

// oneByOne refuses what needs one population at each end.
func (c *Connections) oneByOne(wo *WireOptions, opt values.Option) {
	c.Err(diag.NothingToSolve, opt.NameAt, "`%s` needs one population at each end; of `%s` and `%s` one is several", opt.Name, wo.Function, wo.target).
		WithHelp("connect each member: `for i in 0:N { connect … }` with `[i]` in front of `.neurons`")
}

func (c *Connections) neuronsAndValues(conn *model.Connection, wo *WireOptions) {
	takes := "1 value"
	if conn.Post.Size != 1 {
		takes = report.Dimensions(conn.Post.Size)
	}
	source, target := wo.Function.String(), wo.target.String()
	d := c.Err(diag.NeuronsAndValues, conn.Pre.At, "`%s` is %d activities, `%s` takes %s", source, conn.Pre.Size, target, takes).
		WithPlace(conn.Post.At, "a represented value")
	value := populationText(wo.Function)
	d.WithFix(diag.Replace(wo.Function.At, value).Maybe())
	switch {
	case conn.Post.Size == conn.Pre.Size:
		d.WithHelp("`transform 1` takes each activity for a value; `%s -> %s` decodes", value, target)
	case conn.Post.Ensemble != nil && conn.Post.Index == nil:
		d.WithHelp("`%s -> %s` decodes; `%s -> %s.neurons` connects neurons", value, target, source, target)
	default:
		d.WithHelp("`%s -> %s` decodes the value", value, target)
	}
}

// populationText is what stands in front of `.neurons`.
func populationText(e *grammar.Expr) string {
	for e.Kind == grammar.Index {
		e = e.Args[0]
	}
	return e.Args[0].String()
}
