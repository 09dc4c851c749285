package solvers

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/kernels"
)

// landmarks is by how many angles right-hand sides are compared. The currents that
// represent a value lie in a space of its dimensions and one more for the bias.
const landmarks = 8

// tour orders right-hand sides, given as rows, so that each is followed by the nearest in
// angle that is left, from one that is far out: neurons with similar tuning have nearly
// the same active set.
func tour(rows *mat.Dense) []int {
	places := bearings(rows)
	left := make([]int, len(places))
	for j := range left {
		left[j] = j
	}
	order := make([]int, 0, len(places))
	for at := largest(len(places), func(j int) float64 { return places[j][0] }); ; at = nearest(places, left, places[order[len(order)-1]]) {
		order = append(order, left[at])
		left = slices.Delete(left, at, at+1)
		if len(left) == 0 {
			return order
		}
	}
}

// Pieces of a tour are solved at the same time. They are the same ones on any machine,
// since each begins anew.
const (
	mostPieces  = 8
	pieceLength = 48 // at least, but in a single piece
)

// inPieces calls solve for each of so many pieces of a tour at most, and adds up the
// changes.
func inPieces(order []int, most int, solve func(targets []int) (changes int, err error)) (int, error) {
	k := len(order)
	pieces := max(1, min(k/pieceLength, most))
	changes, errs := make([]int, pieces), make([]error, pieces)
	kernels.Parallel(pieces, func(i int) {
		changes[i], errs[i] = solve(order[i*k/pieces : (i+1)*k/pieces])
	})
	sum := 0
	for _, c := range changes {
		sum += c
	}
	return sum, errors.Join(errs...)
}

// bearing is the cosines of a right-hand side with landmarks.
type bearing [landmarks]float64

// bearings are those of rows: the first landmark is the row farthest from the longest one,
// each other one the row farthest from those before. Rows of zeros are no landmarks, and
// at right angles to them.
func bearings(rows *mat.Dense) []bearing {
	k, _ := rows.Dims()
	norm, closest, out := make([]float64, k), make([]float64, k), make([]bearing, k)
	for j := range norm {
		norm[j] = math.Sqrt(kernels.Dot(rows.RawRowView(j), rows.RawRowView(j)))
	}
	cosine := func(i, j int) float64 {
		if norm[i] == 0 || norm[j] == 0 {
			return 0
		}
		return kernels.Dot(rows.RawRowView(i), rows.RawRowView(j)) / (norm[i] * norm[j])
	}
	longest := largest(k, func(j int) float64 { return norm[j] })
	for j := range closest {
		if closest[j] = cosine(longest, j); norm[j] == 0 {
			closest[j] = math.Inf(1)
		}
	}
	for c := range landmarks {
		mark := largest(k, func(j int) float64 { return -closest[j] })
		for j := range out {
			out[j][c] = cosine(mark, j)
			if c == 0 && norm[j] > 0 {
				closest[j] = out[j][c]
			}
			closest[j] = max(closest[j], out[j][c])
		}
	}
	return out
}

// largest is where the largest of n numbers stands, the first of equal ones.
func largest(n int, number func(j int) float64) int {
	at, most := 0, math.Inf(-1)
	for j := range n {
		if v := number(j); v > most {
			at, most = j, v
		}
	}
	return at
}

// nearest is where in a list of rows the one nearest to a place stands.
func nearest(places []bearing, rows []int, to bearing) int {
	at, least := 0, math.Inf(1)
	for i, j := range rows {
		sum := 0.0
		for c, v := range places[j] {
			d := v - to[c]
			sum += float64(d * d)
		}
		if sum < least {
			at, least = i, sum
		}
	}
	return at
}
