package laws_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/laws"
)

// Each law has a model that breaks it, testdata/NAME.nef, and one that differs
// little and keeps it, NAME-ok.nef.
func TestLaws(t *testing.T) {
	for _, law := range laws.Laws {
		t.Run(law.Name, func(t *testing.T) {
			for _, c := range []struct {
				file   string
				breaks bool
			}{{law.Name + ".nef", true}, {law.Name + "-ok.nef", false}} {
				text, err := os.ReadFile(filepath.Join("testdata", c.file))
				if err != nil {
					t.Fatal(err)
				}
				// A tenth of a gigabyte, for the law that is about memory.
				checked := compilertest.CheckIn(t, t.TempDir(), string(text), compiler.Options{MaxMemory: 1e8})
				broken := false
				for _, d := range checked.Diags {
					broken = broken || slices.Contains(law.Codes, d.Code)
				}
				if broken != c.breaks || !c.breaks && len(checked.Diags) > 0 {
					t.Errorf("%s: %v", c.file, checked.Diags)
				}
			}
		})
	}
}
