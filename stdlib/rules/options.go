package rules

import "github.com/nefc/nefc/stdlib/catalog"

// The options that several rules have.
var (
	preSynapse   = filter("pre_synapse", 0.005, "filters the activities of the source")
	errorSynapse = filter("error_synapse", 0.005, "between the error and the rule")
	postSynapse  = catalog.Param{Name: "post_synapse", Kind: catalog.Filter, Default: 0.005, Like: "pre_synapse",
		Doc: "filters the activities of the target"}
)

// rate is the option that every rule has.
func rate(value float64) catalog.Param {
	return catalog.Param{Name: "rate", Default: value, Check: catalog.NotNegative, Doc: "learning rate, per second"}
}

// filter is an option that filters what a rule reads; tau (s) is the time constant of
// the lowpass that holds if it is left out.
func filter(name string, tau float64, doc string) catalog.Param {
	return catalog.Param{Name: name, Kind: catalog.Filter, Default: tau, Doc: doc}
}
