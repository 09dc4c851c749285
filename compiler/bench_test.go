package compiler_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/cache"
)

// BenchmarkBuild measures checking and compiling of models that take long to
// build; compare with benchstat.
func BenchmarkBuild(b *testing.B) {
	var many strings.Builder
	many.WriteString("node u = sin(t)\n")
	for i := range 200 {
		fmt.Fprintf(&many, "ensemble e%d 100\nconnect u -> e%d\nnode y%d = e%d\n", i, i, i, i)
	}
	for name, model := range map[string]string{
		"200_ensembles": many.String(),
		"dale_102":      "ensemble a 101\nensemble b 102\nconnect a.neurons -> b.neurons function x*x solve nnls dale 0.7 sigma 5Hz\n",
		"dale_1000":     "ensemble a 1000\nensemble b 1000\nconnect a.neurons -> b.neurons function x*x solve nnls dale 0.7 sigma 5Hz\n",
		"one_of_2000":   "ensemble a 2000\nnode y = a\n",
		"two_arrays": "array a 500 of 100\narray b 500 of 100\nnode u = sin(t)*vector(500, 1)\n" +
			"connect u -> a\nconnect a -> b\nprobe b[0]\n",
		"convolution_128": "use std/circular_convolution\ncircular_convolution c(n=200, d=128)\nprobe c.y synapse 10ms\n",
	} {
		for _, kind := range []struct {
			name      string
			solutions *cache.Cache
		}{{name, nil}, {name + "_warm", cache.In(b.TempDir(), cache.DefaultLimit)}} {
			benchmarkBuild(b, kind.name, model, kind.solutions)
		}
	}
}

// benchmarkBuild builds a model once, which fills the cache if there is one, and then
// measures.
func benchmarkBuild(b *testing.B, name, model string, solutions *cache.Cache) {
	b.Run(name, func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "m.nef")
		if err := os.WriteFile(path, []byte("seed 1\n"+model), 0o644); err != nil {
			b.Fatal(err)
		}
		build := func() {
			checked, err := compiler.Check(path, compiler.Options{Solutions: solutions})
			if err != nil || checked.Diags.HasErrors() {
				b.Fatal(err, checked.Diags)
			}
			if c, diags := compiler.Compile(checked, 0.001, nil); c == nil {
				b.Fatal(diags)
			}
		}
		if solutions != nil {
			build()
		}
		b.ReportAllocs()
		for b.Loop() {
			build()
		}
	})
}

// BenchmarkCheck measures checking of texts of half a megabyte to 1 MB, which takes less than a second
// and 300 MB; bench/growth has more kinds.
func BenchmarkCheck(b *testing.B) {
	const pair = "ensemble a 10\nensemble b 10\n"
	for _, m := range []struct {
		name, start, line string
		n                 int
	}{
		{"ensembles", "", "ensemble e$ 10\n", 30000},
		{"wires", pair, "connect c$: a -> b\n", 45000},
		{"learning", pair, "connect c$: a -> b\nlearn pes e$ = b - a on c$\n", 18000},
		{"rules_of_one", pair + "connect c: a -> b\n", "learn r$: pes e$ = b - a on c\n", 28000},
	} {
		b.Run(m.name, func(b *testing.B) {
			var text strings.Builder
			text.WriteString("seed 1\n" + m.start)
			for i := range m.n {
				text.WriteString(strings.ReplaceAll(m.line, "$", fmt.Sprint(i)))
			}
			path := filepath.Join(b.TempDir(), "m.nef")
			if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if checked, err := compiler.Check(path, compiler.Options{}); err != nil || checked.Diags.HasErrors() {
					b.Fatal(err, checked.Diags)
				}
			}
		})
	}
}
