package split_test

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// What turns the direction of the text or controls a terminal is refused
// wherever it stands, with its place; other characters of any script are text.
func TestHiddenCharacters(t *testing.T) {
	for _, r := range "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x07\x7f\u0085" {
		for _, src := range []string{"seed 1\n# é " + string(r) + "x\n", "seed 1\n#é\"" + string(r) + "\n", "let a = csv(\"é" + string(r) + "\")\n", "let é = \"" + string(r), "let é" + string(r) + " = 1\n"} {
			_, diags := grammar.Parse("m.nef", src)
			found := false
			for _, d := range diags {
				at := d.Subject.Start()
				line := strings.Split(src, "\n")[at.Line-1]
				found = found || d.Code == diag.StrayCharacter && []rune(line)[at.Column-1] == r && strings.HasPrefix(src[at.Offset:], string(r))
			}
			if !found {
				t.Errorf("%q: %v", src, diags)
			}
		}
	}
	if _, diags := grammar.Parse("m.nef", "# Ω עברית é\tx \u200f\u200d\r\nseed 1 # \"\nlet a = 2\n"); len(diags) > 0 {
		t.Error(diags)
	}
}
