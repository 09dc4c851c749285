package builder

import (
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/stdlib/solvers"
)

// A memory holds what was asked for last, and no more than it may.
func TestMemoryIsBounded(t *testing.T) {
	m := NewMemory()
	one := &solved{sol: &solvers.Solution{X: mat.NewDense(100, 1, nil)}, fit: &solvers.Fit{}, support: [][]int{{1, 2}}}
	m.most = 3 * one.bytes()
	key := func(k int) identity.Hash { return identity.Hash{byte(k)} }
	for k := range 3 {
		m.put(key(k), one)
	}
	m.put(key(2), one) // again: it counts once
	m.get(key(0))
	m.put(key(3), one)
	for k, there := range []bool{true, false, true, true} {
		if got := m.get(key(k)); (got != nil) != there {
			t.Errorf("solution %d: there %v", k, got != nil)
		}
	}
	if m.bytes != m.most || m.recent.Len() != 3 || len(m.solved) != 3 || one.bytes() < 800 {
		t.Errorf("%d bytes in %d solutions of %d", m.bytes, m.recent.Len(), one.bytes())
	}
	m.put(key(4), &solved{sol: &solvers.Solution{X: mat.NewDense(1000, 1, nil)}, fit: &solvers.Fit{}})
	if m.bytes != 0 || len(m.solved) != 0 {
		t.Errorf("a solution that is larger than the memory leaves %d bytes in %d", m.bytes, len(m.solved))
	}
}
