package main

import (
	"fmt"
	"strings"
)

// series is a kind of model that grows: n of something, written out.
type series struct {
	name  string
	model func(n int) string
}

// repeated writes n lines behind a beginning; line gets 0, 1, 2, …
func repeated(start string, line func(i int) string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(start)
		for i := range n {
			b.WriteString(line(i))
			b.WriteByte('\n')
		}
		return b.String()
	}
}

// joined writes n items between a beginning and an end.
func joined(start, separator, end string, item func(i int) string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(start)
		for i := range n {
			if i > 0 {
				b.WriteString(separator)
			}
			b.WriteString(item(i))
		}
		b.WriteString(end)
		return b.String()
	}
}

// numbered is a line of a format that takes its number, any times.
func numbered(format string) func(i int) string {
	return func(i int) string { return strings.ReplaceAll(format, "$", fmt.Sprint(i)) }
}

// chained is a line that takes its number ($) and the number before it (@).
func chained(format string) func(i int) string {
	return func(i int) string {
		return strings.NewReplacer("$", fmt.Sprint(i+1), "@", fmt.Sprint(i)).Replace(format)
	}
}

const pair = "seed 1\nensemble a 10\nensemble b 10\n"

// everyRule is a connection for each learning rule, between the populations of pair.
const everyRule = `connect p$: a -> b
learn pes ep$ = b - a on p$
connect r$: a -> b
learn rls er$ = b - a on r$
connect v$: a -> b
learn voja on v$
connect b$: a.neurons -> b.neurons weights 1e-6
learn bcm on b$
connect o$: a.neurons -> b.neurons weights 1e-6
learn oja on o$`

