package manifest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Range is a part of the cells of a manifest: those from number From up to but
// without To.
type Range struct{ From, To int }

// String writes FROM:TO.
func (r Range) String() string { return fmt.Sprintf("%d:%d", r.From, r.To) }

// Part is the cells of a range written A:B; "" is all of them.
func (m *Manifest) Part(text string) ([]Cell, error) {
	if text == "" {
		return m.Cells, nil
	}
	from, to, ok := strings.Cut(text, ":")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if !ok || err1 != nil || err2 != nil || a < 0 || b < a || a > len(m.Cells) {
		return nil, fmt.Errorf("takes A:B, from cell A up to but without cell B, of %d; not %q", len(m.Cells), text)
	}
	return m.Cells[a:min(b, len(m.Cells))], nil
}

// maxTasks is how many tasks there are at most, below SLURM's usual limit of
// 1001 for one array.
const maxTasks = 1000

// wantedTasks is how many there are at most if nothing else is said, and worthATask how
// much work (s) one has at least: to start a task costs a second or more.
const (
	wantedTasks = 64
	worthATask  = 30
)

// Bundle is how many cells a task runs: as many as asked for, 0 for as many as are
// sensible where a cell takes so many seconds, and more if there were too many tasks.
func Bundle(cells, asked int, seconds float64) int {
	if asked <= 0 {
		worth := math.Ceil(worthATask / seconds)
		asked = max((cells+wantedTasks-1)/wantedTasks, int(min(worth, float64(cells))))
	}
	return max(asked, (cells+maxTasks-1)/maxTasks)
}

// Tasks deals cells to tasks in order, bundle to each.
func Tasks(cells, bundle int) []Range {
	var out []Range
	for a := 0; a < cells; a += bundle {
		out = append(out, Range{a, min(a+bundle, cells)})
	}
	return out
}

// ranges puts ascending numbers together.
func ranges(numbers []int) []Range {
	out := []Range{}
	for len(numbers) > 0 {
		n := 1
		for n < len(numbers) && numbers[n] == numbers[0]+n {
			n++
		}
		out = append(out, Range{numbers[0], numbers[0] + n})
		numbers = numbers[n:]
	}
	return out
}
