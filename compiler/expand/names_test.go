package expand_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// A constant that takes the name of an option's value is pointed out; other
// names are free.
func TestConstantsThatHideWords(t *testing.T) {
	for name, want := range map[string]bool{"none": true, "yes": true, "no": true, "lif": true, "nnls": true, "l2": true, "direct": true, "sphere": true,
		"tau": false, "alpha": false, "rate": false, "lr": false, "x": false, "synapse": false, "ensemble": false} {
		for _, line := range []string{"let " + name + " = 5ms", "param " + name + " = 5ms"} {
			list := compilertest.Diagnose(t, "seed 1\n"+line+"\nnode u = "+name+"\nprobe u\nrun 1ms")
			if got := len(compilertest.Found(list, diag.HidesBuiltin)) == 1; got != want || list.HasErrors() {
				t.Errorf("%s: warned %v\n%v", line, got, list)
			}
		}
	}
}

// Names that look alike are one name, or are told apart.
func TestNamesThatLookAlike(t *testing.T) {
	const two, one, cyrillic = "cafe\u0301", "caf\u00e9", "\u0430"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"ensemble " + one + " 20", nil},
		{"ensemble " + two + " 20\nprobe " + two, []string{"`" + two + "` is written with separate accents"}},
		{"ensemble " + two + " 20\nprobe " + one, []string{"`" + two + "` is written with separate accents"}},
		{"ensemble a 20\nensemble " + cyrillic + " 20", []string{"`" + cyrillic + "` looks like `a`, but is written in other letters"}},
		{"ensemble " + cyrillic + " 20\nlet a = 3", []string{"`a` looks like `" + cyrillic + "`, but is written in other letters"}},
		{"ensemble " + cyrillic + " 20\nnetwork n {\n ensemble a 20\n}", nil},
		{"ensemble a 20\nensemble \uff41 20", []string{"`\uff41` looks like `a`, but is written in other letters"}},       // a wide one
		{"ensemble \u00b5 20\nlet \u03bc = 3", []string{"`\u03bc` looks like `\u00b5`, but is written in other letters"}}, // micro and mu
		{"ensemble \u03c4 20\nensemble \u0434 20\nensemble a 20", nil},
	} {
		list := compilertest.Diagnose(t, "seed 1\n"+c.text+"\nrun 1ms")
		if got := compilertest.Summaries(list, diag.NameSpelling); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q\n%v", c.text, got, list)
		}
	}
	list := compilertest.Diagnose(t, "seed 1\nensemble a 20\nprobe "+cyrillic+"\nrun 1ms")
	if d := compilertest.Found(list, diag.UnknownName); len(d) != 1 || len(d[0].Fixes) != 1 || d[0].Fixes[0].Edits[0].Text != "a" {
		t.Errorf("a name in another script that nobody declared: %v", list)
	}
}
