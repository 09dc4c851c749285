package builder

import (
	"sync"

	"github.com/nefc/nefc/internal/identity"
)

// Memory is what builds of one model solved, for later builds of it and of its next
// versions: what is asked again is not solved again. It may serve several builds.
type Memory struct {
	mu     sync.Mutex
	solved map[identity.Hash]*solved
}

// NewMemory is one of nothing.
func NewMemory() *Memory { return &Memory{solved: map[identity.Hash]*solved{}} }

// get is a copy of what was solved, since a build notes in it under which name; nil for
// nothing.
func (m *Memory) get(key identity.Hash) *solved {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.solved[key]
	if s == nil {
		return nil
	}
	out, fit := *s, *s.fit
	out.fit = &fit
	return &out
}

func (m *Memory) put(key identity.Hash, s *solved) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.solved[key] = s
}
