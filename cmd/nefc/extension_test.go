package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/study/editor/annotate"
)

// aboutExtension is what the extension for VS Code says of itself.
type aboutExtension struct {
	Contributes struct {
		Commands           []struct{ Command string }
		SemanticTokenTypes []struct{ ID string }
		ProblemMatchers    []struct {
			Pattern []struct{ Regexp string }
		}
	}
}

// What the extension for VS Code says of nefc is so: it has the commands of all lenses, knows all
// meanings of words, and reads what nefc prints.
func TestExtensionFits(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(extension, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var said aboutExtension
	if err := json.Unmarshal(text, &said); err != nil {
		t.Fatal(err)
	}
	var commands, kinds []string
	for _, c := range said.Contributes.Commands {
		commands = append(commands, c.Command)
	}
	for _, k := range said.Contributes.SemanticTokenTypes {
		kinds = append(kinds, k.ID)
	}
	for _, do := range []string{"run", "test", "live", "tuning", "weights"} {
		if !slices.Contains(commands, "nefc."+do) {
			t.Errorf("no command nefc.%s", do)
		}
	}
	common := []string{"keyword", "number", "string", "comment"} // VS Code has them
	for _, kind := range annotate.TokenKinds {
		if !slices.Contains(slices.Concat(common, kinds), kind) {
			t.Errorf("a word that means %s has no colour", kind)
		}
	}

	model := filepath.Join(t.TempDir(), "m.nef")
	if err := os.WriteFile(model, []byte("nef 1\nseed 1\nensemble a 50 radus 2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(binary(t), "check", model).CombinedOutput()
	if err == nil {
		t.Error("a mistake is not found")
	}
	lines := strings.Split(string(out), "\n")
	for i, p := range said.Contributes.ProblemMatchers[0].Pattern {
		if len(lines) <= i || !regexp.MustCompile(p.Regexp).MatchString(lines[i]) {
			t.Errorf("line %d of %q is not read", i+1, lines)
		}
	}
}
