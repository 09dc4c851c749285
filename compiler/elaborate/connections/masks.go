package connections

import (
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
)

// mask reads which weights of a full matrix exist.
func (c *Connections) mask(conn *model.Connection, o *values.Options) bool {
	density, hasDensity := o.Get("density")
	strongest, hasStrongest := o.Get("strongest")
	if hasDensity && hasStrongest {
		c.BothDecide(density, strongest, "which weights of `"+conn.Name+"` exist").
			WithHelp("keep one of them: `density` chooses at random, `strongest` keeps the largest").
			WithFix(diag.Delete(strongest.Span())).WithFix(diag.Delete(density.Span()))
		return false
	}
	if hasDensity {
		return c.densities(conn, o)
	}
	if hasStrongest {
		var ok bool
		if conn.FanIn, ok = o.Whole("strongest", 1, 0); ok && conn.FanIn > conn.Pre.Size {
			c.Err(diag.OutOfRange, strongest.Value.At, "`strongest` is %d, but `%s` has %d neurons", conn.FanIn, conn.Pre.Name(), conn.Pre.Size)
			return false
		}
		return ok
	}
	return true
}

// densities reads the share of each source's neurons that a target neuron keeps.
func (c *Connections) densities(conn *model.Connection, o *values.Options) bool {
	for k, end := range conn.Pre.Ends() {
		of := ofSource(conn, o, k)
		share, ok := of.Fraction("density")
		if ok && math.Round(share*float64(end.Size)) < 1 {
			opt, _ := of.Get("density")
			c.Err(diag.OutOfRange, opt.Value.At, "%g %% of %d neurons is no connection at all", 100*share, end.Size)
			return false
		}
		if !ok {
			return false
		}
		conn.Sparse = append(conn.Sparse, share)
	}
	return true
}
