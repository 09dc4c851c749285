package check

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
	"maps"
	"slices"
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
		if p.Slot.Name == "spikes" && syn != nil {
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
	out := &model.Slot{At: e.At, Text: e.String(), Ensemble: r.ens, Node: r.node, Connection: r.conn, Name: r.slot, Index: r.index, Size: r.size}
	out.Shape = []int{r.size}
	switch {
	case r.decl.kind == instanceDecl:
		namePort[*grammar.Output](c.err(diag.UnknownSlot, e.At, "`%s` is an instance; it has no value of its own", e), r.decl.inner, e, "outputs")
		return nil, false
	case out.HoldsRows():
		out.Shape = []int{r.size, r.ens.Dims}
		out.Size = r.size * r.ens.Dims
	case r.conn != nil:
		return out, c.connectionSlot(r, out, e)
	}
	return out, true
}

func (c *checker) connectionSlot(r *ref, out *model.Slot, e *grammar.Expr) bool {
	conn := r.conn
	switch r.slot {
	case "":
		out.Name = "output"
	case "output":
	case "weights":
		if !conn.Fixed() {
			out.Shape = []int{conn.Post.Size, sourceNeurons(conn)}
			break
		}
		rows, cols := conn.Post.Size, conn.Post.Size
		if !conn.Transform.IsScalar() {
			rows, cols = conn.Transform.Rows, conn.Transform.Cols
		}
		if c.tooLarge(out.At, "`"+out.Text+"`", float64(rows)*float64(cols)) {
			return false
		}
		out.Shape = []int{rows, cols}
	default:
		if !c.ruleSlot(r, out, e) {
			return false
		}
	}
	if r.index != nil {
		out.Shape = []int{len(r.index)}
	}
	out.Size = 1
	for _, n := range out.Shape {
		out.Size *= n
	}
	return true
}

// weightsSlot is the slot of the weights of a connection.
func (c *checker) weightsSlot(conn *model.Connection, e *grammar.Expr) (*model.Slot, bool) {
	out := &model.Slot{At: e.At, Text: e.String(), Connection: conn, Name: "weights"}
	return out, c.connectionSlot(&ref{conn: conn, slot: "weights"}, out, e)
}

// ruleSlot finds the shape of a slot of a rule.
func (c *checker) ruleSlot(r *ref, out *model.Slot, e *grammar.Expr) bool {
	rule, ok := c.ruleOf(r, e)
	if !ok {
		return false
	}
	out.Rule, out.Name = rule, slotName(r.slot)
	shapes := slotShapes(rule)
	if out.Shape = shapes[out.Name]; out.Shape == nil {
		c.err(diag.UnknownSlot, out.At, "the rule `%s` has no `.%s`", rule.Name, r.slot).WithPlace(rule.At, "the rule").
			WithHelp("its slots are %s", dotted(slices.Sorted(maps.Keys(shapes))))
		return false
	}
	return true
}

// slotName is the one name of slots that have two.
func slotName(slot string) string {
	if slot == "pre_filtered" {
		return "activities"
	}
	return slot
}

// slotShapes lists the slots of a rule and the shapes of their samples.
func slotShapes(rule *model.Rule) map[string][]int {
	conn, kind := rule.Connection, rule.Kind
	if kind.Trains == rules.Encoders {
		post := conn.Post.Ensemble
		matrix := []int{post.N, post.Dims}
		return map[string][]int{"post_filtered": {post.N}, "scaled_encoders": matrix, "delta": matrix}
	}
	n, targets := sourceNeurons(conn), []int{conn.Post.Size}
	shapes := map[string][]int{"activities": {n}, "delta": {conn.Post.Size, n}}
	if kind.NeedsError {
		shapes["error"] = []int{rule.ErrorSize}
	}
	if kind.NeedsPost {
		shapes["post_filtered"] = targets
	}
	if kind.Takes("theta_synapse") {
		shapes["theta"] = targets
	}
	for _, v := range kind.Keeps {
		shapes[v.Name] = shapeOf(v, n, conn.Post.Size)
	}
	return shapes
}

// shapeOf is the shape of what a rule keeps, of a number of neurons on each side.
func shapeOf(v rules.Variable, pre, post int) []int {
	var out []int
	for _, side := range v.Of {
		out = append(out, map[rules.Side]int{rules.Pre: pre, rules.Post: post}[side])
	}
	return out
}

// sourceNeurons is how many neurons a connection has weights from.
func sourceNeurons(conn *model.Connection) int {
	if conn.Pre.Neurons {
		return conn.Pre.Size
	}
	return conn.Pre.Ensemble.N
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
