package runtime_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// A population is outside where what arrives lies a tenth beyond its radius, and
// how far it got is the length of the farthest input, which is a step on its way;
// each Reserve begins anew.
func TestOutside(t *testing.T) {
	for _, c := range []struct {
		node, ensemble  string
		share, farthest float64
	}{
		{"0.5", "dims 1", 0, 0},
		{"1.09", "dims 1", 0, 0},
		{"1.11", "dims 1", 0.99, 1.11},
		{"-1.5", "dims 1", 0.99, 1.5},
		{"2.1", "dims 1 radius 2", 0, 0},
		{"-2.3", "dims 1 radius 2", 0.99, 2.3},
		{"[1.2, -0.5]", "dims 2", 0.99, 1.3},
		{"[1.0, 0.4]", "dims 2", 0, 0},
		{"if t > 0.0305 then 3 else 0", "dims 1", 0.69, 3},
		{"if t < 0.0605 then 3 else 2", "dims 1 radius 2", 0.6, 3},
	} {
		sim := runtime.New(compile(t, "seed 1\nnode u = "+c.node+"\nensemble a 10 "+c.ensemble+"\nconnect u -> a synapse 0ms\nprobe a\n").Program)
		if share, farthest := sim.Outside(0); share != 0 || farthest != 0 {
			t.Errorf("%s: %g, %g before the first step", c.node, share, farthest)
		}
		recordOn(t, sim, 100)
		if share, farthest := sim.Outside(0); !(math.Abs(share-c.share) <= 1e-12) || !(math.Abs(farthest-c.farthest) <= 1e-12) {
			t.Errorf("u = %s into %s: outside %g, up to %g; want %g, %g", c.node, c.ensemble, share, farthest, c.share, c.farthest)
		}
		sim.Reserve(1, nil)
		if share, farthest := sim.Outside(0); share != 0 || farthest != 0 {
			t.Errorf("%s: %g, %g when a new phase begins", c.node, share, farthest)
		}
	}
}

// The rate up to which PES settles is n/(Σā²·15 ms), of the most active moment; of
// other rules, and without activity, there is none.
func TestStableRate(t *testing.T) {
	const text = `seed 1
param x = 0.5
node u = x
ensemble a 4 neurons relu gain [10, 20, 30, 40] bias [1, 2, 3, 4] encoders [[1], [1], [-1], [-1]]
node y dims 1
connect u -> a synapse 0ms
connect c: a -> y
learn %s
probe y
`
	sum := 0.0 // rates at x = 0.5: 6, 12, 0, 0
	for _, rate := range []float64{6, 12} {
		sum += rate * rate
	}
	for rule, want := range map[string]float64{"pes e = y on c": 4 / (sum * 0.015), "rls e = y on c": 0} {
		c := compile(t, fmt.Sprintf(text, rule))
		sim := runtime.New(c.Program)
		if got := sim.StableRate(0); got != 0 {
			t.Errorf("%s: %g before anything was active", rule, got)
		}
		recordOn(t, sim, 301)
		if got := sim.StableRate(0); !(math.Abs(got-want) <= 1e-9*want) {
			t.Errorf("%s: %g, want %g", rule, got, want)
		}
		sim.SetParam(0, 0) // less active: the highest stands
		recordOn(t, sim, 300)
		if got := sim.StableRate(0); !(math.Abs(got-want) <= 1e-9*want) {
			t.Errorf("%s: %g later, want %g", rule, got, want)
		}
	}
}

// Weights diverge if they grow tenfold between two looks, where they were not
// empty before; frozen ones do not.
func TestDiverged(t *testing.T) {
	const text = `seed 1
param k = 0
node u = 0.5
ensemble a 4 neurons relu gain [10, 20, 30, 40] bias [1, 2, 3, 4] encoders [[1], [1], [-1], [-1]]
node y dims 1
connect u -> a synapse 0ms
connect c: a -> y decoders [[0.01, 0.01, 0.01, 0.01]]
node error = k
learn pes err = error on c rate 1e-3 pre_synapse 0ms
probe y
`
	for _, c := range []struct {
		k      float64
		frozen bool
		want   float64
	}{{0, false, 0}, {-1, false, 0}, {-10, false, 0}, {-2000, false, 0.2}, {2000, false, 0.2}, {-2000, true, 0}} {
		compiled := compile(t, text)
		sim := runtime.New(compiled.Program)
		recordOn(t, sim, 101)
		sim.SetParam(0, c.k)
		sim.Freeze(0, c.frozen)
		recordOn(t, sim, 300)
		if got := sim.Diverged(0); !(math.Abs(got-c.want) <= 0.0015) {
			t.Errorf("an error of %g, frozen %v: diverged at %g s, want %g", c.k, c.frozen, got, c.want)
		}
	}
}

