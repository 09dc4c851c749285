package model

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/space"
)

// Positions are where the neurons of an ensemble are: a layout, drawn, or given.
type Positions struct {
	At     diag.Span
	Axes   int
	Layout string     // of space.Table; "" for none
	Dist   dists.Dist // of each axis; nil for none
	Data   []float64  // n×axes; nil for none
}

// Of are those of the neurons of an ensemble, n×axes.
func (p *Positions) Of(e *Ensemble) []float64 {
	switch {
	case p.Layout != "":
		return space.Find(p.Layout).Points(e.N, p.Axes)
	case p.Dist != nil:
		return p.Dist.Sample(rng.Stream(e.Seed, e.Name, rng.Positions), e.N*p.Axes, 1)
	}
	return p.Data
}

func (p *Positions) text() string {
	switch {
	case p.Layout != "":
		return fmt.Sprintf("%s(%d)", p.Layout, p.Axes)
	case p.Dist != nil:
		return fmt.Sprintf("%v axes %d", p.Dist, p.Axes)
	}
	return fmt.Sprintf("axes %d %s", p.Axes, digest(p.Data))
}

// Distance is how far two neurons lie apart, by the axes that both have: on a torus of
// side 2 if it wraps.
func Distance(a, b []float64, wrap bool) float64 {
	sum := 0.0
	for k := range min(len(a), len(b)) {
		d := math.Abs(a[k] - b[k])
		if wrap {
			if d = math.Mod(d, 2); d > 1 {
				d = 2 - d
			}
		}
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// Distances are those of a neuron of a source, by its column there, to one of the target, by
// its row.
func (c *Connection) Distances(source int) func(i, j int) float64 {
	end := c.Pre.Ends()[source]
	rows, cols := c.Post.Elements(), end.Elements()
	a, b := c.Post.Ensemble.Positions, end.Ensemble.Positions
	post, pre := a.Of(c.Post.Ensemble), b.Of(end.Ensemble)
	return func(i, j int) float64 {
		i, j = rows[i], cols[j]
		return Distance(post[i*a.Axes:(i+1)*a.Axes], pre[j*b.Axes:(j+1)*b.Axes], c.Wrap)
	}
}

// At is where the neurons of an end are, and by how many axes.
func At(end Endpoint) (points []float64, axes int) {
	axes = end.Ensemble.Positions.Axes
	all := end.Ensemble.Positions.Of(end.Ensemble)
	for _, i := range end.Elements() {
		points = append(points, all[i*axes:(i+1)*axes]...)
	}
	return points, axes
}
