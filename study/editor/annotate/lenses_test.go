package annotate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/study/editor"
)

// What stands in an experiment is of that experiment: a lens runs it, and above an expectation stands
// what came of it there, in a run of another model here. A run outside is `main`.
func TestLenses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m.nef")
	summary := filepath.Join(dir, "out", "square", "summary.json")
	if err := os.MkdirAll(filepath.Dir(summary), 0o755); err != nil {
		t.Fatal(err)
	}
	said := `{"experiment": "square", "model": "m.nef", "expectations": [{"text": "mean(a) < 0.2", "value": 0.125, "outcome": "met"}]}`
	if err := os.WriteFile(summary, []byte(said), 0o644); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"experiment square {\n  run 1s\n  expect mean(a) < 0.2\n}\n": "run(square) test(square) live(square) last run: 0.125 ✓ met (the model or its params have changed since)",
		"run 1s\n": "run(main) live(main)",
	} {
		w := editor.New(dir)
		w.Set(path, "seed 1\nensemble a 40\nprobe a\n"+text)
		var got []string
		for _, l := range Lenses(w, path) {
			switch {
			case l.Do == "":
				got = append(got, l.Title)
			case l.Experiment != "":
				got = append(got, fmt.Sprintf("%s(%s)", l.Do, l.Experiment))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q has the lenses %v, want %s", text, got, want)
		}
	}
}
