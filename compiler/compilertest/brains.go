package compilertest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// RandomBrain writes a model of spiking neurons with signs: into currents and conductances,
// with given and solved weights, delays, rules of spikes, places and failing synapses, at
// random. Most are valid. Connections between neurons are called c0, c1 and so on.
func RandomBrain(r *rand.Rand) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	line("seed %d\nnode u = sin(%d*t)\nnode still = [%d, 3]", r.IntN(100), 3+r.IntN(60), r.IntN(5)-1)
	signs := []string{" dale 1", " dale 0", " dale 0.7"}
	sources := 2 + r.IntN(2)
	for i := range sources {
		line("ensemble s%d %d%s positions sheet(2) max_rates 80..150 n_eval_points 60 neurons %s", i, 2+r.IntN(60), signs[i%3], pick("lif", "lif", "lif(reset=0.5)", "alif", "poisson_spiking(relu)"))
		line("connect u -> s%d", i)
	}
	targets := 1 + r.IntN(3)
	for i := range targets {
		neurons := pick("lif", "lif(reset=0.3)", "lif_cond", "lif_cond(c=200pF, tau_spike=0ms)", "two_compartment", "two_compartment(substeps=4, calibrate=theory)")
		line("ensemble t%d %d neurons %s gain 1 bias 0..1.4 positions %s", i, 2+r.IntN(100), neurons, pick("sheet(2)", "line"))
		if strings.HasPrefix(neurons, "lif_cond") || strings.HasPrefix(neurons, "two") {
			line("connect still%s -> t%d%s transform %d synapse %s", pick("[0]", "[1]"), i, pick(".exc", ".inh"), 1+r.IntN(9), pick("none", "none", "3ms"))
		}
		for range 1 + r.IntN(3) {
			randomSynapses(r, line, strings.Count(b.String(), "connect c"), r.IntN(sources), i, strings.HasPrefix(neurons, "lif("), neurons == "lif")
		}
		line("probe t%d.spikes, t%d%s", i, i, pick(".voltage", ".current", ""))
	}
	connections := strings.Count(b.String(), "connect c")
	if connections == 0 || r.IntN(2) == 0 {
		line("run 200ms")
		return b.String()
	}
	line("experiment damage {\n  lesion s0 by 20%%")
	for k := range connections {
		line("  cut c%d by 20%%", k)
	}
	line("  run 200ms\n}")
	return b.String()
}

// randomSynapses writes connection ck from source s, whose number says its sign, to target t.
func randomSynapses(r *rand.Rand, line func(string, ...any), k, s, t int, reset, current bool) {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	port, size := pick(".exc", ".inh"), "0.01"
	if s%3 < 2 {
		port = []string{".exc", ".inh"}[s%3]
	}
	if current || reset {
		port, size = ".neurons", []string{"1e-3", "-1e-3", ""}[s%3]
	} else if r.IntN(3) == 0 {
		port, size = ".neurons", []string{"0.01", "-0.01", ""}[s%3]
	} else if s%3 == 2 {
		return // of two signs into one
	}
	weights := "weights " + size
	switch {
	case size == "" || r.IntN(4) == 0 && port == ".neurons":
		weights = "solve nnls bias decoded" + pick("", " relax yes")
	case port != ".neurons" && r.IntN(2) == 0:
		weights = pick("weights 2nS units jump", "weights uniform(0nS, 3nS) units jump")
	}
	line("connect c%d: s%d.neurons -> t%d%s %s%s%s%s%s", k, s, t, port, weights,
		pick("", "", " synapse 2ms", " synapse alpha(3ms)", " inh_synapse 10ms exc_synapse 3ms"),
		pick("", "", " probability 0.3", " probability exp(-(distance/0.5)^2)", " indegree 1", " density 40%"),
		pick("", "", " delay 3ms", " delay 1ms..5ms", " delay 1ms + distance*2ms"), pick("", "", " release 60%"))
	limit := "0.1"
	if strings.Contains(weights, "jump") {
		limit = "5nS"
	}
	rules := []string{"", "", "stdp max " + limit, "triplet max " + limit, "scaling rate 1"}
	if s%3 == 1 {
		rules = append(rules, "istdp max "+limit)
	}
	if rule := pick(rules...); rule != "" {
		name, options, _ := strings.Cut(rule, " ")
		line("learn %s on c%d %s\nprobe c%d.weights every 50ms", name, k, options, k)
	}
}
