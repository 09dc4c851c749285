package statements

import "strings"

// The models around the examples of choose.
const (
	aroundChoose = `
seed 1
vocab v dims 16 { A; B; C }
node vision = if t < 0.05 then v.A else 0*v.A
ensemble cortex 400 dims 16
connect vision -> cortex
…
probe cortex, act
run 10ms`

	chooseWith = "choose act%s {\n  a_to_b when dot(cortex, v.A) send v.B -> cortex\n  rest when 0.3\n}"
)

// choice are the rules of action.
var choice = &Statement{
	Name: "choose", Doc: "Rules of action: the basal ganglia choose the rule that is worth most now, and what it sends arrives.",
	Example: "choose act {\n  a_to_b when dot(cortex, v.A) send v.B -> cortex\n  look when dot(vision, v.C) send vision -> cortex\n  rest when 0.3\n}",
	Around:  aroundChoose,
	options: []Option{
		ofChoice("n", "100", "whole number", "neurons of each population of the basal ganglia; there are five for each rule", " n 200"),
		ofChoice("thalamus_n", "50", "whole number", "neurons of the thalamus for each rule", " thalamus_n 100"),
		ofChoice("threshold", "0.1", "number below 1", "below which the thalamus is silent", " threshold 0.2"),
		ofChoice("mutual_inhibition", "0.1", "number",
			"how much a chosen rule keeps down the others; with 1 it holds on while another is worth as much", " mutual_inhibition 0.5"),
		ofChoice("bias", "0", "number", "added to every utility; the basal ganglia choose best from 0.5 to 1.5", " bias 0.5"),
		ofChoice("utility_synapse", "5ms", "synapse or none", "between what a rule compares and the basal ganglia", " utility_synapse 10ms"),
		ofChoice("synapse", "10ms", "synapse or none", "between a chosen rule and what it sends to", " synapse 20ms"),
		ofChoice("channel_n", "50", "whole number", "neurons for each dimension of a value that is sent", " channel_n 100"),
		ofChoice("gate_n", "40", "whole number", "neurons that keep a value back", " gate_n 80"),
		ofChoice("gate_threshold", "0.3", "number below 1",
			"how far a rule may be from chosen and still let a value through", " gate_threshold 0.2"),
		ofChoice("route_inhibition", "3", "number", "how strongly a value is kept back", " route_inhibition 5"),
	},
}

// ofChoice is an option of choose.
func ofChoice(name, otherwise, takes, doc, written string) Option {
	return Option{Name: name, Takes: takes, Default: otherwise, Doc: doc, Example: strings.Replace(chooseWith, "%s", written, 1)}
}
