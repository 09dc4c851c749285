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
	var t model.Transform
	switch {
	case r == 0:
		fills := opt.Name == "weights" || !line.activities && (conn.Post.Neurons || line.currents)
		t, ok = c.numberAsTransform(data[0], fills, rows, cols, opt.Value.At)
	case k == 0:
		t, ok = c.vectorAsTransform(data, rows, cols, opt.Value.At)
	default:
		t, ok = c.matrixAsTransform(model.Transform{M: data, Rows: r, Cols: k}, rows, cols, opt.Value.At)
	}
	if !ok {
		return model.Transform{}, false
	}
	if conn.Post.Size = t.Rows; t.IsScalar() {
		conn.Post.Size = cols
	}
	return t, true
}

// numberAsTransform is a number that fills a matrix, or multiplies and keeps the size.
func (c *Connections) numberAsTransform(v float64, fills bool, rows, cols int, at diag.Span) (model.Transform, bool) {
	switch {
	case fills && c.transformFits(at, rows, cols):
		return model.Filled(rows, cols, v), true
	case fills:
		return model.Transform{}, false
	case rows == cols || rows == 0:
		return model.Scaling(v), true
	}
	c.Err(diag.TransformShape, at, "one number keeps the size; this wire needs a matrix of %d×%d (target × source)", rows, cols)
	return model.Transform{}, false
}

// vectorAsTransform is a list of numbers as the diagonal of a square, else as the only
// row or column of a matrix.
func (c *Connections) vectorAsTransform(data []float64, rows, cols int, at diag.Span) (model.Transform, bool) {
	n := len(data)
	if n == cols && (rows == cols || rows == 0) && cols > 1 {
		if !c.transformFits(at, cols, cols) {
			return model.Transform{}, false
		}
		return model.Diagonal(data), true
	}
	t := model.Transform{M: data, Rows: n, Cols: 1}
	if rows == 1 && n == cols {
		t.Rows, t.Cols = 1, n
	}
	return c.matrixAsTransform(t, rows, cols, at)
}

// matrixAsTransform demands a matrix of the shape that a wire needs; any number of
// rows where that is 0.
func (c *Connections) matrixAsTransform(t model.Transform, rows, cols int, at diag.Span) (model.Transform, bool) {
	if rows == 0 {
		rows = t.Rows
	}
	if t.Rows != rows || t.Cols != cols {
		c.ShapeError(at, t.Rows, t.Cols, rows, cols)
		return t, false
	}
	return t, true
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
