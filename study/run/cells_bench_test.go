package run

import (
	"fmt"
	"testing"
)

// small is a sweep of cells that simulate 10 ms: what they take is what a cell costs beside
// its simulation.
const small = `nef 1
seed 1
param k = 1
node u = sin(2*pi*t)
ensemble a 100
ensemble b 100
connect u -> a
connect c: a -> b function 0
learn pes err = b - a^2 rate k * 1e-7 on c
probe u, a, b synapse 20ms
experiment square {
  %s
  run 10ms
  expect rmse(b, u^2) < 10
}
`

// BenchmarkCells runs b.N cells, one at a time: each with a seed of its own, so that each is
// built, and each with a rate of its own, so that all share a build.
func BenchmarkCells(b *testing.B) {
	for name, of := range map[string]string{"seeds": "seeds 0:%d", "rates": "sweep k in 0:%d"} {
		b.Run(name, func(b *testing.B) {
			job, checked := newJob(b, fmt.Sprintf(small, fmt.Sprintf(of, b.N)))
			job.Workers = 1
			b.ReportAllocs()
			b.ResetTimer()
			if _, err := job.Experiments(checked, checked.Model.Experiments); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "cells/s")
		})
	}
}
