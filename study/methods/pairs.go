package methods

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/study/readable"
)

// Pairs says which neurons a connection between neurons connects; "–" where it decodes.
func Pairs(c *model.Connection) string {
	if !c.Full && !c.OntoNeurons {
		return "–"
	}
	var parts []string
	if n := sources(c); n != nil {
		parts = append(parts, n...)
	} else {
		parts = append(parts, "all to all")
	}
	if c.NoAutapses {
		parts = append(parts, "no neuron to itself")
	}
	if c.Wrap {
		parts = append(parts, "distances on a torus of side 2")
	}
	if c.FanIn != 0 {
		parts = append(parts, fmt.Sprintf("the %d strongest of each target neuron", c.FanIn))
	}
	return strings.Join(parts, ", ")
}

// sources are the rules by which pairs are chosen, of each source that has one of its own; nil for none.
func sources(c *model.Connection) []string {
	var out []string
	ends := c.Pre.Ends()
	for k, e := range ends {
		rules := rulesOf(c, k)
		if len(rules) > 0 && len(ends) > 1 {
			rules[0] = e.Ensemble.Name + ": " + rules[0]
		}
		out = append(out, rules...)
	}
	return out
}

// rulesOf are those of a source.
func rulesOf(c *model.Connection, source int) []string {
	var out []string
	if c.Sparse != nil {
		out = append(out, "density "+readable.Number(c.Sparse[source]))
	}
	if c.InDegree != nil {
		out = append(out, fmt.Sprintf("%d source neurons of each target neuron", c.InDegree[source]))
	}
	if c.OutDegree != nil {
		out = append(out, fmt.Sprintf("%d target neurons of each source neuron", c.OutDegree[source]))
	}
	if c.Chance != nil && c.Chance[source] != nil && (len(out) == 0 || !even(c.Chance[source])) {
		what := "each pair with probability "
		if len(out) > 0 {
			what = "drawn in proportion to "
		}
		out = append(out, what+pairwise(c.Chance[source]))
	}
	return out
}

// even reports the same number for all pairs.
func even(p *model.Pairwise) bool { return p.Of == nil && p.Data == nil && p.Dist == nil }

// pairwise are numbers of pairs of neurons.
func pairwise(p *model.Pairwise) string {
	switch {
	case p.Of != nil:
		return formula([]*code.Expr{p.Of}, func(_, _ int) string { return "distance" })
	case p.Data != nil:
		return "a matrix that is given"
	case p.Dist != nil:
		return ranges(readable.Component(fmt.Sprint(p.Dist)))
	}
	return readable.Number(p.Num)
}

// Arrival is how spikes or values reach the target: synapses, delays, release.
func Arrival(c *model.Connection) string {
	var parts []string
	for _, p := range c.EachPath() {
		text := route(c, p)
		if name := whose(c, p); name != "" {
			text = name + ": " + text
		}
		parts = append(parts, text)
	}
	text := parts[0]
	for _, p := range parts[1:] {
		if p != text {
			text = strings.Join(parts, "; ")
			break
		}
	}
	if c.Release != 1 {
		text += fmt.Sprintf("; each synapse passes a spike with probability %s", readable.Number(c.Release))
	}
	return text
}

// route is the synapse and the delay of a path.
func route(c *model.Connection, p model.Path) string {
	synapse := "none"
	if p.Synapse != nil {
		synapse = readable.Component(p.Synapse.String())
	}
	if d := c.DelaysOf(p.Source); d != nil {
		return synapse + ", delay of each synapse " + pairwise(d) + "\u2009s"
	}
	switch {
	case p.Delay.Steps != 0:
		synapse += fmt.Sprintf(", delay %d steps", p.Delay.Steps)
	case p.Delay.Time != 0:
		synapse += ", delay " + readable.Seconds(p.Delay.Time)
	}
	return synapse
}

// whose are the neurons of a path, where paths of a connection differ.
func whose(c *model.Connection, p model.Path) string {
	if c.Paths == nil && c.Delays == nil {
		return ""
	}
	var parts []string
	if c.Pre.Joint != nil {
		parts = append(parts, c.Pre.Ends()[p.Source].Ensemble.Name)
	}
	switch p.Sign {
	case 1:
		parts = append(parts, "excitatory")
	case -1:
		parts = append(parts, "inhibitory")
	}
	if p.Port != "" {
		parts = append(parts, "into "+p.Port)
	}
	return strings.Join(parts, ", ")
}
