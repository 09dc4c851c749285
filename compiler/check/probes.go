package check

import (
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/slots"
)

// probes reads every probe statement.
func (c *checker) probes(*scope) {
	every(c, c.probe)
}

func (c *checker) probe(st *grammar.Probe, s *scope) {
	o := c.options("probe", &st.Options, s)
	syn, okSyn := c.synapse(o, "synapse", nil)
	every, okEvery := o.number("every", catalog.Time, 0)
	if !okSyn || !okEvery {
		return
	}
	if opt, given := o.get("every"); given && !(every > 0) {
		c.err(diag.OutOfRange, opt.Value.At, "`every` must be above 0")
		return
	} else if given {
		c.lasts("`every`", every, opt.Value.At)
	}
	label := ""
	if st.Label != nil {
		var ok bool
		if label, ok = c.memberName(st.Label.Name, s); !ok {
			return
		}
	}
	var targets []*grammar.Expr
	for _, target := range st.Targets {
		targets = append(targets, c.spread(target, s)...)
	}
	for _, target := range targets {
		slot, ok := c.slot(target, s)
		if !ok {
			continue
		}
		name := c.named(target, s)
		switch {
		case label != "" && len(targets) > 1:
			name = label + "." + name
		case label != "":
			name = label
		}
		p := &model.Probe{Name: s.prefix + name, Labelled: label != "", At: st.At, Slot: *slot, Synapse: syn, Every: every}
		if !c.probeDecoders(p, o) {
			continue
		}
		if old := c.probeNamed[p.Name]; old != nil {
			d := c.err(diag.DeclaredTwice, target.At, "`%s` is already recorded", p.Name).WithPlace(old.At, "first here").
				WithHelp("give this probe a label: `probe again: %s`", target)
			if label == "" && len(targets) == 1 {
				d.WithFix(diag.Insert(target.At.Start, "again: ").Maybe())
			}
			continue
		}
		if p.Slot.Events() && syn != nil {
			opt, _ := o.get("synapse")
			c.err(diag.BadArgument, opt.NameAt, "`.spikes` records events, which have no synapse").
				WithHelp("`%s` records filtered activities", p.Slot.Ensemble.Name+".neurons").
				WithFix(diag.Replace(tail(target.At, "spikes"), "neurons").Maybe()).WithFix(diag.Delete(opt.Span()).Maybe())
			continue
		}
		c.model.Probes = append(c.model.Probes, p)
		c.probeNamed[p.Name] = p
	}
}

// probeDecoders reads how the value of an ensemble is decoded for a probe. Given
// decoders have a row for each dimension that is recorded.
func (c *checker) probeDecoders(p *model.Probe, o *options) bool {
	dec, given := o.get("decoders")
	sol, solved := o.get("solve")
	if !given && !solved {
		return true
	}
	opt := dec
	if !given {
		opt = sol
	}
	if p.Slot.Ensemble == nil || p.Slot.Name != "" {
		c.err(diag.NothingToSolve, opt.NameAt, "`%s` is not decoded, `%s` has no effect", p.Slot.Text, opt.Name).WithFix(diag.Delete(opt.Span()))
		return false
	}
	if given && solved {
		c.err(diag.TwoSources, dec.NameAt, "`decoders` and `solve` both decide the decoders").WithPlace(sol.NameAt, "given here").WithHelp("keep one of them").
			WithFix(diag.Delete(dec.Span())).WithFix(diag.Delete(sol.Span()))
		return false
	}
	var ok bool
	if given {
		p.Decoders, ok = c.given(dec, p.Slot.Ensemble.N, "decoders")
		if ok && !p.Decoders.Fill && (p.Decoders.Rows != p.Slot.Size || p.Decoders.Cols != p.Slot.Ensemble.N) {
			c.shapeError(p.Decoders.At, p.Decoders.Rows, p.Decoders.Cols, p.Slot.Size, p.Slot.Ensemble.N)
			return false
		}
		return ok
	}
	p.Solver, p.SolverName, ok = c.solver(sol)
	return ok
}

