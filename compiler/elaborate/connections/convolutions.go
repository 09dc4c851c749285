package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/transforms"
)

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
