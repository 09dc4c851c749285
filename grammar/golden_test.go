package grammar

import (
	"os"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
)

// golden compares text with a file of testdata; UPDATE=1 rewrites it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (UPDATE=1 rewrites it):\n%s", path, firstDifference(string(want), got))
	}
}

// A file with every kind of statement and option: what it is read as, and that
// it is formatted.
func TestTreeOfEveryStatement(t *testing.T) {
	src, err := os.ReadFile("testdata/everything.nef")
	if err != nil {
		t.Fatal(err)
	}
	f, diags := Parse("everything.nef", string(src))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var b strings.Builder
	Print(&b, f)
	for kw := range keywords {
		if !strings.Contains(string(src), kw+" ") {
			t.Errorf("testdata/everything.nef has no `%s`", kw)
		}
	}
	golden(t, "testdata/everything.tree", b.String())
	golden(t, "testdata/everything.formatted", Format(f))
}

// The whole text of every syntax error: caret, notes, help.
func TestTextOfSyntaxErrors(t *testing.T) {
	src, err := os.ReadFile("testdata/errors.nef")
	if err != nil {
		t.Fatal(err)
	}
	_, diags := Parse("errors.nef", string(src))
	var b strings.Builder
	for _, d := range diags {
		diag.Render(&b, diag.List{d}, diag.Sources{"errors.nef": string(src)}, diag.Style{})
		b.WriteByte('\n')
	}
	golden(t, "testdata/errors.txt", b.String())
}

// The comment lines directly above a statement document it.
func TestDocComments(t *testing.T) {
	f, _ := Parse("t.nef", "# a file\n\n# first\n#second\nensemble a 10\nensemble b 10  # not above\n# third\n\nensemble c 10\n")
	for i, want := range []string{"first\nsecond", "", ""} {
		if got := f.Body[i].Head().Doc; got != want {
			t.Errorf("statement %d is documented by %q, wanted %q", i, got, want)
		}
	}
}
