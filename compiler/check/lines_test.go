package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// Every line of the tables in testdata/lines makes of its model what stands below
// it: what it adds, or what is said of it, with its place, its reasons and its
// ways out. README there says how they are written; UPDATE=1 writes what is so
// today, to be read before it is committed.
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
			known = told(t, dir, head)
			for _, l := range known {
				if strings.HasPrefix(l, "NEF") {
					t.Errorf("the head %s\n\tgives %s", line, l)
				}
			}
			continue
		}
		from := i
		for i < len(lines) && strings.HasPrefix(lines[i], "  ") {
			i++
		}
		var got []string
		for _, l := range told(t, dir, head+unfold(line)) {
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

// told is what the compiler makes of a model: its objects, or what is wrong with
// it. What nobody reads or drives has tests of its own.
func told(t *testing.T, dir, text string) []string {
	t.Helper()
	if !strings.Contains(text, "\nrun ") && !strings.Contains(text, "experiment") {
		text += "\nrun 10ms"
	}
	c := compilertest.CheckIn(t, dir, text+"\n", compiler.Options{NeedRun: true})
	var out []string
	for _, d := range c.Diags {
		if d.Code != diag.Unused && d.Code != diag.Undriven {
			for _, line := range describe(d, c.Sources) {
				out = append(out, strings.ReplaceAll(line, dir+string(filepath.Separator), ""))
			}
		}
	}
	if !c.Diags.HasErrors() {
		var b strings.Builder
		c.Model.Print(&b)
		out = append(out, strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")...)
	}
	return out
}

// describe writes a diagnostic, what it points at between « and ».
func describe(d *diag.Diagnostic, src diag.Sources) []string {
	at := func(s diag.Span) string {
		if !s.Start.IsValid() {
			return "nowhere"
		}
		text := src[s.Start.Filename][s.Start.Offset:s.End.Offset]
		if base := filepath.Base(s.Start.Filename); base != "m.nef" {
			text = base + ": " + text
		}
		return "«" + strings.ReplaceAll(text, "\n", `\n`) + "»"
	}
	out := []string{fmt.Sprintf("%s at %s: %s", d.Code, at(d.Subject), d.Summary)}
	add := func(format string, args ...any) {
		out = append(out, "  "+strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", `\n`))
	}
	if d.Label != "" {
		add("here: %s", d.Label)
	}
	for _, p := range d.Places {
		add("%s: %s", at(p.Span), p.Label)
	}
	for _, n := range d.Notes {
		add("note: %s", n)
	}
	if d.Help != "" {
		add("help: %s", d.Help)
	}
	for _, f := range d.Fixes {
		var edits []string
		for _, e := range f.Edits {
			edits = append(edits, fmt.Sprintf("%s becomes «%s»", at(e.At), e.Text))
		}
		add("fix: %s%s", strings.Join(edits, " and "), map[bool]string{true: ", perhaps"}[f.Guess])
	}
	return out
}
