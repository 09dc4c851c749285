package grammar

import (
	"os"
	"path/filepath"
	"testing"
)

func corpus(t testing.TB) []string {
	var files []string
	for _, dir := range []string{"../runtime/testdata/nengo/*/model.nef", "../examples/*.nef", "../examples/*/*.nef", "../stdlib/networks/*.nef", "testdata/models/*.nef", "testdata/models/*/*.nef"} {
		m, err := filepath.Glob(dir)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, m...)
	}
	if len(files) < 20 {
		t.Fatalf("only %d models found", len(files))
	}
	return files
}

// Every model of the repository parses without a diagnostic and is a fixed
// point of the formatter.
func TestModelsAreFormatted(t *testing.T) {
	for _, path := range corpus(t) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, diags := Parse(path, string(src))
		if len(diags) > 0 {
			t.Errorf("%v", diags)
			continue
		}
		if got := Format(f); got != string(src) {
			t.Errorf("%s is not formatted:\n%s", path, firstDifference(string(src), got))
		}
	}
}

func firstDifference(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	from := max(0, n-40)
	return "have …" + a[from:min(len(a), n+60)] + "…\nwant …" + b[from:min(len(b), n+60)] + "…"
}
