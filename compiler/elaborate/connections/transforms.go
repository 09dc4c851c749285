package connections

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/transforms"
)

// transform reads a linear map of target × source.
func (c *Connections) transform(opt values.Option, conn *model.Connection, cols int, wo *WireOptions) (model.Transform, bool) {
	rows := conn.Post.Size
	if wo.target == nil {
		rows = 0 // a signal takes any size
	}
	if s, found, ok := c.sparseTransform(opt, conn, rows, cols); found {
		if ok {
			conn.Post.Size = s.Rows
			return model.Transform{Sparse: s, Rows: s.Rows, Cols: s.Cols}, true
		}
		return model.Transform{}, false
	}
	if t, found, ok := c.drawnTransform(opt, conn, rows, cols); found {
		return t, ok
	}
	data, r, k, ok := c.MatrixOption(opt)
	if !ok {
		return model.Transform{}, false
	}
	fills := opt.Name == "weights" || !wo.activities && (conn.Post.Neurons || wo.currents)
	switch {
	case r == 0 && fills:
		if !c.transformFits(opt.Value.At, rows, cols) {
			return model.Transform{}, false
		}
		return model.Filled(rows, cols, data[0]), true
	case r == 0 && (rows == cols || rows == 0):
		conn.Post.Size = cols
		return model.Scaling(data[0]), true
	case r == 0:
		c.Err(diag.TransformShape, opt.Value.At, "one number keeps the size; this wire needs a matrix of %d×%d (target × source)", rows, cols)
		return model.Transform{}, false
	case k == 0 && r == cols && (rows == cols || rows == 0) && cols > 1: // a vector is a diagonal
		if !c.transformFits(opt.Value.At, cols, cols) {
			return model.Transform{}, false
		}
		conn.Post.Size = cols
		return model.Diagonal(data), true
	case k == 0 && cols == 1, k == 0 && rows == 1 && r == cols:
		k = cols
		r = len(data) / k
	case k == 0:
		k = 1
	}
	if rows == 0 {
		rows = r
	}
	if r != rows || k != cols {
		c.ShapeError(opt.Value.At, r, k, rows, cols)
		return model.Transform{}, false
	}
	conn.Post.Size = rows
	return model.Transform{M: data, Rows: r, Cols: k}, true
}

// drawnTransform draws a matrix from a distribution, if the option is one.
func (c *Connections) drawnTransform(opt values.Option, conn *model.Connection, rows, cols int) (t model.Transform, found, ok bool) {
	if opt.From {
		return t, false, false
	}
	d, found, ok := c.Distribution(opt.Value, opt.In, catalog.Plain)
	switch {
	case !ok:
		return t, true, false
	case !found:
		return t, false, false
	case rows == 0:
		c.Err(diag.SizeUnknown, opt.Value.At, "how many rows are to be drawn?").WithHelp("connect to a target of known size")
		return t, true, false
	case !c.transformFits(opt.Value.At, rows, cols) || !c.ChoiceFits(d, opt.Name, cols, opt.Value.At):
		return t, true, false
	}
	return model.Transform{M: c.drawn(d, rows, cols, conn), Rows: rows, Cols: cols}, true, true
}

// transformFits refuses a matrix that is too large to be drawn or filled.
func (c *Connections) transformFits(at diag.Span, rows, cols int) bool {
	numbers := float64(rows) * float64(cols)
	return !c.TooLarge(at, fmt.Sprintf("a matrix of %d×%d", rows, cols), numbers) && c.Expands(at, values.BytesPerNumber*numbers)
}

func (c *Connections) ShapeError(at diag.Span, r, k, rows, cols int) {
	d := c.Err(diag.TransformShape, at, "the matrix is %d×%d; needed is %d×%d (target × source)", r, k, rows, cols)
	if r == cols && k == rows {
		d.WithHelp("is it transposed?")
	}
}

// sparseTransform reads coo(…), conv(…) and conv_transpose(…). found is false if
// the option is none of them.
func (c *Connections) sparseTransform(opt values.Option, conn *model.Connection, rows, cols int) (s *transforms.Sparse, found, ok bool) {
	if opt.From {
		return nil, false, true
	}
	e, in := c.Deref(opt.Value, opt.In)
	name, args, names, isCall := values.NameAndArgs(e)
	if !isCall || e.Kind != grammar.Call {
		return nil, false, true
	}
	switch name {
	case "coo":
		s, ok = c.coo(e, args, names, rows, cols, in)
	case "conv", "conv_transpose":
		s, ok = c.convolution(name, e, args, names, conn, in)
	default:
		return nil, false, true
	}
	if !ok {
		return nil, true, false
	}
	if rows == 0 {
		rows = s.Rows
	}
	if s.Rows != rows || s.Cols != cols {
		c.ShapeError(e.At, s.Rows, s.Cols, rows, cols)
		return nil, true, false
	}
	return s, true, true
}

