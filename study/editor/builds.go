package editor

import (
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/cache"
)

// mostMemory is what a model may take that is built while somebody types, in bytes.
const mostMemory = 1 << 30

// Build builds the model of a file, so that hovers tell how well its connections fit, and
// reports whether there is something new to tell. It takes as long as a build does, and finds
// in the cache what was solved before: whoever calls it does so when nothing else is to be
// done, and may hold it up in wait, which is called before and after each solving.
func (w *Workspace) Build(path string, solutions *cache.Cache, wait func()) bool {
	m := w.Model(path)
	if m == nil || m.Diags.HasErrors() || m.built.Load() != nil || float64(m.Model.Bytes) > mostMemory {
		return false
	}
	checked, err := compiler.Check(path, compiler.Options{Overlay: w.overlay(), Solutions: solutions, Watch: func(compiler.Solving) { wait() }})
	if err != nil || checked.Diags.HasErrors() {
		return false
	}
	dt := 0.001
	if x := checked.Model.Experiments; len(x) > 0 {
		dt = x[0].Dt
	}
	compiled, _ := compiler.Compile(checked, dt, nil)
	if compiled == nil {
		return false
	}
	m.built.Store(compiled.Program)
	return true
}

func (w *Workspace) overlay() compiler.Overlay {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.texts
}

// Built is what was built of the model; nil before that.
func (m *Model) Built() *program.Program { return m.built.Load() }
