package cli

import (
	"io"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/compiler"
)

// A request to end while a model is built says what was being solved.
func TestInterruptNamesWhatIsSolved(t *testing.T) {
	i := Listen(Streams{Err: io.Discard})
	defer i.Close()
	if got := i.during(); got != "" {
		t.Errorf("%q before anything is built", got)
	}
	b := &terminal.Building{}
	i.Building.Store(b)
	b.Tell(compiler.Solving{Name: "a->b", Of: 2})
	if got := i.during(); got != " while the model was built: solving a->b; 0 of 2 solved" {
		t.Errorf("%q", got)
	}
	if got := i.during(); got != "" {
		t.Errorf("%q after it ended", got)
	}
}