// coo reads coo("w.csv") with columns row, col and value, or
// coo(rows, cols, values, shape=[m, n]) of vectors or files.
func (c *Connections) coo(e *grammar.Expr, args []*grammar.Expr, names []string, rows, cols int, s *outline.Scope) (*transforms.Sparse, bool) {
	var lists [3][]float64
	var lines []int // of a file, where the lists stand side by side
	given, lone := 0, len(args) == 1 || len(args) == 2 && slices.Contains(names, "shape")
	named := map[string]bool{}
	for i, a := range args {
		if c.GivenTwice(named, names[i], a.At) {
			return nil, false
		}
		switch {
		case names[i] == "shape":
			shape, ok := c.wholes(a, "shape", s)
			if !ok {
				return nil, false
			}
			if len(shape) != 2 {
				c.Err(diag.BadArgument, a.At, "`shape` is [target, source]")
				return nil, false
			}
			rows, cols = shape[0], shape[1]
		case names[i] != "" || given == 3:
			c.BadArgument("coo", names[i], []string{"rows", "cols", "values", "shape"}, a.At)
			return nil, false
		case lone && a.Kind == grammar.String && inputs.HasSuffixFold(a.Text, ".csv"):
			columns, ok := c.CsvColumns(a.Text, a.At, "row", "col", "value")
			if !ok {
				return nil, false
			}
			for k, column := range columns {
				lists[k] = column.Data
			}
			if lines = columns[0].Lines; len(lines) == 0 {
				c.Err(diag.DataFile, a.At, "%s has no rows", a)
				return nil, false
			}
		default:
			var ok bool
			if lists[given], ok = c.NumberList(a, "coo", s); !ok {
				return nil, false
			}
			given++
		}
	}
	if lists[2] == nil || len(lists[0]) != len(lists[1]) || len(lists[0]) != len(lists[2]) {
		c.Err(diag.BadArgument, e.At, "`coo` takes a .csv file, or rows, columns and values of the same length (%d, %d, %d)", len(lists[0]),
			len(lists[1]), len(lists[2])).
			WithHelp("`coo(\"w.csv\")` reads the columns row, col and value")
		return nil, false
	}
	entries, ok := c.cooEntries(e.At, lists, args[0], lines)
	if !ok {
		return nil, false
	}
	if rows == 0 {
		for _, x := range entries {
			rows = max(rows, x.Row+1)
		}
	}
	out, err := transforms.NewSparse(rows, cols, entries)
	if err != nil {
		c.Err(diag.TransformShape, e.At, "`coo`: %v", err)
		return nil, false
	}
	return out, true
}

// cooEntries puts the three lists together; lines are those of a file that they
// stand in, or nil.
func (c *Connections) cooEntries(at diag.Span, lists [3][]float64, file *grammar.Expr, lines []int) ([]transforms.Entry, bool) {
	entries := make([]transforms.Entry, len(lists[0]))
	for i := range entries {
		entries[i] = transforms.Entry{Row: int(lists[0][i]), Col: int(lists[1][i]), Val: lists[2][i]}
		if float64(entries[i].Row) != lists[0][i] || float64(entries[i].Col) != lists[1][i] {
			entry := fmt.Sprintf("entry %d", i)
			if lines != nil {
				entry = fmt.Sprintf("line %d of %s", lines[i], file)
			}
			c.Err(diag.DataFile, at, "%s is at [%g, %g]: rows and columns are whole numbers from 0", entry, lists[0][i], lists[1][i])
			return nil, false
		}
	}
	return entries, true
}

