package laws

import (
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// apart warns of excitatory and inhibitory neurons whose weights into the same neurons are
// solved by themselves for the same function. Who writes two has shared the work out.
func apart(c *Case) {
	before := map[*model.Ensemble][]*model.Connection{}
	for _, conn := range c.Model.Connections {
		sign, ok := solvedSign(conn)
		if !ok {
			continue
		}
		target := conn.Post.Ensemble
		i := slices.IndexFunc(before[target], func(old *model.Connection) bool {
			other, _ := solvedSign(old)
			return other != sign && old.FuncText == conn.FuncText && shareNeurons(old.Post, conn.Post)
		})
		before[target] = append(before[target], conn)
		if i < 0 {
			continue
		}
		old := before[target][i]
		x, y := old.Pre.Parts(), conn.Pre.Parts()
		list := old.Pre.Name() + ", " + conn.Pre.Name()
		d := c.Err(diag.SolvedApart, conn.At, "`%s` and `%s` are solved apart for one function, one excitatory, the other inhibitory: they cannot balance",
			old.Name, conn.Name).WithPlace(old.At, "the other")
		if old.Pre.Joint == nil && conn.Pre.Joint == nil && x[0].Dims == y[0].Dims {
			d.WithHelp("`connect same(%s) -> %s` solves them together, where they carry one value; else `[%s]`", list, conn.Post.Name(), list)
		} else {
			d.WithHelp("one `connect [%s] -> %s` solves them together", list, conn.Post.Name())
		}
	}
}

// solvedSign is the sign of all neurons that a connection reads, 1 or 0 as `dale` writes
// it, if its weights are solved and they have one.
func solvedSign(conn *model.Connection) (sign float64, ok bool) {
	if !conn.Full || conn.Weights != nil || conn.Solver == nil || conn.Solver.Traits().Zeros {
		return 0, false
	}
	for i, e := range conn.Pre.Sources() {
		switch {
		case e.Dale == nil || *e.Dale != 0 && *e.Dale != 1, i > 0 && *e.Dale != sign:
			return 0, false
		}
		sign = *e.Dale
	}
	return sign, true
}

// shareNeurons reports a neuron at which both end.
func shareNeurons(a, b model.Endpoint) bool {
	return a.Index == nil || b.Index == nil || slices.ContainsFunc(a.Elements(), func(i int) bool { return slices.Contains(b.Elements(), i) })
}
