package objects

import (
	"math"
	"slices"
	"strconv"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/synapses"
)

// DefaultSynapse is that of every wire: 5 ms.
var DefaultSynapse synapses.Synapse = synapses.Lowpass{Tau: 0.005}

// Node builds a node: a pass-through, a data source or an expression.
func (c *Objects) Node(d *outline.Decl, st *grammar.Node) (any, bool) {
	o := c.Options("node", &st.Options, d.In)
	n := &model.Node{Name: d.Name, Role: "node", At: d.At}
	var ok bool
	if n.Dims, ok = o.Whole("dims", 1, 0); !ok {
		return nil, false
	}
	if st.Value == nil {
		if n.Dims == 0 {
			c.Err(diag.SizeUnknown, d.At, "how many dimensions has `%s`?", d.Name).WithHelp("end the line with `dims 2`").
				WithFix(diag.Insert(d.At.End(), " dims 2").Maybe())
			return nil, false
		}
		if c.TooLarge(d.At, "`"+n.Name+"`", float64(n.Dims)) || !c.initial(n, o) {
			return nil, false
		}
		return c.AddNode(n)
	}
	if c.TooLarge(d.At, "`"+n.Name+"`", float64(n.Dims)) {
		return nil, false
	}
	syn, ok := c.Synapse(o, "synapse", DefaultSynapse)
	if !ok {
		return nil, false
	}
	n.Seed = c.Model.Seed
	if seed, ok := o.Whole("seed", math.MinInt32, 0); o.Has("seed") && ok {
		n.Seed = int64(seed)
	}
	if !c.ValueNode(d, n, st.Value, syn) || !c.initial(n, o) {
		return nil, false
	}
	return c.AddNode(n)
}

// InputPort builds a port into a template.
func (c *Objects) InputPort(d *outline.Decl, st *grammar.Input) (any, bool) {
	o := c.Options("input", &st.Options, d.In)
	n := &model.Node{Name: d.Name, Role: "input", At: d.At}
	var ok bool
	if n.Dims, ok = o.Whole("dims", 1, 0); !ok {
		return nil, false
	}
	if n.Dims == 0 {
		c.Err(diag.SizeUnknown, d.At, "how many dimensions has `%s`?", d.Name).WithHelp("end the line with `dims 1`").
			WithFix(diag.Insert(d.At.End(), " dims 1").Maybe())
		return nil, false
	}
	return c.AddNode(n)
}

// ValueNode makes n what an expression says. Until its size is known it reads
// one dimension of itself.
func (c *Objects) ValueNode(d *outline.Decl, n *model.Node, e *grammar.Expr, syn synapses.Synapse) bool {
	el := c.InNode(n, n.Dims, syn)
	c.Building[d] = n
	if _, _, _, ok := expressions.CallInTime(e, d.In); ok {
		return el.InTime(n, e, d.In) && c.knowsItsSize(d, n, el)
	}
	n.Dims = max(n.Dims, 1)
	v, ok := el.Expr(e, d.In)
	if !ok {
		return false
	}
	if el.Wanted == 0 {
		n.Dims = len(v.Elements)
	}
	switch {
	case !c.Expands(e.At, report.ElementBytes*float64(max(0, n.Dims-len(v.Elements)))):
		return false
	case len(v.Elements) == n.Dims:
	case len(v.Elements) == 1:
		for len(v.Elements) < n.Dims {
			v.Elements = append(v.Elements, v.Elements[0])
		}
	default:
		c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, len(v.Elements), n.Name, n.Dims)
		return false
	}
	c.UnitsMeet(e, d.In)
	el.Computes(n, v)
	c.Written[n] = e
	return c.knowsItsSize(d, n, el)
}

// knowsItsSize demands the size of a node that reads itself.
func (c *Objects) knowsItsSize(d *outline.Decl, n *model.Node, el *expressions.Speller) bool {
	if el.ReadsSelf && el.Wanted == 0 && n.Dims != 1 {
		c.Err(diag.SizeUnknown, d.At, "`%s` reads its own previous value; how many dimensions has it?", n.Name).
			WithFix(diag.Insert(d.At.End(), " dims "+strconv.Itoa(n.Dims)))
		return false
	}
	return true
}

// initial reads what a node that reads itself starts from; a number fills.
func (c *Objects) initial(n *model.Node, o *values.Options) bool {
	opt, ok := o.Get("initial")
	if !ok {
		return true
	}
	if !reads(n, n) && !slices.ContainsFunc(c.Model.Nodes, func(part *model.Node) bool { return part.Role == "part" && reads(part, n) }) {
		if opt.Fallback {
			return true
		}
		c.Err(diag.NothingToSolve, opt.NameAt, "`%s` does not read its own previous value, `initial` has no effect", n.Name).
			WithFix(diag.Delete(opt.Span()))
		return false
	}
	data, rows, cols, ok := c.MatrixOption(opt)
	if !ok {
		return false
	}
	if rows == 0 {
		for len(data) < n.Dims {
			data = append(data, data[0])
		}
	}
	if cols > 0 || len(data) != n.Dims {
		c.Err(diag.SizeMismatch, opt.Value.At, "`initial` has %d numbers, `%s` has %s", len(data), n.Name, report.Dimensions(n.Dims))
		return false
	}
	n.Initial = data
	return true
}

// reads reports a node that reads the previous value of another, or of itself.
func reads(n, previous *model.Node) bool {
	return slices.ContainsFunc(n.Reads, func(r *model.Read) bool { return r.Previous && r.Node == previous })
}
