package processes

import (
	"fmt"
	"slices"
	"sort"

	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Piecewise passes through values at given times. Between them it holds
// ("zero", from half a step before each time), goes straight ("linear",
// "slinear"), takes the nearer ("nearest"), or follows a spline ("quadratic",
// "cubic", not-a-knot). Before its first time it is 0; the interpolations are
// also 0 after the last, unless Ends holds the first and last value there.
//
// Source: de Boor (1978), A Practical Guide to Splines.
type Piecewise struct {
	Points        Rows
	Interpolation string
	Ends          bool
}

// splineOrder is the degree of the splines.
var splineOrder = map[string]int{"quadratic": 2, "cubic": 3}

var interpolations = []string{"zero", "linear", "nearest", "slinear", "quadratic", "cubic"}

var pointsParam = catalog.Param{Name: "points", Kind: catalog.Points, Required: true, Doc: "[time, value…], one for each time"}

var steps = Entry{
	Name: "steps", Doc: "holds each value from its time on; 0 before the first: steps([0s, 0], [1s, 1])", Source: "Nengo 4",
	Params: []catalog.Param{pointsParam}, Example: "steps([0s, 0], [50ms, 1])",
	New: func(a Args) (Made, error) { return newPiecewise(a.Rows, "zero") },
}

var piecewise = Entry{
	Name: "piecewise", Doc: "through values at times, by an interpolation: zero, linear, nearest, slinear, quadratic, cubic", Source: "Nengo 4",
	Params:  []catalog.Param{pointsParam, {Name: "interpolation", Kind: catalog.Word, Doc: "default zero"}},
	Example: "piecewise([0s, 0], [50ms, 1], interpolation=linear)",
	New: func(a Args) (Made, error) {
		if a.Word == "" {
			a.Word = "zero"
		}
		return newPiecewise(a.Rows, a.Word)
	},
}

func newPiecewise(points Rows, interpolation string) (Made, error) {
	if !slices.Contains(interpolations, interpolation) {
		return Made{}, fmt.Errorf("the interpolation is one of %v, not %q", interpolations, interpolation)
	}
	if need := splineOrder[interpolation] + 1; points.N < need {
		return Made{}, fmt.Errorf("%s interpolation needs %d points, there are %d", interpolation, need, points.N)
	}
	for i := 1; i < points.N; i++ {
		if !(points.Times[i] > points.Times[i-1]) {
			return Made{}, fmt.Errorf("the times must increase: %g s comes after %g s", points.Times[i], points.Times[i-1])
		}
	}
	return Made{Process: Piecewise{Points: points, Interpolation: interpolation}}, nil
}

// Dims is the length of a value.
func (p Piecewise) Dims() int { return p.Points.dims() }

// Check accepts every step.
func (Piecewise) Check(float64) error { return nil }

// String writes piecewise(points, interpolation).
func (p Piecewise) String() string {
	return fmt.Sprintf("piecewise(%s, %q, ends=%v)", p.Points, p.Interpolation, p.Ends)
}

// Start fits the spline, if there is one.
func (p Piecewise) Start(dt float64, _ int, _ *rng.Rand) Generator {
	g := &pieces{Piecewise: p, dt: dt, value: make([]float64, p.Points.Cols)}
	if k := splineOrder[p.Interpolation]; k > 0 {
		g.spline = fitSpline(&p.Points, k)
	}
	return g
}

type pieces struct {
	Piecewise
	dt     float64
	spline *spline
	value  []float64
}

// Next interpolates at t.
func (g *pieces) Next(_ int, t float64, y []float64) {
	p := &g.Points
	last := p.N - 1
	if g.Interpolation == "zero" {
		if i := sort.SearchFloat64s(p.Times, t+float64(0.5*g.dt)) - 1; i >= 0 {
			p.row(i, y)
		} else {
			clear(y)
		}
		return
	}
	switch outside := t < p.Times[0] || t > p.Times[last]; {
	case outside && !g.Ends:
		clear(y)
	case outside && t < p.Times[0]:
		p.row(0, y)
	case outside:
		p.row(last, y)
	default:
		g.between(t, y)
	}
}

// between interpolates within the times.
func (g *pieces) between(t float64, y []float64) {
	p := &g.Points
	if g.spline != nil {
		g.spline.at(t, g.value)
		spread(y, g.value)
		return
	}
	i := min(max(sort.SearchFloat64s(p.Times, t), 1), p.N-1) - 1
	if p.N == 1 {
		i = 0
	}
	if p.N == 1 || g.Interpolation == "nearest" {
		if p.N > 1 && t > (p.Times[i]+p.Times[i+1])/2 {
			i++
		}
		p.row(i, y)
		return
	}
	f := t - p.Times[i]
	for j := range g.value {
		lo, hi := p.Data[i*p.Cols+j], p.Data[(i+1)*p.Cols+j]
		g.value[j] = float64((hi-lo)/(p.Times[i+1]-p.Times[i])*f) + lo
	}
	spread(y, g.value)
}

// spread copies a value; a single number fills.
func spread(y, value []float64) {
	if len(value) == 1 {
		fill(y, value[0])
		return
	}
	copy(y, value)
}

// Interpolated is the straight line between the points of a file, its ends held.
func Interpolated(points Rows) Piecewise {
	return Piecewise{Points: points, Interpolation: "linear", Ends: true}
}
