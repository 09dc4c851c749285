package check

import (
	"math"
	"slices"
	"strconv"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/synapses"
)

// defaultSynapse is that of every wire: 5 ms.
var defaultSynapse synapses.Synapse = synapses.Lowpass{Tau: 0.005}

// node builds a node: a pass-through, a data source or an expression.
func (c *checker) node(d *decl, st *grammar.Node) (any, bool) {
	o := c.options("node", &st.Options, d.in)
	n := &model.Node{Name: d.name, Role: "node", At: d.at}
	var ok bool
	if n.Dims, ok = o.whole("dims", 1, 0); !ok {
		return nil, false
	}
	if st.Value == nil {
		if n.Dims == 0 {
			c.err(diag.SizeUnknown, d.at, "how many dimensions has `%s`?", d.name).WithHelp("end the line with `dims 2`").WithFix(diag.Insert(d.at.End, " dims 2").Maybe())
			return nil, false
		}
		if c.tooLarge(d.at, "`"+n.Name+"`", float64(n.Dims)) || !c.initial(n, o) {
			return nil, false
		}
		return c.keepNode(n)
	}
	if c.tooLarge(d.at, "`"+n.Name+"`", float64(n.Dims)) {
		return nil, false
	}
	syn, ok := c.synapse(o, "synapse", defaultSynapse)
	if !ok {
		return nil, false
	}
	n.Seed = c.model.Seed
	if seed, ok := o.whole("seed", math.MinInt32, 0); o.has("seed") && ok {
		n.Seed = int64(seed)
	}
	if !c.valueNode(d, n, st.Value, syn) || !c.initial(n, o) {
		return nil, false
	}
	return c.keepNode(n)
}

// reads reports a node that reads the previous value of another, or of itself.
func reads(n, previous *model.Node) bool {
	return slices.ContainsFunc(n.Reads, func(r *model.Read) bool { return r.Previous && r.Node == previous })
}

// initial reads what a node that reads itself starts from; a number fills.
func (c *checker) initial(n *model.Node, o *options) bool {
	opt, ok := o.get("initial")
	if !ok {
		return true
	}
	if !reads(n, n) && !slices.ContainsFunc(c.model.Nodes, func(part *model.Node) bool { return part.Role == "part" && reads(part, n) }) {
		if opt.fallback {
			return true
		}
		c.err(diag.NothingToSolve, opt.NameAt, "`%s` does not read its own previous value, `initial` has no effect", n.Name).WithFix(diag.Delete(opt.Span()))
		return false
	}
	data, rows, cols, ok := c.matrixOption(opt)
	if !ok {
		return false
	}
	if rows == 0 {
		for len(data) < n.Dims {
			data = append(data, data[0])
		}
	}
	if cols > 0 || len(data) != n.Dims {
		c.err(diag.SizeMismatch, opt.Value.At, "`initial` has %d numbers, `%s` has %s", len(data), n.Name, dimensions(n.Dims))
		return false
	}
	n.Initial = data
	return true
}

// keepNode adds a node to the model.
func (c *checker) keepNode(n *model.Node) (any, bool) {
	c.model.Nodes = append(c.model.Nodes, n)
	return n, true
}

// valueNode makes n what an expression says. Until its size is known it reads
// one dimension of itself.
func (c *checker) valueNode(d *decl, n *model.Node, e *grammar.Expr, syn synapses.Synapse) bool {
	el := c.inNode(n, n.Dims, syn)
	c.making[d] = n
	if _, _, _, ok := callInTime(e, d.in); ok {
		return el.inTime(n, e, d.in) && c.knowsItsSize(d, n, el)
	}
	n.Dims = max(n.Dims, 1)
	v, ok := el.expr(e, d.in)
	if !ok {
		return false
	}
	if el.wanted == 0 {
		n.Dims = len(v.elems)
	}
	switch {
	case !c.expands(e.At, elementBytes*float64(max(0, n.Dims-len(v.elems)))):
		return false
	case len(v.elems) == n.Dims:
	case len(v.elems) == 1:
		for len(v.elems) < n.Dims {
			v.elems = append(v.elems, v.elems[0])
		}
	default:
		c.err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, len(v.elems), n.Name, n.Dims)
		return false
	}
	c.unitsMeet(e, d.in)
	el.computes(n, v)
	c.written[n] = e
	return c.knowsItsSize(d, n, el)
}

// knowsItsSize demands the size of a node that reads itself.
func (c *checker) knowsItsSize(d *decl, n *model.Node, el *speller) bool {
	if el.readsSelf && el.wanted == 0 && n.Dims != 1 {
		c.err(diag.SizeUnknown, d.at, "`%s` reads its own previous value; how many dimensions has it?", n.Name).WithFix(diag.Insert(d.at.End, " dims "+strconv.Itoa(n.Dims)))
		return false
	}
	return true
}

// computes makes a node of an elaborated expression.
func (el *speller) computes(n *model.Node, v vector) {
	n.Kind, n.Code = model.Code, v.elems
	for _, src := range el.sources {
		r := &model.Read{Node: src.node, Ensemble: src.ens, At: src.at, Previous: src.node != nil && src.node == el.self}
		if src.ens != nil || src.node.Direct {
			r.Synapse = el.synapse
		}
		n.Reads = append(n.Reads, r)
	}
}

// inputPort builds a port into a template.
func (c *checker) inputPort(d *decl, st *grammar.Input) (any, bool) {
	o := c.options("input", &st.Options, d.in)
	n := &model.Node{Name: d.name, Role: "input", At: d.at}
	var ok bool
	if n.Dims, ok = o.whole("dims", 1, 0); !ok {
		return nil, false
	}
	if n.Dims == 0 {
		c.err(diag.SizeUnknown, d.at, "how many dimensions has `%s`?", d.name).WithHelp("end the line with `dims 1`").WithFix(diag.Insert(d.at.End, " dims 1").Maybe())
		return nil, false
	}
	return c.keepNode(n)
}
