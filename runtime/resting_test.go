package runtime

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
)

// Columns that rest have the bits of those that absorb nothing in each step, whatever
// freezes, loads, scales or cuts weights in between.
func TestRestingColumns(t *testing.T) {
	const model = "seed 1\nnode u = sin(20*t)\nensemble a 40\nensemble b 30\nconnect u -> a\nprobe b\n"
	for name, wire := range map[string]string{
		"dale":       "connect c: a.neurons -> b.neurons solve nnls dale 0.7\nlearn pes err = b - a rate 1e-3 on c\n",
		"two bounds": "connect c: a.neurons -> b.neurons weights 1e-4\nlearn pes err = b - a rate 1e-3 min -1e-4 max 2e-4 on c\n",
		"decoders":   "connect c: a -> b\nlearn pes err = b - a rate 1e-3 max 1e-3 on c\n",
		"two rules":  "connect c: a.neurons -> b.neurons weights 1e-4\nlearn pes err = b - a rate 1e-3 max 2e-4 on c\nlearn oja rate 1e-9 on c\n",
	} {
		p := compilertest.Compile(t, model+wire).Program
		link := slices.IndexFunc(p.Links, func(l program.Link) bool { return l.Kept })
		resting, busy := New(p), New(p)
		if resting.links[link].resting == nil {
			t.Fatalf("%s: no column can rest", name)
		}
		most := 0
		r := rand.New(rand.NewPCG(1, 2))
		for step := range 3000 {
			busy.links[link].resting = nil
			what, k := r.IntN(400), r.Float64()
			for _, s := range []*Sim{resting, busy} {
				switch what {
				case 0, 1, 2:
					for rule := range p.LinkRules {
						s.Freeze(rule, k < 0.7)
					}
				case 3:
					s.ScaleWeights(link, 3*k-1)
				case 4:
					s.LoadWeights(link, p.Links[link].Weights)
				case 5:
					s.Cut(link, k/2)
				case 6:
					st, err := s.State()
					if err != nil || s.Restore(st) != nil {
						t.Fatal(name, err)
					}
				}
				if err := s.Step(); err != nil {
					t.Fatal(name, err)
				}
			}
			a, b := resting.links[link], busy.links[link]
			if i := sameBits(a.w, b.w); i >= 0 {
				t.Fatalf("%s: in step %d number %d is %g, not %g", name, step, i, a.w[i], b.w[i])
			}
			if i := sameBits(resting.mem, busy.mem); i >= 0 || sameBits(a.learned, b.learned) >= 0 {
				t.Fatalf("%s: in step %d number %d of memory differs", name, step, i)
			}
			n := 0
			for _, rests := range a.resting {
				if rests {
					n++
				}
			}
			most = max(most, n)
		}
		if most < 10 {
			t.Errorf("%s: %d columns rested", name, most)
		}
	}
}
