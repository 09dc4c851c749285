package slots

import "github.com/nefc/nefc/stdlib/rules"

// Table lists the slots that are not brought by a component, in the order messages
// name them.
var Table = []*Slot{
	{Name: "neurons", Of: []Owner{Ensemble, Array}, Doc: "activity as a source, input current as a target", Shape: []Axis{Neurons},
		Unit: "Hz (a spike is amplitude/dt); current", Written: true, From: Activity, Example: "connect a.neurons -> b.neurons solve l2"},
	{Name: "spikes", Of: []Owner{Ensemble}, Doc: "spike events: which neuron, and when", Unit: "index of the neuron, s", From: Spikes, Example: "probe a.spikes"},
	{Name: "rates", Same: "neurons", Of: []Owner{Ensemble, Array}, Doc: "the same as .neurons", Shape: []Axis{Neurons}, Unit: "Hz; current",
		Example: "probe a.rates"},
	{Name: "current", Of: []Owner{Ensemble}, Doc: "input current J, bias included", Shape: []Axis{Neurons}, Unit: "current (threshold 1)", From: Port,
		Example: "probe a.current"},
	{Name: "input", Of: []Owner{Ensemble, Array}, Doc: "the decoded values that arrive", Shape: []Axis{Dims}, Unit: "the unit of the value", Written: true,
		From: Input, Example: "probe a.input"},
	{Name: "encoders", Of: []Owner{Ensemble}, Doc: "the direction in which each neuron's rate grows", Shape: []Axis{Neurons, Dims}, Unit: "unit length",
		From: Encoders, Example: "probe a.encoders"},
	{Name: "scaled_encoders", Of: []Owner{Ensemble, Rule}, Doc: "encoders · gain/radius, as voja changes them", Shape: []Axis{Neurons, Dims},
		Unit: "current per unit of value", From: ScaledEncoders, When: trainsEncoders, Example: "probe a.scaled_encoders"},
	{Name: "gain", Of: []Owner{Ensemble}, Doc: "gain of each neuron", Shape: []Axis{Neurons}, Unit: "current per radius", From: Computed,
		Compute: func(t *Tuning) []float64 { return t.Gain }, Example: "probe a.gain"},
	{Name: "bias", Of: []Owner{Ensemble}, Doc: "current of each neuron without input", Shape: []Axis{Neurons}, Unit: "current (threshold 1)", From: Computed,
		Compute: func(t *Tuning) []float64 { return t.Bias }, Example: "probe a.bias"},
	{Name: "max_rates", Of: []Owner{Ensemble}, Doc: "rate of each neuron where its encoder ends, at one radius", Shape: []Axis{Neurons}, Unit: "Hz",
		From: Computed, Compute: maxRates, Example: "probe a.max_rates"},
	{Name: "intercepts", Of: []Owner{Ensemble}, Doc: "where along its encoder each neuron starts to fire", Shape: []Axis{Neurons}, Unit: "radii",
		From: Computed, Compute: intercepts, Example: "probe a.intercepts"},
	{Name: "positions", Of: []Owner{Ensemble}, Doc: "where each neuron is", Shape: []Axis{Neurons, Axes}, Unit: "the unit of `positions`",
		From: Computed, Compute: func(t *Tuning) []float64 { return t.Positions }, Example: "ensemble s 20 positions sheet(2)\nconnect u -> s\nprobe s.positions"},
	{Name: "weights", Of: []Owner{Connection}, Doc: "what multiplies activities: full weights, or decoders behind their transform",
		Shape: []Axis{Targets, Sources}, Unit: "the unit of the connection: current, conductance or value per Hz", From: Weights, Example: "probe c.weights every 10ms"},
	{Name: "output", Of: []Owner{Connection}, Doc: "what the connection brings, weighted and filtered", Shape: []Axis{Targets}, Unit: "the unit of the target",
		Picked: true, From: Output, Example: "probe c.output"},
	{Name: "error", Of: []Owner{Rule}, Doc: "the error that arrives at the rule; also a target", Shape: []Axis{ErrorDims}, Unit: "the unit of the value",
		Written: true, Picked: true, From: Error, When: func(kind *rules.Rule) bool { return kind.NeedsError }, Example: "probe c.error"},
	{Name: "delta", Of: []Owner{Rule}, Doc: "the change of the weights in one step", Shape: []Axis{Trained}, Unit: "the unit of .weights", From: Change,
		When:    func(kind *rules.Rule) bool { return kind.Events == nil },
		Example: "probe c.delta every 10ms"},
	{Name: "activities", Of: []Owner{Rule}, Doc: "filtered activities of the source", Shape: []Axis{Sources}, Unit: "Hz", Picked: true, From: Activities,
		When: trainsWeights, Example: "probe c.activities"},
	{Name: "post_filtered", Of: []Owner{Rule}, Doc: "filtered activities of the target (bcm, oja, voja)", Shape: []Axis{TargetNeurons}, Unit: "Hz",
		From: PostActivities, When: func(kind *rules.Rule) bool { return kind.NeedsPost || trainsEncoders(kind) }, Example: "probe w.bcm.post_filtered"},
	{Name: "theta", Of: []Owner{Rule}, Doc: "the threshold of bcm", Shape: []Axis{TargetNeurons}, Unit: "Hz", From: PostAverage,
		When: func(kind *rules.Rule) bool { return kind.Takes(rules.AverageFilter) }, Example: "probe w.theta"},
}

func trainsEncoders(kind *rules.Rule) bool { return kind.Trains == rules.Encoders }
func trainsWeights(kind *rules.Rule) bool  { return !trainsEncoders(kind) && kind.Events == nil }

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
…
run 10ms
`
