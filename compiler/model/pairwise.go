package model

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/connectivity"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/dists"
)

// Pairwise is a number for each pair of a neuron of a source and one of the target: a
// chance, or a delay.
type Pairwise struct {
	At   diag.Span
	Num  float64    // of all pairs, if nothing else is given
	Of   *code.Expr // of the distance of the two, element 0 of its one source; nil otherwise
	Data []float64  // target × source; nil otherwise
	Dist dists.Dist // of which each is drawn; nil otherwise
}

func (p *Pairwise) text() string {
	switch {
	case p == nil:
		return "none"
	case p.Of != nil:
		return p.Of.Format(func(_, _ int) string { return "distance" })
	case p.Data != nil:
		return digest(p.Data)
	case p.Dist != nil:
		return fmt.Sprint(p.Dist)
	}
	return fmt.Sprintf("%g", p.Num)
}

// MeasuresDistance reports numbers that follow from where neurons are.
func (p *Pairwise) MeasuresDistance() bool { return p != nil && p.Of != nil }

// Differs reports numbers that are not the same for all pairs.
func (p *Pairwise) Differs() bool { return p.Of != nil || p.Data != nil || p.Dist != nil }

// DelaysOf are the delays of the synapses of a source; nil if they are all the same.
func (c *Connection) DelaysOf(source int) *Pairwise {
	if c.Delays == nil {
		return nil
	}
	return c.Delays[source]
}

// ShortestDelay is the shortest (s) that a synapse of a source may have.
func (c *Connection) ShortestDelay(source int) float64 {
	p := c.DelaysOf(source)
	switch {
	case p == nil:
		return c.Delay.Time
	case p.Data != nil:
		return slices.Min(p.Data)
	case p.Dist != nil:
		shortest, _ := p.Dist.Bounds()
		return shortest
	}
	return c.shortestByDistance(p.Of, source)
}

// shortestByDistance looks at those only whose distance may make their delay the shortest;
// 0 is the shortest there may be.
func (c *Connection) shortestByDistance(delay *code.Expr, source int) float64 {
	end := c.Pre.Ends()[source]
	points, axes := At(c.Post)
	sources, axesOf := At(end)
	blocks := connectivity.NewBlocks(sources, axesOf, min(axes, axesOf), c.Wrap)
	shortest, apart := math.Inf(1), c.Distances(source)
	for i := 0; i < c.Post.Size && !(shortest <= 0); i++ {
		for k, members := range blocks.Members {
			if low, _ := delay.Bounds(blocks.Apart(points[i*axes:(i+1)*axes], k)); low >= shortest {
				continue
			}
			for _, j := range members {
				shortest = min(shortest, delay.Eval(&code.Env{In: func(_, _ int) float64 { return apart(i, int(j)) }}))
			}
		}
	}
	return shortest
}

// Chooses reports a connection of which some pairs of neurons have no weight by its options.
func (c *Connection) Chooses() bool {
	return c.Sparse != nil || c.Chance != nil || c.InDegree != nil || c.OutDegree != nil || c.NoAutapses
}
