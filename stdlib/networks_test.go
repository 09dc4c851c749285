package stdlib

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/edition"
)

// Files of the library stay as they are, byte for byte: testdata/library.txt has their
// hashes. UPDATE=1 rewrites it, for files that no published version has: a better
// network belongs into the library of the next edition.
func TestLibraryIsPinned(t *testing.T) {
	var b strings.Builder
	for _, e := range edition.Table {
		for _, name := range Networks(e) {
			text, _ := Network(e, name)
			fmt.Fprintf(&b, "%x %s\n", sha256.Sum256([]byte(text)), Path(e, name))
		}
	}
	const path = "testdata/library.txt"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("the library is\n%swanted\n%s", got, want)
	}
}

// A path of the library names a network of the edition that it stands in, or of the
// one that it says.
func TestResolve(t *testing.T) {
	first := edition.First()
	for _, c := range []struct {
		path, name string
		of         *edition.Edition
		ok         bool
	}{
		{"std/product", "product", first, true},
		{"std/product.nef", "product", first, true},
		{"std/1/product", "product", first, true},
		{"std/99/product", "product", nil, true},
		{"parts/product", "", nil, false},
		{"std", "", nil, false},
	} {
		if of, name, ok := Resolve(first, c.path); of != c.of || name != c.name || ok != c.ok {
			t.Errorf("%s is %q of %v, %t", c.path, name, of, ok)
		}
	}
}
