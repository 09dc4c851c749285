package compiler_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/diag/diagtest"
	"github.com/nefc/nefc/stdlib/stdlibtest"
)

// Every model of testdata/errors gives the diagnostics that stand on its lines, and
// no others, the ways out of each lead out, and together they reach every place
// of the compiler that reports something. README there says how they are written.
func TestErrors(t *testing.T) {
	names, err := filepath.Glob("testdata/errors/*.nef")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	dir := t.TempDir()
	writeDataFiles(t, dir)
	watcher := diagtest.Watch()
	t.Cleanup(watcher.Stop)
	whole := true
	for _, name := range names {
		ran := false
		t.Run(strings.TrimSuffix(filepath.Base(name), ".nef"), func(t *testing.T) {
			ran = true
			if filepath.Base(name) == "components.nef" {
				stdlibtest.Register(t)
			}
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			now := tryChunks(t, name, dir, string(b))
			if os.Getenv("UPDATE") == "" || now == string(b) {
				return
			}
			if err := os.WriteFile(name, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
		})
		whole = whole && ran
	}
	t.Run("made", func(t *testing.T) { tryMadeModels(t, dir) })
	t.Run("asked by hand", tryAskedByHand)
	if whole { // not under -run TestErrors/NAME
		t.Run("reach every report", func(t *testing.T) {
			missed, err := watcher.Missed("../grammar/...", "./...")
			if err != nil {
				t.Fatal(err)
			}
			for _, at := range missed {
				t.Errorf("no model of testdata/errors reaches the report at %v", at)
			}
		})
	}
}

// between stands between two chunks.
const between = "---\n"

// tryChunks tries the chunks of a file and returns it as it would have to be.
func tryChunks(t *testing.T, name, dir, text string) string {
	head, rest, _ := strings.Cut(text, between)
	out := []string{head}
	line := 1 + strings.Count(head+between, "\n")
	for _, text := range strings.Split(rest, between) {
		c := newChunk(t, dir, head, text)
		now := c.annotated(c.diagnose(t, c.text()))
		switch {
		case now == c.plain:
			t.Errorf("%s:%d: nothing is wrong with\n%s", name, line, now)
		case now != text && os.Getenv("UPDATE") == "":
			t.Errorf("%s:%d: the model\n%sgives\n%s", name, line, text, now)
		}
		fixed(t, func(text string) (diag.List, diag.Sources) { return c.diagnose(t, text) }, c.text())
		out = append(out, now)
		line += strings.Count(text+between, "\n")
	}
	return strings.Join(out, between)
}
