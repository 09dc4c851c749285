package connections

import (
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// commonSettings reads synapse, delay, units and scale.
func (c *Connections) commonSettings(conn *model.Connection, line *Line) bool {
	o := ofSource(conn, line.Options, 0) // of several sources, each has its own, which paths reads
	var ok, okDelay bool
	conn.Synapse, ok = c.Synapse(o, "synapse", line.Synapse)
	if okDelay = c.ownDelay(conn, o); !ok || !okDelay {
		return false
	}
	units, ok := o.Word("units", "current", "current", "gain", "jump")
	if !ok {
		return false
	}
	conn.UnitsGain, conn.Jumps = units == "gain", units == "jump"
	if opt, given := o.Get("units"); given && !conn.Post.Neurons && !line.currents && !opt.Fallback && conn.Name != "" {
		c.Err(diag.NothingToSolve, opt.NameAt, "`units` says what arrives at neurons; `%s` takes values", conn.Post.Name()).
			WithFix(diag.Delete(opt.Span()))
		return false
	}
	if !c.ofSpikes(conn, line) {
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
