package objects

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/space"
)

// positions reads where the neurons of an ensemble are.
func (c *Objects) positions(e *model.Ensemble, o *values.Options) (ok bool) {
	opt, given := o.Get("positions")
	axes, hasAxes := o.Get("axes")
	if !given {
		if hasAxes && !axes.Fallback {
			c.Err(diag.BadArgument, axes.NameAt, "`axes` says how many coordinates are drawn, and nothing is").
				WithHelp("`positions uniform(-1, 1) axes 2`").WithFix(diag.Delete(axes.Span()))
			return false
		}
		return true
	}
	p := &model.Positions{At: opt.Value.At}
	if opt.From {
		p.Data, p.Axes, ok = c.positionsOfFile(e, opt.Value.Text, opt.Value.At)
	} else {
		ok = c.positionsOf(p, e, opt, o)
	}
	if ok && p.Dist == nil && hasAxes && !axes.Fallback {
		c.Err(diag.BadArgument, axes.NameAt, "`%s` has %d axes already", opt.Value, p.Axes).WithFix(diag.Delete(axes.Span()))
		return false
	}
	e.Positions = p
	return ok
}

// positionsOf reads a layout, a distribution, a matrix or a file in brackets.
func (c *Objects) positionsOf(p *model.Positions, e *model.Ensemble, opt values.Option, o *values.Options) (ok bool) {
	value, s := c.Deref(opt.Value, opt.In)
	if file, _ := values.NpyFile(value); file != nil {
		p.Data, p.Axes, ok = c.positionsOfFile(e, file.Text, file.At)
		return ok
	}
	name, args, names, isCall := values.NameAndArgs(value)
	if layout := space.Find(name); isCall && layout != nil && s.Lookup(name) == nil {
		p.Layout, p.Axes = name, layout.Axes[0]
		return len(layout.Axes) == 1 && c.noArguments(layout, args, value) || len(layout.Axes) > 1 && c.axesOf(p, layout, value, args, names, opt)
	}
	dist, drawn, ok := c.Distribution(value, s, catalog.Plain)
	switch {
	case !ok:
		return false
	case drawn:
		p.Dist = dist
		if p.Axes, ok = o.Whole("axes", 1, 1); !ok || !c.ChoiceFits(dist, "positions", 1, value.At) {
			return false
		}
		return !c.TooLarge(value.At, "positions of `"+e.Name+"`", float64(e.N)*float64(p.Axes))
	case value.Kind == grammar.Vector:
		data, rows, cols, ok := c.MatrixOf(value, s, "positions", catalog.Plain, value.At)
		p.Data, p.Axes = data, max(1, cols)
		if ok && (cols == 0 && rows != e.N || cols > 0 && rows != e.N) {
			c.otherNumber(rows, e, value.At)
			return false
		}
		return ok
	}
	d := c.Err(diag.BadArgument, value.At, "`positions` is a layout, a distribution or a file, found `%s`", value)
	called := values.CalledBy(value)
	c.Meant(d, called.At, called.String(), space.Names(), "`positions line`, `sheet(2)`, `uniform(-1, 1) axes 2` or `from \"p.npy\"`")
	return false
}

// noArguments refuses those of a layout that takes none.
func (c *Objects) noArguments(l *space.Layout, args []*grammar.Expr, e *grammar.Expr) bool {
	if len(args) == 0 {
		return true
	}
	c.Err(diag.BadArgument, e.At, "`%s` takes no arguments", l.Name).WithFix(diag.Replace(e.At, l.Name))
	return false
}

// axesOf reads how many axes a layout has.
func (c *Objects) axesOf(p *model.Positions, l *space.Layout, e *grammar.Expr, args []*grammar.Expr, names []string, opt values.Option) bool {
	if len(args) != 1 || names[0] != "" {
		c.Err(diag.BadArgument, e.At, "`%s` takes how many axes it has, as in `%s(%d)`", l.Name, l.Name, l.Axes[0]).
			WithFix(diag.Replace(e.At, fmt.Sprintf("%s(%d)", l.Name, l.Axes[0])).Maybe())
		return false
	}
	n, ok := c.WholeOf(args[0], opt.In, "the number of axes", 1)
	if !ok {
		return false
	}
	if !slices.Contains(l.Axes, n) {
		c.Err(diag.OutOfRange, args[0].At, "`%s` has %d or %d axes, got %d", l.Name, l.Axes[0], l.Axes[len(l.Axes)-1], n).
			WithHelp("`line` has one; a file or `uniform(-1, 1) axes %d` has any number", n)
		return false
	}
	p.Axes = n
	return true
}

// positionsOfFile reads a row of coordinates for each neuron.
func (c *Objects) positionsOfFile(e *model.Ensemble, name string, at diag.Span) (data []float64, axes int, ok bool) {
	data, rows, cols, ok := c.ReadArray(name, at)
	if !ok {
		return nil, 0, false
	}
	if rows == 1 && cols == e.N && e.N > 1 {
		rows, cols = cols, 1
	}
	if rows != e.N {
		c.otherNumber(rows, e, at)
		return nil, 0, false
	}
	return data, cols, true
}

// otherNumber refuses positions of other neurons than there are.
func (c *Objects) otherNumber(rows int, e *model.Ensemble, at diag.Span) {
	c.Err(diag.SizeMismatch, at, "these are positions of %d neurons, `%s` has %d", rows, e.Name, e.N).
		WithHelp("a row for each neuron, a column for each axis")
}
