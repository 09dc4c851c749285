package pagefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/internal/browsertest"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	"github.com/nefc/nefc/serve/stdio"
	"github.com/nefc/nefc/study/core"
)

// mostOfQuickstart is what the page of the quick start may have.
const mostOfQuickstart = 4_500_000

// talk is what testdata/page.mjs asks of a page, and how a process here answers it.
func talk(model, object string) []string {
	return []string{
		`{"id":1,"method":"hello","params":{"protocol":"nefc/1","mode":"record"}}`,
		fmt.Sprintf(`{"id":2,"method":"open","params":{"path":%q}}`, model),
		fmt.Sprintf(`{"id":3,"method":"watch","params":{"what":"value","of":%q,"synapse":"20ms"}}`, object),
		fmt.Sprintf(`{"id":4,"method":"watch","params":{"what":"spikes","of":%q}}`, object),
		`{"id":5,"method":"step","params":{"n":1500}}`,
		`{"id":6,"method":"close"}`,
	}
}

// A page opens from disk in a real browser, shows its model at once, and comes to the numbers of nefc.
func TestBrowser(t *testing.T) {
	browsertest.Need(t)
	if testing.Short() {
		t.Skip("the core takes a minute to build")
	}
	built, err := core.Build(t.Context(), "../..")
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("testdata/page.mjs")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	type expected struct{ Page, Model, Object, Digest string }
	var all []expected
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []struct{ folder, name, object string }{{examples, "quickstart.nef", "post"}, {filepath.Join(examples, "data"), "light.nef", "eye"}} {
		path := filepath.Join(m.folder, m.name)
		page, err := Make(checked(t, path), path, Options{Core: built, Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		if m.name == "quickstart.nef" && len(page) > mostOfQuickstart {
			t.Errorf("the page of the quick start has %d bytes", len(page))
		}
		t.Logf("%s: %.2f MB", m.name, float64(len(page))/1e6)
		if err := os.WriteFile(filepath.Join(dir, m.name+".html"), page, 0o600); err != nil {
			t.Fatal(err)
		}
		all = append(all, expected{m.name + ".html", m.name, m.object, native(t, m.folder, talk(m.name, m.object))})
	}
	ground, err := Playground(os.DirFS(examples), Options{Core: built, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range ground {
		if err := files.Write(filepath.Join(dir, "play", name), func(w io.Writer) error { _, err := w.Write(content); return err }); err != nil {
			t.Fatal(err)
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "expected.json"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	browsertest.Drive(t, script, dir, 26)
}

// native is the hash of all frames that a server sends of what is asked of it here.
func native(t *testing.T, dir string, requests []string) string {
	t.Helper()
	here, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	var in, out bytes.Buffer
	for _, r := range requests {
		if err := stdio.Write(&in, 'J', []byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	server := &serve.Server{Host: here}
	if err := server.Serve(stdio.New(&in, &out)); err != nil {
		t.Fatal(err)
	}
	hash := sha256.New()
	for n := 0; ; {
		kind, data, err := stdio.Read(&out)
		if err == io.EOF && n >= 2 {
			return fmt.Sprintf("%x", hash.Sum(nil))
		}
		if err != nil {
			t.Fatal(err, n)
		}
		if kind == 'D' {
			hash.Write(data)
			n++
		}
	}
}
