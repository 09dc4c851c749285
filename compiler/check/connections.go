package check

import (
	"fmt"
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/stdlib/synapses"
)

// wireOptions is what the connections of one wire share.
type wireOptions struct {
	at       diag.Span
	name     string
	post     *model.Endpoint
	o        *options
	function *grammar.Expr    // the source expression, for messages
	synapse  synapses.Synapse // default
	target   *grammar.Expr
	// What a number means as a matrix depends on both ends:
	activities bool // the source is neurons
	currents   bool // the target is the neurons of an array, which take currents
}

// deferredWire is a connection into a rule's error, which waits for the rules.
type deferredWire struct {
	st *grammar.Connect
	s  *scope
}

// connections takes every connect statement apart.
func (c *checker) connections(*scope) {
	every(c, func(st *grammar.Connect, s *scope) {
		if endsInRule(st.Target) {
			c.deferred = append(c.deferred, deferredWire{st, s})
		} else {
			c.connect(st, s)
		}
	})
}

// isMade reports a declaration that came to something.
func (c *checker) isMade(d *decl) bool {
	_, made := c.made[d]
	return made
}

// endsInRule recognises targets such as c.error.
func endsInRule(e *grammar.Expr) bool {
	for e.Kind == grammar.Index {
		e = e.Args[0]
	}
	return e.Kind == grammar.Member && e.Text == "error"
}

// ruleWires connects what ends in the error of a rule.
func (c *checker) ruleWires(*scope) {
	for _, w := range c.deferred {
		c.structUse = c.structural(w.st.At)
		c.connect(w.st, w.s)
		c.structUse = nil
	}
}

// connect builds the connections of one statement.
func (c *checker) connect(st *grammar.Connect, s *scope) {
	o := c.options("connect", &st.Options, s)
	wo := &wireOptions{at: st.At, o: o, function: st.Source, target: st.Target, synapse: defaultSynapse}
	name, ok := c.labelOf(st.Label, s)
	if !ok {
		return
	}
	d := s.home().decls[name]
	if st.Label == nil {
		name = c.named(st.Source, s) + "->" + c.named(st.Target, s)
	}
	wo.name = s.prefix + name
	if d == nil || d.stmt != st {
		d = &decl{kind: connDecl, at: st.At, stmt: st, in: s}
	}
	if st.Label == nil && !c.uniqueWire(wo.name, st) {
		return
	}
	post, okPost := c.target(st.Target, s, wo)
	wo.post = post
	made := false
	if neurons, ok := c.neuronSource(st.Source, s); ok {
		made = okPost && neurons != nil && c.connectNeurons(neurons, wo, s, d)
	} else if w, ok := c.wire(st.Source, s); ok && okPost {
		made = c.connectWire(w, wo, s, d)
	} else {
		c.commonSettings(&model.Connection{}, wo) // its options may be wrong too
	}
	if !made {
		d.failed = true
	}
}

// inUnitsOfGain reports `units gain`, before the options are checked.
func (wo *wireOptions) inUnitsOfGain() bool {
	opt, ok := wo.o.get("units")
	return ok && opt.Value.String() == "gain"
}

// uniqueWire demands a label for a second wire of the same text, since names
// give random streams.
func (c *checker) uniqueWire(name string, st *grammar.Connect) bool {
	if old, ok := c.conns[name]; ok {
		c.err(diag.DeclaredTwice, st.At, "a second connection `%s`", name).WithPlace(old, "the first").
			WithHelp("give it a label: `connect again: %s -> %s`", st.Source, st.Target).
			WithFix(diag.Insert(st.Source.At.Start, "again: ").Maybe())
		return false
	}
	c.conns[name] = st.At
	return true
}

