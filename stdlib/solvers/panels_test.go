package solvers

import (
	"math"
	"slices"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// What stood in a room before it is used again changes no bit of a product, of a factor or
// of a solution.
func TestRoomsMayHoldAnything(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {7, 3}, {8, 8}, {100, 9}, {191, 65}, {193, 64}, {385, 101}, {800, 130}, {40, 300}} {
		A, Y := activitiesLike(size[0], size[1]), activitiesLike(size[0], 20)
		made := func() (out []float64) {
			G := regularisedGram(A, 30)
			f, ok := factorize(panelled(G))
			if !ok {
				t.Fatalf("%v: no factor", size)
			}
			s, err := L2{}.Solve(&Problem{A: A, Y: Y, Sigma: 30})
			if err != nil {
				t.Fatal(size, err)
			}
			for _, m := range []mat.Matrix{G, outerGram(A), product(A, Y), s.X} {
				out = append(out, mat.DenseCopyOf(m).RawMatrix().Data...)
			}
			return append(append(out, f.r...), s.RMSE...)
		}
		rooms, squares = sync.Pool{}, sync.Pool{}
		fresh := made()
		for range 100 {
			room := slices.Repeat([]float64{math.NaN()}, 1<<17)
			rooms.Put(&room)
			square := slices.Clone(room)
			squares.Put(&square)
		}
		again := made()
		for i, v := range fresh {
			if math.Float64bits(again[i]) != math.Float64bits(v) {
				t.Fatalf("%v: number %d is %g, was %g", size, i, again[i], v)
			}
		}
	}
}
