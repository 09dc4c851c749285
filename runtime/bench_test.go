package runtime_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// BenchmarkStep measures one step of each model of bench/models; compare with
// benchstat.
func BenchmarkStep(b *testing.B) {
	files, err := filepath.Glob("../bench/models/*.nef")
	if err != nil {
		b.Fatal(err)
	}
	for _, path := range files {
		b.Run(strings.TrimSuffix(filepath.Base(path), ".nef"), func(b *testing.B) {
			text, err := os.ReadFile(path)
			if err != nil {
				b.Fatal(err)
			}
			c := compile(b, string(text))
			neurons := 0
			for _, p := range c.Program.Populations {
				neurons += p.N
			}
			sim := runtime.New(c.Program)
			for range 200 { // until activity has settled
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
			const reserved = 20000 // as a run reserves room for a phase
			for k := 0; b.Loop(); k++ {
				if k%reserved == 0 {
					sim.Reserve(reserved, nil)
				}
				if err := sim.Step(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(neurons), "ns/neuron")
		})
	}
}
