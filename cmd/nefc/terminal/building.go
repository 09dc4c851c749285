package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/nefc/nefc/compiler"
)

// Building follows the build of a model: on a terminal a bar of what is solved, with the
// names of what is being solved, or of the pairs of neurons whose synapses are being drawn. It may be told and asked from any goroutine. The zero
// Building follows without a bar.
type Building struct {
	mu       sync.Mutex
	names    []string // being solved
	done, of int
	drawn    compiler.Solving // what is being drawn; without pairs if nothing is
	group    *mpb.Progress    // nil without a bar
	bar      *mpb.Bar
}

// NewBuilding makes one with a bar, if somebody watches.
func NewBuilding(w io.Writer, quiet bool) *Building {
	b := &Building{}
	if quiet || !Is(w) {
		return b
	}
	b.group = mpb.New(mpb.WithOutput(Raw(w)), mpb.WithWidth(30))
	b.bar = b.group.AddBar(0, mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("building "), decor.Elapsed(decor.ET_STYLE_GO), decor.Name(" ")),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return b.String() })))
	return b
}

// Tell hears what begins to be solved, or is.
func (b *Building) Tell(s compiler.Solving) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drawn = compiler.Solving{}
	if s.Pairs > 0 {
		if s.Drawn < s.Pairs {
			b.drawn = s
		}
	} else if !s.Solved {
		b.names = append(b.names, s.Name)
	} else if i := slices.Index(b.names, s.Name); i >= 0 {
		b.names = slices.Delete(b.names, i, i+1)
	}
	b.done, b.of = s.Done, s.Of
	if b.bar != nil {
		done, of := s.Done, s.Of
		if b.drawn.Pairs > 0 {
			done, of = s.Drawn, s.Pairs
		}
		b.bar.SetTotal(int64(of), false)
		b.bar.SetCurrent(int64(done))
	}
}

// shownNames is how many of the problems that are being solved are named.
const shownNames = 3

// String says what is being solved and how much is: "solving a->b, c; 3 of 12 solved". It
// is empty before anything is. While synapses are drawn: "drawing c, 20 % of 4000000 pairs of neurons".
func (b *Building) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	count := fmt.Sprintf("%d of %d solved", b.done, b.of)
	switch n := len(b.names); {
	case b.drawn.Pairs > 0:
		d := b.drawn
		return fmt.Sprintf("drawing %s, %d %% of %d pairs of neurons", names([]string{d.Name}), int64(100*float64(d.Drawn)/float64(d.Pairs)), d.Pairs)
	case b.of == 0:
		return ""
	case n == 0:
		return count
	case n > shownNames:
		return fmt.Sprintf("solving %s and %d more; %s", names(b.names[:shownNames]), n-shownNames, count)
	}
	return fmt.Sprintf("solving %s; %s", names(b.names), count)
}

// names are names as a terminal may show them.
func names(list []string) string {
	var out strings.Builder
	_, _ = Visible{&out}.Write([]byte(strings.Join(list, ", "))) // a Builder takes all
	return out.String()
}

// Done removes the bar, and forgets what was told.
func (b *Building) Done() {
	b.mu.Lock()
	group, bar := b.group, b.bar
	b.group, b.bar, b.names, b.done, b.of, b.drawn = nil, nil, nil, 0, 0, compiler.Solving{}
	b.mu.Unlock()
	if group != nil {
		bar.Abort(true)
		group.Wait() // it may ask String, so not under the lock
	}
}
