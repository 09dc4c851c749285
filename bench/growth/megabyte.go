package main

import (
	"cmp"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// filling is a kind of statement that a file is filled with. Its line has a number ($);
// names of one letter are those of what stands around it.
type filling struct{ name, before, line, behind string }

// around is what lines of fillings name.
const around = "seed 1\nensemble a 10\nensemble b 10\nnode u = t\nnode v dims 1\nparam p = 1\nconnect c: a -> b\n" +
	"vocab w dims 16 { A; B }\nnode y = w.A\n"

const inExperiment = around + "learn pes e = b - a on c\nprobe a, b, u\nexperiment main {\nphase h 1s\n"

var fillings = []filling{
	{"ensemble", around, "ensemble x$ 10 dims 2 radius 1.5 max_rates 100Hz", ""},
	{"array", around, "array x$ 2 of 10 dims 2", ""},
	{"node", around, "node x$ = 2*u + sin(3*t)", ""},
	{"node of a choice", around, "node x$ = if u > 0.5 then max(u, 1) else -u", ""},
	{"process", around, "node x$ = white(high=5Hz)", ""},
	{"signal", around, "signal x$ = a*b + 2*u", ""},
	{"network with ports", around, "network x$ { input i dims 1; ensemble z 10; connect i -> z; output o = z }", ""},
	{"connect", around, "connect x$: a -> b synapse 5ms", ""},
	{"connect a product", around, "connect x$: 2*a*b + u -> v", ""},
	{"connect neurons", around, "connect x$: a.neurons -> b.neurons weights 1e-6", ""},
	{"connect and learn", around, "connect x$: a -> b\nlearn pes e$ = b - a on x$ rate 1e-4", ""},
	{"learn", around, "learn pes e$ = b - a on c rate 1e-4", ""},
	{"learn voja", around, "learn x$: voja on c rate 1e-2", ""},
	{"probe", around, "probe x$: a, b.spikes synapse 10ms", ""},
	{"param", around, "param x$ = 100ms about \"a time\"", ""},
	{"let", around, "let x$ = 2*p + sqrt(3)", ""},
	{"let of a list", around, "let x$ = [1, 2, 3, 4]", ""},
	{"let of a matrix", around, "let x$ = matrix(3, 3, if i == j then 1 else 0)", ""},
	{"defaults", around, "defaults ensemble radius 2 max_rates 100Hz", ""},
	{"seed", around, "seed 7", ""},
	{"use", around, "use std/product as x$", ""},
	{"template", around, "template X$(n=10) { ensemble z n }", ""},
	{"instance", around + "template X(n=10) { input i dims 1; ensemble z n; connect i -> z; output o = z }\n", "X x$(n=10)", ""},
	{"for", around, "for i in 0:2 { ensemble x$[i] 10 }", ""},
	{"vocab", around, "vocab x$ dims 16 { A; B; C = A*B }", ""},
	{"pointer", around + "vocab x dims 16 max_similarity 0.9 {\n", "P$", "}\n"},
	{"pointer of others", around + "vocab x dims 16 {\nA; B\n", "P$ = A*B + 0.5*A", "}\n"},
	{"translate", around + "vocab x dims 16 { A; B }\n", "node z$ = translate(y, x)", ""},
	{"translate by least squares", around + "vocab x dims 16 { A; B; C }\nensemble z 100 dims 16\n", "connect translate(y, x, keys=[A, B]) -> z", ""},
	{"dot with a pointer", around, "node x$ = dot(y, w.A)", ""},
	{"choose", around, "choose x$ { go when u send 1 -> v; stay when 0.5 }", ""},
	{"rule of action", around + "choose x {\n", "r$ when u send 1 -> v", "}\n"},
	{"run", around + "probe a\n", "run 1ms", ""},
	{"experiment", around + "probe a\n", "experiment x$ { run 1ms }", ""},
	{"phase", inExperiment, "phase x$ 100ms", "}\n"},
	{"freeze", inExperiment, "freeze c", "}\n"},
	{"reset", inExperiment, "reset time", "}\n"},
	{"set", inExperiment, "set p = 2*p", "}\n"},
	{"scale", inExperiment, "scale c by 0.5", "}\n"},
	{"lesion", inExperiment, "lesion a by 0.1", "}\n"},
	{"cut", inExperiment, "cut c", "}\n"},
	{"heal", inExperiment, "heal a", "}\n"},
	{"sweep", inExperiment, "sweep p in [1, 2, 3]", "}\n"},
	{"seeds", inExperiment, "seeds 0:3", "}\n"},
	{"expect", inExperiment, "expect rmse(a, b, in=h) < 0.1 after 100ms because \"close\"", "}\n"},
	{"plot", inExperiment, "plot a, b, u to \"f$.svg\" in h", "}\n"},
	{"plot tuning", inExperiment, "plot tuning a, b to \"f$.svg\"", "}\n"},
	{"export", inExperiment, "export weights c to \"f$.npz\"", "}\n"},
	{"comment", around, "# ensemble x$ 10", ""},
}

// fault is what is wrong with the lines, or where they stand.
type fault struct {
	name string
	of   func(line string) string
}

var (
	nameOfOne = regexp.MustCompile(`\b[abcpuvwyhABX]\b`)
	quantity  = regexp.MustCompile(`\b[0-9][0-9.]*(e-?[0-9]+)?(ms|s|Hz)?\b`)
)

var faults = []fault{
	{"right", func(l string) string { return l }},
	{"with a comment", func(l string) string { return l + " # " + strings.Repeat("as it should be ", 5) }},
	{"in a loop", func(l string) string { return "for k in 0:1 {\n" + l + "\n}" }},
	{"in a network", func(l string) string { return "network n$ {\n" + l + "\n}" }},
	{"in a template", func(l string) string { return "template T$(q=1) {\n" + l + "\n}\nT$ t$()" }},
	{"long names", func(l string) string { return strings.ReplaceAll(l, "$", strings.Repeat("_long", 10)+"$") }},
	{"again", func(l string) string { return strings.ReplaceAll(l, "$", "") }},
	{"unknown names", func(l string) string { return nameOfOne.ReplaceAllLiteralString(l, "nobody$") }},
	{"wrong units", func(l string) string { return quantity.ReplaceAllLiteralString(l, "3kHz") }},
	{"unknown option", func(l string) string { return l + " nothing$ 1" }},
	{"last word missing", func(l string) string { return l[:max(strings.LastIndexByte(l, ' '), 1)] }},
	{"bracket too much", func(l string) string { return l + " )" }},
	{"stray character", func(l string) string { return strings.Replace(l, " ", " – ", 1) }},
}

// text is a file of about a megabyte.
func (f filling) text(of fault) string {
	line := of.of(f.line)
	var b strings.Builder
	b.WriteString(f.before)
	for i := 0; b.Len() < megabyte; i++ {
		b.WriteString(numbered(line)(i))
		b.WriteByte('\n')
	}
	return b.String() + f.behind
}

// fillMegabytes measures a file of a megabyte for each filling and fault, the fastest
// of some runs, and prints each row when it is known; behind them, the slowest again.
func fillMegabytes(programs, command []string, only *regexp.Regexp, dir string, runs int, timeout time.Duration) {
	type row struct {
		text string
		time time.Duration
	}
	var rows []row
	path := filepath.Join(dir, "m.nef")
	fmt.Println("| a megabyte of | check |\n|---|---|")
	for _, f := range fillings {
		for _, of := range faults {
			name := f.name + ", " + of.name
			if !only.MatchString(name) {
				continue
			}
			if err := os.WriteFile(path, []byte(f.text(of)), 0o644); err != nil {
				log.Fatal(err)
			}
			var costs []cost
			for _, p := range programs {
				costs = append(costs, fastest(p, append(command, path), runs, timeout))
			}
			r := row{fmt.Sprintf("| %s | %s |", name, arrows(costs)), costs[0].wall}
			fmt.Println(r.text)
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.time, a.time) })
	fmt.Println("\n| the slowest | check |\n|---|---|")
	for _, r := range rows[:min(len(rows), slowest)] {
		fmt.Println(r.text)
	}
}

// slowest is how many rows are printed again.
const slowest = 20

// fastest is the run of some that ended first.
func fastest(program string, args []string, runs int, timeout time.Duration) cost {
	best := measure(program, args, timeout)
	for range runs - 1 {
		if c := measure(program, args, timeout); c.wall < best.wall {
			best = c
		}
	}
	return best
}
