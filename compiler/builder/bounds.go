package builder

import (
	"fmt"
	"math"
	"strconv"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// outOfBounds warns of weights that begin beyond `min` or `max` of a rule: it cuts them only
// when it changes them.
func (b *builder) outOfBounds(link *graph.Link) {
	for _, r := range link.Rules {
		if r.Max != nil {
			b.beyond(link, r, "max", *r.Max, 1)
		}
		if r.Min != nil {
			b.beyond(link, r, "min", *r.Min, -1)
		}
	}
}

// beyond warns of weights that lie, in a direction, beyond a bound, which is as it is written.
func (b *builder) beyond(link *graph.Link, r *model.Rule, name string, bound, direction float64) {
	count, all, farthest := 0, 0, bound
	eachWeight(link, func(v float64) {
		if v /= link.Jump; r.Kind.Events != nil {
			v = math.Abs(v)
		}
		all++
		if past := direction * (v - bound); past > 1e-9*math.Abs(bound) {
			count++
			farthest = direction * max(direction*farthest, direction*v)
		}
	})
	if count == 0 {
		return
	}
	where, most, unit, nS := "above", "largest", "", ""
	if direction < 0 {
		where, most = "below", "smallest"
	}
	if _, _, signed := link.Connection.Post.BySign(); link.Jumps && (signed || link.Connection.Post.Magnitudes()) {
		unit, nS = " nS", "nS"
	}
	b.diags.Add(diag.New(diag.BeyondBounds, r.At, "%d of %d weights of `%s` begin %s `%s` %.6g%s: the %s is %.6g%s", count, all, link.Name, where, name, bound, unit,
		most, farthest, unit).WithPlace(link.At, "these weights").
		WithHelp("`%s %s%s` holds them all; beyond it a weight stays as it is until `%s` changes it", name, enough(farthest, direction), nS, r.Name))
}

// eachWeight shows the weights of a link that exist.
func eachWeight(link *graph.Link, f func(v float64)) {
	if link.Thin != nil {
		link.Thin.Each(func(_, _, _ int, v float64) { f(v) })
		return
	}
	for k, v := range link.Weights.Init {
		if link.Mask == nil || link.Mask[k] {
			f(v)
		}
	}
}

// enough is a number of three digits that is v, or a little farther in a direction.
func enough(v, direction float64) string {
	near := fmt.Sprintf("%.3g", v)
	if got, _ := strconv.ParseFloat(near, 64); direction*(got-v) >= 0 {
		return near
	}
	return fmt.Sprintf("%.3g", v+float64(direction*0.005*math.Abs(v)))
}
