package compiler_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/grammar/diag"
)

// FuzzCompile: no text makes the checker or, for small models, the builder
// panic; a model without errors compiles or says why not.
func FuzzCompile(f *testing.F) {
	for _, pattern := range []string{"../examples/*.nef", "../grammar/testdata/models/*.nef", "../stdlib/std/*/*.nef", "testdata/*.nef"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range files {
			b, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(b))
		}
	}
	for _, p := range diag.Pages() {
		f.Add(p.Wrong)
		f.Add(p.Right)
	}
	f.Fuzz(func(t *testing.T, src string) {
		path := filepath.Join(t.TempDir(), "f.nef")
		if err := os.WriteFile(path, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
		checked, err := compiler.Check(path, compiler.Options{MaxMemory: 10 << 20})
		if err != nil {
			return
		}
		var b bytes.Buffer
		diag.Render(&b, checked.Diags, checked.Sources, diag.Style{})
		if checked.Diags.HasErrors() {
			return
		}
		checked.Model.Print(&b)
		if c, diags := compiler.Compile(checked, 0.001, (*graph.Graph).Verify); c == nil && !diags.HasErrors() {
			t.Error("no program, and no error")
		}
	})
}
