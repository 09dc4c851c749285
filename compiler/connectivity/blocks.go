package connectivity

import (
	"cmp"
	"math"
	"slices"
)

// Blocks are neurons that lie near one another, so that what holds for the distance to all
// of a block need not be asked of each.
type Blocks struct {
	Members [][]int32 // of each block
	axes    int
	middle  []float64 // of each block, by axis
	half    []float64 // half the width
	wrap    bool
}

// blockSize is up to how many neurons a block has.
const blockSize = 64

// NewBlocks makes blocks of neurons at points n×stride, by the first axes of them. Distances
// to them may be on a torus of side 2.
func NewBlocks(points []float64, stride, axes int, wrap bool) *Blocks {
	b := &Blocks{axes: axes, wrap: wrap}
	all := make([]int32, len(points)/stride)
	for i := range all {
		all[i] = int32(i)
	}
	b.split(points, stride, all)
	return b
}

// split halves neurons where they are widest apart, until few are left.
func (b *Blocks) split(points []float64, stride int, of []int32) {
	middle, half := make([]float64, b.axes), make([]float64, b.axes)
	widest := 0
	for k := range middle {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, i := range of {
			x := points[int(i)*stride+k]
			lo, hi = min(lo, x), max(hi, x)
		}
		middle[k], half[k] = (lo+hi)/2, (hi-lo)/2
		if half[k] > half[widest] {
			widest = k
		}
	}
	if len(of) <= blockSize {
		slices.Sort(of)
		b.Members = append(b.Members, of)
		b.middle, b.half = append(b.middle, middle...), append(b.half, half...)
		return
	}
	slices.SortFunc(of, func(i, j int32) int {
		return cmp.Or(cmp.Compare(points[int(i)*stride+widest], points[int(j)*stride+widest]), cmp.Compare(i, j))
	})
	b.split(points, stride, of[:len(of)/2])
	b.split(points, stride, of[len(of)/2:])
}

// Apart is between which distances from a point all of a block lie, with a margin for
// rounding.
func (b *Blocks) Apart(point []float64, block int) (nearest, farthest float64) {
	const margin = 1e-12
	near, far := 0.0, 0.0
	for k := range b.axes {
		middle, half := b.middle[block*b.axes+k], b.half[block*b.axes+k]
		d := math.Abs(point[k] - middle)
		half += float64(margin * (math.Abs(point[k]) + math.Abs(middle) + half))
		if b.wrap {
			if d = math.Mod(d, 2); d > 1 {
				d = 2 - d
			}
		}
		lo, hi := max(0, d-half), d+half
		if b.wrap {
			hi = min(1, hi)
		}
		near += float64(lo * lo)
		far += float64(hi * hi)
	}
	return math.Sqrt(near) * (1 - margin), math.Sqrt(far) * (1 + margin)
}
