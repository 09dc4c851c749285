package runtime_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// Each spike raises what its synapse gives by the number that is written, whatever the time
// constant, and for all ways in which weights are kept.
func TestJumps(t *testing.T) {
	const head = `seed 5
node u = 0.5 + 0.5*sin(20*t)
ensemble e 40 max_rates 20..60 dale 1
ensemble i 30 max_rates 20..60 dale 0
ensemble half 20 neurons lif(amplitude=0.5) max_rates 20..60 dale 1
ensemble g 25 neurons lif_cond
connect u -> e
connect u -> i
connect u -> half
probe e.spikes, i.spikes, half.spikes, g.exc, g.inh
`
	for _, c := range []struct {
		name, line, source, port string
		tau, weight              float64
		share                    float64
	}{
		{"a port", "connect e.neurons -> g.exc weights 3nS units jump synapse 5ms", "e", "g.exc", 0.005, 3, 1},
		{"plain numbers, another synapse", "connect i.neurons -> g.inh weights 67 units jump synapse 10ms", "i", "g.inh", 0.010, 67, 1},
		{"scaled", "connect i.neurons -> g.inh weights 67 scale 0.5 units jump synapse 10ms", "i", "g.inh", 0.010, 33.5, 1},
		{"by sign", "connect i.neurons -> g.neurons weights -67 units jump exc_synapse 3ms inh_synapse 8ms", "i", "g.inh", 0.008, 67, 1},
		{"joint", "connect [e.neurons, i.neurons] -> g.neurons weights matrix(25, 70, if j < 40 then 2 else -5) units jump synapse [4ms, 9ms]", "i", "g.inh", 0.009, 5, 1},
		{"few weights", "connect e.neurons -> g.exc weights 3nS units jump density 10%", "e", "g.exc", 0.005, 3, 0.1},
		{"spikes of another area", "connect half.neurons -> g.exc weights 3nS units jump", "half", "g.exc", 0.005, 3, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := fmt.Sprintf("%s%s\n", head, c.line)

			p := compile(t, text).Program
			records := record(t, p, 300)
			counts, ev := make([]float64, 301), records[c.source+".spikes"]
			for _, at := range ev.T {
				counts[int(math.Round(at/0.001))]++
			}
			total, a, y := 0.0, math.Exp(-0.001/c.tau), 0.0
			for k := range 300 {
				sum := 0.0
				for _, v := range records[c.port].Data[25*k : 25*k+25] {
					sum += v
				}
				y *= a // the mean over targets
				if k > 0 {
					y += c.weight * c.share * counts[k]
				}
				if c.share == 1 && math.Abs(sum/25-y) > 1e-9*math.Max(1, y) {
					t.Fatalf("step %d: %g nS, not %g", k+1, sum/25, y)
				}
				total += sum/25 - y
				if c.share < 1 && math.Abs(sum/25-y) > 0.8*math.Max(1, y) {
					t.Fatalf("step %d: %g nS, in the mean %g", k+1, sum/25, y)
				}
			}
			if y == 0 {
				t.Error("nothing arrived: the test tests nothing")
			}
		})
	}
}

// Without a synapse a spike moves the voltage of LIF neurons by the number, and the peak of
// alpha is the number.
func TestOtherJumps(t *testing.T) {
	const text = `seed 5
ensemble e 1 gain 1 bias 1.02 dale 1
ensemble v 1 neurons lif(tau_rc=20ms) gain 1 bias 0 voltage 0
ensemble g 1 neurons lif_cond gain 1 bias 0
connect e.neurons -> v.neurons weights 0.3 units jump synapse none
connect e.neurons -> g.exc weights 0.4nS units jump synapse alpha(10ms)
probe e.spikes, v.voltage, g.exc
`
	records := record(t, compile(t, text).Program, 260)
	spikes := records["e.spikes"].T
	if len(spikes) < 3 || spikes[1]-spikes[0] < 0.07 {
		t.Fatalf("spikes at %v", spikes)
	}
	first := int(math.Round(spikes[0] / 0.001))
	if v := records["v.voltage"].Data[first-1]; math.Abs(v-0.3) > 1e-12 {
		t.Errorf("a spike moves the voltage to %g, not 0.3", v)
	}
	if v := records["v.voltage"].Data[first]; math.Abs(v-0.3*math.Exp(-0.05)) > 1e-12 {
		t.Errorf("a step later it is %g", v)
	}
	peak := 0.0
	for _, v := range records["g.exc"].Data[:first+60] {
		peak = max(peak, v)
	}
	if math.Abs(peak-0.4) > 0.004 {
		t.Errorf("the peak of alpha is %g, not 0.4", peak)
	}
}

// Bounds of rules are written as weights are.
func TestBoundsOfJumps(t *testing.T) {
	sim := runtime.New(compile(t, `seed 6
ensemble a 30 neurons poisson_spiking(relu) gain 1 bias 100 dale 1
ensemble g 5 neurons lif_cond gain 1 bias 3
connect c: a.neurons -> g.exc weights uniform(0nS, 0.1nS) units jump synapse 5ms
learn stdp on c a_plus 0.2 a_minus 0.01 max 0.1nS
probe c.weights every 10ms
`).Program)
	W := recordOn(t, sim, 2000)["c.weights"].Data
	most := 0.1 * 0.001 / (1 - math.Exp(-0.001/0.005))
	highest, mean := 0.0, 0.0
	for _, w := range W[:150] {
		mean += w / 150
	}
	for _, w := range W {
		highest = max(highest, w)
	}
	if math.Abs(highest-most) > 1e-12*most {
		t.Errorf("weights grow to %g, not %g", highest, most)
	}
	if !(mean > 0.3*most && mean < 0.9*most) {
		t.Errorf("they begin at %g in the mean", mean)
	}
}
