// Package slots lists what can be named behind the dot of an object: what it
// is, its shape and unit, and an example that a test checks. The checker, `nefc
// list` and `nefc explain` read the same entries.
package slots

import "slices"

// Owner is a kind of object that has slots.
type Owner int

// The owners. The slots of a rule are those of the connection it trains.
const (
	Ensemble Owner = iota
	Array
	Connection
	Rule
)

// String names the owner in a sentence.
func (o Owner) String() string {
	return [...]string{"ensembles", "arrays", "connections", "connections that learn"}[o]
}

// Slot is one of them.
type Slot struct {
	Name    string
	Of      []Owner
	Doc     string
	Shape   string // of one sample; n neurons, d dimensions
	Unit    string
	Example string // a statement
}

// Table lists the slots in the order messages name them. The states of neurons
// are slots of their ensemble besides, each by its name.
var Table = []*Slot{
	{"neurons", []Owner{Ensemble, Array}, "activity as a source, input current as a target", "n", "Hz (a spike is amplitude/dt); current",
		"connect a.neurons -> b.neurons solve l2"},
	{"spikes", []Owner{Ensemble}, "spike events: which neuron, and when", "one event", "index of the neuron, s", "probe a.spikes"},
	{"rates", []Owner{Ensemble, Array}, "the same as .neurons", "n", "Hz; current", "probe a.rates"},
	{"current", []Owner{Ensemble}, "input current J, bias included", "n", "current (threshold 1)", "probe a.current"},
	{"input", []Owner{Ensemble, Array}, "the decoded values that arrive", "d", "that of the value", "probe a.input"},
	{"encoders", []Owner{Ensemble}, "the direction in which each neuron's rate grows", "n × d", "unit length", "probe a.encoders"},
	{"scaled_encoders", []Owner{Ensemble, Rule}, "encoders · gain/radius, as voja changes them", "n × d", "current per unit of value",
		"probe a.scaled_encoders"},
	{"gain", []Owner{Ensemble}, "gain of each neuron", "n", "current per radius", "probe a.gain"},
	{"bias", []Owner{Ensemble}, "current of each neuron without input", "n", "current (threshold 1)", "probe a.bias"},
	{"weights", []Owner{Connection}, "what multiplies activities: full weights, or decoders behind their transform", "target × source neurons",
		"of the connection: current or value per Hz", "probe c.weights every 10ms"},
	{"output", []Owner{Connection}, "what the connection brings, weighted and filtered", "target", "of the target", "probe c.output"},
	{"error", []Owner{Rule}, "the error that arrives at the rule; also a target", "d of the target", "that of the value", "probe c.error"},
	{"delta", []Owner{Rule}, "the change of the weights in one step", "as .weights", "as .weights", "probe c.delta every 10ms"},
	{"activities", []Owner{Rule}, "filtered activities of the source", "source neurons", "Hz", "probe c.activities"},
	{"pre_filtered", []Owner{Rule}, "the same as .activities", "source neurons", "Hz", "probe c.pre_filtered"},
	{"post_filtered", []Owner{Rule}, "filtered activities of the target (bcm, oja, voja)", "target neurons", "Hz", "probe w.bcm.post_filtered"},
	{"theta", []Owner{Rule}, "the threshold of bcm", "target neurons", "Hz", "probe w.theta"},
	{"inv_gamma", []Owner{Rule}, "rls's estimate of the inverse correlation of activities", "source × source neurons", "1/Hz²", "probe r.inv_gamma every 10ms"},
}

// Around is a model in which the line … stands for an example.
const Around = `seed 1
node u = sin(6*t)
ensemble a 20
ensemble b 20
connect u -> a
connect c: a -> b function 0
learn pes err = b - a on c
connect w: a.neurons -> b.neurons weights 1e-4
learn bcm on w
connect r: a -> b function 0
learn rls err2 = b - a on r
…
run 10ms
`

// Of lists the names of an owner's slots.
func Of(owners ...Owner) []string {
	var out []string
	for _, s := range Table {
		if slices.ContainsFunc(owners, func(o Owner) bool { return slices.Contains(s.Of, o) }) {
			out = append(out, s.Name)
		}
	}
	return out
}
