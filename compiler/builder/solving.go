package builder

import "sync"

// Solving tells of a problem of a build, decoders or full weights: that it begins to be
// solved, or that it is solved, or was recalled. Several are solved at a time. It tells, too,
// of synapses or delays that are drawn, while nothing is solved: of how many pairs of neurons
// so many were looked at.
type Solving struct {
	Name         string // of the connection that asks, or of the population whose value is read
	Solved       bool   // false where it begins
	Done         int    // problems of the build that are solved by now
	Of           int    // problems of the build
	Drawn, Pairs int    // Pairs is 0 where nothing is drawn
}

// teller tells a watcher of a build, one thing at a time.
type teller struct {
	mu       sync.Mutex
	watch    func(Solving) // nil for nobody
	done, of int
}

// expect says that so many more problems are to be solved.
func (t *teller) expect(problems int) { t.of += problems }

// begins says that a problem of that name begins to be solved. What it returns says that
// it is solved.
func (t *teller) begins(name string) (solved func()) {
	if t.watch == nil {
		return func() {}
	}
	t.tell(name, false)
	return func() { t.tell(name, true) }
}

func (t *teller) tell(name string, solved bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if solved {
		t.done++
	}
	t.watch(Solving{Name: name, Solved: solved, Done: t.done, Of: t.of})
}

// tellEvery is after how many pairs of neurons a watcher is told again.
const tellEvery = 1 << 20

// draws says that something is drawn for each of so many pairs of neurons. What it returns
// says that so many more were looked at.
func (t *teller) draws(name string, pairs int) (looked func(pairs int)) {
	if t.watch == nil || pairs == 0 {
		return func(int) {}
	}
	drawn, told := 0, 0
	tell := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		told = drawn
		t.watch(Solving{Name: name, Done: t.done, Of: t.of, Drawn: drawn, Pairs: pairs})
	}
	tell()
	return func(more int) {
		if drawn += more; drawn-told >= tellEvery || drawn == pairs {
			tell()
		}
	}
}
