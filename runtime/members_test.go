package runtime_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// memberModel reads and drives MEMBER, one of three populations of 25 neurons
// and two dimensions, through every slot.
const memberModel = `seed 3
node u = [0.4, -0.3, 0.8, 0.1, -0.9, 0.2]
node drive = 0.02
ensemble b 25
node rates dims 25
connect drive -> MEMBER.neurons transform 3
connect c: MEMBER.neurons -> b.neurons solve nnls function x[0]
connect b.neurons -> MEMBER.neurons[2:4] transform [vector(25, i/1000), vector(25, 0.001)]
connect MEMBER.rates -> rates transform 2
connect MEMBER.neurons[-1] -> rates[3] transform 5
probe c.weights, b.voltage, rates
probe spikes: MEMBER.spikes
probe neurons: MEMBER.neurons
probe one: MEMBER.rates[7]
probe part: MEMBER.neurons[3, 1]
probe voltage: MEMBER.voltage
probe refractory: MEMBER.refractory_time
probe gain: MEMBER.gain
probe bias: MEMBER.bias
probe encoders: MEMBER.encoders
probe encoder: MEMBER.encoders[1]
probe scaled: MEMBER.scaled_encoders
probe current: MEMBER.current
probe input: MEMBER.input
`

// A member of an array is an ensemble: whatever stands behind its dot is what
// it is for an ensemble of that name, as source, as target and recorded,
// however the index is written.
func TestMembersAreEnsembles(t *testing.T) {
	members := func(name, populations string) map[string]runtime.Record {
		return record(t, compile(t, strings.ReplaceAll(memberModel, "MEMBER", name)+populations).Program, 60)
	}
	want := members("p[1]", "for i in 0:3 { ensemble p[i] 25 dims 2; connect u[2*i:2*i + 2] -> p[i] }\n")
	for _, name := range []string{"p[1]", "p[-2]", "p[1:2]", "p[3 - 2]"} {
		got := members(name, "array p 3 of 25 dims 2\nconnect u -> p\n")
		for probe, w := range want {
			if g := got[probe]; !slices.Equal(g.Shape, w.Shape) || !slices.Equal(g.Spike, w.Spike) {
				t.Errorf("%s, %s: shape %v and %d spikes, want %v and %d", name, probe, g.Shape, len(g.Spike), w.Shape, len(w.Spike))
			}
			same(t, name+": "+probe, got[probe].Data, w.Data, 1e-12)
		}
	}
	if len(want["spikes"].Spike) == 0 || slices.Max(want["rates"].Data) == 0 {
		t.Error("nothing happens")
	}
}

// Several members have their neurons in the order they are named, as source, as
// target and recorded.
func TestNeuronsOfSeveralMembers(t *testing.T) {
	got := record(t, compile(t, `seed 1
node one = 1
array p 3 of 4 neurons relu encoders [1] gain 1 bias vector(4, 5 + i)
array q 3 of 4 neurons relu encoders [1] gain 1 bias 0
node y dims 8
connect p[2, 0].neurons -> y synapse none
connect one -> q[1].neurons synapse none transform [1, 2, 3, 4]
connect one -> q[2, 0].neurons[3:6] synapse none transform [10, 20, 30]
probe y, q.neurons
probe all: p.neurons
probe back: p[-1, 0].neurons[4:6]
probe twice: p[1, 1].neurons
probe input: q[2, 1].input
`).Program, 3)
	last := func(name string, size int) []float64 { return got[name].Data[2*size:] }
	same(t, "all", last("all", 12), []float64{5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8}, 0)
	same(t, "source", last("y", 8), []float64{5, 6, 7, 8, 5, 6, 7, 8}, 0)
	same(t, "target", last("q.neurons", 12), []float64{20, 30, 0, 0, 1, 2, 3, 4, 0, 0, 0, 10}, 0)
	same(t, "slice of members", last("back", 2), []float64{5, 6}, 0)
	same(t, "named twice", last("twice", 8), []float64{5, 6, 7, 8, 5, 6, 7, 8}, 0)
	same(t, "input", last("input", 2), []float64{0, 0}, 0)
}

// The weights of a dimension's neurons would be those of all: an inhibited
// member falls silent as a whole, and nobody else.
func TestOneMemberIsInhibited(t *testing.T) {
	got := record(t, compile(t, `seed 1
node g = 1
array p 3 of 4 neurons relu encoders [1] gain 1 bias 5
connect g -> p[1].neurons transform -50
probe p.neurons
`).Program, 20)
	same(t, "rates", got["p.neurons"].Data[19*12:], []float64{5, 5, 5, 5, 0, 0, 0, 0, 5, 5, 5, 5}, 0)
}

// Between the neurons of arrays and populations `weights` fills a matrix and a
// number as `transform` is a multiple of the identity, whichever end the array is.
func TestNeuronsOfArraysConnect(t *testing.T) {
	got := record(t, compile(t, `seed 1
array p 2 of 3 neurons relu encoders [1] gain 1 bias vector(3, 1 + i)
array q 2 of 3 neurons relu encoders [1] gain 1 bias 0
array r 2 of 3 neurons relu encoders [1] gain 1 bias 0
ensemble a 6 neurons relu gain 1 bias vector(6, 1 + i)
ensemble b 6 neurons relu gain 1 bias 0
ensemble c 6 neurons relu gain 1 bias 0
ensemble d 2 neurons relu gain 1 bias 0
defaults connect synapse none
connect p.neurons -> b.neurons weights 0.5
connect p.rates -> c.neurons transform 3
connect a.neurons -> q.neurons weights 0.25
connect a.rates -> r.rates transform 2
connect w: p[1, 0].neurons[1:5] -> d.neurons[1, 0] weights [[1, 0, 10, 0], [0, 1, 0, 10]]
connect p[1].neurons -> d.neurons weights 0.01
connect a.neurons -> v weights 2
node v dims 2
probe b.neurons, c.neurons, q.neurons, r.neurons, d.neurons, v
`).Program, 3)
	last := func(name string) []float64 { data := got[name].Data; return data[2*len(data)/3:] }
	same(t, "array to ensemble, weights", last("b.neurons"), []float64{6, 6, 6, 6, 6, 6}, 0)
	same(t, "array to ensemble, transform", last("c.neurons"), []float64{3, 6, 9, 3, 6, 9}, 0)
	same(t, "ensemble to array, weights", last("q.neurons"), []float64{5.25, 5.25, 5.25, 5.25, 5.25, 5.25}, 0)
	same(t, "ensemble to array, transform", last("r.neurons"), []float64{2, 4, 6, 8, 10, 12}, 0)
	same(t, "parts", last("d.neurons"), []float64{23.06, 12.06}, 1e-14)
	same(t, "to a value", last("v"), []float64{42, 42}, 0)
}
