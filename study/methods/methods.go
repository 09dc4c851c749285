// Package methods writes the description of a model that papers print: tables of its
// populations, neuron types, connections, learning, input and measurements, in the
// order of Nordlie, Gewaltig & Plesser (2009), doi:10.1371/journal.pcbi.1000456. A
// checked model goes in, a Document comes out; it is written as Markdown, HTML or LaTeX.
// Every default is said, with its unit.
package methods

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/study/readable"
)

// Document is the description of a model.
type Document struct {
	Title  string  `json:"title"`
	Tables []Table `json:"tables"`
}

// Table is one part of it. Rows have as many cells as Head; in a table without a head
// the first of two cells says what the second is.
type Table struct {
	Title string     `json:"title"`
	Head  []string   `json:"head,omitempty"`
	Rows  [][]string `json:"rows"`
}

// Of describes a checked model without errors.
func Of(c *compiler.Checked) *Document {
	d := &describer{Checked: c, model: c.Model}
	doc := &Document{Title: strings.TrimSuffix(filepath.Base(c.Model.File), ".nef")}
	for _, t := range []Table{d.populations(), d.neurons(), d.connections(), d.learning(), d.input(), d.measurements(), d.protocol()} {
		if len(t.Rows) > 0 {
			doc.Tables = append(doc.Tables, t)
		}
	}
	doc.Tables = append([]Table{d.summary()}, doc.Tables...)
	for i := range doc.Tables {
		doc.Tables[i].Title = fmt.Sprintf("%c  %s", 'A'+i, doc.Tables[i].Title)
	}
	return doc
}

// describer describes the parts of one model.
type describer struct {
	*compiler.Checked
	model *model.Model
}

// summary says in a line each what the model is made of.
func (d *describer) summary() Table {
	m := d.model
	t := Table{Title: "Model summary"}
	say := func(what, text string) {
		if text != "" {
			t.Rows = append(t.Rows, []string{what, text})
		}
	}
	neurons := 0
	for _, e := range m.Ensembles {
		neurons += e.N
	}
	say("Populations", fmt.Sprintf("%s populations, %s neurons", readable.Count(len(m.Ensembles)), readable.Count(neurons)))
	say("Connectivity", d.connectivity())
	say("Neuron model", list(m.Ensembles, func(e *model.Ensemble) string { return componentName(e.Neurons.String()) }))
	say("Synapse model", list(m.Connections, func(c *model.Connection) string {
		if c.Synapse == nil {
			return ""
		}
		return readable.Component(c.Synapse.String())
	}))
	say("Plasticity", list(m.Rules, func(r *model.Rule) string { return r.Kind.Name }))
	say("Input", list(m.Nodes, func(n *model.Node) string {
		if isInput(n) {
			return n.Written()
		}
		return ""
	}))
	say("Measurements", list(m.Probes, func(p *model.Probe) string {
		if p.Implicit {
			return ""
		}
		return p.Slot.Text
	}))
	say("Method", "Neural Engineering Framework (Eliasmith & Anderson 2003)")
	say("Simulation", d.simulation())
	return t
}

// connectivity counts connections by what their weights are.
func (d *describer) connectivity() string {
	decoded, full, exact := 0, 0, 0
	for _, c := range d.model.Connections {
		switch {
		case c.Post.Rule != nil || plumbing(c):
		case c.Full || c.OntoNeurons:
			full++
		case c.Pre.Ensemble != nil:
			decoded++
		default:
			exact++
		}
	}
	var parts []string
	for _, k := range []struct {
		n    int
		what string
	}{{full, "from neurons to neurons"}, {decoded, "decoded"}, {exact, "of exact values"}} {
		if k.n > 0 {
			parts = append(parts, readable.Count(k.n)+" "+k.what)
		}
	}
	return strings.Join(parts, ", ")
}

// simulation says with what, in which steps and from which seed.
func (d *describer) simulation() string {
	dt := 0.001
	if len(d.model.Experiments) > 0 {
		dt = d.model.Experiments[0].Dt
	}
	return fmt.Sprintf("nefc %s, time step %s, seed %d, model %s",
		version.Name(), readable.Seconds(dt), d.model.Seed, d.model.SpecHash()[:12])
}

// list joins what is said of objects, each text once; of more than eight it says how
// many there are.
func list[T any](objects []T, text func(T) string) string {
	var out []string
	seen := map[string]bool{}
	for _, o := range objects {
		if s := text(o); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	if len(out) > 8 {
		return fmt.Sprintf("%s and %d more", strings.Join(out[:7], ", "), len(out)-7)
	}
	return strings.Join(out, ", ")
}

// componentName is what a component is called, without its arguments.
func componentName(text string) string {
	name, _, _ := strings.Cut(text, "(")
	return name
}
