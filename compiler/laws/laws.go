// Package laws judges a model that is complete: it refuses what must not be
// although each line of it has a meaning, and warns of what changes nothing.
package laws

import (
	"github.com/nefc/nefc/compiler/elaborate"
	"github.com/nefc/nefc/compiler/elaborate/experiments"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/learning"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Law is something that must hold for every model.
type Law struct {
	Name  string
	Doc   string      // what it refuses or warns of
	Codes []diag.Code // of what it reports
	Sound bool        // it is judged only if nothing is wrong so far
	judge func(*Case)
}

// Laws are all laws, in the order in which they are judged.
var Laws = []Law{
	{"errors", "errors of the wrong sign, and errors that aim at something else than the connection was solved for",
		[]diag.Code{diag.ErrorSign, diag.OtherTarget}, false, errors},
	{"params", "changing a param that shapes the model while it runs", []diag.Code{diag.UnknownParam}, false, structuralParams},
	{"signs", "solvers, scales and biases that do not keep the signs of neurons", []diag.Code{diag.DaleClash, diag.BiasTwice}, false, signs},
	{"ports", "neurons in the wrong input, conductances below 0, and values that pass them by",
		[]diag.Code{diag.WrongPort, diag.NegativeConductance, diag.IntoSoma, diag.OutOfReach, diag.NoWeights, diag.NoJump}, false, ports},
	{"bounds", "weights beyond the bounds of a rule", []diag.Code{diag.BeyondBounds}, false, bounds},
	{"damage", "damage that is none, or was there before, and what is healed though it is whole", []diag.Code{diag.ChangesNothing}, false, damage},
	{"apart", "excitatory and inhibitory neurons that are solved apart into one population", []diag.Code{diag.SolvedApart}, false, apart},
	{"outside", "names of two functions that are computed outside", []diag.Code{diag.DeclaredTwice}, false, outside},
	{"shorttimes", "times that no step shows", []diag.Code{diag.TooShort}, false, shortTimes},
	{"emptyprobes", "probes that record nothing", []diag.Code{diag.TooShort}, false, emptyProbes},
	{"circles", "loops without a synapse", []diag.Code{diag.Loop}, true, circles},
	{"unused", "objects that nobody reads, and names that nobody mentions", []diag.Code{diag.Unused}, true, unused},
	{"undriven", "objects that nothing arrives at, and rules without an error", []diag.Code{diag.Undriven, diag.NoErrorSignal}, true, undriven},
	{"memory", "runs that need more memory than they may use", []diag.Code{diag.TooLarge}, true, memory},
}

// Case is a model and what its making showed.
type Case struct {
	*report.Reporter
	Outline   *outline.Outline
	Model     *model.Model
	Built     map[*outline.Decl]any // what declarations became
	Written   map[any]*grammar.Expr // of connections and nodes: the expression that says what they carry
	RuleLines map[*model.Rule]learning.RuleLine
	Connects  map[*model.Connection]*grammar.Connect     // of connections that their line makes alone
	Arrays    map[*model.Node]*expressions.EnsembleArray // by input
	Times     []values.Time                              // time constants, delays and holds as written
	Sets      []experiments.Set                          // changes of params
	MaxMemory int64                                      // bytes a run may use
}

// Check judges an elaborated model by every law; what is wrong is added to what was
// reported.
func Check(e *elaborate.Elaborator) {
	c := &Case{Reporter: e.Reporter, Outline: e.Outline, Model: e.Model, Built: e.Built, Written: e.Written,
		RuleLines: e.RuleLines, Connects: e.Statements, Arrays: e.Arrays, Times: e.Times, Sets: e.Sets, MaxMemory: e.MaxMemory}
	for _, law := range Laws {
		if c.TooMuch() {
			return
		}
		if !law.Sound || !c.Diags.HasErrors() {
			law.judge(c)
		}
	}
}
