package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
)

// relaxed reads whether targets below threshold may be met by anything below it, which
// makes another regularisation the default.
func (c *Connections) relaxed(conn *model.Connection, o *values.Options) bool {
	word, ok := o.Word("relax", "no", "yes", "no")
	if !ok || word == "no" {
		return ok
	}
	post := conn.Post.Ensemble
	if _, silent := post.Neurons.Threshold(); !silent {
		opt, _ := o.Get("relax")
		c.Err(diag.NoThreshold, opt.Span(), "`relax`: `%s` neurons have no threshold below which all currents are the same", post.Neurons).
			WithPlace(post.At, "declared here").WithFix(diag.Delete(opt.Span()))
		return false
	}
	conn.Relax, conn.Reg = true, model.RelaxedReg
	return true
}

// unrelaxed refuses `relax` where nothing is solved.
func (c *Connections) unrelaxed(o *values.Options) bool {
	for _, opt := range o.Own("relax") {
		c.Err(diag.NoThreshold, opt.Span(), "`relax` is of weights that are solved; these are given").WithFix(diag.Delete(opt.Span()))
		return false
	}
	return true
}

// ofJoint refuses what only joint sources have.
func (c *Connections) ofJoint(conn *model.Connection, o *values.Options) bool {
	if own := o.Own("n_eval_points"); own != nil && conn.Pre.Joint == nil {
		c.Err(diag.NothingToSolve, own[0].NameAt, "`%s` is solved at the points of `%s`", conn.Name, conn.Pre.Ensemble.Name).
			WithHelp("`ensemble %s … n_eval_points …`", conn.Pre.Ensemble.Name)
		return false
	}
	return true
}
