package elaborate

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/solvers"
)

// settleSigns gives populations the signs that connections ask for. A population has
// its signs once, on its own line or on those of its connections, which must agree.
func (c *Elaborator) settleSigns(*outline.Scope) {
	for _, asked := range c.SignsAsked {
		e, share := asked.Of, asked.Excitatory
		switch {
		case e.Dale == nil:
			e.Dale, e.DaleAt = &share, asked.At
		case *e.Dale != share:
			c.Err(diag.DaleClash, asked.At, "`%s` is %g %% excitatory here and %g %% there: a neuron has one sign", e.Name, 100*share, 100**e.Dale).
				WithPlace(e.DaleAt, "%g %% excitatory", 100**e.Dale).WithHelp("give `dale` once, on `ensemble %s`", e.Name).
				WithFix(diag.Delete(asked.At))
		}
	}
}

// settlePaths gives connections their synapses by source and sign.
func (c *Elaborator) settlePaths(*outline.Scope) {
	for _, asked := range c.PathsAsked {
		if paths, ok := c.Paths(asked); ok {
			if asked.Conn.Paths = paths; len(paths) == 1 && asked.Conn.Pre.Joint == nil {
				asked.Conn.Synapse, asked.Conn.Delay = paths[0].Synapse, paths[0].Delay
			}
		}
	}
}

// settleSolvers gives connections what depends on signs and tables: the default
// solver, and the decoded bias of a table.
func (c *Elaborator) settleSolvers(*outline.Scope) {
	for _, conn := range c.Model.Connections {
		if conn.Pre.Sources() == nil {
			continue
		}
		if conn.Weights == nil && conn.Decoders == nil && conn.Solver == nil {
			conn.Solver, conn.SolverName = solvers.L2{}, "l2"
			if KeepsSigns(conn) {
				conn.Solver, conn.SolverName = solvers.NNLS{}, "nnls"
			}
		}
		if conn.Bias == weightfile.Intrinsic && conn.Weights != nil && conn.Weights.Table != nil {
			conn.Bias = conn.Weights.Table.Bias
		}
	}
}

// KeepsSigns reports weights between neurons of which each has a sign.
func KeepsSigns(conn *model.Connection) bool { return conn.Full && conn.Pre.Signed() != nil }
