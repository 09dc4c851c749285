package grammar_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/format"
)

func corpus(t testing.TB) []string {
	var files []string
	for _, dir := range []string{"../runtime/testdata/nengo/*/model.nef", "../examples/*.nef", "../examples/*/*.nef", "../stdlib/std/*/*.nef", "testdata/models/*.nef", "testdata/models/*/*.nef"} {
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
		f, diags := grammar.Parse(path, string(src))
		if len(diags) > 0 {
			t.Errorf("%v", diags)
			continue
		}
		if got := format.File(f); got != string(src) {
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

func seedCorpus(f *testing.F) {
	for _, path := range corpus(f) {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if len(b) < 20000 {
			f.Add(string(b))
		}
	}
	f.Add("connect [a,\n b] -> c {\n # x\n synapse 5ms }; probe \"")
}

// FuzzParse: no text makes the parser panic, and every diagnostic has a place
// inside the text.
func FuzzParse(f *testing.F) {
	seedCorpus(f)
	f.Fuzz(func(t *testing.T, src string) {
		_, diags := grammar.Parse("f.nef", src)
		for _, d := range diags {
			if o := d.Subject.Start().Offset; o < 0 || o > len(src) {
				t.Errorf("%v lies at byte %d of %d", d, o, len(src))
			}
		}
	})
}

// FuzzParseFormat: what parses formats to text that parses, to the same tree,
// and is a fixed point.
func FuzzParseFormat(f *testing.F) {
	seedCorpus(f)
	f.Fuzz(func(t *testing.T, src string) {
		file, diags := grammar.Parse("f.nef", src)
		if len(diags) > 0 {
			return
		}
		once := format.File(file)
		again, diags := grammar.Parse("f.nef", once)
		if len(diags) > 0 {
			t.Fatalf("%q formats to %q, which does not parse: %v", src, once, diags)
		}
		if tree(file) != tree(again) {
			t.Fatalf("%q formats to another tree:\n%s\n%s", src, tree(file), tree(again))
		}
		if twice := format.File(again); twice != once {
			t.Fatalf("%q formats to %q, then to %q", src, once, twice)
		}
	})
}

// tree dumps a file without places.
func tree(f *grammar.File) string {
	var b strings.Builder
	grammar.Print(&b, f)
	return regexp.MustCompile(` @\d+:\d+`).ReplaceAllString(b.String(), "")
}
