package compiler_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar"
)

// A check whose text another one has read finds what it would have found alone, with any
// seed, at the same time as others, and leaves the text as it is.
func TestChecksShareText(t *testing.T) {
	dir := t.TempDir()
	own := filepath.Join(dir, "m.nef")
	if os.WriteFile(own, []byte(spec), 0o644) != nil || os.WriteFile(filepath.Join(dir, "f.csv"), []byte("x,y\n0,1\n1,2\n"), 0o644) != nil {
		t.Fatal("cannot write")
	}
	paths := []string{own}
	if err := filepath.WalkDir("../examples", func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".nef") {
			paths = append(paths, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		first := checkedWith(t, path, compiler.Options{})
		tree := treeOf(first)
		var all sync.WaitGroup
		for seed := range int64(3) {
			all.Go(func() {
				alone := checkedWith(t, path, compiler.Options{Seed: &seed})
				shared := checkedWith(t, path, compiler.Options{Seed: &seed, Like: first})
				if got, want := shared.SpecHash(), alone.SpecHash(); got != want || shared.Diags.HasErrors() != alone.Diags.HasErrors() {
					t.Errorf("%s: %s, want %s: %v", path, got, want, shared.Diags)
				}
				if alone.SpecHash() != alone.Model.SpecHash() {
					t.Errorf("%s: the hash that is kept is another", path)
				}
			})
		}
		all.Wait()
		if treeOf(first) != tree {
			t.Errorf("%s: checks change the text", path)
		}
	}
	first := checkedWith(t, own, compiler.Options{})
	if err := os.Remove(own); err != nil {
		t.Fatal(err)
	}
	checkedWith(t, own, compiler.Options{Like: first}) // reads no text
}

// What a text with errors lists is not taken: it may be incomplete.
func TestLikeWithErrors(t *testing.T) {
	const text = "seed 1\nparam k = 1\nnode u = k\nprobe u\nexperiment e {\n  seeds 1:4\n  sweep k in [1, 1]\n  run 10ms\n}\n"
	first := compilertest.Check(t, text)
	shared := checkedWith(t, first.File.Name, compiler.Options{Like: first})
	if !first.Diags.HasErrors() || len(shared.Diags) != len(first.Diags) {
		t.Errorf("%v, instead of %v", shared.Diags, first.Diags)
	}
}

func checkedWith(t *testing.T, path string, opts compiler.Options) *compiler.Checked {
	c, err := compiler.Check(path, opts)
	if err != nil {
		t.Error(path, err)
	}
	return c
}

func treeOf(c *compiler.Checked) string {
	var b bytes.Buffer
	grammar.Print(&b, c.File)
	return b.String()
}