// target resolves the right side of an arrow.
func (c *checker) target(e *grammar.Expr, s *scope, wo *wireOptions) (*model.Endpoint, bool) {
	if !isRef(e) {
		c.err(diag.BadTarget, e.At, "`%s` cannot be a target", e).WithHelp("the target is an object, a slice of it or its `.neurons`")
		return nil, false
	}
	r, ok := c.reference(e, s)
	if !ok {
		return nil, false
	}
	p := &model.Endpoint{At: e.At, Ensemble: r.ens, Node: r.node, Index: r.index, Size: r.size}
	switch entry := r.entry(); {
	case r.decl.kind == instanceDecl:
		namePort[*grammar.Input](c.err(diag.BadTarget, e.At, "`%s` is an instance, not an object", e), r.decl.inner, e, "inputs")
		return nil, false
	case r.conn != nil:
		return c.ruleTarget(p, r, e)
	case r.array != nil && entry.From == slots.Activity:
		wo.currents, p.Node = true, r.array.currents(wo.inUnitsOfGain())
		return p, true
	case r.array != nil:
		p.Node = r.array.input
		return p, true
	case !entry.Written:
		c.err(diag.NotWritable, e.At, "`%s` can only be read", e).WithHelp("`%s.neurons` takes input", r.name())
		return nil, false
	case entry.From == slots.Port:
		p.Port = r.slot
		fallthrough
	case entry.From == slots.Activity:
		p.Neurons = true
	}
	if r.node != nil && r.node.Kind != model.PassThrough {
		c.err(diag.NotWritable, e.At, "`%s` has a value of its own and takes no input", e).WithPlace(r.node.At, "declared here").
			WithHelp("name what it depends on in its expression, or declare it without a value: `node %s dims %d`", r.node.Name, r.node.Dims)
		return nil, false
	}
	if r.node != nil && (r.node.Role == "signal" || r.node.Role == "output") {
		c.err(diag.NotWritable, e.At, "the %s `%s` is a wire and takes no further input", r.node.Role, e).WithPlace(r.node.At, "declared here")
		return nil, false
	}
	return p, true
}

func (c *checker) ruleTarget(p *model.Endpoint, r *ref, e *grammar.Expr) (*model.Endpoint, bool) {
	if r.entry().From != slots.Error {
		c.err(diag.BadTarget, e.At, "a connection cannot end in a connection").WithHelp("`%s.error` is the error of its learning rule", r.conn.Name)
		return nil, false
	}
	rule, ok := c.ruleOf(r, e)
	if !ok {
		return nil, false
	}
	if !rule.Kind.NeedsError {
		c.err(diag.NotWritable, e.At, "the rule `%s` learns without an error", rule.Name).WithPlace(rule.At, "the rule")
		return nil, false
	}
	p.Rule = rule
	return p, true
}

// neuronSource resolves a source that is the neurons of an ensemble. ok says
// that the source has that form; the reference is nil if it is in error.
func (c *checker) neuronSource(e *grammar.Expr, s *scope) (*ref, bool) {
	base := e
	for base.Kind == grammar.Index {
		base = base.Args[0]
	}
	if !isRef(e) || base.Kind != grammar.Member || base.Text != "neurons" && base.Text != "rates" {
		return nil, false
	}
	r, ok := c.reference(e, s)
	if !ok {
		return nil, true
	}
	return r, true
}

// connectWire builds one connection for each term of a wire.
func (c *checker) connectWire(w *wire, wo *wireOptions, s *scope, d *decl) bool {
	if !c.functionOption(w, wo) {
		return false
	}
	for i, t := range w.terms {
		conn := c.model.NewConnection(wo.name, wo.at, model.Endpoint{}, *wo.post)
		conn.Function, conn.Transform = t.fn, t.transform
		if len(w.terms) > 1 {
			conn.Name = fmt.Sprintf("%s.%d", wo.name, i+1)
		}
		switch {
		case t.constant != nil:
			n := &model.Node{Name: conn.Name + ".constant", Role: "constant", At: t.at, Kind: model.Code, Dims: len(t.constant)}
			for _, k := range t.constant {
				n.Code = append(n.Code, code.Number(k))
			}
			c.model.Nodes = append(c.model.Nodes, n)
			conn.Pre, conn.Transform = model.Endpoint{At: t.at, Node: n, Size: n.Dims}, model.Transform{Scalar: 1}
		case t.array != nil:
			n, transform, ok := c.arrayTerm(t, conn.Name, w.size, wo)
			if !ok {
				return false
			}
			conn.Pre, conn.Transform = model.Endpoint{At: t.at, Node: n, Size: n.Dims}, transform
		default:
			conn.Pre = model.Endpoint{At: t.at, Ensemble: t.src.ens, Node: t.src.node, Size: t.src.size()}
		}
		conn.FuncText, conn.Points = wo.function.String(), w.points
		if !c.wireSettings(conn, w, wo) {
			return false
		}
		wo.post.Size = conn.Post.Size
		if !wo.o.has("transform") && !wo.o.has("scale") && !wo.o.has("function") {
			c.written[conn] = wo.function
		}
		c.keepConnection(conn, s, d, len(w.terms) == 1)
	}
	return true
}

