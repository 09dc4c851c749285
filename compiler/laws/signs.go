package laws

import (
	"github.com/nefc/nefc/compiler/elaborate"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/neurons"
)

// signs refuses solvers, scales and bias modes that do not go with the signs of
// neurons.
func signs(c *Case) {
	decoded := map[*model.Ensemble]*model.Connection{}
	for _, conn := range c.Model.Connections {
		if conn.Pre.Sources() == nil {
			c.signsOfMembers(conn)
			continue
		}
		signs, signed := elaborate.KeepsSigns(conn), conn.Pre.Signed()
		if signs && conn.Weights == nil && conn.Decoders == nil && !conn.Solver.Traits().Signed {
			c.Err(diag.DaleClash, conn.At, "`solve %s` does not keep the signs of `%s`", conn.SolverName, signed.Name).
				WithPlace(signed.DaleAt, "its neurons have signs").WithHelp("`solve nnls` does")
		}
		if conn.Relax && !conn.Solver.Traits().Relaxes {
			c.Err(diag.NoThreshold, conn.At, "`solve %s` does not relax", conn.SolverName).WithHelp("`solve nnls` and `solve l2` do")
		}
		if signs && conn.Scale < 0 && !conn.Post.Magnitudes() {
			c.Err(diag.DaleClash, conn.At, "a `scale` of %g would turn every excitatory neuron of `%s` inhibitory", conn.Scale, signed.Name).
				WithPlace(signed.DaleAt, "its neurons have signs")
		}
		if conn.Bias != weightfile.Intrinsic {
			if old := decoded[conn.Post.Ensemble]; old != nil {
				d := c.Err(diag.BiasTwice, conn.At, "two connections decode the bias of `%s`", conn.Post.Ensemble.Name).WithPlace(old.At, "the first")
				if _, _, ok := neurons.Conductances(conn.Post.Ensemble.Neurons); ok {
					d.WithHelp("solve them together: `[%s, %s] -> %s`", old.Pre.Name(), conn.Pre.Name(), conn.Post.Name())
				} else {
					d.WithHelp("`bias intrinsic` on one of them")
				}
			}
			decoded[conn.Post.Ensemble] = conn
		}
	}
}

// signsOfMembers refuses weights from an array whose neurons have signs: its
// pass-through does not know which neuron has which.
func (c *Case) signsOfMembers(conn *model.Connection) {
	if !conn.OntoNeurons {
		return
	}
	for _, a := range c.Arrays {
		if !a.HoldsActivities(conn.Pre.Node) {
			continue
		}
		for _, m := range a.Members {
			if e := m.Ensemble; e.Dale != nil {
				c.Err(diag.DaleClash, conn.At, "the neurons of `%s` have signs, which weights from one member keep, not those from all", a.Name).
					WithPlace(e.DaleAt, "its neurons have signs").WithHelp("connect each: `for i in 0:N { connect %s[i].neurons -> … }`", a.Name)
				return
			}
		}
	}
}
