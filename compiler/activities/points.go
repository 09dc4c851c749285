package activities

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
)

// JointPoints are m evaluation points of a joint value. Values that follow each other are
// drawn independently; one that several populations carry is drawn as each of them in
// turn has it, within the smallest of their radii.
func JointPoints(m int, j *model.Joint, r *rng.Rand) *mat.Dense {
	d := jointDraw{mat.NewDense(m, j.Dims, nil), r}
	d.draw(j, math.Inf(1))
	return d.X
}

// jointDraw draws points into X, m×D.
type jointDraw struct {
	X *mat.Dense
	r *rng.Rand
}

// draw fills the stretch of a part, within a length that others reach.
func (d jointDraw) draw(j *model.Joint, reach float64) {
	if j.Parts == nil {
		d.population(j, reach)
		return
	}
	if j.Shared {
		for _, p := range j.Populations() {
			reach = min(reach, p.Source.Ensemble.Radius)
		}
	}
	m, _ := d.X.Dims()
	before := mat.DenseCopyOf(d.X)
	for k, part := range j.Parts {
		d.draw(part, reach)
		for i := range m { // of one value, only each turn's rows stay
			if row := d.X.RawRowView(i)[j.From : j.From+j.Dims]; j.Shared && i%len(j.Parts) != k {
				copy(row, before.RawRowView(i)[j.From:])
			} else {
				copy(before.RawRowView(i)[j.From:], row)
			}
		}
	}
}

// population fills the stretch of one population: with points of its distribution, or
// with those of its list in random order, again and again.
func (d jointDraw) population(j *model.Joint, reach float64) {
	e := j.Source.Ensemble
	m, _ := d.X.Dims()
	radius := min(e.Radius, reach)
	if e.EvalPoints.Dist != nil {
		points := e.EvalPoints.Dist.Sample(d.r, m, e.Dims)
		for i := range m {
			d.put(i, j.From, points[i*e.Dims:(i+1)*e.Dims], radius)
		}
		return
	}
	list := within(e, reach)
	for i, order := 0, []int(nil); i < m; i++ {
		if len(order) == 0 {
			order = d.r.Perm(len(list))
		}
		d.put(i, j.From, list[order[0]], e.Radius)
		order = order[1:]
	}
}

// put writes a point, times a radius, into row i.
func (d jointDraw) put(i, from int, point []float64, radius float64) {
	row := d.X.RawRowView(i)[from:]
	for k, v := range point {
		row[k] = v * radius
	}
}

// within are the given points of an ensemble, in units of its radius, that others reach
// too; all of them where nobody reaches less, or no point is left.
func within(e *model.Ensemble, reach float64) (out [][]float64) {
	all := slices.Collect(slices.Chunk(e.EvalPoints.Data, e.Dims))
	if reach >= e.Radius {
		return all
	}
	for _, p := range all {
		if math.Sqrt(kernels.Dot(p, p))*e.Radius <= reach {
			out = append(out, p)
		}
	}
	if out == nil {
		return all
	}
	return out
}

// ScaleJoint multiplies points of a joint value, m×D, by the radii of the populations that
// carry them, of one value by the smallest.
func ScaleJoint(X *mat.Dense, j *model.Joint) {
	m, _ := X.Dims()
	radius := make([]float64, j.Dims)
	for i := range radius {
		radius[i] = math.Inf(1)
	}
	for _, p := range j.Populations() {
		for k := range p.Dims {
			radius[p.From+k] = min(radius[p.From+k], p.Source.Ensemble.Radius)
		}
	}
	for i := range m {
		for k, r := range radius {
			X.RawRowView(i)[k] *= r
		}
	}
}