// slot resolves what a probe records. An expression becomes a wire into a
// pass-through of its own.
func (c *checker) slot(e *grammar.Expr, s *scope) (*model.Slot, bool) {
	if !isRef(e) {
		return c.probedWire(e, s)
	}
	r, ok := c.reference(e, s)
	if !ok {
		return nil, false
	}
	return c.slotOf(r, e)
}

func (c *checker) slotOf(r *ref, e *grammar.Expr) (*model.Slot, bool) {
	r = c.asNode(r)
	if r.decl.kind == instanceDecl {
		namePort[*grammar.Output](c.err(diag.UnknownSlot, e.At, "`%s` is an instance; it has no value of its own", e), r.decl.inner, e, "outputs")
		return nil, false
	}
	out := &model.Slot{At: e.At, Text: e.String(), Ensemble: r.ens, Node: r.node, Connection: r.conn, Name: r.slot, Index: r.index}
	if r.conn != nil && !c.connectionSlot(r, out, e) {
		return nil, false
	}
	out.Shape = out.WholeShape()
	if r.index != nil {
		out.Shape[0] = len(r.index)
	}
	return out, c.sized(out)
}

// sized finds how many numbers a sample has, which must not be too many.
func (c *checker) sized(s *model.Slot) bool {
	s.Size = 1
	for _, n := range s.Shape {
		s.Size *= n
	}
	return s.Connection == nil || !s.Connection.Fixed() || len(s.Shape) < 2 || !c.tooLarge(s.At, "`"+s.Text+"`", float64(s.Size))
}

// connectionSlot completes a slot of a connection: its output, if none is named, and
// the rule whose slot it is.
func (c *checker) connectionSlot(r *ref, out *model.Slot, e *grammar.Expr) bool {
	if r.slot == "" {
		out.Name = "output"
	}
	if slots.Among(slots.Of(slots.Connection), out.Name) != nil {
		return true
	}
	rule, ok := c.ruleOf(r, e)
	if !ok {
		return false
	}
	out.Rule = rule
	if list := slots.OfRule(rule.Kind); slots.Among(list, r.slot) == nil {
		c.err(diag.UnknownSlot, out.At, "the rule `%s` has no `.%s`", rule.Name, r.slot).WithPlace(rule.At, "the rule").
			WithHelp("its slots are %s", dotted(properNames(list)))
		return false
	}
	return true
}

// properNames lists slots by name in order, those with two names once.
func properNames(list []*slots.Slot) []string {
	var out []string
	for _, s := range list {
		if s.Same == "" {
			out = append(out, s.Name)
		}
	}
	slices.Sort(out)
	return out
}

// weightsSlot is the slot of the weights of a connection.
func (c *checker) weightsSlot(conn *model.Connection, e *grammar.Expr) (*model.Slot, bool) {
	out := &model.Slot{At: e.At, Text: e.String(), Connection: conn, Name: "weights"}
	out.Shape = out.WholeShape()
	return out, c.sized(out)
}

func (c *checker) probedWire(e *grammar.Expr, s *scope) (*model.Slot, bool) {
	w, ok := c.wire(e, s)
	if !ok {
		return nil, false
	}
	n := &model.Node{Name: s.prefix + e.String(), Role: "probe", At: e.At, Dims: w.size}
	post := model.Endpoint{At: e.At, Node: n, Size: w.size}
	wo := &wireOptions{at: e.At, name: n.Name, post: &post, o: c.options("output", &grammar.Options{}, s), function: e}
	if !c.connectWire(w, wo, nil, nil) {
		return nil, false
	}
	c.model.Nodes = append(c.model.Nodes, n)
	return &model.Slot{At: e.At, Text: e.String(), Node: n, Size: w.size, Shape: []int{w.size}}, true
}
