package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/format"
	"github.com/nefc/nefc/study/lock"
)

// Every page of `nefc explain` says the truth: the wrong model gets its code,
// the right one runs without an error and without that code, and both are laid
// out as the formatter would.
func TestPages(t *testing.T) {
	pages := diag.Pages()
	if len(pages) < 60 {
		t.Fatalf("only %d pages", len(pages))
	}
	for _, p := range pages {
		t.Run(p.Code, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range p.Files {
				write(t, filepath.Join(dir, name), text)
			}
			if _, ok := p.Files["first.nef"]; ok {
				if out, code := invoke("run", "--quiet", filepath.Join(dir, "first.nef")); code != cli.ExitFine {
					t.Fatalf("first.nef exits %d:\n%s", code, out)
				}
			}
			if p.Locked || p.Code == diag.ResultsDiffer.String() {
				lockedPage(t, dir, p)
				return
			}
			wrong, right := filepath.Join(dir, "wrong.nef"), filepath.Join(dir, "right.nef")
			write(t, wrong, p.Wrong)
			write(t, right, p.Right)
			verb := []string{"check", "--json"}
			if p.Run {
				verb = []string{"run", "--json", "--max-memory", "8GB"}
			}
			if out, _ := invoke(append(verb, wrong)...); !strings.Contains(out, `"code":"`+p.Code+`"`) {
				t.Errorf("the wrong model is not %s:\n%s", p.Code, out)
			}
			out, code := invoke("run", "--json", right)
			if code != cli.ExitFine || strings.Contains(out, `"code":"`+p.Code+`"`) {
				t.Errorf("the right model exits %d:\n%s", code, out)
			}
			file, _ := grammar.Parse("right.nef", p.Right)
			if got := format.File(file); got != p.Right {
				t.Errorf("the right model is not formatted:\n%s", got)
			}
		})
	}
}

// lockedPage checks the page of a code that shows beside a lock: the right model
// is verified, and the wrong one, or results that were locked otherwise, is found.
func lockedPage(t *testing.T, dir string, p diag.Page) {
	t.Helper()
	model, lock := filepath.Join(dir, "model.nef"), filepath.Join(dir, lock.Name)
	write(t, model, p.Right)
	for _, args := range [][]string{{"lock", model}, {"verify", lock}, {"run", "--quiet", "--locked", model}} {
		if out, code := invoke(args...); code != cli.ExitFine {
			t.Fatalf("nefc %s exits %d:\n%s", args[0], code, out)
		}
	}
	if p.Wrong != "" {
		write(t, model, p.Wrong)
		if out, code := invoke("run", "--json", "--locked", model); code != cli.ExitModel || !strings.Contains(out, `"code":"`+p.Code+`"`) {
			t.Errorf("the wrong model exits %d:\n%s", code, out)
		}
	} else {
		text, err := os.ReadFile(lock)
		if err != nil {
			t.Fatal(err)
		}
		write(t, lock, strings.Replace(string(text), "n=100 mean=", "n=100 mean=9", 1))
	}
	if out, code := invoke("verify", model); code != cli.ExitModel || !strings.Contains(out, "error["+p.Code+"]") {
		t.Errorf("verifying exits %d:\n%s", code, out)
	}
}

// Every code has a page, and every page a code.
func TestEveryCodeHasAPage(t *testing.T) {
	pages := map[string]bool{}
	for _, p := range diag.Pages() {
		pages[p.Code] = true
	}
	for c := diag.Code(1); c < 100; c++ {
		if known(c) && !pages[c.String()] {
			t.Errorf("%s has no page", c)
		}
	}
}

// known lists the codes of codes.go by their ranges.
func known(c diag.Code) bool {
	for _, r := range [][2]diag.Code{{1, 19}, {20, 28}, {30, 34}, {40, 57}, {60, 68}, {70, 79}, {80, 82}, {90, 95}, {99, 99}} {
		if c >= r[0] && c <= r[1] {
			return true
		}
	}
	return false
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// invoke runs the command line in this process and returns all it printed.
func invoke(args ...string) (string, int) {
	var b bytes.Buffer
	code := nefc(args, cli.Streams{Out: &b, Err: &b})
	return b.String(), code
}
