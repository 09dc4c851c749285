package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/nefc/nefc/stdlib/highlight"
)

// editors is where the files of the editors lie.
const editors = "../../../editors"

// engines are the programs that give texts their colours: each prints for each line of each file
// a line with a letter for each character.
var engines = []struct {
	name    string
	program string
	args    func() []string
}{
	{"TextMate", "node", func() []string { return []string{editors + "/vscode/test/tokens.mjs", modules()} }},
	{"the live page", "node", func() []string { return []string{"testdata/page.mjs"} }},
	{"Neovim", "nvim", func() []string {
		return []string{"--headless", "-u", "NONE", "-i", "NONE", "-n", "--cmd", "set rtp^=" + editors + "/neovim | filetype off | syntax on",
			"-c", "luafile " + editors + "/neovim/test/colours.lua"}
	}},
	{"Emacs", "emacs", func() []string {
		return []string{"-Q", "--batch", "-L", editors + "/emacs", "-l", editors + "/emacs/test/colours.el"}
	}},
}

// modules is the folder of the libraries of Node.
func modules() string {
	if folder := os.Getenv("NODE_MODULES"); folder != "" {
		return folder
	}
	return editors + "/vscode/node_modules"
}

// Every model of the repository has in each editor the colours that it has in the documentation.
func TestEditorsAreTheDocumentation(t *testing.T) {
	models := models(t)
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			if _, err := exec.LookPath(e.program); err != nil {
				t.Skipf("%s is not installed: %s is not in PATH", e.name, e.program)
			}
			if _, err := os.Stat(filepath.Join(modules(), "vscode-textmate")); e.name == "TextMate" && err != nil {
				t.Skip("the engine of VS Code is not installed: neither NODE_MODULES nor editors/vscode/node_modules has vscode-textmate")
			}
			cmd := exec.Command(e.program, append(e.args(), models...)...)
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			compare(t, models, strings.Split(string(out), "\n"))
		})
	}
}

// models are those of the repository.
func models(t *testing.T) []string {
	var found []string
	for _, pattern := range []string{"examples/*.nef", "examples/*/*.nef", "stdlib/std/*/*.nef"} {
		list, err := filepath.Glob("../../../" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, list...)
	}
	if len(found) < 100 {
		t.Fatalf("only %d models", len(found))
	}
	return found
}

// compare compares the lines of an engine with those of highlight.
func compare(t *testing.T, models, got []string) {
	t.Helper()
	wrong := 0
	for _, model := range models {
		text, err := os.ReadFile(model)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		for i, want := range letters(strings.TrimSuffix(string(text), "\n")) {
			if i >= len(got) {
				t.Fatalf("%s:%d: the editor says nothing", model, i+1)
			}
			if found := masked(lines[i], []rune(got[i])); found != want && wrong < 20 {
				wrong++
				t.Errorf("%s:%d\n%s\n%s the editor\n%s the documentation", model, i+1, lines[i], found, want)
			}
		}
		got = got[len(lines):]
		if len(got) > 0 && got[0] == "" && !strings.HasSuffix(string(text), "\n\n") {
			got = got[1:] // the end of the file
		}
	}
}

// letters has a line for each line of a text, with a letter for each character.
func letters(text string) []string {
	of := map[highlight.Kind]rune{highlight.Plain: '.', highlight.Word: 'w', highlight.Option: 'o', highlight.Number: 'n', highlight.String: 's',
		highlight.Comment: 'c'}
	var all []rune
	for _, p := range highlight.Pieces(text) {
		for _, r := range p.Text {
			if r == '\n' {
				all = append(all, r)
			} else {
				all = append(all, of[p.Kind])
			}
		}
	}
	lines := strings.Split(text, "\n")
	out := strings.Split(string(all), "\n")
	for i := range out {
		out[i] = masked(lines[i], []rune(out[i]))
	}
	return out
}

// masked leaves blanks blank, which have no colour.
func masked(line string, letters []rune) string {
	for i, r := range []rune(line) {
		if i < len(letters) && unicode.IsSpace(r) {
			letters[i] = ' '
		}
	}
	return string(letters)
}
