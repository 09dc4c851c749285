package statements

import (
	"strings"

	"github.com/nefc/nefc/stdlib/plots"
)

// plotOptions are the options of `plot`.
func plotOptions() []Option {
	var out []Option
	for i := range plots.Options {
		o := &plots.Options[i]
		around := aroundPlot
		if strings.Contains(o.Example, " over ") {
			around = aroundCells
		}
		option := Option{Name: o.Name, Takes: o.Described(), Default: o.Default, Doc: o.Doc, Example: o.Example, Around: around}
		if o.Values != nil {
			option.Words = o.Values.Words
		}
		out = append(out, option)
	}
	return out
}

// PlotModel is a whole model around the example of a kind of plot.
func PlotModel(k *plots.Kind) string { return model(aroundPlot, k.Example) }
