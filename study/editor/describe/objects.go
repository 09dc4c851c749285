package describe

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/study/methods"
	"github.com/nefc/nefc/study/readable"
)

// facts tells what an object is after all defaults, each with where it comes from.
func (m object) facts(d *outline.Decl) string {
	o := m.Objects()
	switch {
	case o.Ensembles[d.Name] != nil:
		return m.population(d, o.Ensembles[d.Name])
	case o.Arrays[d.Name] != nil:
		return m.population(d, o.Arrays[d.Name][0])
	case o.Connections[d.Name] != nil:
		return m.connection(o.Connections[d.Name], d)
	}
	return ""
}

// population tells what an ensemble, or a member of an array, is made with.
func (m object) population(d *outline.Decl, e *model.Ensemble) string {
	rows := []string{m.fact(d, "neurons", readable.Component(e.Neurons.String())), m.fact(d, "radius", readable.Number(e.Radius))}
	for _, a := range []struct {
		name string
		of   *model.Array
	}{{"max_rates", e.MaxRates}, {"intercepts", e.Intercepts}, {"gain", e.Gain}, {"bias", e.Bias}, {"encoders", e.Encoders}} {
		if a.of != nil {
			rows = append(rows, m.fact(d, a.name, a.of.Text))
		}
	}
	rows = append(rows, m.fact(d, "n_eval_points", fmt.Sprint(e.NumEvalPoints)))
	if e.Dale != nil {
		rows = append(rows, m.fact(d, "dale", readable.Number(*e.Dale)))
	}
	if e.Positions != nil {
		rows = append(rows, m.fact(d, "positions", methods.Where(e.Positions)))
	}
	rows = append(rows, inputs(e)...)
	rows = append(rows, m.fact(d, "seed", fmt.Sprint(e.Seed)))
	return strings.Join(rows, "\n")
}

// inputs lists those of neurons that have more than one.
func inputs(e *model.Ensemble) []string {
	ports := e.Neurons.Ports()
	if len(ports) == 1 {
		return nil
	}
	var out []string
	for _, p := range ports[1:] {
		out = append(out, fmt.Sprintf("- input `%s.%s`: %s, in %s, never below 0", e.Name, p.Name, p.Doc, p.Unit))
	}
	return append(out, fmt.Sprintf("- input `%s`: current", e.Name))
}

// fact is an option with its value and origin.
func (m object) fact(d *outline.Decl, option, value string) string {
	return fmt.Sprintf("- `%s %s`: %s", option, strings.TrimSpace(value), origin(d, option))
}

// origin says where the value of an option comes from: the statement, a defaults line, or the
// language.
func origin(d *outline.Decl, option string) string {
	if d.Stmt == nil {
		return "default"
	}
	if o := grammar.OptionsOf(d.Stmt); o != nil && o.Get(option) != nil {
		return fmt.Sprintf("given, line %d", o.Get(option).NameAt.Start().Line)
	}
	word := d.Stmt.Head().Keyword
	for s := d.In; s != nil; s = s.Parent {
		for _, o := range s.Defaults {
			if o.Name == option && (o.Of == word || word == "array" && o.Of == "ensemble") {
				return fmt.Sprintf("`defaults %s`, line %d", o.Of, o.NameAt.Start().Line)
			}
		}
	}
	return "default"
}

// connection tells what a connection is: its kind, shape, memory and solver, and how well it
// fits once the model is built.
func (m object) connection(c *model.Connection, d *outline.Decl) string {
	rows, cols := c.WeightsShape()
	kind := "decoded: decoders, then a transform"
	switch {
	case c.Full:
		kind = "a full matrix of weights between neurons"
	case c.Fixed():
		kind = "fixed: its weights are its transform"
	}
	out := []string{"- " + kind, fmt.Sprintf("- weights %d×%d (target × source), %s", rows, cols, size.Bytes(8*rows*cols))}
	out = append(out, m.arrives(c, d)...)
	if c.Solver != nil {
		out = append(out, m.fact(d, "solve", c.SolverName))
	}
	if c.FuncText != "" {
		out = append(out, "- function "+"`"+c.FuncText+"`")
	}
	for _, r := range c.Rules {
		out = append(out, fmt.Sprintf("- trained by `%s`, line %d", r.Kind.Name, r.At.Start().Line))
	}
	return strings.Join(append(out, m.fitOf(c)...), "\n")
}

// arrives tells which neurons a connection connects, and how what they send arrives: the synapse alone where that says
// all.
func (m object) arrives(c *model.Connection, d *outline.Decl) []string {
	var out []string
	if c.Full {
		out = append(out, "- pairs: "+methods.Pairs(c))
	}
	switch {
	case c.Paths != nil || c.Delays != nil || c.Release != 1:
		return append(out, "- arrives by "+methods.Arrival(c))
	case c.Synapse == nil:
		return append(out, m.fact(d, "synapse", "none"))
	}
	return append(out, m.fact(d, "synapse", readable.Component(c.Synapse.String())))
}

// wires lists what arrives at an object, and what it goes to.
func (m object) wires(d *outline.Decl) string {
	o := m.Objects()
	if m.Checked.Model == nil || o.Ensembles[d.Name] == nil && o.Nodes[d.Name] == nil && o.Arrays[d.Name] == nil {
		return ""
	}
	of := func(e model.Endpoint) bool {
		switch {
		case e.Ensemble != nil:
			return e.Ensemble.Name == d.Name || e.Ensemble.Array != "" && e.Ensemble.Array == d.Name
		case e.Node != nil:
			return e.Node.Name == d.Name || e.Node.Name == d.Name+".input"
		}
		return false
	}
	var in, out []string
	for _, c := range m.Checked.Model.Connections {
		if of(c.Pre) && of(c.Post) && c.Pre.Name() == d.Name+".input" {
			continue // from an array to its members
		}
		if of(c.Post) {
			in = append(in, fmt.Sprintf("- in: `%s`, line %d", c.Name, c.At.Start().Line))
		}
		if of(c.Pre) {
			out = append(out, fmt.Sprintf("- out: `%s`, line %d", c.Name, c.At.Start().Line))
		}
	}
	return strings.Join(append(short(in), short(out)...), "\n")
}

// short are the first of a list, and how many more there are.
func short(list []string) []string {
	if len(list) <= most {
		return list
	}
	return append(list[:most:most], fmt.Sprintf("- and %d more", len(list)-most))
}
