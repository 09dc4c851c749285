package manifest

import (
	"fmt"
	"strings"
	"testing"
)

// A task has as many cells as are asked for, or so many that there are about 64 tasks of
// 30 s of work or more, and there are never more than 1000.
func TestBundle(t *testing.T) {
	for _, c := range []struct {
		cells, asked int
		seconds      float64
		want         int
	}{
		{1, 0, 60, 1}, {64, 0, 60, 1}, {65, 0, 60, 2}, {128, 0, 30, 2}, // long cells: 64 tasks
		{30, 0, 1, 30}, {90, 0, 1, 30}, {64, 0, 29, 2}, {10000, 0, 0.002, 10000}, {100000, 0, 0.002, 15000}, {100000, 0, 1, 1563}, {7, 0, 0, 7}, // short ones
		{1001, 1, 0.1, 2}, {1000, 1, 0.1, 1}, {10, 3, 0.1, 3}, // as asked for
	} {
		if got := Bundle(c.cells, c.asked, c.seconds); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

// Cells are dealt in order, each once.
func TestTasks(t *testing.T) {
	for bundle, want := range map[int]string{1: "[0:1 1:2 2:3 3:4]", 3: "[0:3 3:4]", 4: "[0:4]", 9: "[0:4]"} {
		if got := fmt.Sprint(Tasks(4, bundle)); got != want {
			t.Errorf("bundles of %d: %s, want %s", bundle, got, want)
		}
	}
}

func TestShellWord(t *testing.T) {
	for path, want := range map[string]string{"a/b-c.json": "a/b-c.json", "a b": "'a b'", "it's": `'it'\''s'`, "$x": "'$x'", "a\tb": "'a\tb'", "~a": "'~a'"} {
		if got := ShellWord(path); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestRanges(t *testing.T) {
	for want, numbers := range map[string][]int{"": nil, "3:4": {3}, "0:3": {0, 1, 2}, "0:1 2:4 9:10": {0, 2, 3, 9}} {
		if got := strings.Trim(fmt.Sprint(ranges(numbers)), "[]"); got != want {
			t.Errorf("%v: %s, want %s", numbers, got, want)
		}
	}
}

func TestPart(t *testing.T) {
	m := &Manifest{Cells: []Cell{{Cell: "a"}, {Cell: "b"}, {Cell: "c"}}}
	for text, want := range map[string]string{"": "abc", "0:3": "abc", "1:2": "b", "2:9": "c", "3:4": "", "1:1": "", "0:1": "a"} {
		got := ""
		cells, err := m.Part(text)
		for _, c := range cells {
			got += c.Cell
		}
		if err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"1", "a:2", "1:b", "-1:2", "2:1", "4:5", ":"} {
		if _, err := m.Part(text); err == nil {
			t.Errorf("%q is a part", text)
		}
	}
}