// all are the series, in groups: objects, wires, constants, templates,
// expressions, experiments, text, mistakes.
var all = []series{
	{"ensembles", repeated("seed 1\n", numbered("ensemble a$ 10"))},
	{"ensembles of many dimensions", repeated("seed 1\n", numbered("ensemble a$ 10 dims 256"))},
	{"nodes", repeated("seed 1\n", numbered("node u$ = sin(t)"))},
	{"nodes chained", repeated("seed 1\nnode u0 = t\n", chained("node u$ = u@ + 1"))},
	{"one array", func(n int) string {
		return fmt.Sprintf("seed 1\narray a %d of 10\narray b %d of 10\nconnect a -> b\n", n, n)
	}},
	{"blocks of options", repeated("seed 1\n", numbered("ensemble a$ 10 {\n  dims 2\n  radius 1.5\n  max_rates 200Hz\n}"))},
	{"arrays", repeated("seed 1\n", numbered("array a$ 10 of 10"))},
	{"signals chained", repeated("seed 1\nensemble a 10\nsignal s0 = a\n", chained("signal s$ = s@"))},
	{"signals doubling", repeated("seed 1\nensemble a 10\nsignal s0 = a\n", chained("signal s$ = s@ + s@"))},
	{"vocabulary", joined("seed 1\nvocab v dims 16 max_similarity 0.9 {\n", "\n", "\n}\n", numbered("P$"))},
	{"vocabulary doubling", joined("seed 1\nvocab v dims 16 {\nP0\n", "\n", "\n}\n", chained("P$ = P@ + P@"))},
	{"vocabularies", repeated("seed 1\n", numbered("vocab v$ dims 16 { A; B; C = A*B }"))},
	{"neuron slots", repeated(pair, numbered("connect c$: a.neurons -> b.neurons weights 1e-6"))},

	{"wires", repeated(pair, numbered("connect c$: a -> b"))},
	{"wires between many", repeated("seed 1\nensemble a0 10\n", chained("ensemble a$ 10\nconnect a@ -> a$"))},
	{"pass-throughs chained", repeated("seed 1\nnode p0 dims 1\n", chained("node p$ dims 1\nconnect p@ -> p$ synapse none"))},
	{"circle without a synapse", func(n int) string {
		return repeated("seed 1\nnode p0 dims 1\n",
			chained("node p$ dims 1\nconnect p@ -> p$ synapse none"))(n) + fmt.Sprintf("connect p%d -> p0 synapse none\n", n)
	}},
	{"long sum on a wire", joined(pair+"connect ", " + ", " -> b\n", func(int) string { return "a" })},
	{"long sum in a node", joined("seed 1\nnode u = ", " + ", "\n", numbered("sin($*t)"))},
	{"learning", repeated(pair, numbered("connect c$: a -> b\nlearn r$: pes e$ = b - a on c$"))},
	{"learning of every rule", repeated(pair, numbered(everyRule))},
	{"masks", repeated(pair, numbered("connect c$: a.neurons -> b.neurons weights 1e-6 density 0.5"))},
	{"many rules on one", repeated(pair+"connect c: a -> b\n", numbered("learn r$: pes e$ = b - a on c"))},
	{"rules of action", repeated("seed 1\nnode u = t\nnode w dims 1\n", numbered("choose act$ {\n  go when u send 1 -> w\n  stay when 0.5\n}"))},
	{"options", joined(pair+"connect a -> b", "", "\n", numbered(" synapse $ms"))},
	{"indices", joined("seed 1\nensemble a 10 dims 4\nnode u = a[", ", ", "]\n", func(i int) string { return fmt.Sprint(i % 4) })},

	{"params", repeated("seed 1\n", numbered("param p$ = $"))},
	{"lets", repeated("seed 1\n", numbered("let p$ = $"))},
	{"lets chained", repeated("seed 1\nlet a0 = 1\n", chained("let a$ = a@ + 1"))},
	{"lets doubling", repeated("seed 1\nlet a0 = 0\n", chained("let a$ = a@ + a@"))},
	{"lets doubling in a node", func(n int) string {
		return repeated("seed 1\nparam a0 = 1\n", chained("let a$ = a@ + a@"))(n) + fmt.Sprintf("node u = a%d\n", n)
	}},
	{"lists doubling", repeated("seed 1\nlet a0 = [0]\n", chained("let a$ = [a@, a@]"))},
	{"lists doubling in a node", func(n int) string {
		return repeated("seed 1\nlet a0 = [0]\n", chained("let a$ = [a@, a@]"))(n) + fmt.Sprintf("node u = a%d\n", n)
	}},
	{"long list", joined("seed 1\nlet v = [", ", ", "]\n", numbered("$"))},
	{"long list, indexed", func(n int) string {
		return joined("seed 1\nlet v = [", ", ", "]\n", numbered("$"))(n) + repeated("", numbered("let w$ = v[$]"))(n)
	}},
	{"matrix literal", joined("seed 1\nlet m = [", ", ", "]\n", numbered("[$, 1, 2, 3]"))},
	{"matrix functions", repeated("seed 1\n", numbered("let m$ = matrix(100, 100, i + j)"))},
	{"defaults", repeated("seed 1\n", numbered("defaults ensemble radius $\nensemble a$ 10"))},

	{"templates", repeated("seed 1\n", numbered("template T$(n=10) { ensemble a n }\nT$ t$()"))},
	{"instances", repeated("seed 1\ntemplate T(n=10) { input u dims 1; ensemble a n; connect u -> a; output y = a }\n", numbered("T t$()"))},
	{"templates doubling", repeated("seed 1\ntemplate T0(n=1) { let a = n }\n", chained("template T$(n=1) { T@ a(n=n + 1); T@ b() }"))},
	{"templates doubling, used", func(n int) string {
		return repeated("seed 1\ntemplate T0(n=1) { let a = n }\n", chained("template T$(n=1) { T@ a(n=n + 1); T@ b() }"))(n) + fmt.Sprintf("T%d top()\n", n)
	}},
	{"networks", repeated("seed 1\n", numbered("network n$ { ensemble a 10 }"))},
	{"loop", func(n int) string { return fmt.Sprintf("seed 1\nfor i in 0:%d {\n  ensemble a[i] 10\n}\n", n) }},
	{"loops", repeated("seed 1\n", numbered("for i in 0:3 { ensemble a$[i] 10 }"))},
	{"loops nested", func(n int) string {
		return fmt.Sprintf("seed 1\nfor i in 0:%d { for j in 0:%d { for k in 0:%d { let x = i*j*k } } }\n", n, n, n)
	}},
	{"uses", repeated("seed 1\n", numbered("use std/product as p$"))},

	{"deep brackets", func(n int) string {
		return "seed 1\nlet a = " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n) + "\n"
	}},
	{"deep blocks", func(n int) string { return "seed 1\n" + strings.Repeat("network n {\n", n) + strings.Repeat("}\n", n) }},
	{"deep powers", func(n int) string { return "seed 1\nlet a = 1" + strings.Repeat("^1", n) + "\n" }},
	{"deep signs", func(n int) string { return "seed 1\nlet a = " + strings.Repeat("-", n) + "1\n" }},
	{"long sum of a let", joined("seed 1\nlet a = ", " + ", "\n", numbered("$"))},
	{"long product", joined("seed 1\nlet a = ", "*", "\n", func(int) string { return "1" })},
	{"members", func(n int) string { return "seed 1\nnode u = a" + strings.Repeat(".b", n) + "\n" }},
	{"indices behind indices", func(n int) string { return "seed 1\nlet v = [1]\nlet w = v" + strings.Repeat("[0:1]", n) + "\n" }},

	{"probes", repeated(pair, numbered("probe p$: a"))},
	{"one probe of many", joined("seed 1\nensemble a 10\nprobe ", ", ", "\n", numbered("$*a"))},
	{"runs", repeated("seed 1\nensemble a 10\nprobe a\n", func(int) string { return "run 1ms" })},
	{"phases", joined("seed 1\nensemble a 10\nprobe a\nexperiment main {\n", "\n", "\n}\n", numbered("phase p$ 1ms"))},
	{"experiments", repeated("seed 1\nensemble a 10\nprobe a\n", numbered("experiment x$ { run 1ms }"))},
	{"expectations", joined("seed 1\nensemble a 10\nprobe a\nexperiment main {\nrun 1ms\n", "\n", "\n}\n", numbered("expect mean(a) < $"))},
	{"plots", joined("seed 1\nensemble a 10\nprobe a\nexperiment main {\nrun 1ms\n", "\n", "\n}\n", numbered("plot a to \"f$.svg\""))},
	{"events", joined("seed 1\nparam p = 1\nnode u = p\nprobe u\nexperiment main {\nrun 1ms\n", "\n", "\n}\n", numbered("set p = $"))},
	{"sweep", joined("seed 1\nparam p = 1\nnode u = p\nprobe u\nexperiment main {\nsweep p in [", ", ", "]\nrun 1ms\n}\n", numbered("$"))},
	{"seeds", joined("node u = t\nprobe u\nexperiment main {\nseeds [", ", ", "]\nrun 1ms\n}\n", numbered("$"))},

	{"comments", repeated("seed 1\n", func(i int) string { return "# " + numbered("line $ of a comment")(i) })},
	{"one long comment", func(n int) string { return "seed 1\n# " + strings.Repeat("comment ", n) + "\n" }},
	{"one long string", func(n int) string { return "seed 1\nparam p = 1 about \"" + strings.Repeat("string ", n) + "\"\n" }},
	{"one long name", func(n int) string {
		long := strings.Repeat("longname", n)
		return "seed 1\nensemble " + long + " 10\nprobe " + long + "\nrun 1ms\n"
	}},
	{"empty lines", func(n int) string { return "seed 1\n" + strings.Repeat("\n", n) }},
	{"one line of statements", joined("seed 1; ", "; ", "\n", numbered("ensemble a$ 10"))},
	{"one line of numbers", joined("seed 1; ", "; ", "\n", numbered("let a$ = 1"))},
	{"semicolons", func(n int) string { return "seed 1" + strings.Repeat(";", n) + "\n" }},

	{"unknown names", repeated("seed 1\nensemble a 10\n", numbered("connect nobody$ -> a"))},
	{"unknown names among many", repeated("seed 1\n", numbered("ensemble known$ 10\nconnect knwon$ -> known$"))},
	{"unknown constants", repeated("seed 1\n", numbered("let a$ = b$ + 1"))},
	{"unknown functions", repeated("seed 1\n", numbered("let a$ = fun$(1)"))},
	{"unknown options", repeated("seed 1\n", numbered("ensemble a$ 10 option$ 1"))},
	{"unknown templates", repeated("seed 1\n", numbered("T$ t$()"))},
	{"unknown statements", repeated("seed 1\n", numbered("word$ a b c"))},
	{"duplicate names", repeated("seed 1\n", func(int) string { return "ensemble a 10" })},
	{"duplicate lets", repeated("seed 1\n", func(int) string { return "let a = 1" })},
	{"duplicate wires", repeated(pair, func(int) string { return "connect a -> b" })},
	{"bad statements", repeated("seed 1\n", numbered("ensemble a$ = 10"))},
	{"bad characters", repeated("seed 1\n", func(int) string { return "ensemble a – 10" })},
	{"bad characters in a line", func(n int) string { return "seed 1\n" + strings.Repeat("– ", n) + "\n" }},
	{"unclosed brackets", repeated("seed 1\n", numbered("let a$ = (1"))},
	{"unclosed brackets in a line", func(n int) string { return "seed 1\nlet a = f" + strings.Repeat("(a, ", n) + "\n" }},
	{"unclosed blocks", repeated("seed 1\n", numbered("network n$ {"))},
	{"unclosed strings", repeated("seed 1\n", numbered("param p$ = 1 about \"text"))},
	{"closing braces", func(n int) string { return "seed 1\n" + strings.Repeat("}", n) + "\n" }},
	{"opening braces", func(n int) string { return "seed 1\n" + strings.Repeat("{", n) + "\n" }},
	{"errors that follow", repeated("seed 1\nlet a0 = nothing\n", chained("let a$ = a@ + 1\nensemble e$ a$\nconnect e@ -> e$"))},
	{"mixed units", repeated("seed 1\n", numbered("let a$ = 1ms + 1Hz"))},
	{"sizes that differ", repeated("seed 1\nensemble a 10 dims 2\nensemble b 10\n", numbered("connect c$: a -> b"))},
	{"warnings", func(n int) string { return repeated("seed 1\n", numbered("ensemble a$ 10"))(n) + "run 1ms\n" }},
}
