package laws

import (
	"fmt"
	"math"
	"strconv"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// bounds warns of given weights beyond `min` or `max` of a rule: it cuts a weight only when
// it changes it.
func bounds(c *Case) {
	for _, conn := range c.Model.Connections {
		for _, r := range conn.Rules {
			if r.Max != nil {
				c.beyond(conn, r, "max", *r.Max, 1)
			}
			if r.Min != nil && conn.FanIn == 0 { // of what is not among the strongest there is none
				c.beyond(conn, r, "min", *r.Min, -1)
			}
		}
	}
}

// beyond warns of given weights that lie, in a direction, beyond a bound; both are as written.
func (c *Case) beyond(conn *model.Connection, r *model.Rule, name string, bound, direction float64) {
	W, at := given(conn)
	farthest := bound
	for _, w := range W {
		if w *= conn.Scale; r.Kind.Events != nil {
			w = math.Abs(w)
		}
		if past := direction * (w - farthest); past > 1e-9*math.Abs(bound) {
			farthest = w
		}
	}
	if farthest == bound {
		return
	}
	where := "up to %.6g%s, above"
	if direction < 0 {
		where = "down to %.6g%s, below"
	}
	unit := ""
	if _, _, signed := conn.Post.BySign(); conn.Jumps && (signed || conn.Post.Magnitudes()) {
		unit = "nS"
	}
	c.Err(diag.BeyondBounds, r.At, "`%s` is given weights "+where+" `%s` %.6g%s", conn.Name, farthest, unit, name, bound, unit).WithPlace(at, "these").
		WithHelp("`%s %s%s` holds them all; beyond it a weight stays as it is until `%s` changes it", name, enough(farthest, direction), unit, r.Name)
}

// given are the weights of a connection of neurons that its line says, without its scale.
func given(conn *model.Connection) ([]float64, diag.Span) {
	switch {
	case conn.Weights != nil && conn.Weights.Table != nil: // in units of its own
		return nil, conn.At
	case conn.Weights != nil:
		return conn.Weights.Data, conn.Weights.At
	case !conn.Pre.Neurons:
		return nil, conn.At
	case conn.Transform.Sparse != nil:
		return conn.Transform.Sparse.Val, conn.At
	}
	return conn.Transform.M, conn.At
}

// enough is a number of three digits that is v, or a little farther in a direction.
func enough(v, direction float64) string {
	near := fmt.Sprintf("%.3g", v)
	if got, _ := strconv.ParseFloat(near, 64); direction*(got-v) >= 0 {
		return near
	}
	return fmt.Sprintf("%.3g", v+float64(direction*0.005*math.Abs(v)))
}
