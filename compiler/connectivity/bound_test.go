package connectivity

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
)

// scattered are n points of two axes in [-1, 1].
func scattered(n int) []float64 {
	r := rng.Stream(3, "a", rng.Positions)
	out := make([]float64, 2*n)
	for i := range out {
		out[i] = r.Uniform(-1, 1)
	}
	return out
}

func apart(a, b []float64, wrap bool) float64 {
	sum := 0.0
	for k := range a {
		d := math.Abs(a[k] - b[k])
		if d = math.Mod(d, 2); wrap && d > 1 {
			d = 2 - d
		}
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// All of a block lie as far apart as it says, each neuron is in one block, and a block is
// small.
func TestBlocks(t *testing.T) {
	const n = 1000
	points := scattered(n)
	for _, wrap := range []bool{false, true} {
		b := NewBlocks(points, 2, 2, wrap)
		var all []int32
		for k, members := range b.Members {
			all = append(all, members...)
			if len(members) > blockSize || !slices.IsSorted(members) {
				t.Fatalf("block %d: %v", k, members)
			}
			for i := range n {
				at := points[2*i : 2*i+2]
				near, far := b.Apart(at, k)
				for _, j := range members {
					if d := apart(at, points[2*j:2*j+2], wrap); d < near || d > far {
						t.Fatalf("wrap %v: neuron %d lies %g from %d, not %g … %g", wrap, j, d, i, near, far)
					}
				}
			}
		}
		slices.Sort(all)
		if len(all) != n || len(slices.Compact(all)) != n {
			t.Errorf("%d neurons in blocks", len(all))
		}
	}
}

// bounded are pairs of which the chance falls with the distance, with a bound that counts
// how many chances were asked for.
func bounded(points []float64, in, out int, asked *int) *Pairs {
	n := len(points) / 2
	of := func(d float64) float64 { return libm.Exp(-float64(d/0.1) * (d / 0.1)) }
	b := NewBlocks(points, 2, 2, false)
	return &Pairs{Rows: n, Cols: n, Self: self(n), In: in, Out: out, Chance: func(i, j int32) float64 {
		*asked++
		return of(apart(points[2*i:2*i+2], points[2*j:2*j+2], false))
	}, Bound: &Bound{b.Members, func(i, block int) float64 {
		near, _ := b.Apart(points[2*i:2*i+2], block)
		return of(near) * (1 + 1e-12)
	}}}
}

// plainly is what is chosen by looking at all pairs in turn, and sorting.
func plainly(p *Pairs, r *rng.Rand) [][]int32 {
	n, want, out := p.Rows, max(p.In, p.Out), make([][]int32, p.Rows)
	for i := range n {
		type keyed struct {
			j int32
			v float64
		}
		var keys []keyed
		for j := range n {
			u, c := r.Float64(), 0.0
			if p.Out >= 0 {
				c = p.Chance(int32(j), int32(i))
			} else {
				c = p.Chance(int32(i), int32(j))
			}
			switch {
			case j == i || c <= 0:
			case want >= 0:
				keys = append(keys, keyed{int32(j), libm.Log1p(-u) / c})
			case u < c:
				out[i] = append(out[i], int32(j))
			}
		}
		slices.SortFunc(keys, func(a, b keyed) int {
			if a.v > b.v || a.v == b.v && a.j < b.j {
				return -1
			}
			return 1
		})
		for _, k := range keys[:max(0, min(want, len(keys)))] {
			out[i] = append(out[i], k.j)
		}
		slices.Sort(out[i])
	}
	if p.Out >= 0 {
		return swap(out, n)
	}
	return out
}

// Bounds change nothing of what is chosen, and leave out most chances.
func TestBoundsChooseTheSame(t *testing.T) {
	const n = 800
	points := scattered(n)
	for _, c := range []struct{ in, out int }{{-1, -1}, {10, -1}, {-1, 10}, {0, -1}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			asked, pairs := 0, 0
			p := bounded(points, c.in, c.out, &asked)
			p.Looked = func(more int) { pairs += more }
			got, _ := p.Choose(rng.Stream(1, "c", rng.Mask))
			if asked > n*n/6 || pairs != n*n {
				t.Errorf("%d chances of %d pairs; %d looked at", asked, n*n, pairs)
			}
			if want := plainly(p, rng.Stream(1, "c", rng.Mask)); !reflect.DeepEqual(got, want) {
				t.Error("others are chosen than without bounds")
			}
		})
	}
}
