package inputs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar/diag"
)

// reader is a Reader, and a place in the file m.nef of a new folder with files.
func reader(t *testing.T, files map[string]string) (*inputs.Reader, diag.Span) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pos := diag.Pos{Filename: filepath.Join(dir, "m.nef"), Line: 1, Column: 1}
	return &inputs.Reader{Reporter: report.New()}, diag.Between(pos, pos)
}

// A reference stays below the folder of the file that names it, also by a link.
func TestReferencesStayInTheFolder(t *testing.T) {
	c, at := reader(t, map[string]string{"sub/x.csv": "a\n1\n"})
	dir := filepath.Dir(at.Filename)
	if err := os.Symlink(os.TempDir(), filepath.Join(dir, "out")); err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]bool{"sub/x.csv": true, "none.csv": true, "sub/../sub/x.csv": true, "../x.csv": false, "/etc/passwd": false, "out": false, "": false} {
		c.Diags = nil
		path, ok := c.ResolvePath(ref, at)
		if ok != want || ok && path != filepath.Join(dir, ref) || !ok && (len(c.Diags) != 1 || c.Diags[0].Code != diag.PathLeaves) {
			t.Errorf("%q: %q %v %v", ref, path, ok, c.Diags)
		}
	}
}

// A column of a table is an array; its shape is judged before it is read on, and only
// what was read is noted.
func TestArrayOfAColumn(t *testing.T) {
	c, at := reader(t, map[string]string{"x.csv": "a,b\n1,4\n2,5\n3,6\n"})
	data, rows, cols, ok := c.ReadArray("x.csv:b", at)
	if !ok || !slices.Equal(data, []float64{4, 5, 6}) || rows*cols != 3 {
		t.Errorf("%v %d×%d %v", data, rows, cols, c.Diags)
	}
	if want := filepath.Join(filepath.Dir(at.Filename), "x.csv"); !slices.Equal(c.Inputs, []string{want}) {
		t.Errorf("noted %v", c.Inputs)
	}
	if _, _, _, ok := c.ReadShaped("x.csv:a", at, func(rows, cols int) bool { return false }); ok || len(c.Diags) != 0 {
		t.Errorf("a shape that was refused: %v", c.Diags)
	}
	for ref, summary := range map[string]string{"x.csv": "which column of", "x.txt": "is no array file", "y.csv:a": "there is no file", "y.npy": "there is no file",
		"x.parquet": "does not support parquet files"} {
		c.Diags = nil
		if _, _, _, ok := c.ReadArray(ref, at); ok || len(c.Diags) != 1 || !strings.Contains(c.Diags[0].Summary, summary) {
			t.Errorf("%s: %v", ref, c.Diags)
		}
	}
}

// A weight table that is named as in the line that exports it lies elsewhere.
func TestExportsLieInTheFolderOfResults(t *testing.T) {
	const one, two = "experiment train { phase p 1s; export weights c to \"w.npz\" }\n", "experiment other { phase p 1s; export weights c to \"%s\" }\n"
	for _, c := range []struct{ model, help string }{
		{one, "experiment `train` writes it to \"out/train/w.npz\""},
		{one + fmt.Sprintf(two, "v.npz"), "experiment `train` writes it to \"out/train/w.npz\""},
		{one + fmt.Sprintf(two, "w.npz"), "`export weights c to \"…\"` in an experiment writes such a table"},
	} {
		r, at := reader(t, map[string]string{"m.nef": c.model})
		if _, ok := r.WeightTable("w.npz", at); ok || len(r.Diags) != 1 || r.Diags[0].Help != c.help {
			t.Errorf("%s: %v", c.model, r.Diags)
		}
	}
}

// Of a weight table that is missing, the experiment is told that writes it.
func TestMissingTablesNameTheirWriters(t *testing.T) {
	const model = "experiment train {\n phase p 1s {\n  export weights c to \"w.npz\"\n }\n export weights d to \"deep/w.npz\"\n export a to \"a.npz\"\n}\n"
	c, at := reader(t, map[string]string{"writer.nef": model, "broken.nef": "experiment {"})
	for ref, want := range map[string]string{"out/train/w.npz": "experiment `train` of writer.nef", "out/train/deep/w.npz": "experiment `train` of writer.nef",
		"out/train/a.npz": "does not exist", "out/other/w.npz": "does not exist"} {
		c.Diags = nil
		if _, ok := c.WeightTable(ref, at); ok || len(c.Diags) != 1 || !strings.Contains(c.Diags[0].Summary, want) {
			t.Errorf("%s: %v", ref, c.Diags)
		}
	}
}