// functionOption composes the option `function` with a wire of one term.
func (c *checker) functionOption(w *wire, wo *wireOptions) bool {
	opt, ok := wo.o.get("function")
	if !ok {
		return true
	}
	if c.isPoints(opt) {
		return c.functionPoints(w, wo, opt)
	}
	if len(w.terms) == 1 && w.terms[0].array != nil {
		return c.arrayFunction(w, wo, opt)
	}
	if len(w.terms) != 1 || w.terms[0].constant != nil {
		c.err(diag.ProductOnWire, opt.Value.At, "`function` of a sum needs neurons that see the whole sum").
			WithHelp("connect the sum to an ensemble and take the function of that")
		return false
	}
	t := w.terms[0]
	x := t.value(w.size)
	v, ok := c.inFunction(vector{elems: x, list: len(x) > 1}).expr(opt.Value, opt.in)
	if !ok {
		return false
	}
	if k, isConst := v.elems[0].IsConst(); isConst && len(v.elems) == 1 && !v.list {
		v.elems = filled(k, wo.functionSize()) // a number fills
	}
	if isPassThrough(t.src) {
		c.err(diag.ProductOnWire, opt.Value.At, "`%s` only passes values on and computes no function", t.src.name()).
			WithPlace(t.src.node.At, "declared here").WithHelp("connect it to an ensemble and take the function of that, or write a `node`")
		return false
	}
	t.fn, t.transform, w.size = v.elems, model.Transform{Scalar: 1}, len(v.elems)
	wo.function = opt.Value
	return true
}

func filled(k float64, n int) []*code.Expr {
	out := make([]*code.Expr, n)
	for i := range out {
		out[i] = code.Number(k)
	}
	return out
}

// functionSize is how many values a constant function fills.
func (wo *wireOptions) functionSize() int {
	if wo.post.Neurons {
		return wo.post.Ensemble.Dims
	}
	return wo.post.Size
}

// value spells the value of a term out as expressions of its source.
func (t *term) value(size int) []*code.Expr {
	in := t.fn
	if in == nil {
		for i := range t.src.size() {
			in = append(in, code.Var(0, i))
		}
	}
	m := t.transform
	if m.IsScalar() {
		out := make([]*code.Expr, len(in))
		for i, e := range in {
			out[i] = e
			if m.Scalar != 1 {
				out[i] = code.NewBinary("*", code.Number(m.Scalar), e, e.At)
			}
		}
		return out
	}
	out := make([]*code.Expr, size)
	for i := range out {
		out[i] = code.Number(0)
		first := true
		for j, e := range in {
			k := m.M[i*m.Cols+j]
			if k == 0 {
				continue
			}
			if k != 1 {
				e = code.NewBinary("*", code.Number(k), e, e.At)
			}
			if first {
				out[i], first = e, false
			} else {
				out[i] = code.NewBinary("+", out[i], e, e.At)
			}
		}
	}
	return out
}

// wireSettings reads the options of a connection that starts in values.
func (c *checker) wireSettings(conn *model.Connection, w *wire, wo *wireOptions) bool {
	o := wo.o
	if !c.commonSettings(conn, wo) || !c.decoderSettings(conn, wo) || !c.pointsFit(conn) {
		return false
	}
	if opt, ok := o.get("weights"); ok && !opt.fallback {
		c.err(diag.NothingToSolve, opt.NameAt, "`weights` belongs between neurons; this wire starts in values").
			WithHelp("write `decoders` for the decoders of `%s`, or connect `.neurons -> .neurons`", wo.function).
			WithFix(diag.Replace(opt.NameAt, "decoders").Maybe())
		return false
	}
	size := w.size
	if g := conn.Decoders; g != nil && !g.Fill && conn.Function == nil && conn.Transform.IsScalar() {
		size = g.Rows // any function of a whole population
	}
	opt, ok := o.get("transform")
	if !ok {
		return c.fits(conn, size, wo)
	}
	t, ok := c.transform(opt, conn, size, wo)
	if !ok {
		return false
	}
	conn.Transform = apply(t, conn.Transform)
	return true
}

// fits demands that a wire without transform has the size of its target.
func (c *checker) fits(conn *model.Connection, size int, wo *wireOptions) bool {
	post := &conn.Post
	if wo.target == nil || size == post.Size {
		post.Size = size
		return true
	}
	if post.Neurons {
		c.valuesIntoNeurons(conn, size, wo)
		return false
	}
	if g := conn.Decoders; g != nil && !g.Fill && g.Rows == size {
		c.shapeError(g.At, g.Rows, g.Cols, post.Size, conn.Pre.Ensemble.N)
		return false
	}
	c.sizeClash(conn, size, wo)
	return false
}

