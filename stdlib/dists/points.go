package dists

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// UniformHypersphere draws points independently from the unit ball, none
// shorter than MinMagnitude, or from its surface.
type UniformHypersphere struct {
	Surface      bool
	MinMagnitude float64
}

// MinMagnitude is the argument of distributions in the unit ball.
var MinMagnitude = catalog.Param{Name: "min_magnitude", Check: belowOne, Doc: "least length"}

func belowOne(v float64) error {
	if !(v >= 0 && v < 1) {
		return fmt.Errorf("must lie in [0, 1)")
	}
	return nil
}

var uniformSphere = catalog.Entry[Dist]{
	Name: "uniform_sphere", Doc: "independent points on the surface of the unit ball",
	New: func(catalog.Values) (Dist, error) { return UniformHypersphere{Surface: true}, nil },
}

var uniformBall = catalog.Entry[Dist]{
	Name: "uniform_ball", Doc: "independent points in the unit ball",
	Params: []catalog.Param{MinMagnitude},
	New: func(v catalog.Values) (Dist, error) {
		return UniformHypersphere{MinMagnitude: v["min_magnitude"]}, nil
	},
}

// Sample draws normals, which have no preferred direction, and scales them.
func (u UniformHypersphere) Sample(r *rng.Rand, n, d int) []float64 {
	out := each(Normal{0, 1}, r, n*d)
	for i := range n {
		row := out[i*d : (i+1)*d]
		sum := 0.0
		for _, v := range row {
			sum += float64(v * v)
		}
		k := 1 / math.Sqrt(sum)
		if !u.Surface {
			k *= length(r.Float64(), u.MinMagnitude, d)
		}
		for j := range row {
			row[j] *= k
		}
	}
	return out
}

// Bounds are those of the unit ball.
func (UniformHypersphere) Bounds() (lo, hi float64) { return -1, 1 }

// String writes uniform_sphere or uniform_ball.
func (u UniformHypersphere) String() string {
	switch {
	case u.Surface:
		return "uniform_sphere"
	case u.MinMagnitude != 0:
		return fmt.Sprintf("uniform_ball(min_magnitude=%g)", u.MinMagnitude)
	}
	return "uniform_ball"
}

// Axes draws unit vectors along the axes, in both directions, each as often as
// the others.
type Axes struct{}

var axes = catalog.Entry[Dist]{
	Name: "axes", Doc: "unit vectors along the axes, in both directions, each as often as the others",
	New: func(catalog.Values) (Dist, error) { return Axes{}, nil },
}

// Sample deals the 2d directions out in random order.
func (Axes) Sample(r *rng.Rand, n, d int) []float64 {
	out := make([]float64, n*d)
	for k, i := range r.Perm(n) {
		direction := k % (2 * d)
		out[i*d+direction/2] = float64(1 - 2*(direction%2))
	}
	return out
}

// Bounds are -1 and 1.
func (Axes) Bounds() (lo, hi float64) { return -1, 1 }

// String writes axes.
func (Axes) String() string { return "axes" }
