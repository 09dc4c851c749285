package connections

import (
	"slices"

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
func (c *Connections) mapOfActivities(conn *model.Connection, line *Line) bool {
	toNeurons := conn.Post.Neurons || line.currents
	conn.OntoNeurons = toNeurons
	if own := line.Options.Own(slices.Concat([]string{"function", "dale"}, matrixOptions, []string{"decoders"}, solverOptions)...); own != nil {
		if toNeurons {
			c.oneByOne(line, own[0])
		} else {
			c.neuronsAndValues(conn, line)
		}
		return false
	}
	if toNeurons && !c.oneInputForAll(conn, line) {
		return false
	}
	transform, okTransform := line.Options.Get("transform")
	weights, okWeights := line.Options.Get("weights")
	switch {
	case okTransform && okWeights:
		c.BothDecide(transform, weights, "the weights of `"+conn.Name+"`").
			WithFix(diag.Delete(weights.Span())).WithFix(diag.Delete(transform.Span()))
		return false
	case okTransform || okWeights:
		opt := transform
		if okWeights {
			opt = weights
		}
		t, ok := c.transform(opt, conn, conn.Pre.Size, line)
		conn.Transform = t
		return ok
	case (conn.Post.Node != nil || toNeurons) && conn.Post.Size == conn.Pre.Size:
		return true
	case toNeurons:
		c.Err(diag.NoWeights, line.At, "which weights? `%s` is %d neurons, `%s` %d", line.Carries, conn.Pre.Size, line.target, conn.Post.Size).
			WithHelp("`weights 0.001` fills a matrix, `transform` gives one of %d×%d", conn.Post.Size, conn.Pre.Size)
		return false
	}
	c.neuronsAndValues(conn, line)
	return false
}

// oneByOne refuses what needs one population at each end.
func (c *Connections) oneByOne(line *Line, opt values.Option) {
	c.Err(diag.NothingToSolve, opt.NameAt, "`%s` needs one population at each end; of `%s` and `%s` one is several", opt.Name, line.Carries, line.target).
		WithHelp("connect each member: `for i in 0:N { connect … }` with `[i]` in front of `.neurons`")
}

// neuronsAndValues refuses activities where values are taken.
func (c *Connections) neuronsAndValues(conn *model.Connection, line *Line) {
	takes := "1 value"
	if conn.Post.Size != 1 {
		takes = report.Dimensions(conn.Post.Size)
	}
	source, target := line.Carries.String(), line.target.String()
	d := c.Err(diag.NeuronsAndValues, conn.Pre.At, "`%s` is %d activities, `%s` takes %s", source, conn.Pre.Size, target, takes).
		WithPlace(conn.Post.At, "a represented value")
	value := populationText(line.Carries)
	d.WithFix(diag.Replace(line.Carries.At, value).Maybe())
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
