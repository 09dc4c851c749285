package rules

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/stdlib/catalog"
)

// near demands numbers to within rounding.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for i, v := range got {
		if !(math.Abs(v-want[i]) <= 1e-14*max(1, math.Abs(want[i]))) {
			t.Errorf("%s: element %d is %.17g, want %.17g", what, i, v, want[i])
		}
	}
}

// What each rule trains and reads is what its paper says.
func TestTable(t *testing.T) {
	for i, c := range []struct {
		name               string
		trains             Trains
		error, post, moves bool
		options            []string
	}{
		{"pes", Decoders | FullWeights, true, false, true, []string{"rate", "pre_synapse", "error_synapse"}},
		{"rls", Decoders | FullWeights, true, false, true, []string{"rate", "pre_synapse", "error_synapse"}},
		{"bcm", FullWeights, false, true, true, []string{"rate", "pre_synapse", "post_synapse", "theta_synapse"}},
		{"oja", FullWeights, false, true, true, []string{"rate", "pre_synapse", "post_synapse", "beta"}},
		{"voja", Encoders, false, false, false, []string{"rate", "post_synapse"}},
		{"stdp", FullWeights, false, false, false, []string{"rate", "a_plus", "a_minus", "tau_plus", "tau_minus", "mu_plus", "mu_minus", "pairing"}},
		{"triplet", FullWeights, false, false, false,
			[]string{"rate", "a2_plus", "a3_plus", "a2_minus", "a3_minus", "tau_plus", "tau_x", "tau_minus", "tau_y"}},
		{"istdp", FullWeights, false, false, false, []string{"rate", "target", "tau"}},
		{"scaling", FullWeights, false, false, false, []string{"rate", "target", "tau"}},
	} {
		r := Table[i]
		if r != Find(c.name) || r.Name != c.name || r.Trains != c.trains || r.NeedsError != c.error || r.NeedsPost != c.post || (r.New != nil) != c.moves {
			t.Errorf("%s: %+v", c.name, r)
		}
		var names []string
		for _, p := range r.Options {
			names = append(names, p.Name)
			if !r.Takes(p.Name) {
				t.Errorf("%s does not take %s", r.Name, p.Name)
			}
		}
		if !slices.Equal(names, c.options) || r.Takes("speed") || r.Doc == "" || r.Source == "" {
			t.Errorf("%s takes %v", r.Name, names)
		}
	}
	if len(Table) != 9 || Find("hebb") != nil {
		t.Error("there are other rules")
	}
}

// state is that of two targets and three sources.
func state(rate float64) *State {
	return &State{Dt: 0.5, Rate: rate, Pre: []float64{1, 2, 4}, Error: []float64{0.25, -2}, Post: []float64{10, 4}, Theta: []float64{4, 8},
		Left: make([]float64, 2)}
}

// The changes of one step, by hand.
func TestChanges(t *testing.T) {
	s := state(6)
	k := PES.New(nil)
	k.Reset(s)
	k.Change(s)
	near(t, "pes", s.Left, []float64{-0.25, 2}) // −6·0.5/3·err
	s = state(2)
	k = BCM.New(nil)
	k.Reset(s)
	k.Change(s)
	near(t, "bcm", s.Left, []float64{60, -16}) // 2·0.5·p(p − θ)
	if s.Right != nil || s.Decay != nil {
		t.Error("bcm replaces the activities, or decays")
	}
	s = state(4)
	k = Oja.New(catalog.Values{"beta": 3})
	k.Reset(s)
	k.Change(s)
	near(t, "oja", s.Left, []float64{20, 8})            // 4·0.5·p
	near(t, "oja's decay", s.Decay, []float64{600, 96}) // 3·4·0.5·p²
	if s.Right != nil {
		t.Error("oja replaces the activities")
	}
	k.Change(s)
	near(t, "oja's decay again", s.Decay, []float64{600, 96})
}

// RLS is the textbook recursion with a full matrix, also through steps in which
// nothing fires, after a reset, and whenever P is looked at.
func TestRLS(t *testing.T) {
	s := &State{Dt: 0.5, Rate: 2, Error: []float64{0.25, -2}, Left: make([]float64, 2)}
	k := RLS.New(nil).(*rls)
	for round, n := range []int{9, 9, 41} {
		s.Pre = make([]float64, n)
		k.Reset(s)
		P := make([]float64, n*n)
		for i := range n {
			P[i*n+i] = 2 * 0.5 / float64(n)
		}
		for step := range 12 {
			silent := step == 3 || step == 7
			for i := range n {
				if s.Pre[i] = math.Mod(float64(7*i*i+5*step+round+1), 11) - 3; silent {
					s.Pre[i] = 0
				}
			}
			gains, norm := make([]float64, n), 1.0
			for i := range n {
				for j := range n {
					gains[i] += P[i*n+j] * s.Pre[j]
				}
			}
			for i := range n {
				norm += s.Pre[i] * gains[i]
			}
			for i := range n {
				for j := range n {
					P[i*n+j] -= gains[i] * gains[j] / norm
				}
			}
			k.Change(s)
			near(t, "left", s.Left, []float64{-0.25 / norm, 2 / norm})
			for i, g := range s.Right {
				if !(math.Abs(g-gains[i]) <= 1e-13) {
					t.Fatalf("step %d: gain %d is %g, want %g", step, i, g, gains[i])
				}
			}
			if step%3 == 1 {
				continue // P is not always looked at
			}
			for i, v := range k.Value("inv_gamma") {
				if !(math.Abs(v-P[i]) <= 1e-14) {
					t.Fatalf("step %d: P[%d, %d] is %g, want %g", step, i/n, i%n, v, P[i])
				}
			}
		}
		if kept := k.Kept(); len(kept) != 1 || len(kept[0]) != k.size*(k.size+rowBlock)/2 || !(math.Abs(kept[0][1]-P[1]) <= 1e-14) {
			t.Errorf("kept %v", kept)
		}
	}
}

// What is kept is all: put into another kernel it goes on the same.
func TestRLSGoesOn(t *testing.T) {
	start := func() (*State, *rls) {
		s := &State{Dt: 0.5, Rate: 2, Pre: []float64{1, 2, 3}, Error: []float64{1}, Left: make([]float64, 1)}
		k := RLS.New(nil).(*rls)
		k.Reset(s)
		return s, k
	}
	s, a := start()
	a.Change(s)
	_, b := start()
	copy(b.Kept()[0], a.Kept()[0])
	s.Pre = []float64{0, -1, 2}
	a.Change(s)
	want := slices.Clone(s.Left)
	b.Change(s)
	near(t, "goes on", s.Left, want)
	near(t, "goes on", b.Value("inv_gamma"), a.Value("inv_gamma"))
}
