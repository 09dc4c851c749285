package elaborate

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/stdlib/solvers"
)

// settle gives connections what depends on signs and tables, which any line may
// have given: the default solver, and the decoded bias of a table.
func (c *Elaborator) settle(*outline.Scope) {
	for _, conn := range c.Model.Connections {
		if conn.Pre.Ensemble == nil {
			continue
		}
		if conn.Weights == nil && conn.Decoders == nil && conn.Solver == nil {
			conn.Solver, conn.SolverName = solvers.L2{}, "l2"
			if KeepsSigns(conn) {
				conn.Solver, conn.SolverName = solvers.NNLS{}, "nnls"
			}
		}
		conn.BiasDecode = conn.BiasDecode || conn.Weights != nil && conn.Weights.Table != nil && conn.Weights.Table.BiasDecode
	}
}

// KeepsSigns reports weights between neurons of which each has a sign.
func KeepsSigns(conn *model.Connection) bool { return conn.Full && conn.Pre.Ensemble.Dale != nil }
