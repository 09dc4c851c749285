// Package drawings reads how a plot looks: which options its form takes (takes.go), what their values are (look.go),
// and whether what it names can be drawn in that way (draws.go). What plots of each form take is known from stdlib/plots.
package drawings

import (
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/stdlib/plots"
)

// Drawing reads the options of one plot.
type Drawing struct {
	*values.Evaluator
	Form    plots.Form
	options *values.Options
}

// New is a reader of the plot of a form that was given some options.
func New(c *values.Evaluator, f plots.Form, o *values.Options) *Drawing { return &Drawing{c, f, o} }

// option returns an option that the plot was given and takes: a defaults line may name one that this form does not.
func (d *Drawing) option(o *plots.Option) (values.Option, bool) {
	opt, given := d.options.Get(o.Name)
	return opt, given && o.Of(d.Form)
}
