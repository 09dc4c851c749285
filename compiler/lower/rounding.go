package lower

import (
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/model"
)

// repeats is a process with a period of whole steps.
type repeats interface {
	Repeats(dt float64) (asked, used float64)
}

// rounded lists the phases of an experiment, and the delays and periods of its
// model, that its steps round.
func rounded(m *model.Model, x *model.Experiment) []events.Rounding {
	var out []events.Rounding
	dt := x.Dt
	add := func(what string, asked, used float64) {
		if math.Abs(asked-float64(used)) > float64(1e-9*asked) { // more than the last digits
			out = append(out, events.Rounding{What: what, Asked: asked, Used: used})
		}
	}
	for _, e := range x.Events {
		if p, ok := e.(*model.Phase); ok {
			add("phase "+p.Name, p.Asked, float64(p.Steps)*dt)
			if u := p.Until; u != nil {
				add("window of phase "+p.Name, u.Asked, float64(u.Steps)*dt)
			}
		}
	}
	late := func(name string, d model.Delay) {
		if d.Steps == 0 {
			add("delay of "+name, d.Time, float64(d.In(dt))*dt)
		}
	}
	for _, c := range m.Connections {
		late(c.Name, c.Delay)
	}
	for _, n := range m.Nodes {
		name := n.Name
		if i := strings.LastIndex(name, "."); n.Role == "part" && i > 0 {
			name = name[:i]
		}
		late(name, n.Delay)
		if p, ok := n.Process.(repeats); ok {
			asked, used := p.Repeats(dt)
			add("period of "+name, asked, used)
		}
	}
	return out
}
