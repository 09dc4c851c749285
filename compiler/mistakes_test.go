package compiler_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// checkText checks a model, in a folder, that is to be run.
func checkText(t *testing.T, dir, text string) *compiler.Checked {
	t.Helper()
	return compilertest.CheckIn(t, dir, text, compiler.Options{NeedRun: true})
}

// checkIn is checkText in a folder.
func checkIn(t *testing.T, dir string) func(text string) (diag.List, diag.Sources) {
	return func(text string) (diag.List, diag.Sources) {
		c := checkText(t, dir, text)
		return c.Diags, c.Sources
	}
}

// count is how many diagnostics have a code, or are errors for code 0.
func count(list diag.List, code diag.Code) int {
	n := 0
	for _, d := range list {
		if d.Code == code || code == 0 && d.Severity == diag.Error {
			n++
		}
	}
	return n
}

// fixed applies each fix of the diagnostics of a model, and demands of every one
// that its diagnostic is gone and no error has come in its place, unless it was a
// guess or the diagnostic hid others. It returns the models.
func fixed(t *testing.T, diagnose func(text string) (diag.List, diag.Sources), text string) []string {
	t.Helper()
	diags, sources := diagnose(text)
	var out []string
	for _, d := range diags {
		for _, f := range d.Fixes {
			changed, err := diag.Apply(sources, f)
			if err != nil {
				t.Errorf("%s: %v", d.Code, err)
				continue
			}
			text := changed[f.Edits[0].At.Filename]
			after, _ := diagnose(text)
			errors := count(after, 0) - count(diags, 0)
			leadsOut := errors < 0 || errors == 0 && (f.Guess || hides(d))
			if count(after, d.Code) >= count(diags, d.Code) || !leadsOut {
				t.Errorf("the way out of %v leads to\n%s\n%v", d, text, after)
			}
			out = append(out, text)
		}
	}
	return out
}

// hides reports a diagnostic beside which others are not looked for: a statement
// that cannot be read, a warning.
func hides(d *diag.Diagnostic) bool { return d.Code < diag.UnknownName || d.Severity == diag.Warning }

// What people write who come from Nengo and Python is understood, and its way
// out leads to a model.
func TestMistakes(t *testing.T) {
	b, err := os.ReadFile("testdata/mistakes.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(b), "\n\n")
	head, list, _ := strings.Cut(list, "\n\n")
	lines := strings.Split(list, "\n")
	tried := 0
	for i := 0; i+1 < len(lines); i++ {
		if lines[i] == "" || strings.HasPrefix(lines[i], "= ") {
			continue
		}
		wrong, way := lines[i], strings.TrimPrefix(lines[i+1], "  ")
		i, tried = i+1, tried+1
		code, right, _ := strings.Cut(way, " ")
		t.Run(strings.ReplaceAll(wrong, "/", "÷"), func(t *testing.T) { tryMistake(t, head, unfold(wrong), code, unfold(right)) })
	}
	if tried < 60 {
		t.Errorf("only %d mistakes", tried)
	}
}

func tryMistake(t *testing.T, head, wrong, code, right string) {
	model := func(text string) string {
		text = "seed 1\n" + head + "\n" + text + "\n"
		if !strings.Contains(text, "run ") && !strings.Contains(text, "phase ") {
			text += "run 10ms\n"
		}
		return text
	}
	dir := t.TempDir()
	found := checkText(t, dir, model(wrong)).Diags
	if !strings.Contains(found.Error(), "["+code+"]") {
		t.Fatalf("is not %s: %v", code, found)
	}
	if byHand, ok := strings.CutPrefix(right, "! "); ok {
		if after := checkText(t, dir, model(byHand)).Diags; after.HasErrors() {
			t.Errorf("%s\n%v", byHand, after)
		}
		return
	}
	var reached []string
	for _, text := range fixed(t, checkIn(t, dir), model(wrong)) {
		reached = append(reached, strings.Join(strings.Fields(text), " "))
		if strings.Join(strings.Fields(text), " ") == strings.Join(strings.Fields(model(right)), " ") {
			return
		}
	}
	t.Errorf("no fix leads to\n%s\nbut to\n%s\n%v", right, strings.Join(reached, "\n"), found)
}

// The ways out of all pages of `nefc explain` lead out.
func TestFixesOfPages(t *testing.T) {
	for _, p := range diag.Pages() {
		if p.Run || p.Files["first.nef"] != "" {
			continue
		}
		t.Run(p.Code, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range p.Files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			fixed(t, checkIn(t, dir), p.Wrong)
		})
	}
}
