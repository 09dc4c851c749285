package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
)

// transform reads a linear map of target × source.
func (c *Connections) transform(opt values.Option, conn *model.Connection, cols int, line *Line) (model.Transform, bool) {
	rows := conn.Post.Size
	if line.target == nil {
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
	fills := opt.Name == "weights" || !line.activities && (conn.Post.Neurons || line.currents)
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

// drawn draws the numbers of a transform from the connection's own stream.
func (c *Connections) drawn(d dists.Dist, rows, cols int, conn *model.Connection) []float64 {
	return d.Sample(rng.Stream(conn.Seed, conn.Name, rng.Transform), rows, cols)
}
