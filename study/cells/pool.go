package cells

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Pooled is an expectation over the seeds of one sweep point.
type Pooled struct {
	Text  string
	Point string // lr=1e-4; "" without sweeps
	Value float64
	Met   bool
	Why   string // there is no value; "" if there is
}

// Found is the value as text, or why there is none.
func (p Pooled) Found() string {
	if p.Why != "" {
		return p.Why
	}
	return fmt.Sprintf("%.4g", p.Value)
}

// Pool judges the expectations over seeds: for each, and each combination of
// swept params, the median or mean of its cells. A cell without a value fails it:
// who knows what it would have been?
func Pool(e *model.Experiment, cells []Outcome) []Pooled {
	var out []Pooled
	for i, text := range expectationsOf(cells) {
		seeds := map[string][]experiment.Expectation{}
		var points []string
		for _, c := range cells {
			if c.Result == nil || i >= len(c.Result.Expectations) || c.Result.Expectations[i].Pool == "" {
				continue
			}
			point := c.Cell.Point(e)
			if seeds[point] == nil {
				points = append(points, point)
			}
			seeds[point] = append(seeds[point], c.Result.Expectations[i])
		}
		for _, point := range points {
			out = append(out, pooled(text, point, seeds[point]))
		}
	}
	return out
}

// pooled judges what the cells of one sweep point contribute.
func pooled(text, point string, cells []experiment.Expectation) Pooled {
	p := Pooled{Text: text, Point: point}
	var values []float64
	var x experiment.Expectation
	for _, c := range cells {
		if c.Value != nil {
			x, values = c, append(values, *c.Value)
		}
	}
	if missing := len(cells) - len(values); missing > 0 {
		p.Why = fmt.Sprintf("no value in %d of %d cells", missing, len(cells))
		return p
	}
	p.Value = pooledValue(x.Pool, values)
	p.Met = code.Compare(x.Op, p.Value, x.Limit)
	return p
}

func pooledValue(how string, values []float64) float64 {
	if how == "median" {
		v := sorted(values)
		return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
	}
	return analyses.Mean(values)
}