// What a phase will record is estimated from sizes, sampling intervals and, for
// spikes, from neurons, in a check as in a run.
func TestRecordingIsEstimated(t *testing.T) {
	for probes, want := range map[string]float64{
		"probe u":                       8 * 100 * 3,
		"probe u every 10ms":            8 * 10 * 3,
		"probe u\nprobe a":              8 * 100 * (3 + 2),
		"probe a.spikes":                8 * 100 * 2 * 0.2 * 10,
		"probe c.weights every 50ms":    8 * 2 * (10 + 1),
		"probe a.neurons":               8 * 100 * 11,
		"probe a.spikes\nprobe u[1]":    8*100*2*0.2*10 + 8*100*2,
		"probe a.spikes\nprobe v: u[0]": 8*100*2*0.2*10 + 8*100*2,
	} {
		c := compile(t, "seed 1\nnode u = [t, 1]\nensemble a 10\nnode y dims 1\nconnect u[0] -> a\nconnect c: a -> y\n"+probes+"\n")
		samples, spikes := runtime.New(c.Program).Recording(100)
		before := 0.0 // as the check estimates it
		for _, p := range c.Model.Probes {
			before += float64(p.Records(100, 0.001))
		}
		if got := float64(samples + spikes); !(math.Abs(got-want) <= 1e-9*want) || !(math.Abs(before-want) <= 1e-9*want) {
			t.Errorf("%s: %g bytes, before the run %g, want %g", probes, got, before, want)
		}
	}
}

// A profile has a row of each kind of instruction of each line, the slowest first,
// and measuring changes no result.
func TestProfile(t *testing.T) {
	const text = `seed 1
node u = sin(6*t)
ensemble a 20
ensemble b 20
connect u -> a
connect a -> b
probe b
`
	c := compile(t, text)
	plain, timed := runtime.New(c.Program), runtime.New(c.Program)
	if plain.Spent() != nil {
		t.Error("a profile that nobody asked for")
	}
	timed.Profile()
	want, got := recordOn(t, plain, 50), recordOn(t, timed, 50)
	if !slices.Equal(want["b"].Data, got["b"].Data) {
		t.Error("measuring changes what is recorded")
	}
	spent := timed.Spent()
	lines, rows := map[int]int{}, map[string]bool{}
	for i, s := range spent {
		row := fmt.Sprint(s.At.Start().Line, " ", s.What)
		if rows[row] || s.Count < 1 || !(s.PerStep > 0 && s.PerStep < 0.1) || !strings.HasSuffix(s.At.Filename, "m.nef") {
			t.Errorf("%+v", s)
		}
		if i > 0 && s.PerStep > spent[i-1].PerStep {
			t.Errorf("row %d takes longer than the one before", i)
		}
		rows[row] = true
		lines[s.At.Start().Line] += s.Count
	}
	for _, line := range []int{2, 3, 4} {
		if lines[line] == 0 {
			t.Errorf("line %d takes no time: %v", line, lines)
		}
	}
}

// What is no longer finite is named, with what it became.
func TestNotFinite(t *testing.T) {
	for node, want := range map[string]string{"1/(0.003 - t)": "infinite", "-1/(0.003 - t)": "infinite", "sqrt(0.0025 - t)": "NaN", "if t > 0.0025 then 1e301 else 0": "infinite", "if t > 0.0025 then -1e301 else 0": "infinite"} {
		sim := runtime.New(compile(t, "seed 1\nnode u = "+node+"\nensemble a 10\nconnect u -> a synapse 0ms\nprobe a\n").Program)
		sim.Reserve(100, nil)
		var err error
		steps := 0
		for ; steps < 100 && err == nil; steps++ {
			err = sim.Step()
		}
		if err == nil || steps != 3 && steps != 4 || !strings.HasSuffix(err.Error(), "` became "+want) {
			t.Errorf("u = %s: %v after %d steps", node, err, steps)
		}
	}
}