// wholes reads a list of whole numbers.
func (c *Connections) wholes(e *grammar.Expr, what string, s *outline.Scope) ([]int, bool) {
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, false
	}
	list := []values.Value{v}
	if v.Vec {
		list = v.List
	}
	var out []int
	for _, x := range list {
		x.At = e.At
		n, ok := c.Whole(x, "`"+what+"`", 1)
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

// convArguments are what a call of conv or conv_transpose says.
type convArguments struct {
	*transforms.Convolution
	shape, output []int
	initial       *grammar.Expr // the numbers of the kernel; nil to draw them
}

// convNames are the names of the arguments.
var convNames = []string{"filters", "shape", "kernel", "stride", "padding", "channels_last", "groups", "output", "init"}

// convArgument reads the argument of a name.
func (c *Connections) convArgument(into *convArguments, call, name string, a *grammar.Expr, s *outline.Scope) (ok bool) {
	switch name {
	case "filters", "groups":
		list, ok := c.wholes(a, name, s)
		if ok && len(list) > 1 {
			c.Err(diag.BadArgument, a.At, "`%s` is one number, found `%s`", name, a)
			return false
		} else if ok && name == "filters" {
			into.Filters = list[0]
		} else if ok {
			into.Groups = list[0]
		}
		return ok
	case "shape":
		into.shape, ok = c.wholes(a, name, s)
	case "output":
		into.output, ok = c.wholes(a, name, s)
	case "kernel":
		into.Kernel, ok = c.wholes(a, name, s)
	case "stride":
		into.Stride, ok = c.wholes(a, name, s)
	case "padding":
		if into.Same = a.Text == "same"; !into.Same && a.Text != "valid" {
			c.Err(diag.BadArgument, a.At, "`padding` is valid or same, found `%s`", a)
			return false
		}
		return true
	case "channels_last":
		v := catalog.Values{}
		ok = c.Flag(name, a, v)
		into.ChannelsLast = v[name] != 0
	case "init":
		into.initial = a
		return true
	default:
		c.BadArgument(call, name, convNames, a.At)
	}
	return ok
}

// convolution reads conv(filters=8, shape=[28, 28, 1], kernel=[3, 3], …).
func (c *Connections) convolution(name string, e *grammar.Expr, args []*grammar.Expr, names []string, conn *model.Connection, s *outline.Scope) (*transforms.Sparse, bool) {
	conv := &transforms.Convolution{Transposed: name == "conv_transpose", ChannelsLast: true, Groups: 1}
	given, named := convArguments{Convolution: conv}, map[string]bool{}
	for i, a := range args {
		if c.GivenTwice(named, names[i], a.At) || !c.convArgument(&given, name, names[i], a, s) {
			return nil, false
		}
	}
	if len(given.shape) < 2 {
		c.Err(diag.BadArgument, e.At, "`%s` needs the shape of its input: `shape=[28, 28, 1]`, channels included", name)
		return nil, false
	}
	conv.Space, conv.Channels = splitChannels(given.shape, conv.ChannelsLast)
	if len(given.output) > 0 {
		channels := 0
		if conv.Output, channels = splitChannels(given.output, conv.ChannelsLast); channels != conv.Filters {
			c.Err(diag.OutOfRange, e.At, "`%s`: the output has %d channels, there are %d filters", name, channels, conv.Filters)
			return nil, false
		}
	}
	conv.Kernel, conv.Stride = filledTo(conv.Kernel, len(conv.Space), 3), filledTo(conv.Stride, len(conv.Space), 1)
	if err := conv.Check(); err != nil {
		c.Err(diag.OutOfRange, e.At, "`%s`: %v", name, err)
		return nil, false
	}
	kernel, ok := c.kernel(given.initial, conv, conn, s)
	if !ok {
		return nil, false
	}
	out, err := conv.Sparse(kernel)
	if err != nil {
		panic(fmt.Sprintf("check: `%s` passed its check and is no matrix: %v", name, err))
	}
	return out, true
}

// splitChannels takes the channels off a shape.
func splitChannels(shape []int, last bool) (space []int, channels int) {
	if last {
		return shape[:len(shape)-1], shape[len(shape)-1]
	}
	return shape[1:], shape[0]
}

// filledTo is a list, or as many defaults if there is none.
func filledTo(list []int, n, value int) []int {
	for len(list) < n && (len(list) == 0 || list[0] == value) {
		list = append(list, value)
	}
	return list
}

// kernel reads the numbers of a convolution, or draws them.
func (c *Connections) kernel(e *grammar.Expr, conv *transforms.Convolution, conn *model.Connection, s *outline.Scope) ([]float64, bool) {
	n := conv.KernelSize()
	if e == nil {
		return c.drawn(dists.Uniform{Lo: -1, Hi: 1}, n, 1, conn), true
	}
	d, found, ok := c.Distribution(e, s, catalog.Plain)
	if !ok {
		return nil, false
	}
	if found {
		return c.drawn(d, n, 1, conn), true
	}
	data, ok := c.NumberList(e, "init", s)
	if ok && len(data) != n {
		c.Err(diag.TransformShape, e.At, "the kernel has %d numbers; kernel %v × %d channels × %d filters needs %d", len(data), conv.Kernel,
			conv.Channels/conv.Groups, conv.Filters, n)
		return nil, false
	}
	return data, ok
}

// drawn draws the numbers of a transform from the connection's own stream.
func (c *Connections) drawn(d dists.Dist, rows, cols int, conn *model.Connection) []float64 {
	return d.Sample(rng.Stream(conn.Seed, conn.Name, rng.Transform), rows, cols)
}
