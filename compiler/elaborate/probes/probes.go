// Package probes makes the probes of a model, and finds those that an analysis
// reads.
package probes

import (
	"github.com/nefc/nefc/compiler/elaborate/connections"
	"github.com/nefc/nefc/compiler/elaborate/learning"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Probes makes probes.
type Probes struct {
	*learning.Rules
	named map[string]*model.Probe // as written
}

// New makes probes of what a model has, rules included.
func New(r *learning.Rules) *Probes { return &Probes{Rules: r, named: map[string]*model.Probe{}} }

// ProbeNamed is the probe of a name as written; nil for none.
func (c *Probes) ProbeNamed(name string) *model.Probe { return c.named[name] }

// ProbeAll reads every probe statement.
func (c *Probes) ProbeAll(*outline.Scope) {
	values.Every(c.Evaluator, c.probe)
}

// probe reads a probe statement: a probe for each of its targets.
func (c *Probes) probe(st *grammar.Probe, s *outline.Scope) {
	o := c.Options("probe", &st.Options, s)
	syn, okSyn := c.Synapse(o, "synapse", nil)
	every, okEvery := o.Number("every", catalog.Time, 0)
	if !okSyn || !okEvery {
		return
	}
	if opt, given := o.Get("every"); given && !(every > 0) {
		c.Err(diag.OutOfRange, opt.Value.At, "`every` must be above 0")
		return
	} else if given {
		c.Lasts("`every`", every, opt.Value.At)
	}
	label := ""
	if st.Label != nil {
		var ok bool
		if label, ok = c.MemberName(st.Label.Name, s); !ok {
			return
		}
	}
	var targets []*grammar.Expr
	for _, target := range st.Targets {
		targets = append(targets, c.Spread(target, s)...)
	}
	for _, target := range targets {
		slot, ok := c.Slot(target, s)
		if !ok {
			continue
		}
		name := c.Named(target, s)
		switch {
		case label != "" && len(targets) > 1:
			name = label + "." + name
		case label != "":
			name = label
		}
		p := &model.Probe{Name: s.Prefix + name, Labelled: label != "", At: st.At, Slot: *slot, Synapse: syn, Every: every}
		if c.probeDecoders(p, o) && c.uniqueProbe(p, target, len(targets) == 1) && c.eventsUnfiltered(p, target, o) {
			c.Model.Probes = append(c.Model.Probes, p)
			c.named[p.Name] = p
		}
	}
}

// uniqueProbe demands a label for a second probe of one object; alone says that its
// line has no other target.
func (c *Probes) uniqueProbe(p *model.Probe, target *grammar.Expr, alone bool) bool {
	old := c.named[p.Name]
	if old == nil {
		return true
	}
	d := c.Err(diag.DeclaredTwice, target.At, "`%s` is already recorded", p.Name).WithPlace(old.At, "first here").
		WithHelp("give this probe a label: `probe again: %s`", target)
	if !p.Labelled && alone {
		d.WithFix(diag.Insert(target.At.Start(), "again: ").Maybe())
	}
	return false
}

// eventsUnfiltered refuses a synapse for what is recorded when it happens.
func (c *Probes) eventsUnfiltered(p *model.Probe, target *grammar.Expr, o *values.Options) bool {
	if !p.Slot.Events() || p.Synapse == nil {
		return true
	}
	opt, _ := o.Get("synapse")
	c.Err(diag.BadArgument, opt.NameAt, "`.spikes` records events, which have no synapse").
		WithHelp("`%s` records filtered activities", p.Slot.Ensemble.Name+".neurons").
		WithFix(diag.Replace(report.Tail(target.At, "spikes"), "neurons").Maybe()).WithFix(diag.Delete(opt.Span()).Maybe())
	return false
}

// probeDecoders reads how the value of an ensemble is decoded for a probe. Given
// decoders have a row for each dimension that is recorded.
func (c *Probes) probeDecoders(p *model.Probe, o *values.Options) bool {
	dec, given := o.Get("decoders")
	sol, solved := o.Get("solve")
	if !given && !solved {
		return true
	}
	opt := dec
	if !given {
		opt = sol
	}
	if p.Slot.Ensemble == nil || p.Slot.Name != "" {
		c.Err(diag.NothingToSolve, opt.NameAt, "`%s` is not decoded, `%s` has no effect", p.Slot.Text, opt.Name).WithFix(diag.Delete(opt.Span()))
		return false
	}
	if given && solved {
		c.Err(diag.TwoSources, dec.NameAt, "`decoders` and `solve` both decide the decoders").WithPlace(sol.NameAt, "given here").
			WithHelp("keep one of them").
			WithFix(diag.Delete(dec.Span())).WithFix(diag.Delete(sol.Span()))
		return false
	}
	var ok bool
	if given {
		p.Decoders, ok = c.Given(dec, p.Slot.Ensemble.N, "decoders", catalog.Plain)
		if ok && !p.Decoders.Fill && (p.Decoders.Rows != p.Slot.Size || p.Decoders.Cols != p.Slot.Ensemble.N) {
			c.ShapeError(p.Decoders.At, p.Decoders.Rows, p.Decoders.Cols, p.Slot.Size, p.Slot.Ensemble.N)
			return false
		}
		return ok
	}
	p.Solver, p.SolverName, ok = c.Solver(sol)
	return ok
}

// probedWire makes a pass-through of an expression, which a probe records.
func (c *Probes) probedWire(e *grammar.Expr, s *outline.Scope) (*model.Slot, bool) {
	w, ok := c.Wire(e, s)
	if !ok {
		return nil, false
	}
	n := &model.Node{Name: s.Prefix + e.String(), Role: "probe", At: e.At, Dims: w.Size}
	post := model.Endpoint{At: e.At, Node: n, Size: w.Size}
	line := &connections.Line{At: e.At, Name: n.Name, Carries: e, Post: &post, Options: c.Options("output", &grammar.Options{}, s)}
	if !c.ConnectWire(w, line) {
		return nil, false
	}
	c.Model.Nodes = append(c.Model.Nodes, n)
	return &model.Slot{At: e.At, Text: e.String(), Node: n, Size: w.Size, Shape: []int{w.Size}}, true
}
