// Package connections makes the connections of a model: of every connect
// statement, and of what is defined by wires, such as signals.
package connections

import (
	"fmt"
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/objects"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Connections makes connections.
type Connections struct {
	*objects.Objects
	deferred []deferredWire                         // to a rule's error
	conns    map[string]diag.Span                   // without a label, by name
	Lines    map[*model.Connection]*grammar.Connect // of connections that a line makes alone
}

// New makes connections between objects.
func New(o *objects.Objects) *Connections {
	return &Connections{Objects: o, conns: map[string]diag.Span{}, Lines: map[*model.Connection]*grammar.Connect{}}
}

// WireOptions is what the connections of one wire share.
type WireOptions struct {
	At       diag.Span
	Name     string
	Post     *model.Endpoint
	O        *values.Options
	Function *grammar.Expr    // the source expression, for messages
	Synapse  synapses.Synapse // default
	target   *grammar.Expr
	// What a number means as a matrix depends on both ends:
	activities bool // the source is neurons
	currents   bool // the target is the neurons of an array, which take currents
}

// deferredWire is a connection into a rule's error, which waits for the rules.
type deferredWire struct {
	st *grammar.Connect
	s  *outline.Scope
}

// ConnectAll takes every connect statement apart.
func (c *Connections) ConnectAll(*outline.Scope) {
	values.Every(c.Evaluator, func(st *grammar.Connect, s *outline.Scope) {
		if endsInRule(st.Target) {
			c.deferred = append(c.deferred, deferredWire{st, s})
		} else {
			c.connect(st, s)
		}
	})
}

// endsInRule recognises targets such as c.error.
func endsInRule(e *grammar.Expr) bool {
	for e.Kind == grammar.Index {
		e = e.Args[0]
	}
	return e.Kind == grammar.Member && e.Text == "error"
}

// RuleWires connects what ends in the error of a rule.
func (c *Connections) RuleWires(*outline.Scope) {
	for _, w := range c.deferred {
		c.StructUse = c.Structural(w.st.At)
		c.connect(w.st, w.s)
		c.StructUse = nil
	}
}

// connect builds the connections of one statement.
func (c *Connections) connect(st *grammar.Connect, s *outline.Scope) {
	o := c.Options("connect", &st.Options, s)
	wo := &WireOptions{At: st.At, O: o, Function: st.Source, target: st.Target, Synapse: objects.DefaultSynapse}
	name, ok := c.LabelOf(st.Label, s)
	if !ok {
		return
	}
	d := s.Home().Decls[name]
	if st.Label == nil {
		name = c.Named(st.Source, s) + "->" + c.Named(st.Target, s)
	}
	wo.Name = s.Prefix + name
	if d == nil || d.Stmt != st {
		d = &outline.Decl{Kind: outline.Connection, At: st.At, Stmt: st, In: s}
	}
	if st.Label == nil && !c.uniqueWire(wo.Name, st) {
		return
	}
	post, okPost := c.target(st.Target, s, wo)
	wo.Post = post
	made := false
	if neurons, ok := c.neuronSource(st.Source, s); ok {
		made = okPost && neurons != nil && c.connectNeurons(neurons, wo, s, d)
	} else if w, ok := c.Wire(st.Source, s); ok && okPost {
		made = c.ConnectWire(w, wo, s, d)
	} else {
		c.commonSettings(&model.Connection{}, wo) // its options may be wrong too
	}
	if !made {
		d.Failed = true
	}
}

// inUnitsOfGain reports `units gain`, before the options are checked.
func (wo *WireOptions) inUnitsOfGain() bool {
	opt, ok := wo.O.Get("units")
	return ok && opt.Value.String() == "gain"
}

// uniqueWire demands a label for a second wire of the same text, since names
// give random streams.
func (c *Connections) uniqueWire(name string, st *grammar.Connect) bool {
	if old, ok := c.conns[name]; ok {
		c.Err(diag.DeclaredTwice, st.At, "a second connection `%s`", name).WithPlace(old, "the first").
			WithHelp("give it a label: `connect again: %s -> %s`", st.Source, st.Target).
			WithFix(diag.Insert(st.Source.At.Start, "again: ").Maybe())
		return false
	}
	c.conns[name] = st.At
	return true
}

// target resolves the right side of an arrow.
func (c *Connections) target(e *grammar.Expr, s *outline.Scope, wo *WireOptions) (*model.Endpoint, bool) {
	if !values.IsRef(e) {
		c.Err(diag.BadTarget, e.At, "`%s` cannot be a target", e).WithHelp("the target is an object, a slice of it or its `.neurons`")
		return nil, false
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return nil, false
	}
	p := &model.Endpoint{At: e.At, Ensemble: r.Ens, Node: r.Node, Index: r.Index, Size: r.Size}
	switch entry := r.Entry(); {
	case r.Decl.Kind == outline.Instance:
		report.NamePort[*grammar.Input](c.Err(diag.BadTarget, e.At, "`%s` is an instance, not an object", e), r.Decl.Inner, e, "inputs")
		return nil, false
	case r.Conn != nil:
		return c.ruleTarget(p, r, e)
	case r.Array != nil && entry.From == slots.Activity:
		wo.currents, p.Node = true, r.Array.Currents(wo.inUnitsOfGain())
		return p, true
	case r.Array != nil:
		p.Node = r.Array.Input
		return p, true
	case !entry.Written:
		c.Err(diag.NotWritable, e.At, "`%s` can only be read", e).WithHelp("`%s.neurons` takes input", r.Name())
		return nil, false
	case entry.From == slots.Port:
		p.Port = r.Slot
		fallthrough
	case entry.From == slots.Activity:
		p.Neurons = true
	}
	if r.Node != nil && r.Node.Kind != model.PassThrough {
		c.Err(diag.NotWritable, e.At, "`%s` has a value of its own and takes no input", e).WithPlace(r.Node.At, "declared here").
			WithHelp("name what it depends on in its expression, or declare it without a value: `node %s dims %d`", r.Node.Name, r.Node.Dims)
		return nil, false
	}
	if r.Node != nil && (r.Node.Role == "signal" || r.Node.Role == "output") {
		c.Err(diag.NotWritable, e.At, "the %s `%s` is a wire and takes no further input", r.Node.Role, e).WithPlace(r.Node.At, "declared here")
		return nil, false
	}
	return p, true
}

func (c *Connections) ruleTarget(p *model.Endpoint, r *expressions.Ref, e *grammar.Expr) (*model.Endpoint, bool) {
	if r.Entry().From != slots.Error {
		c.Err(diag.BadTarget, e.At, "a connection cannot end in a connection").WithHelp("`%s.error` is the error of its learning rule", r.Conn.Name)
		return nil, false
	}
	rule, ok := c.RuleOf(r, e)
	if !ok {
		return nil, false
	}
	if !rule.Kind.NeedsError {
		c.Err(diag.NotWritable, e.At, "the rule `%s` learns without an error", rule.Name).WithPlace(rule.At, "the rule")
		return nil, false
	}
	p.Rule = rule
	return p, true
}

// neuronSource resolves a source that is the neurons of an ensemble. ok says
// that the source has that form; the reference is nil if it is in error.
func (c *Connections) neuronSource(e *grammar.Expr, s *outline.Scope) (*expressions.Ref, bool) {
	base := e
	for base.Kind == grammar.Index {
		base = base.Args[0]
	}
	if !values.IsRef(e) || base.Kind != grammar.Member || base.Text != "neurons" && base.Text != "rates" {
		return nil, false
	}
	r, ok := c.Reference(e, s)
	if !ok {
		return nil, true
	}
	return r, true
}

// ConnectWire builds one connection for each term of a wire.
func (c *Connections) ConnectWire(w *wires.Wire, wo *WireOptions, s *outline.Scope, d *outline.Decl) bool {
	if !c.functionOption(w, wo) {
		return false
	}
	for i, t := range w.Terms {
		conn := c.Model.NewConnection(wo.Name, wo.At, model.Endpoint{}, *wo.Post)
		conn.Function, conn.Transform = t.Fn, t.Transform
		if len(w.Terms) > 1 {
			conn.Name = fmt.Sprintf("%s.%d", wo.Name, i+1)
		}
		switch {
		case t.Constant != nil:
			n := &model.Node{Name: conn.Name + ".constant", Role: "constant", At: t.At, Kind: model.Code, Dims: len(t.Constant)}
			for _, k := range t.Constant {
				n.Code = append(n.Code, code.Number(k))
			}
			c.Model.Nodes = append(c.Model.Nodes, n)
			conn.Pre, conn.Transform = model.Endpoint{At: t.At, Node: n, Size: n.Dims}, model.Scaling(1)
		case t.Array != nil:
			n, transform, ok := c.arrayTerm(t, conn.Name, w.Size, wo)
			if !ok {
				return false
			}
			conn.Pre, conn.Transform = model.Endpoint{At: t.At, Node: n, Size: n.Dims}, transform
		default:
			conn.Pre = model.Endpoint{At: t.At, Ensemble: t.Src.Ens, Node: t.Src.Node, Size: t.Src.Size()}
		}
		conn.FuncText, conn.Points = wo.Function.String(), w.Points
		if !c.wireSettings(conn, w, wo) {
			return false
		}
		wo.Post.Size = conn.Post.Size
		if !wo.O.Has("transform") && !wo.O.Has("scale") && !wo.O.Has("function") {
			c.Written[conn] = wo.Function
		}
		c.keepConnection(conn, s, d, len(w.Terms) == 1)
	}
	return true
}

// functionOption composes the option `function` with a wire of one term.
func (c *Connections) functionOption(w *wires.Wire, wo *WireOptions) bool {
	opt, ok := wo.O.Get("function")
	if !ok {
		return true
	}
	if c.isPoints(opt) {
		return c.functionPoints(w, wo, opt)
	}
	if len(w.Terms) == 1 && w.Terms[0].Array != nil {
		return c.arrayFunction(w, wo, opt)
	}
	if len(w.Terms) != 1 || w.Terms[0].Constant != nil {
		c.Err(diag.ProductOnWire, opt.Value.At, "`function` of a sum needs neurons that see the whole sum").
			WithHelp("connect the sum to an ensemble and take the function of that")
		return false
	}
	t := w.Terms[0]
	x := t.Value(w.Size)
	v, ok := c.InFunction(expressions.Vector{Elems: x, List: len(x) > 1}).Expr(opt.Value, opt.In)
	if !ok {
		return false
	}
	if k, isConst := v.Elems[0].IsConst(); isConst && len(v.Elems) == 1 && !v.List {
		v.Elems = filled(k, wo.functionSize()) // a number fills
	}
	if wires.IsPassThrough(t.Src) {
		c.Err(diag.ProductOnWire, opt.Value.At, "`%s` only passes values on and computes no function", t.Src.Name()).
			WithPlace(t.Src.Node.At, "declared here").WithHelp("connect it to an ensemble and take the function of that, or write a `node`")
		return false
	}
	t.Fn, t.Transform, w.Size = v.Elems, model.Scaling(1), len(v.Elems)
	wo.Function = opt.Value
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
func (wo *WireOptions) functionSize() int {
	if wo.Post.Neurons {
		return wo.Post.Ensemble.Dims
	}
	return wo.Post.Size
}

// wireSettings reads the options of a connection that starts in values.
func (c *Connections) wireSettings(conn *model.Connection, w *wires.Wire, wo *WireOptions) bool {
	o := wo.O
	if !c.commonSettings(conn, wo) || !c.decoderSettings(conn, wo) || !c.pointsFit(conn) {
		return false
	}
	if opt, ok := o.Get("weights"); ok && !opt.Fallback {
		c.Err(diag.NothingToSolve, opt.NameAt, "`weights` belongs between neurons; this wire starts in values").
			WithHelp("write `decoders` for the decoders of `%s`, or connect `.neurons -> .neurons`", wo.Function).
			WithFix(diag.Replace(opt.NameAt, "decoders").Maybe())
		return false
	}
	size := w.Size
	if g := conn.Decoders; g != nil && !g.Fill && conn.Function == nil && conn.Transform.IsScalar() {
		size = g.Rows // any function of a whole population
	}
	opt, ok := o.Get("transform")
	if !ok {
		return c.fits(conn, size, wo)
	}
	t, ok := c.transform(opt, conn, size, wo)
	if !ok {
		return false
	}
	conn.Transform = t.After(conn.Transform)
	return true
}

// fits demands that a wire without transform has the size of its target.
func (c *Connections) fits(conn *model.Connection, size int, wo *WireOptions) bool {
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
		c.ShapeError(g.At, g.Rows, g.Cols, post.Size, conn.Pre.Ensemble.N)
		return false
	}
	c.sizeClash(conn, size, wo)
	return false
}

// valuesIntoNeurons reports a wire of values that ends in neurons and has no
// transform. Who gives a solver means weights between neurons.
func (c *Connections) valuesIntoNeurons(conn *model.Connection, size int, wo *WireOptions) {
	post := conn.Post
	d := c.Err(diag.TransformShape, wo.At, "`%s` has %d neurons; this wire needs a `transform` of %d×%d (target × source)", post.Ensemble.Name, post.Size, post.Size, size)
	solve, solved := wo.O.Get("solve")
	if src := wo.Function; solved && !solve.Fallback && src.Kind == grammar.Name && conn.Pre.Ensemble != nil {
		d.WithHelp("full weights are solved between neurons: `%s.neurons -> %s`", src, wo.target).WithFix(diag.Insert(src.At.End, ".neurons"))
		return
	}
	d.WithHelp("`transform -3` gives every neuron the same weight")
}

func (c *Connections) sizeClash(conn *model.Connection, size int, wo *WireOptions) {
	pre, post := conn.Pre, conn.Post
	src, dst := wo.Function, wo.target
	d := c.Err(diag.SizeMismatch, wo.At, "`%s` has %s, `%s` takes %d", src, report.Dimensions(size), dst, post.Size)
	object := pre.Ensemble != nil || DeclaredAt(pre) != src.At // not a constant, whose parts may be rows
	if DeclaredAt(pre) != DeclaredAt(post) {
		d.WithPlace(DeclaredAt(pre), "%s", report.Dimensions(pre.Size))
	}
	d.WithPlace(DeclaredAt(post), "%s", report.Dimensions(post.Size))
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

func DeclaredAt(e model.Endpoint) diag.Span {
	switch {
	case e.Ensemble != nil:
		return e.Ensemble.At
	case e.Node != nil:
		return e.Node.At
	}
	return e.Rule.At
}

// commonSettings reads synapse, delay, units and scale.
func (c *Connections) commonSettings(conn *model.Connection, wo *WireOptions) bool {
	o := wo.O
	var ok, okDelay bool
	conn.Synapse, ok = c.Synapse(o, "synapse", wo.Synapse)
	if conn.Delay.Time, okDelay = o.Number("delay", catalog.Time, 0); !ok || !okDelay {
		return false
	}
	if opt, given := o.Get("delay"); given && !(conn.Delay.Time > 0) {
		c.Err(diag.OutOfRange, opt.Value.At, "`delay` must be above 0")
		return false
	} else if given {
		c.Lasts("`delay`", conn.Delay.Time, opt.Value.At)
	}
	units, ok := o.Word("units", "current", "current", "gain")
	if !ok {
		return false
	}
	conn.UnitsGain = units == "gain"
	if opt, given := o.Get("units"); given && !conn.Post.Neurons && !wo.currents && !opt.Fallback && conn.Name != "" {
		c.Err(diag.NothingToSolve, opt.NameAt, "`units` says what arrives at neurons; `%s` takes values", conn.Post.Name()).WithFix(diag.Delete(opt.Span()))
		return false
	}
	if conn.Scale, ok = o.Number("scale", catalog.Plain, 1); !ok {
		return false
	}
	if seed, ok := o.Whole("seed", math.MinInt32, 0); o.Has("seed") && ok {
		conn.Seed = int64(seed)
	}
	conn.Match, ok = o.Yes("match")
	return ok
}

// keepConnection adds a connection to the model and to its block. A label names it
// if its wire has no other terms.
func (c *Connections) keepConnection(conn *model.Connection, s *outline.Scope, d *outline.Decl, lone bool) {
	c.Model.Connections = append(c.Model.Connections, conn)
	if s != nil {
		c.WiresIn[s.Home()] = append(c.WiresIn[s.Home()], conn)
	}
	if d == nil {
		return
	}
	c.Made[d] = nil // several
	if lone {
		c.Made[d] = conn
		if line, ok := d.Stmt.(*grammar.Connect); ok {
			c.Lines[conn] = line
		}
	}
}
