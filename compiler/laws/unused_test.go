package laws_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// What changes nothing is said, once, and nothing else is.
func TestUnused(t *testing.T) {
	const model = "ensemble a 20\nnode u = 1\nconnect u -> a\nprobe a\n"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"ensemble b 20\nconnect u -> b", []string{"`b` is never read"}},
		{"node v = 2", []string{"`v` is never read"}},
		{"array b 3 of 20\nconnect u -> b[1]", []string{"`b` is never read"}},
		{"array b 3 of 20\nconnect u -> b[1]\nprobe b[0]", nil},
		{"choose act { b when a; c when 0.3 send 1 -> a }", []string{"`b` sends nothing, and nothing reads `act.b`"}},
		{"choose act { b when a send 1 -> a; c when 0.3 }", nil},
		{"let k = [0.2, 0.3]\nchoose act { b when a send 1 -> a; c when k[1] }", nil},
		{"choose act { b when a; c when 0.3 send 1 -> a }\nprobe act.b", nil},
		{"let k = 3", []string{"the constant `k` is never used"}},
		{"let k = 3\nlet l = k", []string{"the constant `l` is never used"}},
		{"let k = 3\nconnect k*u -> a", nil},
		{"let k = 3\nnode v = if 0 then k else 1\nprobe v", nil},
		{"let k = 5ms\ndefaults connect synapse k", nil},
		{"param p = 3", []string{"the param `p` is never used"}},
		{"param p = 3\nexperiment x {\n sweep p in [1, 2]\n run 1ms\n}", []string{"the param `p` is never used"}},
		{"param p = 3\nnode v = p\nprobe v\nexperiment x {\n set p = 2\n run 1ms\n}", nil},
		{"use std/product", []string{"the file `std/product` is never used"}},
		{"use std/product as times\ntimes m()\nconnect u -> m.a\nconnect u -> m.b\nprobe m.y", nil},
		{"template f(n, m=n) {\n ensemble x m\n output y = x\n}", []string{"the template `f` is never used"}},
		{"template f(n) {\n ensemble x 20\n output y = x\n}\n",
			[]string{"the template `f` is never used", "the parameter `n` of `f` is never used"}},
		{"let n = 3\ntemplate f(n) {\n node x = n\n output y = x\n}\nf g(n=4)\nprobe g.y", []string{"the constant `n` is never used"}},
		{"let n = 3\ntemplate f() {\n node x = n\n output y = x\n}\nf g()\nprobe g.y", nil},
		{"for i in 0:2 {\n let k = 2*i\n ensemble c[i] 10 + i\n connect u -> c[i]\n probe c[i]\n}", []string{"the constant `k` is never used"}},
		{"let k = 1\nnetwork n {\n let k = 2\n node v = k\n}\nprobe n.v", []string{"the constant `k` is never used"}},
	} {
		text := "seed 1\n" + model + c.text + "\nrun 10ms"
		list := compilertest.Diagnose(t, text)
		if got := compilertest.Summaries(list, diag.Unused); !slices.Equal(got, c.want) || list.HasErrors() {
			t.Errorf("%s\nsays %q\nnot  %q\n%v", c.text, got, c.want, list)
		}
	}
	if got := compilertest.Summaries(compilertest.Diagnose(t, "template f(n) {\n ensemble x n\n}"), diag.Unused); got != nil {
		t.Errorf("a file that only declares templates: %q", got)
	}
}

// What waits for input that never comes is said where it can be mended.
func TestUndriven(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"ensemble a 20\nprobe a", []string{"nobody drives `a`"}},
		{"ensemble a 20\nnode u = 1\nconnect u -> a\nprobe a", nil},
		{"ensemble a 20\nnode u = 1\nconnect u -> a.neurons transform 1\nprobe a", nil},
		{"ensemble a 20 noise white_noise(normal(0, 1))\nprobe a", nil},
		{"ensemble a 20 bias 1\nprobe a", nil},
		{"ensemble a 20\nconnect a -> a\nprobe a", nil},
		{"ensemble a 20\nexperiment x {\n run 1ms\n plot tuning a to \"a.svg\"\n}", nil},
		{"ensemble a 20 neurons direct\nprobe a", []string{"nobody drives `a`"}},
		{"array a 3 of 20\nprobe a", []string{"nobody drives `a`"}},
		{"array a 3 of 20\nnode u = 1\nconnect u -> a[2]\nprobe a", nil},
		{"array a 2 of 20\nnode u dims 40\nnode v = 1\nconnect v -> u[0]\nconnect u -> a.neurons\nprobe a", nil},
		{"node mid dims 2\nprobe mid", []string{"nobody drives `mid`"}},
		{"use std/integrator\nintegrator m()\nprobe m.y", []string{"nobody drives `m.u`"}},
		{"use std/product\nproduct p()\nnode u = 1\nconnect u -> p.a\nprobe p.y", []string{"nobody drives `p.b`"}},
		{"use std/product\nproduct p()\nprobe p.y", []string{"nobody drives `p.a`", "nobody drives `p.b`"}},
		{"template f() {\n ensemble x 20\n output y = x\n}\nf a()\nf b()\nprobe a.y, b.y", []string{"nobody drives `x`"}},
		{"network n {\n ensemble x 20\n}\nprobe n.x", []string{"nobody drives `n.x`"}},
	} {
		list := compilertest.Diagnose(t, "seed 1\n"+c.text+"\nrun 10ms")
		if got := compilertest.Summaries(list, diag.Undriven); !slices.Equal(got, c.want) || list.HasErrors() {
			t.Errorf("%s\nsays %q\nnot  %q\n%v", c.text, got, c.want, list)
		}
	}
}

// A rule that no error reaches learns nothing, and says so.
func TestRulesWithoutError(t *testing.T) {
	const model = "seed 1\nnode u = 1\nensemble pre 20\nensemble post 20\nconnect u -> pre\nconnect c: pre -> post\nprobe post\n"
	for _, c := range []struct {
		text string
		want int
	}{
		{"learn pes err = post - pre on c", 0},
		{"learn pes on c", 1},
		{"learn rls on c", 1},
		{"learn pes on c\nconnect post - pre -> c.error", 0},
		{"ensemble e 20\nlearn pes error e on c", 1},
		{"ensemble e 20\nconnect post - pre -> e\nlearn pes error e on c", 0},
		{"array e 1 of 20\nlearn pes error e on c", 1},
		{"node e dims 1\nlearn pes error e on c", 1},
		{"node e = 0.1\nlearn pes error e on c", 0},
		{"learn voja on c", 0},
	} {
		list := compilertest.Diagnose(t, model+c.text+"\nrun 10ms")
		if got := compilertest.Summaries(list, diag.NoErrorSignal, diag.Undriven); len(got) != c.want || list.HasErrors() {
			t.Errorf("%s: %q\n%v", c.text, got, list)
		}
	}
}
