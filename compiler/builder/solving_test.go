package builder_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/builder"
	"github.com/nefc/nefc/compiler/compilertest"
)

// Who watches is told of each problem once that it begins and once that it is solved, of
// how many, and changes no number. The synapses of w2 are drawn before it is solved.
func TestSolvingIsTold(t *testing.T) {
	alone, _ := cachedBuild(t, everySolver, nil)
	var begun, solved []string
	var drawn []builder.Solving
	last := builder.Solving{}
	g, diags := builder.Graph(compilertest.Valid(t, everySolver).Model, 0.001, builder.Recalls{}, func(s builder.Solving) {
		switch {
		case s.Pairs > 0:
			drawn = append(drawn, s)
		case s.Solved:
			if solved = append(solved, s.Name); !slices.Contains(begun, s.Name) {
				t.Errorf("%s is solved before it begins", s.Name)
			}
		default:
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
	if n := len(drawn); n != 2 || drawn[0].Name != "w2" || drawn[0].Drawn != 0 || drawn[1].Drawn != drawn[1].Pairs {
		t.Errorf("drawn: %+v", drawn)
	}
}

// Synapses, and delays of their own, are drawn with as many pairs of neurons as there are.
func TestDrawingIsTold(t *testing.T) {
	const text = "seed 1\nensemble a 1500 positions sheet(2)\n" +
		"connect c: a.neurons -> a.neurons weights 1e-3 indegree 3 probability exp(-(distance/0.1)^2) delay 1ms..3ms\nrun 10ms\n"
	seen := map[string][]int{}
	g, diags := builder.Graph(compilertest.Valid(t, text).Model, 0.001, builder.Recalls{}, func(s builder.Solving) {
		if s.Pairs != 1500*1500 {
			t.Errorf("%+v", s)
		}
		seen[s.Name] = append(seen[s.Name], s.Drawn)
	})
	if g == nil {
		t.Fatal(diags)
	}
	for _, name := range []string{"c", "c.delays"} {
		at := seen[name]
		if len(at) != 4 || at[0] != 0 || at[3] != 1500*1500 || !slices.IsSorted(at) || at[1] < 1<<20 {
			t.Errorf("%s is drawn: %v", name, at)
		}
	}
}
