package runtime_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// intoNeurons are connections that drive neurons of `b`, an ensemble, of `m`, an
// array of three, or of a member of it, of 10 neurons and 2 dimensions each: with the
// neurons of the target that the rows of weights drive.
var intoNeurons = []struct {
	connect string
	rows    []int
	gain    bool // in units of gain
}{
	{"a -> b.neurons transform 0.1", stretch(0, 10), false},
	{"a -> b.neurons transform DRAWN units gain", stretch(0, 10), true},
	{"a -> b.neurons[3] transform 0.1", []int{3}, false},
	{"a -> b.neurons[2:5] transform -0.1 units gain", []int{2, 3, 4}, true},
	{"a -> b.neurons[7, 2, 5] transform 0.1", []int{7, 2, 5}, false},
	{"a -> b.neurons[7, 7, 0] transform 0.1", []int{7, 7, 0}, false},
	{"a[1] -> b.neurons transform 0.1", stretch(0, 10), false},
	{"a[0]^2 - a[1] -> b.neurons[8:10] transform 0.1", []int{8, 9}, false},
	{"a -> b.neurons function x[0]*x[1] transform 0.1", stretch(0, 10), false},
	{"a -> b.neurons decoders 0.001 transform 0.1 scale 2", stretch(0, 10), false},
	{"2*a -> b.neurons[1, 0]", []int{1, 0}, false},
	{"a.neurons -> b.neurons weights 0.0002", stretch(0, 10), false},
	{"a.neurons -> b.neurons weights 0 units gain", stretch(0, 10), true},
	{"a.neurons[4, 1, 1] -> b.neurons[9, 9, 3] weights 0", []int{9, 9, 3}, false},
	{"a.neurons -> b.neurons solve l2", stretch(0, 10), false},
	{"a.neurons -> b.neurons solve l2 strongest 5", stretch(0, 10), false},
	{"p[1] -> b.neurons transform 0.1", stretch(0, 10), false},
	{"a -> m[1].neurons transform 0.1", stretch(0, 10), false},
	{"p[1].neurons -> m[2].neurons[3, 1] weights 0 units gain", []int{3, 1}, true},
	{"p[1].neurons[4:6] -> b.neurons weights 0", stretch(0, 10), false},
	{"a -> m.neurons transform 0.1", stretch(0, 30), false},
	{"a -> m.neurons transform 0.1 units gain", stretch(0, 30), true},
	{"a -> m.neurons[25, 3, 14] transform 0.1", []int{25, 3, 14}, false},
	{"a.neurons -> m.neurons weights 0", stretch(0, 30), false},
	{"a.neurons -> m.neurons[9:12] weights 0.0001 units gain", []int{9, 10, 11}, true},
}

