package expand_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
)

// measured checks a model that may use so many bytes; it returns the first error,
// or "", and how many bytes were allocated on the way.
func measured(t *testing.T, text string, memory int64) (summary string, allocated uint64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c := compilertest.CheckIn(t, t.TempDir(), text, compiler.Options{MaxMemory: memory})
	runtime.ReadMemStats(&after)
	for _, d := range c.Diags {
		if d.Severity == 0 {
			return fmt.Sprintf("%s %s", d.Code, d.Summary), after.TotalAlloc - before.TotalAlloc
		}
	}
	return "", after.TotalAlloc - before.TotalAlloc
}

// names are lines of a vocabulary.
func names(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "A%d; ", i)
	}
	return b.String()
}

// Sizes that no machine holds are refused before anything of that size exists.
func TestHugeSizesAreRefused(t *testing.T) {
	const two = "ensemble a 10\nensemble b 10\n"
	for _, c := range []struct{ model, want string }{
		{two + "connect a -> b delay 1e300s", "NEF068 this run needs 3.2e+286 EB"},
		{two + "connect a -> b delay 1e9s", "NEF068 this run needs 32 TB"},
		{"vocab v dims 16 { " + names(20000) + " }\nnode n = v.A1\nprobe n", "NEF068 templates, loops, arrays and lists make more than 160 MB of this model"},
		{"node u = t\nnode n = delay(u, 1e9s)\nprobe n", "NEF068 this run needs 32 TB"},
		{"node u = t\nnode n = delay(u, steps=1e12)\nprobe n", "NEF068 this run needs 32 TB"},
		{"node u = t\nnode n = delay(u, steps=1e18)\nprobe n", "NEF068 `steps` of 1e+18"},
		{"node u = t dims 100000\nnode v dims 100000\nconnect u -> v synapse triangle(60s)", "NEF068 this run needs 192 GB"},
		{"node u = white(high=5Hz, period=1e300s)", "NEF068"},
		{"node u = white(high=5Hz, period=10000s) dims 100000", "NEF068 this run needs 48 TB"},
		{"vocab v dims 1e9 { A; B }\nnode u = v.A", "NEF068 2×1000000000 numbers"},
		{"vocab v dims 300000 { A; B; C = A*B }\nnode u = v.C", "NEF068"},
		{"ensemble a 20000\nensemble b 20000\nconnect a.neurons -> b.neurons transform normal(0, 1)", "NEF068"},
		{"node a dims 60000\nnode b dims 60000\nconnect a -> b transform vector(60000, i)", "NEF068"},
		{"node a dims 60000\nnode b dims 30000\nconnect a[0:30000] -> b", "NEF068"},
		{"ensemble a 200000\nensemble b 200000\nconnect a.neurons -> b.neurons weights 1e-9", "NEF068 this run needs 1.28 TB"},
		{"ensemble a 100000\nprobe a solve lstsq", "NEF068"},
		{"ensemble a 10 n_eval_points 1e12", "NEF068 this run needs 16 TB"},
		{"ensemble a 1e12", "NEF068 this run needs 40 TB"},
		{"ensemble a 1e6 dims 1e6", "NEF068 this run needs 8 TB"},
		{"ensemble a 1e300", "NEF068 the number of neurons of 1e+300"},
		{"array a 1e9 of 1e9", "NEF068"},
		{"array a 1e6 of 10", "NEF068 templates, loops, arrays and lists"},
		{"let z = zeros(1e9)\nnode u = z", "NEF068 1×1000000000 numbers"},
		{"let z = eye(1e6)\nnode u = z[0]", "NEF068 1000000×1000000 numbers"},
		{"let z = matrix(1e6, 1e6, 0)\nnode u = z[0]", "NEF068 1000000×1000000 numbers"},
		{"let z = vector(1e12, i)\nnode u = z", "NEF068 1×1000000000000 numbers"},
		{"let z = diag(vector(100000, i))\nnode u = z[0]", "NEF068 100000×100000 numbers"},
		{"node u dims 1e12", "NEF068 this run needs 8 TB"},
		{"node u = t dims 1e9", "NEF068"},
		{"node u = 0.5*u dims 1e9", "NEF068"},
		{"node u dims 784\nnode v dims 10\nconnect u -> v transform conv(filters=1e9, shape=[28, 28, 1], kernel=[3, 3])",
			"NEF024 `conv`: its output has 6.76e+11 numbers"},
		{"node u dims 784\nnode v dims 10\nconnect u -> v transform conv(filters=8, shape=[1e9, 1e9, 1], kernel=[3, 3])",
			"NEF024 `conv`: its input has 1e+18 numbers"},
		{"node u dims 784\nnode v dims 10\nconnect u -> v transform conv(filters=8, shape=[28, 28, 1], kernel=[1e9, 1e9], padding=same)",
			"NEF024 `conv`: its kernel has 8e+18 numbers"},
		{"node u dims 2\nnode v dims 2\nconnect u -> v transform coo([0], [0], [1], shape=[1e12, 1e12])", "NEF032 `coo`: 1000000000000×1000000000000"},
		{"for i in 0:1e300 { ensemble a[i] 10 }", "NEF068 the bound of a loop of 1e+300"},
		{"for i in 0:90000 { for j in 0:90000 { let x = i*j } }", "NEF068 templates, loops, arrays and lists"},
		{"ensemble a 10\nprobe a\nexperiment m { run 1e300s }", "NEF024 1e+300 s are 1e+303 steps"},
		{"node u = t\nprobe u\nexperiment m {\nseeds 1:1e18\nrun 1s\n}", "NEF068 a seed of 1e+18"},
		{"node u = t\nprobe u\nexperiment m {\nseeds 1:1000000\nrun 1s\n}", "NEF024 `1:1000000` holds 999999 values, an experiment has at most 100000 cells"},
	} {
		got, allocated := measured(t, "seed 1\n"+c.model, 25e9)
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s\ngives %s\nnot   %s", c.model, got, c.want)
		}
		if allocated > 200e6 {
			t.Errorf("%s: %d MB were allocated", c.model, allocated/1e6)
		}
	}
}

