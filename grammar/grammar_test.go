package grammar

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func corpus(t testing.TB) []string {
	var files []string
	for _, dir := range []string{"../runtime/testdata/nengo/*/model.nef", "../examples/*.nef", "../examples/*/*.nef", "../stdlib/networks/*.nef", "testdata/models/*.nef", "testdata/models/*/*.nef"} {
		m, err := filepath.Glob(dir)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, m...)
	}
	if len(files) < 20 {
		t.Fatalf("only %d models found", len(files))
	}
	return files
}

// Every model of the repository parses without a diagnostic and is a fixed
// point of the formatter.
func TestModelsAreFormatted(t *testing.T) {
	for _, path := range corpus(t) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, diags := Parse(path, string(src))
		if len(diags) > 0 {
			t.Errorf("%v", diags)
			continue
		}
		if got := Format(f); got != string(src) {
			t.Errorf("%s is not formatted:\n%s", path, firstDifference(string(src), got))
		}
	}
}

func firstDifference(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	from := max(0, n-40)
	return "have …" + a[from:min(len(a), n+60)] + "…\nwant …" + b[from:min(len(b), n+60)] + "…"
}

// Format(Parse(x)) is stable, and means the same: comments, names, numbers.
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
		f, diags := Parse("t.nef", c.in)
		if len(diags) > 0 {
			t.Errorf("%q: %v", c.in, diags)
			continue
		}
		got := Format(f)
		if got != c.want {
			t.Errorf("%q is formatted as\n%swanted\n%s", c.in, got, c.want)
		}
		again, _ := Parse("t.nef", got)
		if Format(again) != got {
			t.Errorf("formatting %q is not stable", c.in)
		}
	}
}

func seedCorpus(f *testing.F) {
	for _, path := range corpus(f) {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		if len(b) < 20000 {
			f.Add(string(b))
		}
	}
	f.Add("connect [a,\n b] -> c {\n # x\n synapse 5ms }; probe \"")
}

// FuzzParse: no text makes the parser panic, and every diagnostic has a place
// inside the text.
func FuzzParse(f *testing.F) {
	seedCorpus(f)
	f.Fuzz(func(t *testing.T, src string) {
		_, diags := Parse("f.nef", src)
		for _, d := range diags {
			if o := d.Subject.Start.Offset; o < 0 || o > len(src) {
				t.Errorf("%v lies at byte %d of %d", d, o, len(src))
			}
		}
	})
}

// FuzzParseFormat: what parses formats to text that parses, to the same tree,
// and is a fixed point.
func FuzzParseFormat(f *testing.F) {
	seedCorpus(f)
	f.Fuzz(func(t *testing.T, src string) {
		file, diags := Parse("f.nef", src)
		if len(diags) > 0 {
			return
		}
		once := Format(file)
		again, diags := Parse("f.nef", once)
		if len(diags) > 0 {
			t.Fatalf("%q formats to %q, which does not parse: %v", src, once, diags)
		}
		if tree(file) != tree(again) {
			t.Fatalf("%q formats to another tree:\n%s\n%s", src, tree(file), tree(again))
		}
		if twice := Format(again); twice != once {
			t.Fatalf("%q formats to %q, then to %q", src, once, twice)
		}
	})
}

// tree dumps a file without places.
func tree(f *File) string {
	var b strings.Builder
	Print(&b, f)
	return regexp.MustCompile(` @\d+:\d+`).ReplaceAllString(b.String(), "")
}
