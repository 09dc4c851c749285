package run

import (
	"runtime"
	"testing"

	"github.com/nefc/nefc/internal/size"
)

func TestWorkers(t *testing.T) {
	cores := runtime.NumCPU()
	for _, c := range []struct {
		asked int
		cell  size.Bytes
		limit int64
		want  int
	}{
		{0, 0, 0, cores}, {-1, 0, 0, cores}, {3, 0, 0, 3}, {1, 0, 0, 1},
		{8, 10, 35, 3}, {8, 10, 30, 3}, {8, 10, 29, 2}, {2, 10, 100, 2}, {8, 10, 5, 1}, {8, 10, 10, 1}, {8, 10, 0, 8}, {8, 0, 10, 8}, {3000000, 1e-9, 1, 1e6},
	} {
		if got := Workers(c.asked, c.cell, c.limit); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
