package builder

import (
	"container/list"
	"sync"

	"github.com/nefc/nefc/internal/identity"
)

// mostRemembered is how many bytes a Memory holds; what was not asked for longest goes
// first.
const mostRemembered = 256 << 20

// Memory is what builds of one model solved, for later builds of it and of its next
// versions: what is asked again is not solved again. It may serve several builds.
type Memory struct {
	mu     sync.Mutex
	solved map[identity.Hash]*list.Element // of recent
	recent list.List                       // of *remembered, the latest first
	bytes  int
	most   int
}

// remembered is a solution under its key.
type remembered struct {
	*solved
	key identity.Hash
}

// NewMemory is one of nothing.
func NewMemory() *Memory {
	return &Memory{solved: map[identity.Hash]*list.Element{}, most: mostRemembered}
}

// get is a copy of what was solved, since a build notes in it under which name; nil for
// nothing.
func (m *Memory) get(key identity.Hash) *solved {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := m.solved[key]
	if at == nil {
		return nil
	}
	m.recent.MoveToFront(at)
	out := *at.Value.(*remembered).solved
	fit := *out.fit
	out.fit = &fit
	return &out
}

func (m *Memory) put(key identity.Hash, s *solved) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old := m.solved[key]; old != nil {
		m.drop(old)
	}
	m.solved[key] = m.recent.PushFront(&remembered{s, key})
	for m.bytes += s.bytes(); m.bytes > m.most; {
		m.drop(m.recent.Back())
	}
}

func (m *Memory) drop(at *list.Element) {
	r := m.recent.Remove(at).(*remembered)
	delete(m.solved, r.key)
	m.bytes -= r.bytes()
}

// bytes is about what a solution takes.
func (s *solved) bytes() int {
	const around = 512 // of what holds the numbers
	n := around
	if s.sol != nil && s.sol.X != nil {
		n += 8 * len(s.sol.X.RawMatrix().Data)
	}
	for _, row := range s.support {
		n += 24 + 8*len(row)
	}
	return n
}
