package habits_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// tell parses a line, with a block if it needs one, and returns where the first
// diagnostic stands, what it says, and the line with its first fix applied.
func tell(t *testing.T, line string) (d *diag.Diagnostic, text, fixed string) {
	t.Helper()
	_, diags := grammar.Parse("t.nef", line)
	if len(diags) == 0 {
		t.Fatalf("%s: nothing is said", line)
	}
	d = diags[0]
	if len(d.Fixes) > 0 {
		out, err := diag.Apply(diag.Sources{"t.nef": line}, d.Fixes[0])
		if err != nil {
			t.Fatal(err)
		}
		fixed = out["t.nef"]
	}
	return d, line[d.Subject.Start().Offset:d.Subject.End().Offset], fixed
}

// Habits of other languages are named where they stand, with what to write; the
// fix is that, where it is certain.
func TestHabits(t *testing.T) {
	for _, c := range []struct{ line, at, help, fixed string }{
		{"node y = u**2", "**", "`**` of Python is `^` here", "node y = u^2"},
		{"ensemble a(n_neurons=50)", "(", "`ensemble a 50 dims 1 radius 1`", ""},
		{"learn PES(learning_rate=1e-4)", "(", "`pes` here", ""},
		{"node y = u ** 2", "**", "is `^` here", "node y = u ^ 2"},
		{"node y = u && v", "&&", "`&&` of C is `and` here", "node y = u and v"},
		{"node y = u&&v", "&&", "`and`", "node y = u and v"},
		{"node y = u||v", "||", "`or`", "node y = u or v"},
		{"node y = !u", "!", "`not`", "node y = not u"},
		{"node y = ! u", "!", "`not`", "node y = not u"},
		{"node y = a//b", "//", "`floor(a/b)`", "node y = floor(a/b)"},
		{"node y = a//b//c", "//", "`floor(a/b)`", "node y = floor(a/b)//c"},
		{"node y = a % b", "%", "`mod` here", "node y = mod(a, b)"},
		{"node y = a%b", "%", "`mod` here", "node y = mod(a, b)"},
		{"node y = 5%2", "5%", "`mod` here", "node y = mod(5, 2)"},
		{"node y = a @ b", "@", "`transform` of a wire", ""},
		{"node y = lambda t: 2*t", "lambda t:", "the expression itself", "node y = 2*t"},
		{"node y = lambda s: 2*s", "lambda s:", "the expression itself", ""},
		{"node y = lambda t, x: x", "lambda t, x:", "the expression itself", ""},
		{"node y = 1 if u > 0 else 2", "if", "`if u > 0 then 1 else 2`", "node y = if u > 0 then 1 else 2"},
		{"node y = 1 if u > 0", "if", "`if u > 0 then 1 else …`", ""},
		{"node y = (1, 2)", "(1, 2)", "`[1, 2]`", "node y = [1, 2]"},
		{"node y = (1,)", "(1,)", "`[1]`", "node y = [1]"},
		{"connect u[::2] -> a", "::2", "the indices as a list", ""},
		{"connect u[::-1] -> a", "::-1", "the indices as a list", ""},
		{"connect u[1:6:2] -> a", "1:6:2", "`1, 3, 5`", "connect u[1, 3, 5] -> a"},
		{"connect u[:6:3] -> a", ":6:3", "`0, 3`", "connect u[0, 3] -> a"},
		{"connect u[0:4:] -> a", "0:4:", "`0, 1, 2, 3`", "connect u[0, 1, 2, 3] -> a"},
		{"connect u[4:0:2] -> a", "4:0:2", "the indices as a list", ""},
		{"connect u[0:9999:1] -> a", "0:9999:1", "the indices as a list", ""},
		{"for i in range(3) { node n[i] = t }", "range", "`for i in 0:3 { … }`", "for i in 0:3 { node n[i] = t }"},
		{"for i in range(1, n + 1) { node n[i] = t }", "range", "`for i in 0:3 { … }`", "for i in 1:n + 1 { node n[i] = t }"},
		{"for i in range(0, 9, 2) { node n[i] = t }", "range", "`for i in 0:3 { … }`", ""},
		{"for i in 0..3 { node n[i] = t }", "0..3", "half-open: `0:4` ends with 3", "for i in 0:4 { node n[i] = t }"},
		{"for i in 0:3: node n[i] = t", ":", "", ""},
		{"experiment e { sweep p in range(3) }", "range", "`for i in 0:3 { … }`", "experiment e { sweep p in 0:3 }"},
		{"let k == 3", "==", "write `=`", "let k = 3"},
		{"let k += 3", "+=", "a node may read itself", ""},
		{"k -= 3", "k", "a node may read itself", ""},
		{"experiment e { expect mean(a) = 1 }", "=", "write `==`", "experiment e { expect mean(a) == 1 }"},
		{"experiment e { plot a to 'a.svg' }", "'a.svg'", "write `\"a.svg\"`", "experiment e { plot a to \"a.svg\" }"},
		{"experiment e { plot a to 'a.svg }", "'", "double quotes", ""},
		{"experiment e { plot a to f\"a.svg\" }", "f", "without the letter", "experiment e { plot a to \"a.svg\" }"},
		{"experiment e { plot a to f\"{k}.svg\" }", "f", "without the letter", ""},
		{"ensemble a n=50 dims=2", "=", "a word and its value", "ensemble a 50 dims 2"},
		{"ensemble a 50, dims=2, neurons=lif(tau_rc=1s)", ",", "a word and its value", "ensemble a 50  dims 2  neurons lif(tau_rc=1s)"},
		{"connect a -> b, synapse=5ms", ",", "a word and its value", "connect a -> b  synapse 5ms"},
		{"connect a, b", ",", "write `->`", "connect a ->  b"},
		{"connect a to b", "to", "write `->`", "connect a  ->  b"},
		{"connect a => b synapse 5ms", "=>", "write `->`", "connect a  ->  b synapse 5ms"},
		{"connect a --> b", "-->", "write `->`", "connect a  ->  b"},
		{"node y = 1, 2", ",", "`[1, 2]`", ""},
		{"node y = a, b", ",", "`[1, 2]`", ""},
		{"ensemble a 50 dims=2, 3", ",", "`[1, 2]`", ""},
		{"use ./circuits.nef", ".nef", "delete `.nef`", "use ./circuits"},
		{"use ./a/circuits.nef as c", ".nef", "delete `.nef`", "use ./a/circuits as c"},
		{"use \"circuits.nef\"", "\"circuits.nef\"", "write `use ./circuits`", "use ./circuits"},
		{"use \"../circuits\"", "\"../circuits\"", "write `use ../circuits`", "use ../circuits"},
		{"// text", "//", "write `#`", "# text"},
		{"% text", "%", "write `#`", "# text"},
		{"node y = u ? 1 : 0", "?", "`if c then a else b`", ""},
		{"def f(x):", "def", "`template NAME(…) { … }`", ""},
		{"import numpy as np", "import", "`use std/product` or `use ./FILE`", ""},
		{"with nengo.Network() as model:", "with", "a model is its file", ""},
		{"model = nengo.Network()", "model", "`Network` of Nengo is `network` here", ""},
		{"nengo.Connection(a, b)", "nengo", "`Connection` of Nengo is `connect` here", ""},
		{"a = Ensemble(50, 1)", "a", "`Ensemble` of Nengo is `ensemble` here", ""},
		{"x = 3", "x", "`let x = …` names a number", ""},
		{"ensmble a 50", "ensmble", "did you mean `ensemble`?", "ensemble a 50"},
	} {
		d, at, fixed := tell(t, c.line)
		if at != c.at || fixed != c.fixed || !strings.Contains(d.Way(), c.help) {
			t.Errorf("%s\nat %q %v\nhelp %q\nfixed %q, wanted %q", c.line, at, d, d.Way(), fixed, c.fixed)
		}
	}
}

