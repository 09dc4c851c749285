package connections

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// distance is the word for how far the two neurons of a pair lie apart.
const distance = "distance"

// pairs reads an option that is a number for each pair of neurons of a source and the
// target: one for all, a matrix or file (target × source), a distribution, or an expression
// in distance.
func (c *Connections) pairs(conn *model.Connection, opt values.Option, source int, unit catalog.Unit) (*model.Pairwise, bool) {
	p := &model.Pairwise{At: opt.Value.At}
	if opt.From {
		return p, c.pairsOfFile(p, conn, opt.Value.Text, source)
	}
	e, s := c.Deref(opt.Value, opt.In)
	if file, _ := values.NpyFile(e); file != nil {
		return p, c.pairsOfFile(p, conn, file.Text, source)
	}
	dist, isDrawn, ok := c.Distribution(e, s, unit)
	switch {
	case !ok:
		return nil, false
	case isDrawn:
		p.Dist = dist
		return p, c.ChoiceFits(dist, opt.Name, 1, e.At)
	case mentions(e, distance):
		return p, c.pairsByDistance(p, conn, opt, source, unit)
	}
	v, ok := c.Constant(opt.Value, opt.In)
	if !ok {
		return nil, false
	}
	if !v.Vec {
		p.Num, ok = c.Scalar(v, "`"+opt.Name+"`", unit)
		return p, ok
	}
	if first(v).Unit == catalog.Plain {
		unit = catalog.Plain // a matrix without units is of seconds
	}
	if p.Data, ok = c.Numbers(v, "`"+opt.Name+"`", unit); !ok {
		return nil, false
	}
	rows, cols := 1, v.Len()
	if v.Len() > 0 && v.Element(0).Vec {
		rows, cols = v.Len(), v.Element(0).Len()
	}
	return p, c.pairsFit(p, conn, rows, cols, source)
}

// first is the first number of a value.
func first(v values.Value) values.Value {
	for v.Vec && v.Len() > 0 {
		v = v.Element(0)
	}
	return v
}

func (c *Connections) pairsOfFile(p *model.Pairwise, conn *model.Connection, name string, source int) bool {
	if file, member := inputs.SplitRef(name); member == "" && inputs.HasExtension(file, ".npz") {
		c.Err(diag.TableKind, p.At, "which array of %q?", file).WithHelp("`from \"%s:NAME\"` names it", file)
		return false
	}
	data, rows, cols, ok := c.ReadArray(name, p.At)
	p.Data = data
	return ok && c.pairsFit(p, conn, rows, cols, source)
}

// pairsFit demands a number for each pair.
func (c *Connections) pairsFit(p *model.Pairwise, conn *model.Connection, rows, cols, source int) bool {
	if want := conn.Pre.Ends()[source].Size; rows != conn.Post.Size || cols != want || len(p.Data) != rows*cols {
		c.ShapeError(p.At, rows, cols, conn.Post.Size, want)
		return false
	}
	return true
}

// mentions reports an expression in which a name stands.
func mentions(e *grammar.Expr, name string) bool {
	found := false
	e.Walk(func(x *grammar.Expr) {
		n, ok := x.IsName()
		found = found || ok && n == name
	})
	return found
}

// withoutPositions are those of the two ends whose neurons are nowhere.
func withoutPositions(pre, post *model.Ensemble) (nowhere []*model.Ensemble) {
	if pre.Positions == nil {
		nowhere = append(nowhere, pre)
	}
	if post.Positions == nil && post != pre {
		nowhere = append(nowhere, post)
	}
	return nowhere
}

// noPositions reports a distance between neurons that are nowhere.
func (c *Connections) noPositions(nowhere []*model.Ensemble, opt values.Option) {
	var names []string
	var give diag.Fix
	for _, e := range nowhere {
		names = append(names, "`"+e.Name+"`")
		give = give.And(diag.Insert(e.At.End(), " positions sheet(2)"))
	}
	d := c.Err(diag.NoPositions, opt.Value.At, "how far apart? the neurons of %s have no positions", strings.Join(names, " and ")).WithFix(give.Maybe())
	for _, e := range nowhere {
		d.WithPlace(e.At, "declared here")
	}
}

// pairsByDistance reads an expression in distance, whose unit is that of the same
// expression with a number in its place.
func (c *Connections) pairsByDistance(p *model.Pairwise, conn *model.Connection, opt values.Option, source int, unit catalog.Unit) bool {
	if nowhere := withoutPositions(conn.Pre.Ends()[source].Ensemble, conn.Post.Ensemble); nowhere != nil {
		c.noPositions(nowhere, opt)
		return false
	}
	if _, ok := c.ScalarOf(replaced(opt.Value, distance), opt.In, "`"+opt.Name+"`", unit); !ok {
		return false
	}
	v, ok := c.InNamed(map[string]expressions.Vector{distance: {Elements: []*code.Expr{code.Var(0, 0)}}}).Expr(opt.Value, opt.In)
	if !ok {
		return false
	}
	p.Of = v.Elements[0] // a list was refused above
	return true
}

// replaced is an expression with 1 in the place of a name.
func replaced(e *grammar.Expr, name string) *grammar.Expr {
	if n, ok := e.IsName(); ok && n == name {
		return &grammar.Expr{Kind: grammar.Number, Num: 1, At: e.At}
	}
	out := *e
	out.Args = slices.Clone(e.Args)
	for i, a := range e.Args {
		if a != nil {
			out.Args[i] = replaced(a, name)
		}
	}
	return &out
}
