package runtime

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/rules"
)

// spikeLink is a link from one population to another, whose spikes a test makes up.
func spikeLink(W []float64, rows, cols, late int, signs []int8, kinds ...*program.LinkRule) (*Sim, *link) {
	return linkOf(program.Link{Rows: rows, Cols: cols, Weights: W, Kept: true, Signs: signs, Sources: []int{0}, Target: 1, Late: late}, kinds...)
}

// linkOf is a link with its rules.
func linkOf(g program.Link, kinds ...*program.LinkRule) (*Sim, *link) {
	s := &Sim{p: &program.Program{Dt: 1e-3, Populations: make([]program.Population, 2), Links: []program.Link{g}}, pops: make([]population, 2)}
	l := newLink(&s.p.Links[0])
	var all []*linkRule
	for _, p := range kinds {
		r := newLinkRule(s, p)
		r.state.Rate = p.Options["rate"]
		all = append(all, r)
	}
	l.attach(s, all)
	l.reset()
	return s, l
}

// ofKind is a rule as its line with these options, and `max 1`, makes it.
func ofKind(kind *rules.Rule, options catalog.Values) *program.LinkRule {
	one, all := 1.0, catalog.Defaults(kind.Options)
	for name, v := range options {
		all[name] = v
	}
	return &program.LinkRule{Kind: kind, Options: all, Max: &one}
}

// inStep lists the neurons that spike in step k of a table of spikes, steps × n.
func inStep(spikes []float64, n, k int) []int32 {
	var out []int32
	for i, v := range spikes[k*n : (k+1)*n] {
		if v != 0 {
			out = append(out, int32(i))
		}
	}
	return out
}

