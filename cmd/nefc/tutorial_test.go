package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/format"
)

const tutorial = "../../docs/tutorial"

// Every page of the tutorial is true: its models are laid out and run, each command
// prints what the page shows, its pictures are what its models draw. With UPDATE=1
// pictures and what commands print are written again.
func TestTutorial(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(tutorial, "*.md"))
	if err != nil || len(pages) != 10 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	t.Setenv("NEFC_CACHE", "off") // solved decoders of earlier tests would be told of
	for _, path := range pages {
		t.Run(filepath.Base(path), func(t *testing.T) {
			path, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			page := readTutorial(t, string(text))
			got := page.run(t)
			if os.Getenv("UPDATE") != "" {
				write(t, path, got)
			} else if untimed(got) != untimed(string(text)) {
				t.Errorf("a command prints something else (UPDATE=1 writes it):\n%s", firstDifference(untimed(string(text)), untimed(got)))
			}
			page.checkPictures(t, filepath.Dir(path))
		})
	}
}

// tutorialPage is a page in pieces: text, and the blocks within ``` lines.
type tutorialPage struct {
	pieces []tutorialPiece
	ran    map[string]bool // models that a command of the page has read
}

// tutorialPiece is a stretch of text as it stands, or a block, whose kind is what
// follows its ```: `nef FILE` is a model, `console` are commands and what they print.
type tutorialPiece struct {
	kind string
	text string
}

// readTutorial cuts a page, writes its models into the working folder, and demands
// what each page has: a picture first, an exercise and its answer.
func readTutorial(t *testing.T, text string) *tutorialPage {
	t.Helper()
	p := &tutorialPage{ran: map[string]bool{}}
	for i, part := range strings.Split(text, "```") {
		if i%2 == 0 {
			p.pieces = append(p.pieces, tutorialPiece{text: part})
			continue
		}
		kind, body, _ := strings.Cut(part, "\n")
		p.pieces = append(p.pieces, tutorialPiece{kind: kind, text: body})
		if name, ok := strings.CutPrefix(kind, "nef "); ok {
			write(t, name, body)
			file, _ := grammar.Parse(name, body)
			if format.File(file) != body {
				t.Errorf("%s is not laid out", name)
			}
		}
	}
	if !regexp.MustCompile(`^# \d+\. .+\n\n!\[`).MatchString(text) {
		t.Error("the page does not begin with its picture")
	}
	for _, want := range []string{"\n## Change it\n", "\n## Exercise\n", "<details><summary>Answer</summary>\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page has no %q", strings.TrimSpace(want))
		}
	}
	return p
}

// run runs all commands, then the models that no command has named, and returns
// the page with what the commands print now.
func (p *tutorialPage) run(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for i, piece := range p.pieces {
		switch {
		case i%2 == 0:
			b.WriteString(piece.text)
		case piece.kind == "console":
			fmt.Fprintf(&b, "```%s\n%s```", piece.kind, p.console(t, piece.text))
		default:
			fmt.Fprintf(&b, "```%s\n%s```", piece.kind, piece.text)
		}
	}
	for _, piece := range p.pieces {
		name, ok := strings.CutPrefix(piece.kind, "nef ")
		if !ok || p.ran[name] {
			continue
		}
		if out, code := invoke("run", "--quiet", name); code != cli.ExitFine {
			t.Errorf("%s exits %d:\n%s", name, code, out)
		}
	}
	return b.String()
}

// console runs the commands of a block, lines that begin with `$ nefc`, and returns the
// block. A line of just … stands for any lines.
func (p *tutorialPage) console(t *testing.T, block string) string {
	t.Helper()
	var b strings.Builder
	for _, part := range strings.Split(block, "$ nefc ")[1:] {
		command, shown, _ := strings.Cut(part, "\n")
		args := strings.Fields(command)
		out, code := invoke(args...)
		for _, arg := range args {
			p.ran[arg] = true
		}
		if refused := strings.Contains(out, "error["); (code != cli.ExitFine) != refused {
			t.Errorf("nefc %s exits %d:\n%s", command, code, out)
		}
		if like(untimed(shown), untimed(out)) {
			out = shown
		}
		fmt.Fprintf(&b, "$ nefc %s\n%s", command, out)
	}
	return b.String()
}

// like says whether a text is what is shown, where a line of just … stands for any lines.
func like(shown, text string) bool {
	var pattern strings.Builder
	for line := range strings.Lines(shown) {
		if line == "…\n" {
			pattern.WriteString(`(?s:.*\n)?`)
		} else {
			pattern.WriteString(regexp.QuoteMeta(line))
		}
	}
	return regexp.MustCompile(`^` + pattern.String() + `$`).MatchString(text)
}

// untimed replaces what differs from run to run: how long things took, on how
// many cores, in how much memory, and which build did them.
func untimed(text string) string {
	text = regexp.MustCompile(`(\(| in |about )\d[\d.]* ?(ns|µs|ms|s|min)\b`).ReplaceAllString(text, "${1}TIME")
	text = regexp.MustCompile(`\d+ at a time`).ReplaceAllString(text, "CORES at a time")
	text = regexp.MustCompile(`memory up to \S+ .?B, disk about \S+ .?B`).ReplaceAllString(text, "memory and disk")
	return regexp.MustCompile(`nefc (dev|v\d)\S*`).ReplaceAllString(text, "nefc BUILD")
}

// firstDifference is the first line in which two texts differ, of both.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d of the page: %s\n               now: %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, now %d", len(a), len(b))
}

// checkPictures demands that the pictures of the page are in its folder and that a
// model of the page draws them; UPDATE=1 writes them.
func (p *tutorialPage) checkPictures(t *testing.T, folder string) {
	t.Helper()
	for i := 0; i < len(p.pieces); i += 2 {
		for _, m := range regexp.MustCompile(`!\[[^\]]+\]\(([^)]+)\)`).FindAllStringSubmatch(p.pieces[i].text, -1) {
			drawn, err := filepath.Glob(filepath.Join("out", "*", m[1]))
			if err != nil || len(drawn) != 1 {
				t.Errorf("no model of the page plots %s, or several: %v %v", m[1], drawn, err)
				continue
			}
			b, err := os.ReadFile(drawn[0])
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(folder, m[1])
			if os.Getenv("UPDATE") != "" { // which build drew it would differ each time
				write(t, path, regexp.MustCompile(`<dc:source>nefc: [^<]*</dc:source>\n`).ReplaceAllString(string(b), ""))
			}
			if kept, err := os.ReadFile(path); err != nil || !bytes.Contains(kept, []byte("<svg")) {
				t.Errorf("%s is no picture: %v", path, err)
			}
		}
	}
}
