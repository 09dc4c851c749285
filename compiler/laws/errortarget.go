package laws

import (
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/connections"
	"github.com/nefc/nefc/compiler/elaborate/learning"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
)

// checkAim warns if the error aims the target at another function than the one
// the connection was solved for. Both are compared as numbers, at points of
// the source's range, so the form they are written in does not matter.
func (c *Case) checkAim(line learning.RuleLine, conn *model.Connection) {
	pre := conn.Pre.Ensemble
	solved := conn.Weights == nil && conn.Decoders == nil && conn.Points == nil && (conn.Full || !conn.Pre.Neurons && conn.Post.Targets() == nil)
	if line.Error == nil || pre == nil || !solved || connections.IsConstantFunction(conn.Function) || conn.Pre.Index != nil || conn.Post.Index != nil && !conn.Post.Neurons {
		return
	}
	w, post := line.Error, conn.Post.Object()
	if w.Size != conn.LearnedSize() || !w.Reads(pre) || !w.ReadsOnly(pre, post) {
		return // the target depends on other objects too
	}
	r := rng.Stream(0, conn.Name, "aim")
	for range 16 {
		x := make([]float64, pre.Dims)
		for i := range x {
			x[i] = r.Uniform(-pre.Radius, pre.Radius) / math.Sqrt(float64(pre.Dims))
		}
		aim := conn.Evaluate(x)
		// With the target at what the connection aims at, the error must be zero.
		e := w.Evaluate(func(object any) []float64 {
			if object == any(pre) {
				return x
			}
			return aim
		})
		for i, v := range e {
			if math.Abs(v) > 1e-9*(1+math.Abs(aim[i])) {
				c.wrongAim(line, conn)
				return
			}
		}
	}
}

// wrongAim warns of an error that aims at something else, and writes the function the
// connection was solved for.
func (c *Case) wrongAim(line learning.RuleLine, conn *model.Connection) {
	st, s := line.Learn, line.In
	pre := strings.TrimPrefix(conn.Pre.Ensemble.Name, s.Prefix)
	post := strings.TrimPrefix(conn.Post.Name(), s.Prefix)
	if conn.Post.Ensemble != nil {
		post = strings.TrimPrefix(conn.Post.Ensemble.Name, s.Prefix)
	}
	aim := strings.TrimPrefix(st.Error.String(), post+" - ")
	d := c.Err(diag.OtherTarget, st.Error.At, "the error aims `%s` at `%s`, but `%s` was solved for `%s` of `%s`", post, aim, conn.Name, conn.FuncText, pre).
		WithPlace(conn.At, "solved for `%s`", conn.FuncText)
	if !strings.Contains(conn.FuncText, "[") {
		word := strings.ReplaceAll(conn.FuncText, "x", pre)
		if strings.ContainsAny(word, "+-") {
			word = "(" + word + ")"
		}
		d.WithFix(diag.Replace(st.Error.At, post+" - "+word).Maybe())
	}
}
