package runtime_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/runtime"
)

// BenchmarkStep measures one step of each model of bench/models; compare with
// benchstat. Models that a wave drives have a twin, NAME/stays, whose input steps once
// and stays, so that many of their neurons have been silent for long.
func BenchmarkStep(b *testing.B) {
	files, err := filepath.Glob("../bench/models/*.nef")
	if err != nil {
		b.Fatal(err)
	}
	const wave, stays = "sin(6*t)", "(if t < 1 then -1.5 else 1.5)"
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		name, model := strings.TrimSuffix(filepath.Base(path), ".nef"), string(text)
		b.Run(name, func(b *testing.B) { benchmarkStep(b, model, 200) }) // until activity has settled
		if strings.Contains(model, wave) {
			b.Run(name+"/stays", func(b *testing.B) { benchmarkStep(b, strings.ReplaceAll(model, wave, stays), 8000) })
		}
	}
}

// benchmarkStep measures a step of a model once some have passed, and the shortest of
// some stretches of steps, since a shared machine is rarely quiet for longer.
func benchmarkStep(b *testing.B, model string, before int) {
	c := compile(b, model)
	neurons := 0
	for _, p := range c.Program.Populations {
		neurons += p.N
	}
	sim := runtime.New(c.Program)
	for range before {
		if err := sim.Step(); err != nil {
			b.Fatal(err)
		}
	}
	const reserved, stretch = 20000, 20 * time.Microsecond // as a run reserves room for a phase
	best, began, first := math.Inf(1), time.Now(), 0
	for k := 0; b.Loop(); k++ {
		if k%reserved == 0 {
			sim.Reserve(reserved, nil)
			began, first = time.Now(), k
		}
		if err := sim.Step(); err != nil {
			b.Fatal(err)
		}
		if took := time.Since(began); took > stretch {
			best = min(best, float64(took.Nanoseconds())/float64(k+1-first))
			began, first = time.Now(), k+1
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(neurons), "ns/neuron")
	b.ReportMetric(best, "best-ns/step")
}
