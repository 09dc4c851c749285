package rules

import "github.com/nefc/nefc/stdlib/catalog"

// The names of the options that filter what a rule reads.
const (
	SourceFilter  = "pre_synapse"   // State.Pre
	ErrorFilter   = "error_synapse" // State.Error
	TargetFilter  = "post_synapse"  // State.Post
	AverageFilter = "theta_synapse" // State.Theta, which only rules that have the option read
)

// The options that several rules have.
var (
	preSynapse   = filter(SourceFilter, 0.005, "filters the activities of the source")
	errorSynapse = filter(ErrorFilter, 0.005, "between the error and the rule")
	postSynapse  = catalog.Param{Name: TargetFilter, Kind: catalog.Filter, Default: 0.005, Like: SourceFilter,
		Doc: "filters the activities of the target"}
)

// Rate is the name of the option that every rule has.
const Rate = "rate"

// rate is the learning rate, of some value if it is left out.
func rate(value float64) catalog.Param {
	return catalog.Param{Name: Rate, Default: value, Check: catalog.NotNegative, Doc: "learning rate, per second"}
}

// filter is an option that filters what a rule reads; tau (s) is the time constant of
// the lowpass that holds if it is left out.
func filter(name string, tau float64, doc string) catalog.Param {
	return catalog.Param{Name: name, Kind: catalog.Filter, Default: tau, Doc: doc}
}
