package connections

import (
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
)

// mask reads which weights of a full matrix exist.
func (c *Connections) mask(conn *model.Connection, o *values.Options) bool {
	sparse, okSparse := o.Get("sparse")
	fanIn, okFanIn := o.Get("fan_in")
	if okSparse && okFanIn {
		c.Err(diag.TwoSources, fanIn.Span(), "`sparse` and `fan_in` both decide which weights of `%s` exist", conn.Name).
			WithPlace(sparse.Span(), "given here").WithHelp("keep one of them: `sparse` chooses at random, `fan_in` keeps the largest").
			WithFix(diag.Delete(fanIn.Span())).WithFix(diag.Delete(sparse.Span()))
		return false
	}
	if okSparse {
		share, ok := o.Fraction("sparse")
		if ok && math.Round(share*float64(conn.Pre.Size)) < 1 {
			c.Err(diag.OutOfRange, sparse.Value.At, "%g %% of %d neurons is no connection at all", 100*share, conn.Pre.Size)
			return false
		}
		conn.Sparse = &share
		return ok
	}
	if okFanIn {
		var ok bool
		if conn.FanIn, ok = o.Whole("fan_in", 1, 0); ok && conn.FanIn > conn.Pre.Size {
			c.Err(diag.OutOfRange, fanIn.Value.At, "`fan_in` is %d, but `%s` has %d neurons", conn.FanIn, conn.Pre.Name(), conn.Pre.Size)
			return false
		}
		return ok
	}
	return true
}
