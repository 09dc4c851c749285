package format

import (
	"testing"

	"github.com/nefc/nefc/grammar"
)

// File(Parse(x)) is stable, and means the same: comments, names, numbers.
func TestFormat(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"ensemble   pre    101  dims 1\n\n\n\nrun 1s", "ensemble pre 101 dims 1\n\nrun 1s\n"},
		{"run 1s;seed 3 # last", "run 1s\nseed 3  # last\n"},
		{"connect a+b*2->c", "connect a + b*2 -> c\n"},
		{"let w=-x ^ 2 .. 3", "let w = -x^2..3\n"},
		{"node u=[ 1,- t ]", "node u = [1, -t]\n"},
		{"probe p : x[0 : 2], x.y", "probe p: x[0:2], x.y\n"},
		{"experiment e { run 1s ; plot a to \"a.svg\" }", "experiment e { run 1s; plot a to \"a.svg\" }\n"},
		{"connect a -> b { synapse 5ms function x*x\n  # why\n reg 0.1 }", "connect a -> b {\n  synapse 5ms\n  function x*x\n  # why\n  reg 0.1\n}\n"},
		{"# only a comment", "# only a comment\n"},
		{"", ""},
		{"for i in 0 : 4 {\nensemble c[ i ] 50\n}", "for i in 0:4 {\n  ensemble c[i] 50\n}\n"},
		{"ensemble long_name_of_a_population 1000 dims 3 radius 1.5 max_rates 50..100 intercepts -0.9..0.9 encoders sphere",
			"ensemble long_name_of_a_population 1000 {\n  dims 3\n  radius 1.5\n  max_rates 50..100\n  intercepts -0.9..0.9\n  encoders sphere\n}\n"},
		{"connect [x[0],\n x[1]] -> y", "connect [x[0],\n  x[1]] -> y\n"},
		{"expect a < 1 in p because \"x \\\" y\"", "expect a < 1 in p because \"x \\\" y\"\n"},
	} {
		f, diags := grammar.Parse("t.nef", c.in)
		if len(diags) > 0 {
			t.Errorf("%q: %v", c.in, diags)
			continue
		}
		got := File(f)
		if got != c.want {
			t.Errorf("%q is formatted as\n%swanted\n%s", c.in, got, c.want)
		}
		again, _ := grammar.Parse("t.nef", got)
		if File(again) != got {
			t.Errorf("formatting %q is not stable", c.in)
		}
	}
}

// Blocks without contents, and blocks that hold only comments, keep their form.
func TestEmptyBlocks(t *testing.T) {
	for in, want := range map[string]string{
		"experiment a {}":                   "experiment a { }\n",
		"experiment a {\n}":                 "experiment a { }\n",
		"experiment a {\n# c\n}":            "experiment a {\n  # c\n}\n",
		"experiment a { phase p 1s { } }":   "experiment a { phase p 1s { } }\n",
		"experiment a {\n\n\n# c\n\n# d\n}": "experiment a {\n  # c\n\n  # d\n}\n",
	} {
		f, diags := grammar.Parse("t.nef", in)
		if got := File(f); len(diags) > 0 || got != want {
			t.Errorf("%q is formatted as %q (%v), wanted %q", in, got, diags, want)
		}
	}
}