// An expression with habits is read as what was meant, and the statement is known
// to the rest of the model.
func TestHabitsAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"u**2**3":                   "u^2^3",
		"-u**2":                     "-u^2",
		"a && b || !c":              "a and b or not c",
		"a//b % c":                  "mod(floor(a/b), c)",
		"lambda t: t**2":            "(t^2)",
		"1 if a else 2 if b else 3": "if a then 1 else if b then 2 else 3",
		"[(1, 2), (3, 4)]":          "[[1, 2], [3, 4]]",
	} {
		f, diags := grammar.Parse("t.nef", "node y = "+text+" dims 1")
		if len(f.Body) != 1 || !diags.HasErrors() {
			t.Fatalf("%s: %v", text, diags)
		}
		if got := f.Body[0].(*grammar.Node).Value.String(); got != want {
			t.Errorf("%s is read as %s, not %s", text, got, want)
		}
	}
}

// Names of other languages are names here, where they are declared.
func TestWordsAreNotReserved(t *testing.T) {
	for _, text := range []string{"node lambda = 3", "node y = lambda*2", "connect lambda: a -> b", "let range = 3", "node y = range + f", "node np = np.x",
		"ensemble Ensemble 50", "use ./nef", "node y = x[lambda:3]", "template def(x=1) { ensemble e 5 }", "def d(x=2)", "import d()"} {
		if _, diags := grammar.Parse("t.nef", text); len(diags) > 0 {
			t.Errorf("%s: %v", text, diags)
		}
	}
}

// However many habits a line has, telling them takes time in proportion.
func TestManyHabits(t *testing.T) {
	start := time.Now()
	for _, text := range []string{
		"node y = u" + strings.Repeat("**2", 5000), "node y = u" + strings.Repeat(" // 2", 5000), "node y = " + strings.Repeat("!", 300) + "u",
		"ensemble a 50" + strings.Repeat(", k=1", 8000), "node y = [" + strings.Repeat("(1, 2), ", 5000) + "1]",
		"node y = " + strings.Repeat("1 if a else ", 700) + "2", strings.Repeat("k += 1\n", 5000), "use " + strings.Repeat(".nef", 5000),
		"node y = " + strings.Repeat("lambda t: ", 700) + "t", strings.Repeat("a.", 8000) + "b(c)",
	} {
		grammar.Parse("t.nef", text)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%v", took)
	}
}
