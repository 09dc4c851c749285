package weights

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/internal/weightfile"
)

// Differences says in words what differs between two tables: what they are of, their
// neurons, signs and weights.
func Differences(x, y *weightfile.Table) []string {
	c := &comparison{}
	c.values("connection", x.Connection, y.Connection)
	c.values("unit", x.Unit, y.Unit)
	c.values("bias", x.Bias, y.Bias)
	c.sources(x.Presynaptic(), y.Presynaptic())
	c.neurons("post", x.Post, y.Post)
	if !slices.Equal(x.Signs, y.Signs) {
		c.say("signs %v → %v", x.Signs, y.Signs)
	}
	if !slices.Equal(x.Mask, y.Mask) {
		c.say("which weights may exist (mask)")
	}
	if x.Shape != y.Shape {
		c.say("shape %v → %v", x.Shape, y.Shape)
	} else {
		c.weights(x.Weights, y.Weights)
	}
	return c.lines
}

// comparison gathers differences.
type comparison struct{ lines []string }

func (c *comparison) say(format string, args ...any) {
	c.lines = append(c.lines, fmt.Sprintf(format, args...))
}

func (c *comparison) values(what string, was, is any) {
	if was != is {
		c.say("%s %v → %v", what, was, is)
	}
}

// sources compares the populations whose neurons have the columns.
func (c *comparison) sources(x, y []*weightfile.Population) {
	if len(x) != len(y) {
		c.values("source populations", len(x), len(y))
		return
	}
	for i := range x {
		c.neurons("pre", x[i], y[i])
	}
}

// neurons compares the populations of one side, which a table may lack.
func (c *comparison) neurons(side string, was, is *weightfile.Population) {
	if was == nil || is == nil {
		c.values(side+" neurons", was != nil, is != nil)
		return
	}
	for _, d := range was.Differences(is) {
		if d.There == nil {
			c.say("%s: %s", side, d)
		} else {
			c.say("%s: %s %v → %v", side, d.What, d.There, d.Here)
		}
	}
}

// weights compares two matrices of one shape.
func (c *comparison) weights(was, is []float64) {
	count, largest, sum, old := 0, 0.0, 0.0, 0.0
	for i, v := range was {
		d := is[i] - v
		if d != 0 {
			count++
		}
		largest, sum, old = max(largest, math.Abs(d)), sum+d*d, old+v*v
	}
	if count > 0 {
		c.say("weights: %d of %d differ, by up to %.4g; the change is %.4g of the norm", count, len(was), largest,
			math.Sqrt(sum/max(old, math.SmallestNonzeroFloat64)))
	}
}
