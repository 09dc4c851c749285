package runtime

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/internal/sparse"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
)

// thinLink is spikeLink for weights that exist, each with its delay.
func thinLink(source, target, late []float64, w0 []float64, rows, cols int, kinds ...*program.LinkRule) (*Sim, *link) {
	chosen, of := make([][]int32, rows), make([][]int, rows)
	for k, i := range target {
		chosen[int(i)] = append(chosen[int(i)], int32(source[k]))
		of[int(i)] = append(of[int(i)], k)
	}
	thin := sparse.Of(rows, cols, chosen,
		func(i, j int) float64 { return w0[of[i][slices.Index(chosen[i], int32(j))]] },
		func(i, k int) int { return int(late[of[i][k]]) })
	g := program.Link{Rows: rows, Cols: cols, Thin: thin, Kept: true, Sources: []int{0}, Target: 1}
	return linkOf(g, kinds...)
}

// Each synapse of a sparse connection learns from spikes that arrive after its own delay, as
// in Brian2.
func TestGoldenDelayedSpikeRules(t *testing.T) {
	golden := goldenOf(t, "testdata/stdp_delayed.npz")
	const steps, n, m = 300, 9, 7
	pre, post := golden("pre"), golden("post")
	source, target, late := golden("source"), golden("target"), golden("delay")
	for name, rule := range map[string]*program.LinkRule{
		"pair":                ofKind(rules.STDP, nil),
		"pair.nearest":        ofKind(rules.STDP, catalog.Values{"pairing": 1}),
		"pair.multiplicative": ofKind(rules.STDP, catalog.Values{"mu_plus": 1, "mu_minus": 1}),
		"triplet":             ofKind(rules.Triplet, nil),
		"inhibitory":          ofKind(rules.ISTDP, nil),
	} {
		want, worst := golden(name+".weights"), 0.0
		s, l := thinLink(source, target, late, golden("w0"), m, n, rule)
		for k := range steps {
			s.pops[0].spikes, s.pops[1].spikes = inStep(pre, n, k), inStep(post, m, k)
			l.learn(s.p.Dt)
			s.links = []*link{l}
			W := s.Existing(0).Dense()
			for e := range source {
				worst = max(worst, math.Abs(W[int(target[e])*n+int(source[e])]-want[k*len(source)+e]))
			}
		}
		t.Logf("%s: %.2g", name, worst)
		if !(worst <= 1e-12) {
			t.Errorf("%s: weights differ by %g", name, worst)
		}
	}
}

// A step costs the weights that its spikes meet, of those that exist, and no memory.
func TestSpikesCostTheirExistingWeights(t *testing.T) {
	for _, size := range []int{20, 200} {
		var source, target, late, w0 []float64
		for i := range size { // two sources for each target, 0 and 3 steps late
			source, target = append(source, float64(i), float64((i+1)%size)), append(target, float64(i), float64(i))
			late, w0 = append(late, 0, 3), append(w0, 0.5, 0.5)
		}
		s, l := thinLink(source, target, late, w0, size, size, ofKind(rules.STDP, nil))
		c := &counting{Pairing: l.events.pairings[0].events.(rules.Pairing)}
		l.events.pairings[0].events = c
		for range 20 {
			l.learn(s.p.Dt)
		}
		s.pops[0].spikes, s.pops[1].spikes = []int32{7}, []int32{3}
		for range 4 {
			l.learn(s.p.Dt)
		}
		if want := 4 + 1 + 4*2; c.weights != want { // of the source at once four times, later once; into the target
			t.Errorf("%d: %d weights were looked at, not %d", size, c.weights, want)
		}
		if n := testing.AllocsPerRun(20, func() { l.learn(s.p.Dt) }); n != 0 {
			t.Errorf("a step allocates %g times", n)
		}
	}
}

// Of activities that run away so many spikes pass at once, and no step lasts for ever.
func TestReleaseOfManySpikes(t *testing.T) {
	s := &synapses{link: &link{Link: &program.Link{Release: 0.25}}, random: rng.Stream(1, "a", rng.Release)}
	if got := s.passing(-3); got != -0.75 {
		t.Errorf("of spikes of an unknown size %g pass", got)
	}
	s.ring.Quantum = 1000
	for _, v := range []float64{4e12, -4e12, math.Inf(1)} {
		if got := s.passing(v); got != v/4 {
			t.Errorf("%g of %g pass", got, v)
		}
	}
	if got := s.passing(400e3); math.Abs(got-100e3) > 40e3 || math.Mod(got, 1000) != 0 {
		t.Errorf("%g of 400 spikes pass", got)
	}
}
