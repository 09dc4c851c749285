package compiler_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
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
	} {
		b.Run(name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "m.nef")
			if err := os.WriteFile(path, []byte("seed 1\n"+model), 0o644); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				checked, err := compiler.Check(path, compiler.Options{})
				if err != nil || checked.Diags.HasErrors() {
					b.Fatal(err, checked.Diags)
				}
				if c, diags := compiler.Compile(checked, 0.001, nil); c == nil {
					b.Fatal(diags)
				}
			}
		})
	}
}

// BenchmarkCheck measures checking of texts of 1 MB, which takes less than a second
// and 300 MB; bench/growth has more kinds.
func BenchmarkCheck(b *testing.B) {
	const pair = "ensemble a 10\nensemble b 10\n"
	for _, m := range []struct {
		name, start, line string
		n                 int
	}{
		{"ensembles", "", "ensemble e$ 10\n", 52000},
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
