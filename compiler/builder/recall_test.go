package builder

import (
	"encoding/binary"
	"math"
	"reflect"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
)

// Each part of a problem counts in the key of its solution.
func TestEveryPartOfAProblemCounts(t *testing.T) {
	key, w := &solveKey{}, world()
	w.Kinds[reflect.TypeFor[neurons.Type]()] = []any{&neurons.Tanh{TauRef: 1}, &neurons.Sigmoid{TauRef: 1}}
	w.Fill(key)
	w.Change(key, func(path string, leftOut bool, do, undo func()) {
		before := new(identity.Walker).Hash(key)
		do()
		after := new(identity.Walker).Hash(key)
		undo()
		if leftOut || before == after {
			t.Errorf("%s does not count", path)
		}
	})
}

// What was written down is read back; with a part missing, or with counts that are too
// large, it is something else.
func TestSolutionsAreReadBack(t *testing.T) {
	s := &solved{sol: &solvers.Solution{X: mat.NewDense(2, 3, []float64{1, 2, 3, 4, 5, math.Pi}), Iterations: 7, Condition: 8},
		fit: &solvers.Fit{Iterations: 7, RMSE: 9, TargetRMS: 10, Zeros: 11, Condition: 12, Seconds: 13, Recalled: true}, reachable: 14, support: [][]int{{0, 1}, {}, {1}}}
	data := s.encode()
	if got, ok := decodeSolved(data); !ok || !reflect.DeepEqual(got, s) {
		t.Errorf("read back: %t, %+v", ok, got)
	}
	for n := range data {
		if _, ok := decodeSolved(data[:n]); ok {
			t.Errorf("the first %d of %d bytes are a solution", n, len(data))
		}
	}
	if _, ok := decodeSolved(append(data, 0)); ok {
		t.Error("with a byte too many it is a solution")
	}
	for _, place := range []int{0, 1, 3, 4} { // counts: rows, columns, those of the support, that of its first row
		large := append([]byte(nil), data...)
		binary.LittleEndian.PutUint64(large[8*place:], math.MaxInt32)
		if _, ok := decodeSolved(large); ok {
			t.Errorf("it is a solution with a count of %d at %d", math.MaxInt32, place)
		}
	}
}
