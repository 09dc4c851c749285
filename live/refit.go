package live

import (
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/session"
)

// fit goes on in another program of the model: who watches or holds something else gives it
// other numbers for probes, nodes, populations and links.
func (c *cursor) fit(p *program.Program) {
	if c == nil || c.program == p {
		return
	}
	c.e = p.Experiment(c.e.Name)
	if c.phase != nil {
		c.phase = c.e.Events[c.next-1].(*events.Phase)
	}
	c.found = moved(c.found, c.program, p)
	was, now := probeKeys(c.program), probeKeys(p)
	for _, ph := range c.phases {
		if ph.Records == nil {
			continue
		}
		old := ph.Records
		ph.Records = make([]runtime.Record, len(p.Probes))
		for i, key := range now {
			if k := slices.Index(was, key); k >= 0 {
				ph.Records[i] = old[k]
			}
		}
	}
	c.reads, c.program = read(p, c.e), p
}

// moved is how a phase found one program, in the numbers of another.
func moved(b session.Before, from, to *program.Program) session.Before {
	out := session.Before{Frozen: b.Frozen, Held: make([]runtime.HoldState, len(to.Holds)),
		Damage: runtime.Damage{Lost: make([][]int32, len(to.Populations)), Cut: make([]int, len(to.Links))}}
	for i, h := range to.Holds {
		out.Held[i].Values = make([]float64, h.Y.Len)
		if k := slices.IndexFunc(from.Holds, func(x program.Held) bool { return x.Name == h.Name }); k >= 0 && k < len(b.Held) {
			out.Held[i] = b.Held[k]
		}
	}
	for i := range to.Populations {
		k := slices.IndexFunc(from.Populations, func(x program.Population) bool { return x.Name == to.Populations[i].Name })
		if k >= 0 && k < len(b.Damage.Lost) {
			out.Damage.Lost[i] = b.Damage.Lost[k]
		}
	}
	for i := range to.Links {
		k := slices.IndexFunc(from.Links, func(x program.Link) bool { return x.Name == to.Links[i].Name })
		if k >= 0 && k < len(b.Damage.Cut) {
			out.Damage.Cut[i] = b.Damage.Cut[k]
		}
	}
	return out
}

// probeKey tells probes of two programs of a model apart.
type probeKey struct {
	name     string
	implicit bool
	nth      int // of those that are called so
}

func probeKeys(p *program.Program) (out []probeKey) {
	for _, x := range p.Probes {
		key := probeKey{x.Name, x.Implicit, 0}
		for slices.Contains(out, key) {
			key.nth++
		}
		out = append(out, key)
	}
	return out
}

// read are the probes that expectations of an experiment read, and conditions that end its
// phases. What else a model records is not kept: a session has it in memory.
func read(p *program.Program, e *events.Experiment) []bool {
	out := make([]bool, len(p.Probes))
	note := func(x *events.Analysis) {
		if x.Kind == events.Series {
			out[x.Probe] = true
		}
	}
	for _, x := range e.Events {
		switch x := x.(type) {
		case *events.Expect:
			x.Cond.Walk(note)
			if x.When != nil {
				x.When.Walk(note)
			}
		case *events.Phase:
			if x.Until != nil {
				x.Until.Cond.Walk(note)
			}
		}
	}
	return out
}
