package model_test

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/transforms"
)

// transformsOfThree are all forms of a transform from 3 values to 3.
func transformsOfThree() map[string]model.Transform {
	full := model.Zeros(3, 3)
	for i := range full.M {
		full.M[i] = float64(i*i%7) - 2
	}
	thin := []float64{0, 2, 0, 0, 0, -1, 3, 0, 0}
	return map[string]model.Transform{
		"scalar": model.Scaling(-2), "identity": model.Scaling(1), "full": full, "filled": model.Filled(3, 3, 0.5), "diagonal": model.Diagonal([]float64{1, 2, 3}),
		"picking": model.Picking([]int{2, 0, 1}, 3), "sparse": {Rows: 3, Cols: 3, Sparse: transforms.FromDense(3, 3, thin)},
	}
}

// One transform after another is one, whatever form both have; so is a multiple, and
// a matrix that a scalar is written out to.
func TestTransformsCompose(t *testing.T) {
	x := []float64{1, -2, 0.5}
	for a, A := range transformsOfThree() {
		want := A.Apply(x)
		if got := A.WrittenOut(3).Apply(x); !slices.Equal(got, want) {
			t.Errorf("%s, written out: %v, want %v", a, got, want)
		}
		if got := A.Simplest().Apply(x); !slices.Equal(got, want) {
			t.Errorf("%s, at its simplest: %v, want %v", a, got, want)
		}
		for i, v := range A.Scaled(-3).Apply(x) {
			if !(math.Abs(v+3*want[i]) <= 1e-14) {
				t.Errorf("%s times -3: %v of %v", a, v, want[i])
			}
		}
		for b, B := range transformsOfThree() {
			got, want := A.After(B).Apply(x), A.Apply(B.Apply(x))
			for i := range want {
				if !(math.Abs(got[i]-want[i]) <= 1e-13) {
					t.Errorf("%s after %s: %v, want %v", a, b, got, want)
				}
			}
		}
	}
}

// A matrix is taken apart and put together by columns; what is the identity is known
// in each form.
func TestPartsOfTransforms(t *testing.T) {
	whole := transformsOfThree()["full"]
	together := model.Zeros(3, 3)
	together.AddColumns(1, whole.Columns([]int{1, 2}))
	together.AddColumns(0, whole.Columns([]int{0}))
	if !slices.Equal(together.M, whole.M) {
		t.Errorf("%v, want %v", together.M, whole.M)
	}
	if got := model.Picking([]int{2, 0}, 3).Apply([]float64{1, 2, 3}); !slices.Equal(got, []float64{3, 1}) {
		t.Errorf("picked %v", got)
	}
	for name, T := range transformsOfThree() {
		if T.IsIdentity() != (name == "identity") {
			t.Errorf("%s is the identity: %v", name, T.IsIdentity())
		}
	}
	if !model.Diagonal([]float64{1, 1}).IsIdentity() || model.Filled(1, 2, 1).IsIdentity() || model.Diagonal([]float64{2, 2}).Simplest().Scalar != 2 {
		t.Error("what is simple is not seen")
	}
}
