package grammar_test

import (
	"os"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/format"
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
	f, diags := grammar.Parse("everything.nef", string(src))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var b strings.Builder
	grammar.Print(&b, f)
	for _, kw := range edition.Newest().Statements() {
		if !strings.Contains(string(src), kw+" ") {
			t.Errorf("testdata/everything.nef has no `%s`", kw)
		}
	}
	golden(t, "testdata/everything.tree", b.String())
	golden(t, "testdata/everything.formatted", format.File(f))
}

// A file in which every statement is wrong gives a message for each and no other:
// their whole text, with caret, notes and help.
func TestTextOfSyntaxErrors(t *testing.T) {
	src, err := os.ReadFile("testdata/errors.nef")
	if err != nil {
		t.Fatal(err)
	}
	_, diags := grammar.Parse("errors.nef", string(src))
	var b strings.Builder
	for _, d := range diags {
		diag.Render(&b, diag.List{d}, diag.Sources{"errors.nef": string(src)}, diag.Style{})
		b.WriteByte('\n')
	}
	golden(t, "testdata/errors.txt", b.String())
}

// The comment lines directly above a statement document it.
func TestDocComments(t *testing.T) {
	f, _ := grammar.Parse("t.nef", "# a file\n\n# first\n#second\nensemble a 10\nensemble b 10  # not above\n# third\n\nensemble c 10\n")
	for i, want := range []string{"first\nsecond", "", ""} {
		if got := f.Body[i].Head().Doc; got != want {
			t.Errorf("statement %d is documented by %q, wanted %q", i, got, want)
		}
	}
}

// A block that is never closed is blamed once, at its own brace, and the next
// statement that seems to lie outside of it is named.
func TestUnclosedBlocks(t *testing.T) {
	for _, c := range []struct{ src, at, note string }{
		{"experiment a {\n  phase p 1s {\n    freeze c\n", "2:14", ""},
		{"experiment a {\n  dt 1ms\nensemble b 3\n", "1:14", "the next statement at its indentation is line 3"},
		{"experiment a { dt 1ms\n", "1:14", ""},
		{"network n {\n  for i in 0:4 {\n    ensemble c[i] 3\n  ensemble d 3\n}\n", "1:11", ""},
		{"ensemble a 3 {\n  dims 2\n", "1:14", ""},
	} {
		_, diags := grammar.Parse("t.nef", c.src)
		if len(diags) != 1 || diags[0].Code != diag.UnclosedBlock || diags[0].Subject.Start().String() != "t.nef:"+c.at {
			t.Errorf("%q: %v, wanted one at %s", c.src, diags, c.at)
			continue
		}
		if note := strings.Join(diags[0].Notes, ""); note != c.note {
			t.Errorf("%q: note %q, wanted %q", c.src, note, c.note)
		}
	}
}
