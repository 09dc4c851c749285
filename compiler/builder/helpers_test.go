package builder_test

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/builder"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/graph"
)

// built is the graph of a model.
func built(t *testing.T, text string) *graph.Graph {
	t.Helper()
	return builtIn(t, t.TempDir(), text)
}

// builtIn is the graph of a model that reads files of a folder.
func builtIn(t *testing.T, dir, text string) *graph.Graph {
	t.Helper()
	g, diags := builder.Graph(compilertest.ValidIn(t, dir, text).Model, 0.001, builder.Recalls{}, nil)
	if g == nil {
		t.Fatal(diags)
	}
	return g
}

func linkOf(t *testing.T, g *graph.Graph, name string) *graph.Link {
	t.Helper()
	i := slices.IndexFunc(g.Links, func(l *graph.Link) bool { return l.Name == name })
	if i < 0 {
		t.Fatalf("no link is called %s", name)
	}
	return g.Links[i]
}

// near demands equal numbers but for rounding.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	largest := 1e-12
	for _, w := range want {
		largest = max(largest, math.Abs(w))
	}
	for i, w := range want {
		if !(math.Abs(got[i]-w) <= 1e-9*largest) {
			t.Fatalf("%s: number %d is %.12g, want %.12g", what, i, got[i], w)
		}
	}
}

func signalOf(t *testing.T, g *graph.Graph, name string) *graph.Signal {
	t.Helper()
	i := slices.IndexFunc(g.Signals, func(s *graph.Signal) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no signal is called %s", name)
	}
	return g.Signals[i]
}
