package meant

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
)

// at is some place of a text.
var at = diag.Between(diag.Pos{Filename: "m.nef", Line: 1, Column: 1}, diag.Pos{Filename: "m.nef", Offset: 3, Line: 1, Column: 4})

// A foreign word is replaced where its counterpart can stand, and explained
// elsewhere; a slip of the pen is a guess; what is like nothing gets the sentence.
func TestName(t *testing.T) {
	known := []string{"rate", "radius", "lif", "dims"}
	for _, c := range []struct {
		how        func(*diag.Diagnostic, diag.Span, string, []string, string) string
		name, near string
		guess      bool
		way        string
	}{
		{Name, "learning_rate", "rate", false, "`learning_rate` of Nengo is `rate` here"},
		{Name, "LIF", "lif", false, "`LIF` of Nengo is `lif` here"},
		{Name, "WhiteSignal", "", false, "`WhiteSignal` of Nengo is `white` here"},
		{Name, "tau_rc", "", false, "`tau_rc` of Nengo is written another way: it belongs to the neuron type"},
		{Name, "ifmax", "", false, "`ifmax` of nengo-spa is written another way: a line of rules"},
		{Name, "raidus", "radius", true, "did you mean `radius`?"},
		{Name, "Lif", "lif", true, "did you mean `lif`?"},
		{Name, "zzzzzz", "", false, "known are these"},
		{Near, "LIF", "lif", true, "did you mean `lif`?"},
		{Near, "learning_rate", "", false, "known are these"},
		{Object, "dimensions", "", false, "known are these"},
		{Object, "LIF", "lif", false, "`LIF` of Nengo is `lif` here"},
		{Object, "raidus", "radius", true, "did you mean `radius`?"},
	} {
		d := diag.New(diag.UnknownName, at, "nothing is called so")
		near := c.how(d, at, c.name, known, "known are these")
		if near != c.near || !strings.HasPrefix(d.Way(), c.way) || (near != "") != (len(d.Fixes) == 1) {
			t.Errorf("%s: %q, %q, %d fixes", c.name, near, d.Way(), len(d.Fixes))
		}
		if near != "" && (d.Fixes[0].Guess != c.guess || d.Fixes[0].Edits[0] != diag.Edit{At: at, Text: near}) {
			t.Errorf("%s: %+v", c.name, d.Fixes[0])
		}
	}
}

// Every word stands once, and says what to write.
func TestWords(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range Words {
		if seen[w.Name] {
			t.Errorf("`%s` stands twice", w.Name)
		}
		seen[w.Name] = true
		if w.Name == "" || w.From == "" || w.Line == "" || w.Here == w.Name || !strings.Contains(w.Help(), "`"+w.Name+"`") {
			t.Errorf("%+v", w)
		}
		if strings.HasSuffix(w.Doc, ".") || strings.Count(w.Help(), "`")%2 != 0 || strings.Contains(w.Help(), "\n") {
			t.Errorf("the help of `%s`: %s", w.Name, w.Help())
		}
		if w.Here != "" && !strings.Contains(w.Line+w.Doc, w.Here) {
			t.Errorf("the line of `%s` does not have `%s`", w.Name, w.Here)
		}
	}
	if Find("Ensemble") == nil || Find("ensemble") != nil || Find("") != nil {
		t.Error("words are found by their name")
	}
}

// Modules are known by the names under which they are imported.
func TestModule(t *testing.T) {
	for name, want := range map[string]bool{"np": true, "math": true, "nengo": true, "numpy": true, "a": false, "": false, "Node": false} {
		if Module(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
