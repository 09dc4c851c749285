package pagefile

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/study/core"
)

// checked is an example without errors.
func checked(t *testing.T, path string) *compiler.Checked {
	t.Helper()
	c, err := compiler.Check(path, compiler.Options{})
	if err != nil || c.Diags.HasErrors() {
		t.Fatal(err, c.Diags)
	}
	return c
}

// A model stands in its page with the files that it reads, by their names from the folder that holds them all.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	put("parts/twice.nef", "template twice() {\n  input x\n  output y = 2*x\n}\n")
	put("unused.csv", "1\n")
	model := put("main.nef", "seed 1\nuse ./parts/twice\nuse std/product\ntwice t()\n")
	files, name, err := filesOf(checkedAnyhow(t, model), model)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "main.nef parts/twice.nef" || name != "main.nef" {
		t.Errorf("%s opens with %s", name, got)
	}
	light := filepath.Join("..", "..", "examples", "data", "light.nef")
	files, name, err = filesOf(checked(t, light), light)
	if err != nil || len(files) != 2 || files[0].Name != "light.csv" || name != "light.nef" {
		t.Errorf("%v: %s with %d files", err, name, len(files))
	}
}

// checkedAnyhow is a model that may have warnings and errors.
func checkedAnyhow(t *testing.T, path string) *compiler.Checked {
	t.Helper()
	c, err := compiler.Check(path, compiler.Options{})
	if err != nil || c.Model == nil {
		t.Fatal(err, c)
	}
	return c
}

// A page begins with the values and the seed that it was made with.
func TestValuesOfAPage(t *testing.T) {
	path := filepath.Join("..", "..", "examples", "quickstart.nef")
	seed := int64(7)
	carried, err := cargoOf(nil, path, Options{Set: map[string]string{"k": "2"}, Seed: &seed, Core: &core.Core{}})
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(carried.parts))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil || !strings.Contains(string(text), `"set":{"k":"2"},"seed":7`) {
		t.Errorf("%v: no values in %.300s", err, text)
	}
}

// A page that nobody could open is refused, with what makes it large.
func TestTooLarge(t *testing.T) {
	noise := make([]byte, mostBytes)
	rand.Read(noise)
	path := filepath.Join("..", "..", "examples", "quickstart.nef")
	_, err := Make(checked(t, path), path, Options{Core: &core.Core{Wasm: noise}})
	var large *TooLarge
	if !errors.As(err, &large) || !strings.Contains(err.Error(), "quickstart.nef") || large.Bytes < 30<<20 {
		t.Errorf("%v", err)
	}
}

// Text that carries bytes has two letters for 13 bits, none of which HTML or a text in quotes knows.
func TestCarrying(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 2, 2: 3, 3: 4, 4: 5, 5: 7, 6: 8, 13: 16, 1300: 1600} {
		data := make([]byte, n)
		rand.Read(data)
		got := carrying(data)
		if len(got) != want || strings.ContainsAny(got, "<\"\\ \n") {
			t.Errorf("%d bytes are %d letters: %q", n, len(got), got)
		}
	}
	if got := carrying([]byte{255, 255, 0, 91}); got != "#~Yg8" {
		t.Errorf("%q", got)
	}
}
