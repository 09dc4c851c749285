package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
)

// A timeline has every phase, with what changes at its start and for how long.
func TestTimeline(t *testing.T) {
	checked := compilertest.ValidIn(t, t.TempDir(), `seed 1
param lr = 1e-4
node u = sin(6*t)
ensemble a 20
ensemble b 20
connect u -> a
connect c: a -> b
learn pes err = b - u on c rate lr
probe b, u
experiment e {
  dt 0.5ms
  phase train 2s until rmse(b, u) < 0.1 over 500ms
  export weights c to "w.npz"
  scale c by 2
  set lr = lr/2
  phase test 1s { freeze c; reset time }
  load weights c from "w.npz"
  run 1s
  expect rmse(b, u) < 1
  freeze all
}
`)
	var got []string
	for _, s := range timeline(checked.Model, checked.Model.Experiments[0]) {
		var changes []string
		for _, c := range s.Changes {
			changes = append(changes, c.String())
		}
		got = append(got, strings.TrimSpace(strings.Join([]string{s.Name, s.Until, strings.Join(changes, " · ")}, " | ")))
	}
	want := []string{
		"train | rmse(b, u) < 0.1 over 0.5s |",
		"test |  | c × 2 (from here on) · lr = lr/2 (from here on) · c frozen (this phase) · time reset (from here on)",
		"run |  | weights of c from w.npz (from here on)",
		"|  | c frozen (from here on)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
