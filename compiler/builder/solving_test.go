package builder_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/builder"
	"github.com/nefc/nefc/compiler/compilertest"
)

// Who watches is told of each problem once that it begins and once that it is solved, of
// how many, and changes no number.
func TestSolvingIsTold(t *testing.T) {
	alone, _ := cachedBuild(t, everySolver, nil)
	var begun, solved []string
	last := builder.Solving{}
	g, diags := builder.Graph(compilertest.Valid(t, everySolver).Model, 0.001, builder.Recalls{}, func(s builder.Solving) {
		if s.Solved {
			if solved = append(solved, s.Name); !slices.Contains(begun, s.Name) {
				t.Errorf("%s is solved before it begins", s.Name)
			}
		} else {
			begun = append(begun, s.Name)
		}
		if s.Done != len(solved) || s.Of != 12 {
			t.Errorf("%+v, after %d", s, len(solved))
		}
		last = s
	})
	if g == nil {
		t.Fatal(diags)
	}
	if numbersOf(g) != numbersOf(alone) {
		t.Error("the build is another one")
	}
	slices.Sort(begun)
	slices.Sort(solved)
	want := []string{"a", "a->b", "c1", "c2", "c3", "c4", "c5", "c6", "w1", "w2", "w3", "w4"}
	if !slices.Equal(begun, want) || !slices.Equal(solved, want) || last.Done != last.Of {
		t.Errorf("begun %v, solved %v; %+v", begun, solved, last)
	}
}