// valuesIntoNeurons reports a wire of values that ends in neurons and has no
// transform. Who gives a solver means weights between neurons.
func (c *checker) valuesIntoNeurons(conn *model.Connection, size int, wo *wireOptions) {
	post := conn.Post
	d := c.err(diag.TransformShape, wo.at, "`%s` has %d neurons; this wire needs a `transform` of %d×%d (target × source)", post.Ensemble.Name, post.Size, post.Size, size)
	solve, solved := wo.o.get("solve")
	if src := wo.function; solved && !solve.fallback && src.Kind == grammar.Name && conn.Pre.Ensemble != nil {
		d.WithHelp("full weights are solved between neurons: `%s.neurons -> %s`", src, wo.target).WithFix(diag.Insert(src.At.End, ".neurons"))
		return
	}
	d.WithHelp("`transform -3` gives every neuron the same weight")
}

func (c *checker) sizeClash(conn *model.Connection, size int, wo *wireOptions) {
	pre, post := conn.Pre, conn.Post
	src, dst := wo.function, wo.target
	d := c.err(diag.SizeMismatch, wo.at, "`%s` has %s, `%s` takes %d", src, dimensions(size), dst, post.Size)
	object := pre.Ensemble != nil || declaredAt(pre) != src.At // not a constant, whose parts may be rows
	if declaredAt(pre) != declaredAt(post) {
		d.WithPlace(declaredAt(pre), "%s", dimensions(pre.Size))
	}
	d.WithPlace(declaredAt(post), "%s", dimensions(post.Size))
	var ways []string
	if name, ok := src.IsName(); ok && object && size > post.Size && post.Size > 0 {
		part := fmt.Sprintf("[0:%d]", post.Size)
		d.WithFix(diag.Insert(src.At.End, part).Maybe())
		ways = append(ways, "`"+name+part+"`")
	}
	if name, ok := dst.IsName(); ok && size < post.Size {
		part := fmt.Sprintf("[0:%d]", size)
		d.WithFix(diag.Insert(dst.At.End, part).Maybe())
		ways = append(ways, "`"+name+part+"`", "a `transform`")
	} else if ok && post.Ensemble != nil {
		ways = append(ways, fmt.Sprintf("`dims %d` on `%s`", size, name))
	}
	if len(ways) > 0 {
		d.WithHelp("did you mean %s?", strings.Join(ways, ", or "))
	}
}

func dimensions(n int) string {
	if n == 1 {
		return "1 dimension"
	}
	return fmt.Sprintf("%d dimensions", n)
}

func declaredAt(e model.Endpoint) diag.Span {
	switch {
	case e.Ensemble != nil:
		return e.Ensemble.At
	case e.Node != nil:
		return e.Node.At
	}
	return e.Rule.At
}

// commonSettings reads synapse, delay, units and scale.
func (c *checker) commonSettings(conn *model.Connection, wo *wireOptions) bool {
	o := wo.o
	var ok, okDelay bool
	conn.Synapse, ok = c.synapse(o, "synapse", wo.synapse)
	if conn.Delay.Time, okDelay = o.number("delay", catalog.Time, 0); !ok || !okDelay {
		return false
	}
	if opt, given := o.get("delay"); given && !(conn.Delay.Time > 0) {
		c.err(diag.OutOfRange, opt.Value.At, "`delay` must be above 0")
		return false
	} else if given {
		c.lasts("`delay`", conn.Delay.Time, opt.Value.At)
	}
	units, ok := o.word("units", "current", "current", "gain")
	if !ok {
		return false
	}
	conn.UnitsGain = units == "gain"
	if opt, given := o.get("units"); given && !conn.Post.Neurons && !wo.currents && !opt.fallback && conn.Name != "" {
		c.err(diag.NothingToSolve, opt.NameAt, "`units` says what arrives at neurons; `%s` takes values", conn.Post.Name()).WithFix(diag.Delete(opt.Span()))
		return false
	}
	if conn.Scale, ok = o.number("scale", catalog.Plain, 1); !ok {
		return false
	}
	if seed, ok := o.whole("seed", math.MinInt32, 0); o.has("seed") && ok {
		conn.Seed = int64(seed)
	}
	conn.Match, ok = o.yes("match")
	return ok
}

// keepConnection adds a connection to the model and to its block. A label names it
// if its wire has no other terms.
func (c *checker) keepConnection(conn *model.Connection, s *scope, d *decl, lone bool) {
	c.model.Connections = append(c.model.Connections, conn)
	if s != nil {
		c.wires[s.home()] = append(c.wires[s.home()], conn)
	}
	if d == nil {
		return
	}
	c.made[d] = nil // several
	if lone {
		c.made[d] = conn
		if line, ok := d.stmt.(*grammar.Connect); ok {
			c.lines[conn] = line
		}
	}
}
