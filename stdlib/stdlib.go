// Package stdlib is the list of what a model can name. A component describes
// itself once, in its own file; to add one, write the file and name it in the
// table of its family:
//
//	neuron types    neurons.Table
//	synapses        synapses.Table
//	solvers         solvers.Table
//	learning rules  rules.Table
//	distributions   dists.Table
//	processes       processes.Table
//	functions       functions.Table
//	analyses        analyses.Table
//	statements      statements.Table, with their options
//	slots           slots.Table
//	networks        a file in std/1/
//
// Package stdlibtest has a component of each family for tests.
package stdlib
