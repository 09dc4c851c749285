package compiler_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// Every line of the tables in testdata/lines adds to its model what stands below
// it. README there says how they are written; UPDATE=1 writes what is so today, to
// be read before it is committed.
func TestLines(t *testing.T) {
	dir := t.TempDir()
	writeDataFiles(t, dir)
	files, err := filepath.Glob("testdata/lines/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			now := tryTable(t, dir, string(b))
			if os.Getenv("UPDATE") == "" || now == string(b) {
				return
			}
			if err := os.WriteFile(name, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// tryTable tries the lines of a table and returns it as it would have to be.
func tryTable(t *testing.T, dir, text string) string {
	var out strings.Builder
	var head string
	var known []string // what the head makes alone
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; i < len(lines); {
		line := lines[i]
		out.WriteString(line + "\n")
		i++
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, "= "):
			head = unfold(strings.TrimPrefix(line, "= ")) + "\n"
			known = printed(t, dir, head)
			continue
		}
		from := i
		for i < len(lines) && strings.HasPrefix(lines[i], "  ") {
			i++
		}
		var got []string
		for _, l := range printed(t, dir, head+unfold(line)) {
			if !slices.Contains(known, l) {
				got = append(got, "  "+l)
			}
		}
		if want := lines[from:i]; os.Getenv("UPDATE") == "" && !slices.Equal(got, want) {
			t.Errorf("%s\n gives\n%s\n not\n%s", line, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		for _, l := range got {
			out.WriteString(l + "\n")
		}
	}
	return out.String()
}

func unfold(line string) string { return strings.ReplaceAll(line, `\n`, "\n") }

// printed is a model as it is printed, in lines. Nothing is said of it; what nobody
// reads or drives has tests of its own.
func printed(t *testing.T, dir, text string) []string {
	t.Helper()
	if !strings.Contains(text, "\nrun ") && !strings.Contains(text, "experiment") {
		text += "\nrun 10ms"
	}
	c := compilertest.CheckIn(t, dir, text+"\n", compiler.Options{NeedRun: true, Outside: []string{"f"}})
	for _, d := range c.Diags {
		if d.Code != diag.Unused && d.Code != diag.Undriven {
			t.Errorf("%s\n gives %v", text, d)
		}
	}
	var b strings.Builder
	c.Model.Print(&b)
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}
