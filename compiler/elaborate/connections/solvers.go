package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// solverOptions are the options that only mean something where weights or
// decoders are solved.
var solverOptions = []string{"solve", "reg", "sigma", "eval_points", "scale_eval_points"}

// solverSettings reads solve, reg, sigma and eval points.
func (c *Connections) solverSettings(conn *model.Connection, o *values.Options) bool {
	if opt, ok := o.Get("solve"); ok {
		if conn.Solver, conn.SolverName, ok = c.Solver(opt); !ok {
			return false
		}
	}
	reg, okReg := o.Get("reg")
	sigma, okSigma := o.Get("sigma")
	if okReg && okSigma {
		c.Err(diag.TwoRegularise, sigma.NameAt, "`reg` and `sigma` are two regularisations").
			WithPlace(reg.NameAt, "relative to the highest rate").
			WithHelp("keep one: `reg` is relative, `sigma` absolute").WithFix(diag.Delete(reg.Span())).WithFix(diag.Delete(sigma.Span()))
		return false
	}
	var ok bool
	if conn.Reg, ok = o.Number("reg", catalog.Plain, conn.Reg); !ok {
		return false
	}
	if okSigma {
		v, ok := o.Number("sigma", catalog.Frequency, 0)
		if !ok {
			return false
		}
		conn.Sigma = &v
	}
	if conn.Reg < 0 || conn.Sigma != nil && *conn.Sigma < 0 {
		c.Err(diag.OutOfRange, conn.At, "a regularisation cannot be negative")
		return false
	}
	if conn.EvalPoints, ok = c.ArrayOption(o, "eval_points", 0, conn.Pre.ValueSize(), catalog.Plain); !ok {
		return false
	}
	if conn.EvalPoints != nil && conn.EvalPoints.Dist != nil && conn.Pre.Joint == nil {
		conn.EvalPoints.Rows = conn.Pre.Ensemble.NumEvalPoints
	}
	conn.ScaleEval, ok = o.Yes("scale_eval_points")
	return ok
}