// What doubles at every level is evaluated once, or ends in a diagnostic.
func TestDoubling(t *testing.T) {
	chain := func(start, line string, n int) string {
		var b strings.Builder
		b.WriteString(start)
		for i := range n {
			b.WriteString(strings.NewReplacer("$", fmt.Sprint(i+1), "@", fmt.Sprint(i)).Replace(line) + "\n")
		}
		return b.String()
	}
	for _, c := range []struct{ model, want string }{
		{chain("let a0 = 1\n", "let a$ = a@ + a@", 50) + "ensemble e 10 radius a50", ""},
		{chain("let a0 = 1\n", "let a$ = a@ + a@", 50) + "node u = a50", ""},
		{chain("param a0 = 1\n", "let a$ = a@ + a@", 50) + "ensemble e 10 radius a50", ""},
		{chain("param a0 = 1\n", "let a$ = a@ + a@", 50) + "node u = a50", "NEF068"},
		{chain("let a0 = [1]\n", "let a$ = [a@, a@]", 50) + "node u = a50", "NEF068"},
		{chain("let a0 = [1]\n", "let a$ = [a@, a@]", 50) + "let n = len(a50)\nensemble e n", "NEF068"},
		{chain("template T0() { let a = 1 }\n", "template T$() { T@ a(); T@ b() }", 40) + "T40 top()", "NEF068"},
		{chain("template T0() { let a = 1 }\n", "template T$() { T@ a() }", 80) + "T80 top()", "NEF006 templates stand in templates more than 64 deep"},
		{chain("let a0 = 1\n", "let a$ = a@ + 1", 26000) + "ensemble e 10 radius a26000", "NEF006 this constant nests too deep"},
	} {
		if got, _ := measured(t, "seed 1\n"+c.model, 25e9); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("…%s\ngives %s\nnot   %s", c.model[max(0, len(c.model)-80):], got, c.want)
		}
	}
}

