package connections

import (
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// commonSettings reads synapse, delay, units and scale.
func (c *Connections) commonSettings(conn *model.Connection, line *Line) bool {
	o := line.Options
	var ok, okDelay bool
	conn.Synapse, ok = c.Synapse(o, "synapse", line.Synapse)
	if conn.Delay.Time, okDelay = o.Number("delay", catalog.Time, 0); !ok || !okDelay {
		return false
	}
	if opt, given := o.Get("delay"); given && !(conn.Delay.Time > 0) {
		c.Err(diag.OutOfRange, opt.Value.At, "`delay` must be above 0")
		return false
	} else if given {
		c.Lasts("`delay`", conn.Delay.Time, opt.Value.At)
	}
	units, ok := o.Word("units", "current", "current", "gain")
	if !ok {
		return false
	}
	conn.UnitsGain = units == "gain"
	if opt, given := o.Get("units"); given && !conn.Post.Neurons && !line.currents && !opt.Fallback && conn.Name != "" {
		c.Err(diag.NothingToSolve, opt.NameAt, "`units` says what arrives at neurons; `%s` takes values", conn.Post.Name()).
			WithFix(diag.Delete(opt.Span()))
		return false
	}
	if conn.Scale, ok = o.Number("scale", catalog.Plain, 1); !ok {
		return false
	}
	if seed, ok := o.Whole("seed", math.MinInt32, 0); o.Has("seed") && ok {
		conn.Seed = int64(seed)
	}
	conn.Match, ok = o.Yes("match")
	return ok
}
