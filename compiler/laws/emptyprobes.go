package laws

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// emptyProbes warns of probes whose first sample lies behind the end of every
// phase.
func emptyProbes(c *Case) {
	longest := 0.0
	for _, x := range c.Model.Experiments {
		for _, ev := range x.Events {
			if p, ok := ev.(*model.Phase); ok {
				longest = max(longest, float64(p.Steps)*x.Dt)
			}
		}
	}
	for _, p := range c.Model.Probes {
		if longest > 0 && p.Every > longest*(1+1e-9) {
			c.Diags.AddOnce(diag.New(diag.TooShort, p.At, "nothing is recorded: a sample every %.4gs, and no phase lasts longer than %.4gs", p.Every, longest).
				WithHelp("record more often, or run for a longer time"))
		}
	}
}