// Sixteen times the text takes sixteen times the memory to check, not 256 times,
// whatever the text is full of.
func TestCheckIsLinear(t *testing.T) {
	lines := func(line string) func(n int) string {
		return func(n int) string {
			var b strings.Builder
			b.WriteString("seed 1\nensemble a 10\nensemble b 10\nnode n0 = 1\nlet l0 = 1\nsignal s0 = a\nnode p0 dims 1\n")
			for i := range n {
				b.WriteString(strings.NewReplacer("$", fmt.Sprint(i+1), "@", fmt.Sprint(i)).Replace(line) + "\n")
			}
			return b.String()
		}
	}
	for _, c := range []struct {
		name  string
		model func(n int) string
	}{
		{"ensembles", lines("ensemble e$ 10 dims 256")},
		{"wires", lines("connect c$: a -> b")},
		{"signals", lines("signal s$ = s@ + s@")},
		{"nodes", lines("node n$ = n@ + 1")},
		{"pass-throughs", lines("node p$ dims 1\nconnect p@ -> p$ synapse none")},
		{"lets", lines("let l$ = l@ + 1\nensemble e$ 10 radius l$")},
		{"defaults", lines("defaults ensemble radius $\nensemble e$ 10")},
		{"unknown names", lines("connect nobody$ -> a")},
		{"unknown names near others", lines("ensemble known$ 10\nconnect knwon$ -> known$")},
		{"unknown statements", lines("word$ a b c")},
		{"duplicates", lines("ensemble a 10")},
		{"bad statements", lines("ensemble e$ = 10")},
		{"probes", lines("probe p$: a")},
		{"phases", lines("run 1ms")},
		{"array", func(n int) string {
			return fmt.Sprintf("seed 1\narray a %d of 10\narray b %d of 10\nconnect a -> b\n", n, n)
		}},
		{"dimensions", func(n int) string {
			return fmt.Sprintf("seed 1\nnode a dims %d\nnode b dims %d\nconnect a -> b\n", n, n)
		}},
		{"sum", func(n int) string {
			return "seed 1\nensemble a 10\nensemble b 10\nconnect a" + strings.Repeat(" + a", n) + " -> b\n"
		}},
		{"circle", func(n int) string {
			return lines("node p$ dims 1\nconnect p@ -> p$ synapse none")(n) + fmt.Sprintf("connect p%d -> p0 synapse none\n", n)
		}},
	} {
		_, small := measured(t, c.model(100), 25e9)
		_, large := measured(t, c.model(1600), 25e9)
		if float64(large) > 40*float64(max(small, 200e3)) {
			t.Errorf("%s: 100 take %d kB, 1600 take %d kB", c.name, small/1000, large/1000)
		}
	}
}

// A choice adds lines to the block that it stands in, without copying it.
func TestChoicesDoNotCopyTheirBlock(t *testing.T) {
	lines, choices := strings.Builder{}, strings.Builder{}
	for i := range 20000 {
		fmt.Fprintf(&lines, "let l%d = 1\n", i)
	}
	for i := range 100 {
		fmt.Fprintf(&choices, "choose c%d { a when u send 1 -> x; b when 0.3 }\n", i)
	}
	const head = "seed 1\nnode u = t\nnode x dims 1\n"
	_, apart := measured(t, head+lines.String(), 25e9)
	_, chosen := measured(t, head+choices.String(), 25e9)
	if _, both := measured(t, head+lines.String()+choices.String(), 25e9); both > apart+chosen+16e6 {
		t.Errorf("lines take %d kB, choices %d kB, both %d kB", apart/1000, chosen/1000, both/1000)
	}
}
