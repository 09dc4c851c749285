package terminal

import (
	"io"
	"testing"

	"github.com/vbauerster/mpb/v8"

	"github.com/nefc/nefc/compiler"
)

// What is being solved is named, up to a few, with how much is solved; where nobody
// watches there is no bar.
func TestBuilding(t *testing.T) {
	b := NewBuilding(io.Discard, false)
	if b.bar != nil || b.String() != "" {
		t.Error("a bar without a terminal, or something to say before anything is solved")
	}
	b.group = mpb.New(mpb.WithOutput(io.Discard))
	b.bar = b.group.AddBar(0)
	for _, c := range []struct {
		name   string
		solved bool
		done   int
		want   string
	}{
		{"a->b", false, 0, "solving a->b; 0 of 5 solved"},
		{"c", false, 0, "solving a->b, c; 0 of 5 solved"},
		{"a->b", true, 1, "solving c; 1 of 5 solved"},
		{"c", true, 2, "2 of 5 solved"},
		{"\x1b[31md", false, 2, `solving \x1b[31md; 2 of 5 solved`},
		{"e", false, 2, `solving \x1b[31md, e; 2 of 5 solved`},
		{"f", false, 2, `solving \x1b[31md, e, f; 2 of 5 solved`},
		{"g", false, 2, `solving \x1b[31md, e, f and 1 more; 2 of 5 solved`},
	} {
		b.Tell(compiler.Solving{Name: c.name, Solved: c.solved, Done: c.done, Of: 5})
		if got := b.String(); got != c.want || b.bar.Current() != int64(c.done) {
			t.Errorf("%q at %d, want %q at %d", got, b.bar.Current(), c.want, c.done)
		}
	}
	b.Tell(compiler.Solving{Name: "c", Drawn: 1 << 20, Pairs: 4000000, Done: 2, Of: 5})
	if got := b.String(); got != "drawing c, 26 % of 4000000 pairs of neurons" || b.bar.Current() != 1<<20 {
		t.Errorf("%q at %d", got, b.bar.Current())
	}
	b.Tell(compiler.Solving{Name: "c", Drawn: 4000000, Pairs: 4000000, Done: 2, Of: 5})
	if got := b.String(); got != `solving \x1b[31md, e, f and 1 more; 2 of 5 solved` || b.bar.Current() != 2 {
		t.Errorf("%q at %d after it was drawn", got, b.bar.Current())
	}
	bar := b.bar
	b.Done()
	b.Done()
	if !bar.Aborted() || b.bar != nil || b.String() != "" {
		t.Error("the bar stays")
	}
}
