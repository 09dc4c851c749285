package methods

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/study/readable"
)

// isInput reports a node that puts something into the model.
func isInput(n *model.Node) bool {
	return n.Kind != model.PassThrough && (n.Role == "node" || n.Role == "constant" || n.Role == "noise" || n.Role == "signal")
}

// input are the nodes that compute something.
func (d *describer) input() Table {
	t := Table{Title: "Input", Head: []string{"Name", "Dims", "Value"}}
	for _, n := range d.model.Nodes {
		if isInput(n) {
			t.Rows = append(t.Rows, []string{n.Written(), readable.Count(n.Dims), d.nodeValue(n) + d.beginning(n)})
		}
	}
	t.Rows = together(t.Rows)
	return t
}

// nodeValue is what a node computes; a long formula is as the model has it.
func (d *describer) nodeValue(n *model.Node) string {
	switch n.Kind {
	case model.Process:
		text := readable.Component(n.Process.String())
		if n.Role == "noise" {
			return "current noise: " + text
		}
		return text
	case model.External:
		var reads []string
		for _, r := range n.Reads {
			reads = append(reads, readName(r))
		}
		return fmt.Sprintf("computed outside: %s(%s)", n.Outside, strings.Join(reads, ", "))
	case model.Filtered:
		return readable.Component(n.Synapse.String()) + " of " + readName(n.Reads[0])
	case model.Delayed:
		if n.Delay.Steps != 0 {
			return fmt.Sprintf("%s, %d steps before", readName(n.Reads[0]), n.Delay.Steps)
		}
		return fmt.Sprintf("%s, %s before", readName(n.Reads[0]), readable.Seconds(n.Delay.Time))
	}
	text := formula(n.Code, func(src, i int) string {
		r := n.Reads[src]
		size := 1
		if r.Ensemble != nil {
			size = r.Ensemble.Dims
		} else if r.Node != nil {
			size = r.Node.Dims
		}
		return readable.Element(readName(r), i, size)
	})
	text += through(n)
	_, written, found := strings.Cut(d.Sources.Line(n.At.Start().Filename, n.At.Start().Line), "=")
	if strings.HasSuffix(text, " expressions") && found {
		return strings.TrimSpace(written)
	}
	return text
}

// through are the synapses through which a node reads populations.
func through(n *model.Node) string {
	text := ""
	for _, r := range n.Reads {
		if r.Synapse != nil {
			text += fmt.Sprintf("; %s through %s", readName(r), readable.Component(r.Synapse.String()))
		}
	}
	return text
}

// beginning is what a node that reads itself reads first, and of what its draws come if not of the model's seed.
func (d *describer) beginning(n *model.Node) string {
	text := ""
	if n.Initial != nil {
		var parts []string
		for _, v := range n.Initial {
			parts = append(parts, readable.Number(v))
		}
		text += "; before the first step " + strings.Join(parts, ", ")
	}
	if n.Kind == model.Process && n.Seed != d.model.Seed {
		text += fmt.Sprintf("; seed %d", n.Seed)
	}
	return text
}

func readName(r *model.Read) string {
	switch {
	case r.Ensemble != nil:
		return r.Ensemble.Name
	case r.Previous:
		return r.Node.Written() + "(t − dt)"
	}
	return r.Node.Written()
}

// measurements are the probes.
func (d *describer) measurements() Table {
	t := Table{Title: "Measurements", Head: []string{"What", "Decoders", "Filter", "Every"}}
	for _, p := range d.model.Probes {
		if p.Implicit {
			continue
		}
		filter, every := "none", "each step"
		if p.Synapse != nil {
			filter = readable.Component(p.Synapse.String())
		}
		if p.Every != 0 {
			every = readable.Seconds(p.Every)
		}
		t.Rows = append(t.Rows, []string{p.Slot.Text, probeDecoders(p), filter, every})
	}
	return t
}

// probeDecoders says how the value of a population is decoded; "–" for what is not decoded.
func probeDecoders(p *model.Probe) string {
	switch {
	case p.Decoders != nil:
		return given(p.Decoders)
	case p.Solver != nil:
		return p.SolverName
	case p.Slot.Ensemble != nil && p.Slot.Name == "":
		return "l2"
	}
	return "–"
}

// protocol are the experiments.
func (d *describer) protocol() Table {
	t := Table{Title: "Protocol", Head: []string{"Experiment", "Time step", "What happens", "Repeated over", "Expected"}}
	for _, x := range d.model.Experiments {
		var phases, expected, over []string
		for _, e := range x.Events {
			if what, ok := e.(*model.Expect); ok {
				expected = append(expected, expectation(what))
			} else if s := d.happening(e, x); s != "" {
				phases = append(phases, s)
			}
		}
		if len(x.Seeds) > 0 {
			over = append(over, fmt.Sprintf("%d seeds", len(x.Seeds)))
		}
		for _, s := range x.Sweeps {
			over = append(over, fmt.Sprintf("%s in %s", s.Param, strings.Join(s.Texts, ", ")))
		}
		t.Rows = append(t.Rows, []string{x.Name, readable.Seconds(x.Dt), orNone(phases), orNone(over), orNone(expected)})
	}
	return t
}

// expectation is what is demanded, and of which samples.
func expectation(e *model.Expect) string {
	text := signed(e.Text)
	if e.Phase != "" {
		text += " in " + e.Phase
	}
	if e.After != 0 {
		text += " after " + readable.Seconds(e.After)
	}
	if e.WhenText != "" {
		text += " when " + signed(e.WhenText)
	}
	return text
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "–"
	}
	return strings.Join(list, "; ")
}
