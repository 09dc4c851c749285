package runtime

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/rules"
)

// plainLink is what a link computes, written with whole matrices: W what was read
// last, L what was learned since, both out×pre.
type plainLink struct {
	out, pre int
	W, L     []float64
	exists   func(i, j int) bool
	lo, hi   func(j int) float64
}

func (p *plainLink) now(i, j int) float64 {
	if !p.exists(i, j) {
		return 0
	}
	return min(max(p.W[i*p.pre+j]+p.L[i*p.pre+j], p.lo(j)), p.hi(j))
}

func (p *plainLink) weights() []float64 {
	out := make([]float64, p.out*p.pre)
	for k := range out {
		out[k] = p.now(k/p.pre, k%p.pre)
	}
	return out
}

// learn adds changes, each left ⊗ right − decay·W of the same W.
func (p *plainLink) learn(changes [][]float64) {
	for _, delta := range changes {
		for k, v := range delta {
			p.L[k] += v
		}
	}
}

// apply is W·a. A weight stops at its bounds when its neuron is active.
func (p *plainLink) apply(a []float64) []float64 {
	y := make([]float64, p.out)
	for j, v := range a {
		if v == 0 {
			continue
		}
		for i := range y {
			k := i*p.pre + j
			p.W[k], p.L[k] = p.now(i, j), 0
			y[i] += p.W[k] * v
		}
	}
	return y
}

// linkCase is a link with rules, which differ in whether they map the error (to d
// numbers), and decay.
type linkCase struct {
	out, pre   int
	errors     []int // of each rule: the size of its error, 0 for a rule without one
	decays     []bool
	dale, mask bool
	min, max   float64
	spikes     bool
	moving     bool // the map of the first rule is another one in every step
}

// build makes the link of a case, with its rules, and what it should compute.
func (c *linkCase) build(rng *rand.Rand) (*link, *plainLink) {
	draw := func(n int) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = rng.NormFloat64()
		}
		return out
	}
	signs := make([]int8, c.pre)
	for j := range signs {
		signs[j] = int8(1 - 2*(j%2))
	}
	W := draw(c.out * c.pre)
	for k, v := range W {
		if c.min != 0 {
			W[k] = max(v, c.min)
		}
		if c.max != 0 {
			W[k] = min(W[k], c.max)
		}
	}
	g := &program.Link{Rows: c.out, Cols: c.pre, Weights: W, Kept: true}
	if c.dale {
		g.Signs = signs
		for k := range W {
			W[k] = min(math.Abs(W[k]), 0.5) * float64(signs[k%c.pre])
		}
	}
	if c.mask {
		g.Mask = make([]bool, len(W))
		for k := range W {
			if g.Mask[k] = k%3 != 1; !g.Mask[k] {
				W[k] = 0
			}
		}
	}
	l := newLink(g)
	var at []*linkRule
	for k, d := range c.errors {
		m := &program.LinkRule{KeepDale: c.dale}
		if c.min != 0 {
			m.Min = &c.min
		}
		if c.max != 0 {
			m.Max = &c.max
		}
		r := &linkRule{LinkRule: m, kernel: rules.PES.New(nil)}
		r.state.Left = make([]float64, c.out)
		if d > 0 {
			r.encode, r.state.Left = draw(c.out*d), make([]float64, d)
		}
		if c.moving && k == 0 {
			r.moving = [][]float64{}
		}
		at = append(at, r)
	}
	l.attach(nil, at)
	l.reset()
	bound := func(by float64, sign int8) func(j int) float64 {
		return func(j int) float64 {
			v := by
			if by == 0 {
				v = math.Inf(int(-sign))
			}
			if c.dale && signs[j] == sign {
				v = 0
			}
			return v
		}
	}
	return l, &plainLink{out: c.out, pre: c.pre, W: slices.Clone(W), L: make([]float64, len(W)),
		exists: func(i, j int) bool { return g.Mask == nil || g.Mask[i*c.pre+j] }, lo: bound(c.min, 1), hi: bound(c.max, -1)}
}

