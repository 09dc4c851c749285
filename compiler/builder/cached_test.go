package builder_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler/builder"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/internal/cache"
)

// everySolver asks for decoders and weights in all the ways that are solved.
const everySolver = `
seed 1
node u = sin(t)
ensemble a 150 n_eval_points 500
ensemble b 100 n_eval_points 500
ensemble d 110 n_eval_points 500
ensemble c 120 dims 2 n_eval_points 500
connect u -> a
connect u -> d
connect a -> b function x^2
connect c1: a -> b reg 0.05
connect c2: c -> a function x[0]*x[1] solve l2nz
connect c3: a -> b solve noise
connect c4: a -> b solve drop(drop=0.2)
connect c5: a -> b solve nnls
connect c6: a -> b eval_points matrix(900, 1, i/900)
connect w1: d.neurons -> b.neurons solve nnls dale 0.7
connect w2: a.neurons -> b.neurons solve l2 function x^2 density 30%
connect w3: a.neurons -> b.neurons solve l2 strongest 20
connect w4: a.neurons[0:90] -> b.neurons solve l2 bias decoded
probe a synapse 10ms
`

// numbersOf is all that a build found, to the last bit.
func numbersOf(g *graph.Graph) string {
	var b bytes.Buffer
	g.Print(&b)
	for _, s := range g.Signals {
		fmt.Fprintf(&b, "%s %x\n", s.Name, s.Init)
	}
	for _, l := range g.Links {
		fmt.Fprintln(&b, l.Name, l.Mask, l.Signs)
		if f := l.Fit; f != nil {
			fmt.Fprintf(&b, "%x %x %x %x %d\n", f.RMSE, f.TargetRMS, f.Zeros, f.Condition, f.Iterations)
		}
	}
	return b.String()
}

func cachedBuild(t *testing.T, text string, solutions *cache.Cache) (g *graph.Graph, said string) {
	t.Helper()
	g, diags := builder.Graph(compilertest.Valid(t, text).Model, 0.001, builder.Recalls{Cache: solutions}, nil)
	if g == nil {
		t.Fatal(diags)
	}
	for _, d := range diags {
		said += d.Summary + "\n"
	}
	return g, said
}

func recalled(g *graph.Graph) (n, all int) {
	for _, l := range g.Links {
		if l.Fit != nil {
			all++
			if l.Fit.Recalled {
				n++
			}
		}
	}
	return n, all
}

// With a cache or without, a model is the same to the last bit.
func TestCachedBuildIsTheSame(t *testing.T) {
	dir := t.TempDir()
	solutions := cache.In(dir, cache.DefaultLimit)
	want, wantSaid := cachedBuild(t, everySolver, nil)
	for _, c := range []struct {
		name   string
		before func([]byte) []byte // done to each entry
		hits   bool
	}{
		{"empty", nil, false},
		{"full", func(b []byte) []byte { return b }, true},
		{"cut", func(b []byte) []byte { return b[:len(b)/2] }, false},
		{"spoiled", func(b []byte) []byte { b[len(b)/3] ^= 4; return b }, false},
		{"mended", func(b []byte) []byte { return b }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.before != nil {
				rewriteAll(t, dir, c.before)
			}
			g, said := cachedBuild(t, everySolver, solutions)
			if n, all := recalled(g); all != 11 || c.hits && n != all || !c.hits && n > 0 {
				t.Errorf("%d of %d were recalled", n, all)
			}
			if numbersOf(g) != numbersOf(want) || said != wantSaid {
				t.Error("it differs from the model without a cache")
			}
		})
	}
}

func rewriteAll(t *testing.T, dir string, change func([]byte) []byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil || len(b) == 0 {
			return err
		}
		return os.WriteFile(path, change(b), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a population is called is no part of a problem.
func TestNamesAreNoPartOfAProblem(t *testing.T) {
	solutions := cache.In(t.TempDir(), cache.DefaultLimit)
	model := func(name string) string {
		return "seed 1\nensemble " + name + " 200 gain 2 bias 0.5 encoders [[1]] eval_points matrix(2000, 1, i/2000)\nensemble z 10\nconnect " + name + " -> z\n"
	}
	cachedBuild(t, model("a"), solutions)
	g, _ := cachedBuild(t, model("b"), solutions)
	if n, all := recalled(g); n != 1 || all != 1 {
		t.Errorf("%d of %d were recalled", n, all)
	}
}

// Small problems lie in packs: what changes lets its own pack be solved again.
func TestSmallProblemsArePacked(t *testing.T) {
	solutions := cache.In(t.TempDir(), cache.DefaultLimit)
	model := func(radius int) string {
		return fmt.Sprintf("seed 1\nnode y dims 1\nfor i in 0:70 {\nensemble e[i] 60 n_eval_points 100\nconnect e[i] -> y\n}\n"+
			"ensemble z 60 n_eval_points 100 radius %d\nconnect z -> y\n", radius)
	}
	for _, c := range []struct{ radius, recalled, entries int }{{1, 0, 2}, {1, 71, 2}, {2, 64, 3}} {
		want, _ := cachedBuild(t, model(c.radius), nil)
		g, _ := cachedBuild(t, model(c.radius), solutions)
		if n, all := recalled(g); n != c.recalled || all != 71 {
			t.Errorf("radius %d: %d of %d were recalled, not %d", c.radius, n, all, c.recalled)
		}
		if n, _ := solutions.Usage(); n != c.entries {
			t.Errorf("radius %d: %d entries, not %d", c.radius, n, c.entries)
		}
		if numbersOf(g) != numbersOf(want) {
			t.Errorf("radius %d: it differs from the model without a cache", c.radius)
		}
	}
}
