package builder_test

import (
	"strings"
	"testing"
)

// What a probe does not record is not filtered for it.
func TestProbesFilterWhatTheyRecord(t *testing.T) {
	g := built(t, "seed 1\nensemble a 100\nprobe a.neurons[7] synapse 10ms\n")
	found := false
	for _, s := range g.Signals {
		if strings.HasSuffix(s.Name, ".filtered") {
			found = true
			if s.Rows != 1 {
				t.Errorf("%s has %d rows, not 1", s.Name, s.Rows)
			}
		}
	}
	if !found || g.Probes[0].Index != nil {
		t.Errorf("filtered: %t, then picked: %v", found, g.Probes[0].Index)
	}
}