// step makes a change by each rule, and returns the matrices that these are.
func (c *linkCase) step(rng *rand.Rand, l *link, p *plainLink) [][]float64 {
	var deltas [][]float64
	for k, r := range l.rules {
		s := &r.state
		s.Right = make([]float64, c.pre)
		for i := range s.Left {
			s.Left[i] = 0.3 * rng.NormFloat64()
		}
		for j := range s.Right {
			if k := rng.IntN(4); k < 2 {
				s.Right[j] = float64(k)
			} else {
				s.Right[j] = rng.NormFloat64()
			}
		}
		if c.decays[k] {
			s.Decay = make([]float64, c.out)
			for i := range s.Decay {
				s.Decay[i] = 0.1 * rng.Float64()
			}
		}
		if r.moving != nil {
			for i := range r.encode {
				r.encode[i] = rng.NormFloat64()
			}
		}
		r.fresh = rng.IntN(5) > 0
		delta := make([]float64, c.out*c.pre)
		for q := range delta {
			i, j := q/c.pre, q%c.pre
			if !r.fresh || !p.exists(i, j) {
				continue
			}
			left := s.Left[min(i, len(s.Left)-1)]
			if r.encode != nil {
				left = 0
				for e, v := range s.Left {
					left += r.encode[i*len(s.Left)+e] * v
				}
			}
			delta[q] = left * s.Right[j]
			if s.Decay != nil {
				delta[q] -= s.Decay[i] * p.now(i, j)
			}
		}
		deltas = append(deltas, delta)
	}
	return deltas
}

// Whatever form what was learned is kept in, a link computes what whole matrices
// do: as factors of one dimension or several, with bounds or without, with missing
// weights, by rules that forget, by several rules, with changes that wait.
func TestLinkIsPlainMatrices(t *testing.T) {
	var cases []linkCase
	for _, out := range []int{1, 3, pendingFrom} {
		for _, errors := range [][]int{{0}, {1}, {2}, {0, 0}, {1, 0}, {2, 2}} {
			for _, decay := range []bool{false, true} {
				decays := make([]bool, len(errors))
				decays[len(errors)-1] = decay && errors[len(errors)-1] == 0
				if decay && !decays[len(errors)-1] {
					continue
				}
				for _, bounds := range []linkCase{{}, {dale: true}, {mask: true}, {dale: true, mask: true}, {min: -0.5, max: 0.7}, {min: -0.5}, {max: 0.7}, {dale: true, min: -0.5, max: 0.7, mask: true}, {moving: true}} {
					c := bounds
					c.out, c.pre, c.errors, c.decays = out, 5, errors, decays
					if c.moving && errors[0] == 0 {
						continue
					}
					cases = append(cases, c)
					c.spikes = true
					cases = append(cases, c)
				}
			}
		}
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%+v", c), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			l, p := c.build(rng)
			agree := func(what string, got, want []float64) {
				t.Helper()
				for i, v := range got {
					if !(math.Abs(v-want[i]) <= 1e-13) {
						t.Fatalf("%s: number %d is %g, want %g", what, i, v, want[i])
					}
				}
			}
			weights := func() []float64 {
				out := make([]float64, c.out*c.pre)
				l.weights(out)
				return out
			}
			for step := range 40 {
				deltas := c.step(rng, l, p)
				looks := step < 6 || step > 28 // between, changes may wait as long as they like
				if looks && step%3 == 0 {      // looking changes nothing
					for k, r := range l.rules {
						got := make([]float64, c.out*c.pre)
						r.delta(got)
						agree("delta", got, deltas[k])
					}
					agree("weights", weights(), p.weights())
					sum := 0.0
					for _, w := range p.weights() {
						sum += w * w
					}
					agree("norm", []float64{l.norm()}, []float64{math.Sqrt(sum)})
				}
				l.learn(1)
				p.learn(deltas)
				a, source := make([]float64, c.pre), &population{height: 2}
				for j := range a {
					if rng.IntN(3) == 0 {
						a[j] = 2
						source.spikes = append(source.spikes, int32(j))
					}
				}
				if !c.spikes {
					for j := range a {
						if a[j] /= 2; rng.IntN(2) > 0 {
							a[j] *= rng.NormFloat64()
						}
					}
				}
				y := slices.Repeat([]float64{math.NaN()}, c.out) // is overwritten
				op := &instr{y: y, x: a, src: &program.Instr{}}
				if c.spikes {
					op.pop = source
				}
				l.apply(op)
				agree("W·a", y, p.apply(a))
				switch step {
				case 10:
					l.scale(1.5)
					for k := range p.W {
						p.W[k], p.L[k] = 1.5*p.W[k], 1.5*p.L[k]
					}
				case 25:
					loaded := p.weights()
					slices.Reverse(loaded)
					for k, v := range loaded {
						if c.dale {
							loaded[k] = math.Abs(v) * float64(1-2*(k%c.pre%2))
						}
						if !p.exists(k/c.pre, k%c.pre) {
							loaded[k] = 5 // is not taken
						}
					}
					l.load(loaded)
					for k, v := range loaded {
						if p.L[k] = 0; p.exists(k/c.pre, k%c.pre) {
							p.W[k] = v
						}
					}
				}
				if looks && step%3 == 1 {
					agree("weights", weights(), p.weights())
				}
			}
			l.reset()
			l.weights(p.W)
			if !slices.Equal(p.W, l.Weights) {
				t.Error("a reset leaves something")
			}
		})
	}
}
