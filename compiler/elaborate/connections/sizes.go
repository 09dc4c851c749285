package connections

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// fits demands that a wire without transform has the size of its target.
func (c *Connections) fits(conn *model.Connection, size int, line *Line) bool {
	post := &conn.Post
	if line.target == nil || size == post.Size {
		post.Size = size
		return true
	}
	if post.Neurons {
		c.valuesIntoNeurons(conn, size, line)
		return false
	}
	if g := conn.Decoders; g != nil && !g.Fill && g.Rows == size {
		c.ShapeError(g.At, g.Rows, g.Cols, post.Size, conn.Pre.Ensemble.N)
		return false
	}
	c.sizeClash(conn, size, line)
	return false
}

// valuesIntoNeurons reports a wire of values that ends in neurons and has no
// transform. Who gives a solver means weights between neurons.
func (c *Connections) valuesIntoNeurons(conn *model.Connection, size int, line *Line) {
	post := conn.Post
	d := c.Err(diag.TransformShape, line.At, "`%s` has %d neurons; this wire needs a `transform` of %d×%d (target × source)", post.Ensemble.Name, post.Size, post.Size, size)
	solve, solved := line.Options.Get("solve")
	if src := line.Carries; solved && !solve.Fallback && src.Kind == grammar.Name && conn.Pre.Ensemble != nil {
		d.WithHelp("full weights are solved between neurons: `%s.neurons -> %s`", src, line.target).WithFix(diag.Insert(src.At.End(), ".neurons"))
		return
	}
	d.WithHelp("`transform -3` gives every neuron the same weight")
}

// sizeClash reports a wire without transform that has another size than its target.
func (c *Connections) sizeClash(conn *model.Connection, size int, line *Line) {
	pre, post := conn.Pre, conn.Post
	src, dst := line.Carries, line.target
	if c.ruleClash(size, post, line) {
		return
	}
	d := c.Err(diag.SizeMismatch, line.At, "`%s` has %s, `%s` takes %d", src, report.Dimensions(size), dst, post.Size)
	object := pre.Ensemble != nil || DeclaredAt(pre) != src.At // not a constant, whose parts may be rows
	if DeclaredAt(pre) != DeclaredAt(post) {
		d.WithPlace(DeclaredAt(pre), "%s", report.Dimensions(pre.Size))
	}
	d.WithPlace(DeclaredAt(post), "%s", report.Dimensions(post.Size))
	var ways []string
	if name, ok := src.IsName(); ok && object && size > post.Size && post.Size > 0 {
		part := fmt.Sprintf("[0:%d]", post.Size)
		d.WithFix(diag.Insert(src.At.End(), part).Maybe())
		ways = append(ways, "`"+name+part+"`")
	}
	if name, ok := dst.IsName(); ok && size < post.Size {
		part := fmt.Sprintf("[0:%d]", size)
		d.WithFix(diag.Insert(dst.At.End(), part).Maybe())
		ways = append(ways, "`"+name+part+"`", "a `transform`")
	} else if ok && post.Ensemble != nil {
		ways = append(ways, fmt.Sprintf("`dims %d` on `%s`", size, name))
	}
	if len(ways) > 0 {
		d.WithHelp("did you mean %s?", strings.Join(ways, ", or "))
	}
}

// ShapeError reports a matrix of another shape than is needed.
func (c *Connections) ShapeError(at diag.Span, r, k, rows, cols int) {
	d := c.Err(diag.TransformShape, at, "the matrix is %d×%d; needed is %d×%d (target × source)", r, k, rows, cols)
	if r == cols && k == rows {
		d.WithHelp("is it transposed?")
	}
}