func stretch(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

// Whatever drives neurons learns a matrix of targets × sources: PES changes it by
// −κ·dt/n·(Ê·err)·āᵀ, RLS by −(Ê·err)·(P·ā)ᵀ/(1 + āᵀ·P·ā), with Ê the scaled
// encoders of the neurons that the rows drive, or in units of gain these without
// the gain; `compat nengo` has the gain once more. In an array each neuron takes the
// error of its own member. Deltas that are recorded are what weights change by.
func TestLearningIntoNeurons(t *testing.T) {
	const steps, rate, dt = 40, 1e-2, 0.001
	for _, c := range intoNeurons {
		for _, rule := range []string{"pes", "rls", "pes compat nengo"} {
			t.Run(c.connect+" "+rule, func(t *testing.T) {
				_, after, _ := strings.Cut(c.connect, "-> ")
				target, _, _ := strings.Cut(after, ".neurons")
				members := 1
				if target == "m" {
					members = 3
				}
				connect := strings.Replace(c.connect, "DRAWN", "normal(0, 0.1)", 1)
				kind, options, _ := strings.Cut(rule, " ")
				text := fmt.Sprintf(`seed 3
node u = [sin(9*t), 0.4]
node e = [0.5, -0.2, 0.1, 0.3, -0.4, 0.7]
ensemble a 12 dims 2 radius 1.3
array p 2 of 12 dims 2
ensemble b 10 dims 2 radius 0.8
array m 3 of 10 dims 2 radius 0.8
connect u -> a
connect u -> p[2:4]
connect c: %s
learn %s error e[0:%d] on c rate %g %s
probe c.weights, c.delta, c.error, c.activities
`, connect, kind, 2*members, rate, options)
				compiled := compile(t, text)
				got := record(t, compiled.Program, steps)
				var E, gain []float64 // of all neurons of the target
				for _, p := range compiled.Program.Populations {
					if p.Name == target || strings.HasPrefix(p.Name, target+"[") {
						E, gain = append(E, p.Scaled...), append(gain, p.Gain...)
					}
				}
				n := len(got["c.activities"].Data) / steps
				rows := len(c.rows)
				if shape := got["c.weights"].Shape; !slices.Equal(shape, []int{rows, n}) {
					t.Fatalf("weights are %v, want %d×%d", shape, rows, n)
				}
				masked := strings.Contains(connect, "strongest")
				P := newCorrelation(n, rate*dt/float64(n))
				d := 2 * members
				learned := 0.0
				for k := range steps - 1 {
					a, err := got["c.activities"].Data[k*n:(k+1)*n], got["c.error"].Data[k*d:(k+1)*d]
					right := make([]float64, n)
					if kind == "rls" {
						right = P.gains(a)
					} else {
						for j, v := range a {
							right[j] = rate * dt / float64(n) * v
						}
					}
					before := got["c.weights"].Data[k*rows*n : (k+1)*rows*n]
					want, delta := slices.Clone(before), make([]float64, rows*n)
					for i, q := range c.rows {
						local := 0.0
						for j := range 2 {
							local += E[2*q+j] * err[q/10*2+j]
						}
						switch nengo := options != ""; {
						case c.gain && !nengo:
							local /= gain[q]
						case !c.gain && nengo:
							local *= gain[q]
						}
						for j := range n {
							if masked && before[i*n+j] == 0 {
								continue
							}
							delta[i*n+j] = -local * right[j]
							want[i*n+j] += delta[i*n+j]
							learned = max(learned, math.Abs(delta[i*n+j]))
						}
					}
					same(t, "weights", got["c.weights"].Data[(k+1)*rows*n:(k+2)*rows*n], want, 1e-14*(1+magnitude(want)))
					same(t, "delta", got["c.delta"].Data[k*rows*n:(k+1)*rows*n], delta, 1e-15+1e-14*magnitude(delta))
				}
				if learned < 1e-8 {
					t.Error("nothing was learned: the test tests nothing")
				}
			})
		}
	}
}

// magnitude is the largest of some numbers, whatever their signs.
func magnitude(x []float64) float64 { return max(slices.Max(x), -slices.Min(x)) }

// correlation is the estimate of the inverse correlation that RLS keeps, by its
// definition.
type correlation struct {
	n int
	P []float64
}

func newCorrelation(n int, start float64) *correlation {
	c := &correlation{n, make([]float64, n*n)}
	for i := range n {
		c.P[i*n+i] = start
	}
	return c
}

// gains are P·a/(1 + a'P·a), by which P then changes.
func (c *correlation) gains(a []float64) []float64 {
	g, norm := make([]float64, c.n), 1.0
	for i := range g {
		for j, v := range a {
			g[i] += c.P[i*c.n+j] * v
		}
		norm += a[i] * g[i]
	}
	for i := range g {
		for j := range g {
			c.P[i*c.n+j] -= g[i] * g[j] / norm
		}
	}
	for i := range g {
		g[i] /= norm
	}
	return g
}

// The numbers of Nengo 4.1 for weights into neurons: the last change of PES.
func TestLearningIntoNeuronsIsNengos(t *testing.T) {
	got := record(t, compile(t, `seed 0
node u = 0.3
node e = 0.5
ensemble a 3 neurons lif_rate encoders [[1], [-1], [1]] gain [2, 3, 4] bias [1.5, 2.5, 3.5]
ensemble b 4 neurons lif_rate encoders [[1], [-1], [1], [-1]] gain [2, 3, 4, 5] bias [1.5, 2.5, 3.5, 1.2]
connect u -> a synapse none
connect c: a -> b.neurons decoders [[0.001, -0.001, 0.002]] transform [[0.5], [-0.5], [1], [-1]] units gain
learn pes error e on c rate 1e-3 compat nengo
probe c.delta
`).Program, 50)["c.delta"].Data
	want := []float64{-2.232, -1.542, -4.913, 3.348, 2.313, 7.369, -4.464, -3.084, -9.825, 5.580, 3.855, 12.281}
	for i, v := range got[len(got)-12:] {
		if !(math.Abs(v-1e-5*want[i]) <= 1e-8) {
			t.Errorf("element %d is %g, Nengo has %ge-5", i, v, want[i])
		}
	}
}

// Signs bind all weights between neurons while they learn, also where an array is at
// the end.
func TestSignsHoldIntoArrays(t *testing.T) {
	c := compile(t, `seed 3
node u = [sin(9*t), 0.4]
ensemble s 12 dims 2 dale 0.5
array m 2 of 10 dims 2
connect u -> s
connect c: s.neurons[3:9] -> m.neurons weights 0
learn pes err = m - [1, -1, 1, -1] on c rate 1e-2
probe c.weights
`)
	for _, p := range c.Program.Populations {
		if p.Name == "s" {
			W := record(t, c.Program, 100)["c.weights"].Data
			for k, w := range W {
				if w*float64(p.Signs[3+k%6]) < 0 {
					t.Fatalf("weight %d is %g against its sign", k, w)
				}
			}
			if magnitude(W) < 1e-6 {
				t.Error("nothing was learned")
			}
		}
	}
}

// A population learns through its decoders, into neurons, what it learns otherwise:
// from nothing to the value that makes the error zero.
func TestDecodersIntoNeuronsReachTheTarget(t *testing.T) {
	for _, connect := range []string{"a -> b.neurons transform matrix(40, 1, 0)", "a -> m.neurons transform 0"} {
		target := connect[5:6]
		got := record(t, compile(t, `seed 1
node u = 0.5
ensemble a 30
ensemble b 40 encoders choice([[1], [-1]])
array m 1 of 40 encoders choice([[1], [-1]])
connect u -> a
connect c: `+connect+`
learn pes err = `+target+` - 0.5 rate 1e-3
probe `+target+` synapse 20ms
`).Program, 3000)[target].Data
		if v := got[len(got)-1]; !(math.Abs(v-0.5) <= 0.03) {
			t.Errorf("%s: comes to %g, want 0.5", connect, v)
		}
	}
}
