// Package drawn makes figures of what past runs recorded (recorded.go) and of the populations of a model that is built
// (tuning.go).
package drawn

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/stdlib/plots"
)

// Tuning has a panel for each of the populations of a program that are named, of all if none is.
func Tuning(p *program.Program, names []string, style plots.Style) (*figures.Figure, error) {
	f := &figures.Figure{Style: style}
	known := map[string]int{}
	var order []string
	for i := range p.Populations {
		known[p.Populations[i].Name] = i
		order = append(order, p.Populations[i].Name)
	}
	if len(names) == 0 {
		names = order[:min(len(order), mostPanels)]
	}
	for _, name := range names {
		i, ok := known[name]
		if !ok {
			return nil, fmt.Errorf("no population is called %q; there are %s", name, strings.Join(order, ", "))
		}
		weights := func(link int) []float64 { return p.Links[link].Weights }
		f.Panels = append(f.Panels, pictures.Tunings(&p.Populations[i], pictures.Decoders(p, i, weights), p.Dt)...)
	}
	if len(f.Panels) == 0 {
		return nil, fmt.Errorf("the model has no population")
	}
	return f, nil
}

// mostPanels is how many populations or signals are drawn if none is named.
const mostPanels = 6
