package experiments

import (
	"github.com/nefc/nefc/compiler/elaborate/connections"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/slots"
)

// ProbeAll reads every probe statement.
func (c *Experiments) ProbeAll(*outline.Scope) {
	values.Every(c.Evaluator, c.probe)
}

func (c *Experiments) probe(st *grammar.Probe, s *outline.Scope) {
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
		slot, ok := c.slot(target, s)
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
		if !c.probeDecoders(p, o) {
			continue
		}
		if old := c.probeNamed[p.Name]; old != nil {
			d := c.Err(diag.DeclaredTwice, target.At, "`%s` is already recorded", p.Name).WithPlace(old.At, "first here").
				WithHelp("give this probe a label: `probe again: %s`", target)
			if label == "" && len(targets) == 1 {
				d.WithFix(diag.Insert(target.At.Start, "again: ").Maybe())
			}
			continue
		}
		if p.Slot.Events() && syn != nil {
			opt, _ := o.Get("synapse")
			c.Err(diag.BadArgument, opt.NameAt, "`.spikes` records events, which have no synapse").
				WithHelp("`%s` records filtered activities", p.Slot.Ensemble.Name+".neurons").
				WithFix(diag.Replace(report.Tail(target.At, "spikes"), "neurons").Maybe()).WithFix(diag.Delete(opt.Span()).Maybe())
			continue
		}
		c.Model.Probes = append(c.Model.Probes, p)
		c.probeNamed[p.Name] = p
	}
}

// probeDecoders reads how the value of an ensemble is decoded for a probe. Given
// decoders have a row for each dimension that is recorded.
func (c *Experiments) probeDecoders(p *model.Probe, o *values.Options) bool {
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
		c.Err(diag.TwoSources, dec.NameAt, "`decoders` and `solve` both decide the decoders").WithPlace(sol.NameAt, "given here").WithHelp("keep one of them").
			WithFix(diag.Delete(dec.Span())).WithFix(diag.Delete(sol.Span()))
		return false
	}
	var ok bool
	if given {
		p.Decoders, ok = c.Given(dec, p.Slot.Ensemble.N, "decoders")
		if ok && !p.Decoders.Fill && (p.Decoders.Rows != p.Slot.Size || p.Decoders.Cols != p.Slot.Ensemble.N) {
			c.ShapeError(p.Decoders.At, p.Decoders.Rows, p.Decoders.Cols, p.Slot.Size, p.Slot.Ensemble.N)
			return false
		}
		return ok
	}
	p.Solver, p.SolverName, ok = c.Solver(sol)
	return ok
}

// slot resolves what a probe records. An expression becomes a wire into a
// pass-through of its own.
func (c *Experiments) slot(e *grammar.Expr, s *outline.Scope) (*model.Slot, bool) {
	if !values.IsRef(e) {
		return c.probedWire(e, s)
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return nil, false
	}
	return c.slotOf(r, e)
}

func (c *Experiments) slotOf(r *expressions.Ref, e *grammar.Expr) (*model.Slot, bool) {
	r = c.AsNode(r)
	if r.Decl.Kind == outline.Instance {
		report.NamePort[*grammar.Output](c.Err(diag.UnknownSlot, e.At, "`%s` is an instance; it has no value of its own", e), r.Decl.Inner, e, "outputs")
		return nil, false
	}
	out := &model.Slot{At: e.At, Text: e.String(), Ensemble: r.Ens, Node: r.Node, Connection: r.Conn, Name: r.Slot, Index: r.Index}
	if r.Conn != nil && !c.connectionSlot(r, out, e) {
		return nil, false
	}
	out.Shape = out.WholeShape()
	if r.Index != nil {
		out.Shape[0] = len(r.Index)
	}
	return out, c.sized(out)
}

// sized finds how many numbers a sample has, which must not be too many.
func (c *Experiments) sized(s *model.Slot) bool {
	s.Size = 1
	for _, n := range s.Shape {
		s.Size *= n
	}
	return s.Connection == nil || !s.Connection.Fixed() || len(s.Shape) < 2 || !c.TooLarge(s.At, "`"+s.Text+"`", float64(s.Size))
}

// connectionSlot completes a slot of a connection: its output, if none is named, and
// the rule whose slot it is.
func (c *Experiments) connectionSlot(r *expressions.Ref, out *model.Slot, e *grammar.Expr) bool {
	if r.Slot == "" {
		out.Name = "output"
	}
	if slots.Among(slots.Of(slots.Connection), out.Name) != nil {
		return true
	}
	rule, ok := c.RuleOf(r, e)
	if !ok {
		return false
	}
	out.Rule = rule
	if list := slots.OfRule(rule.Kind); slots.Among(list, r.Slot) == nil {
		c.Err(diag.UnknownSlot, out.At, "the rule `%s` has no `.%s`", rule.Name, r.Slot).WithPlace(rule.At, "the rule").
			WithHelp("its slots are %s", expressions.Dotted(expressions.ProperNames(list)))
		return false
	}
	return true
}

// weightsSlot is the slot of the weights of a connection.
func (c *Experiments) weightsSlot(conn *model.Connection, e *grammar.Expr) (*model.Slot, bool) {
	out := &model.Slot{At: e.At, Text: e.String(), Connection: conn, Name: "weights"}
	out.Shape = out.WholeShape()
	return out, c.sized(out)
}

func (c *Experiments) probedWire(e *grammar.Expr, s *outline.Scope) (*model.Slot, bool) {
	w, ok := c.Wire(e, s)
	if !ok {
		return nil, false
	}
	n := &model.Node{Name: s.Prefix + e.String(), Role: "probe", At: e.At, Dims: w.Size}
	post := model.Endpoint{At: e.At, Node: n, Size: w.Size}
	wo := &connections.WireOptions{At: e.At, Name: n.Name, Post: &post, O: c.Options("output", &grammar.Options{}, s), Function: e}
	if !c.ConnectWire(w, wo, nil, nil) {
		return nil, false
	}
	c.Model.Nodes = append(c.Model.Nodes, n)
	return &model.Slot{At: e.At, Text: e.String(), Node: n, Size: w.Size, Shape: []int{w.Size}}, true
}
