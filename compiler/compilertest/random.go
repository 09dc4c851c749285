package compilertest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// RandomModel writes a model: some ensembles of any type and size, wired,
// learning and probed at random. Most are valid.
func RandomModel(r *rand.Rand) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	synapse := func() string { return pick("", " synapse 10ms", " synapse alpha(5ms)", " synapse 2ms delay 3ms") }
	line("seed %d", r.IntN(100))
	dims := make([]int, 1+r.IntN(4))
	for i := range dims {
		dims[i] = 1 + r.IntN(3)
		tuning := pick("", " radius 2", " max_rates 250..300", " intercepts -0.5..0.5", " noise white_noise(normal(0, 0.1))", "", "", " dale 0.6")
		neurons := pick("lif", "lif", "lif", "lif(tau_ref=1ms)", "lif(tau_ref=2.5ms)", "lif(min_voltage=-1)", "lif_rate", "alif", "alif_rate",
			"relu", "spiking_relu", "sigmoid", "regular_spiking(lif_rate)", "poisson_spiking(relu)")
		line("ensemble e%d %d dims %d neurons %s n_eval_points 60%s", i, 2+r.IntN(90), dims[i], neurons, tuning)
	}
	vector := func(d int) string {
		parts := make([]string, d)
		for i := range parts {
			parts[i] = fmt.Sprintf("%s(%d*t+%d)", pick("sin", "cos"), 3+r.IntN(60), r.IntN(4))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for i, d := range dims {
		line("node u%d = %s", i, vector(d))
		line("connect u%d -> e%d%s", i, i, pick("", " synapse none", " transform 1.5"))
	}
	if a, c := r.IntN(len(dims)), r.IntN(len(dims)); a != c && r.IntN(3) == 0 {
		if dims[c] <= 2 { // no fewer neurons
			line("node n dims %d\nconnect e%d.neurons[0:%d] -> n synapse none%s\nconnect n -> e%d synapse none", dims[c], a, dims[c],
				pick("", " transform 1e-3"), c)
		}
	}
	for k := range r.IntN(4) {
		a, c := r.IntN(len(dims)), r.IntN(len(dims))
		if r.IntN(2) == 0 {
			line("connect c%d: e%d.neurons -> e%d.neurons %s%s", k, a, c,
				pick("weights 1e-4", "weights 0 density 40%", "weights 1e-3 units gain", "weights -1e-4"), synapse())
			switch pick("pes", "bcm", "oja", "two", "none") {
			case "pes":
				line("learn pes p%d = e%d - u%d rate 1e-4 on c%d%s", k, c, c, k, pick("", " min -1e-3 max 1e-3", " when t > 50ms"))
			case "bcm":
				line("learn bcm on c%d rate 1e-9%s", k, pick("", " max 1e-3"))
			case "oja":
				line("learn oja on c%d rate 1e-7", k)
			case "two":
				line("learn bcm on c%d rate 1e-9\nlearn oja on c%d rate 1e-7", k, k)
			}
			continue
		}
		if a == c && dims[a] != dims[c] {
			continue
		}
		function := ""
		if dims[a] != dims[c] || r.IntN(2) == 0 {
			parts := make([]string, dims[c])
			for i := range parts {
				parts[i] = fmt.Sprintf("x[%d]%s", r.IntN(dims[a]), pick("", "*x[0]", "+0.5"))
			}
			function = " function [" + strings.Join(parts, ", ") + "]"
		}
		line("connect c%d: e%d -> e%d%s%s", k, a, c, function, synapse())
		switch pick("pes", "rls", "voja", "none", "none") {
		case "pes":
			line("learn pes p%d = e%d - u%d rate 1e-4 on c%d", k, c, c, k)
		case "rls":
			line("learn rls p%d = e%d - u%d on c%d", k, c, c, k)
		case "voja":
			line("learn voja on c%d", k)
		}
	}
	for i := range dims {
		line("probe e%d%s", i, pick("", " synapse 10ms"))
		line("probe e%d%s", i, pick(".neurons", ".input", ".current"))
	}
	line("run 200ms")
	return b.String()
}
