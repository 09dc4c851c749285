package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/synapses"
)

// WireOptions is what the connections of one wire share.
type WireOptions struct {
	At       diag.Span
	Name     string
	Post     *model.Endpoint
	O        *values.Options
	Function *grammar.Expr    // the source expression, for messages
	Synapse  synapses.Synapse // default
	target   *grammar.Expr
	// What a number means as a matrix depends on both ends:
	activities bool // the source is neurons
	currents   bool // the target is the neurons of an array, which take currents
}

// inUnitsOfGain reports `units gain`, before the options are checked.
func (wo *WireOptions) inUnitsOfGain() bool {
	opt, ok := wo.O.Get("units")
	return ok && opt.Value.String() == "gain"
}

// functionSize is how many values a constant function fills.
func (wo *WireOptions) functionSize() int {
	if wo.Post.Neurons {
		return wo.Post.Ensemble.Dims
	}
	return wo.Post.Size
}
