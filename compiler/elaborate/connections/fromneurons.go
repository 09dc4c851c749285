package connections

import (
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
)

// neuronSource resolves a source that is the neurons of an ensemble. ok says
// that the source has that form; the reference is nil if it is in error.
func (c *Connections) neuronSource(e *grammar.Expr, s *outline.Scope) (*expressions.Ref, bool) {
	if !isNeurons(e) {
		return nil, false
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return nil, true
	}
	return r, true
}

// isNeurons recognises the form of a source that is neurons.
func isNeurons(e *grammar.Expr) bool {
	base := e
	for base.Kind == grammar.Index {
		base = base.Args[0]
	}
	return values.IsRef(e) && base.Kind == grammar.Member && (base.Text == "neurons" || base.Text == "rates")
}

// connectNeurons makes the connection of a line that starts in neurons: those of an
// ensemble, or of an array, which are read through its pass-through.
func (c *Connections) connectNeurons(r *expressions.Ref, line *Line) bool {
	line.activities = true
	conn := c.Model.NewConnection(line.Name, line.At, model.Endpoint{At: r.At, Ensemble: r.Ensemble, Neurons: true, Index: r.Index, Size: r.Size}, *line.Post)
	if r.Array != nil {
		conn.Pre.Node, conn.Pre.Neurons = r.Array.Activities(), false
	}
	if !c.commonSettings(conn, line) {
		return false
	}
	weights := c.mapOfActivities
	if conn.Post.Neurons && r.Array == nil {
		weights = c.fullMatrix
	}
	if !weights(conn, line) {
		return false
	}
	c.keep(conn, line, true)
	return true
}