// goldenOf reads the arrays of a file.
func goldenOf(t *testing.T, path string) func(name string) []float64 {
	t.Helper()
	file, err := npz.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return func(name string) []float64 {
		a, err := file.Read(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		return a.Floats
	}
}

// The rules that follow spikes have the weights of an independent implementation in
// NumPy after every step, which agrees with Brian2 2.5.1 to 3e-16 but for scaling and
// spikes of both sides in one step.
func TestGoldenSpikeRules(t *testing.T) {
	golden := goldenOf(t, "testdata/stdp.npz")
	const steps, n, m = 400, 4, 3
	pre := golden("pre")
	for _, c := range []struct {
		name, post string
		rule       *program.LinkRule
	}{
		{"pair", "post", ofKind(rules.STDP, nil)},
		{"pair.nearest", "post", ofKind(rules.STDP, catalog.Values{"pairing": 1})},
		{"pair.multiplicative", "post", ofKind(rules.STDP, catalog.Values{"mu_plus": 1, "mu_minus": 1})},
		{"pair.same_step", "post_same", ofKind(rules.STDP, nil)},
		{"triplet", "post", ofKind(rules.Triplet, nil)},
		{"inhibitory", "post", ofKind(rules.ISTDP, nil)},
		{"scaling", "post", ofKind(rules.Scaling, nil)},
	} {
		want, post := golden(c.name+".weights"), golden(c.post)
		for _, late := range []int{0, 3} {
			if late > 0 && c.name != "pair" {
				continue
			}
			s, l := spikeLink(golden("w0"), m, n, late, nil, c.rule)
			got, worst := make([]float64, n*m), 0.0
			for k := range steps - late {
				s.pops[0].spikes, s.pops[1].spikes = inStep(pre, n, k), nil
				if k >= late { // targets as much later as spikes are on their way
					s.pops[1].spikes = inStep(post, m, k-late)
				}
				l.learn(s.p.Dt)
				l.weights(got)
				for i, w := range got {
					if k >= late {
						worst = max(worst, math.Abs(w-want[(k-late)*n*m+i]))
					}
				}
			}
			t.Logf("%s, %d steps late: %.2g", c.name, late, worst)
			if !(worst <= 1e-12) {
				t.Errorf("%s, %d steps late: weights differ by %g", c.name, late, worst)
			}
		}
	}
	for name, want := range map[string][]float64{"pre_trace": golden("pair.pre_trace"), "post_trace": golden("pair.post_trace")} {
		rule := ofKind(rules.STDP, nil)
		s, l := spikeLink(golden("w0"), m, n, 0, nil, rule)
		post := golden("post")
		for k := range steps {
			s.pops[0].spikes, s.pops[1].spikes = inStep(pre, n, k), inStep(post, m, k)
			l.learn(s.p.Dt)
			got := l.events.pairings[0].keeps().(rules.Keeper).Value(name)
			for i, x := range got {
				if !(math.Abs(x-want[k*len(got)+i]) <= 1e-12) {
					t.Fatalf("%s[%d] in step %d is %g, want %g", name, i, k, x, want[k*len(got)+i])
				}
			}
		}
	}
}

// counting counts the weights that a rule is asked about.
type counting struct {
	rules.Pairing
	weights int
}

func (c *counting) AtPre(j int32, post []int32, w, change []float64) {
	c.weights += len(w)
	c.Pairing.AtPre(j, post, w, change)
}

func (c *counting) AtPost(i int32, pre []int32, w, change []float64) {
	c.weights += len(w)
	c.Pairing.AtPost(i, pre, w, change)
}

// A step costs what its spikes have weights, however many there are, and no memory.
func TestSpikesCostTheirWeights(t *testing.T) {
	for _, size := range []int{10, 400} {
		s, l := spikeLink(slices.Repeat([]float64{0.5}, size*size), size, size, 2, nil, ofKind(rules.STDP, nil))
		c := &counting{Pairing: l.events.pairings[0].events.(rules.Pairing)}
		l.events.pairings[0].events = c
		for range 20 {
			l.learn(s.p.Dt)
		}
		if c.weights != 0 {
			t.Errorf("%d weights were looked at in silence", c.weights)
		}
		s.pops[0].spikes, s.pops[1].spikes = []int32{1, 7}, []int32{3}
		for range 8 { // spikes of the source arrive in six of them, and meet the target's
			l.learn(s.p.Dt)
		}
		if want := 6*(2*size+2) + 8*size; c.weights != want {
			t.Errorf("%d × %d: %d weights were looked at, not %d", size, size, c.weights, want)
		}
		if n := testing.AllocsPerRun(20, func() { l.learn(s.p.Dt) }); n != 0 {
			t.Errorf("a step allocates %g times", n)
		}
	}
}

// Weights stay magnitudes between bounds, with the sign of their neurons, from zero
// too, those outside a mask at zero; several rules change the same weights, and what a
// neuron fires twice in a step counts twice.
func TestSpikeRulesKeepSigns(t *testing.T) {
	grow := ofKind(rules.STDP, catalog.Values{"a_plus": 0.3, "a_minus": 0})
	grow.KeepDale = true
	s, l := spikeLink([]float64{0, 0, -0.9, 0.2}, 2, 2, 0, []int8{-1, 1}, grow, ofKind(rules.STDP, catalog.Values{"a_plus": 0.1, "a_minus": 0}))
	l.mask = []bool{true, true, true, false} // columns: weight [1, 1] does not exist
	step := func(pre, post []int32) []float64 {
		s.pops[0].spikes, s.pops[1].spikes = pre, post
		l.learn(s.p.Dt)
		out := make([]float64, 4)
		l.weights(out)
		return out
	}
	step([]int32{0, 0, 1}, nil)
	x := math.Exp(-0.05)
	got := step(nil, []int32{0, 1})
	for i, want := range []float64{-0.4 * 2 * x, 0.4 * x, -1, 0.2} {
		if !(math.Abs(got[i]-want) <= 1e-15) {
			t.Errorf("weight %d is %g, want %g", i, got[i], want)
		}
	}
	l.events.pairings[0].freeze(true)
	before := got[1]
	if got = step(nil, []int32{0}); !(math.Abs(got[1]-before-0.1*math.Exp(-0.1)) <= 1e-15) {
		t.Errorf("with one of two rules frozen a weight goes from %g to %g", before, got[1])
	}
	l.reset()
	if got = step(nil, []int32{0}); got[0] != 0 || math.Signbit(got[0]) || got[1] != 0 {
		t.Errorf("after a reset weights are %v", got)
	}
}

// Weights that pass through scaling and pairs are the product of both, within bounds.
func TestScalingWithPairs(t *testing.T) {
	s, l := spikeLink([]float64{0.5}, 1, 1, 0, nil, ofKind(rules.STDP, nil), ofKind(rules.Scaling, catalog.Values{"rate": 20}))
	w, x, y, r, one := 0.5, 0.0, 0.0, 5.0, make([]float64, 1)
	for k := range 400 {
		s.pops[0].spikes, s.pops[1].spikes = nil, nil
		x, y = x*math.Exp(-1e-3/0.02), y*math.Exp(-1e-3/0.02)
		pre, post := k%17 == 3, k%29 == 5
		change := 0.0
		if pre {
			s.pops[0].spikes = []int32{0}
			change -= 0.00525 * y
		}
		if post {
			s.pops[1].spikes = []int32{0}
			change += 0.005 * x
		}
		w = w*(1+20e-3*(5-r)/5) + change // both of the same weight
		if pre || post {
			w = min(1, max(0, w))
		}
		if r *= math.Exp(-1e-3); post {
			r += (1 - math.Exp(-1e-3)) / 1e-3
			y++
		}
		if pre {
			x++
		}
		l.learn(s.p.Dt)
		if l.weights(one); !(math.Abs(one[0]-w) <= 1e-13) {
			t.Fatalf("in step %d the weight is %g, want %g", k, one[0], w)
		}
	}
	if w > 0.4 {
		t.Errorf("scaling did nothing: %g", w)
	}
}
