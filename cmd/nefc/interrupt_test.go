package main

import (
	"io"
	"testing"

	"github.com/nefc/nefc/compiler"
)

// A request to end while a model is built says what was being solved.
func TestInterruptNamesWhatIsSolved(t *testing.T) {
	i := listen(streams{err: io.Discard})
	defer i.close()
	if got := i.during(); got != "" {
		t.Errorf("%q before anything is built", got)
	}
	x := &screen{s: streams{err: io.Discard}, stop: i}
	x.builds()
	x.build.Tell(compiler.Solving{Name: "a->b", Of: 2})
	if got := i.during(); got != " while the model was built: solving a->b; 0 of 2 solved" {
		t.Errorf("%q", got)
	}
	if got := i.during(); got != "" {
		t.Errorf("%q after it ended", got)
	}
}
