package laws

import (
	"fmt"

	"github.com/nefc/nefc/grammar/diag"
)

// shortTimes warns of times under half a step, which say something that no
// step shows.
func shortTimes(c *Case) {
	warned := map[diag.Span]bool{}
	for _, x := range c.Model.Experiments {
		for _, t := range c.Times {
			if t.Seconds >= x.Dt/2 || warned[t.At] {
				continue
			}
			warned[t.At] = true
			d := diag.New(diag.TooShort, t.At, "the %s of %.4g ms is too short for steps of %.4g ms, none of which shows it", t.What, 1000*t.Seconds, 1000*x.Dt).
				WithHelp("write `%.4gms` or more, or run it in shorter steps: `dt %.4gus`", 1000*x.Dt, 1e6*t.Seconds)
			if c.IsLiteral(t.At) {
				d.WithFix(diag.Replace(t.At, fmt.Sprintf("%.4gms", 1000*x.Dt)).Maybe())
			}
			c.Diags.Add(d)
		}
	}
}
