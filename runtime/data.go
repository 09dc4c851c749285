package runtime

import (
	"math"
	"sort"

	"github.com/nefc/nefc/compiler/model"
)

// row writes the value of a data source at time t (s) into y. Row i holds while
// i·hold < t ≤ (i+1)·hold, the last row from then on; or rows are interpolated
// between their times, the first and the last held outside. A single column
// fills y.
func row(d *model.DataSource, t float64, y []float64) {
	if d.Linear {
		fill(y, interpolate(d, t))
		return
	}
	x := t / d.Hold
	i := int(math.Ceil(x-1e-9*max(1, x))) - 1
	i = max(0, min(i, d.Rows-1))
	if d.Cols == 1 {
		fill(y, d.Data[i])
		return
	}
	copy(y, d.Data[i*d.Cols:(i+1)*d.Cols])
}

func fill(y []float64, v float64) {
	for i := range y {
		y[i] = v
	}
}

// interpolate is linear between the times of the rows.
func interpolate(d *model.DataSource, t float64) float64 {
	k := sort.SearchFloat64s(d.Times, t)
	switch {
	case k == 0:
		return d.Data[0]
	case k == len(d.Times):
		return d.Data[k-1]
	}
	f := (t - d.Times[k-1]) / (d.Times[k] - d.Times[k-1])
	return d.Data[k-1] + float64(f*(d.Data[k]-d.Data[k-1]))
}
