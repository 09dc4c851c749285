// Package stdlibtest has a throw-away component of each family, for tests: each is a
// file that describes it, and a line in Register.
package stdlibtest

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Register adds the components to the tables of their families until a test ends.
func Register(t testing.TB) {
	t.Helper()
	add(t, &neurons.Table, conductanceEntry)
	add(t, &rules.Table, traced)
	add(t, &solvers.Table, shakyEntry)
	add(t, &synapses.Table, boxcarEntry)
	add(t, &dists.Table, coinEntry)
	add(t, &processes.Table, sawtooth)
	add(t, &slots.Table, threshold)
}

func add[S ~[]E, E any](t testing.TB, table *S, entry E) {
	before := *table
	*table = append(slices.Clone(before), entry)
	t.Cleanup(func() { *table = before })
}

// Model names a component of each family.
const Model = `seed 1
node u = sawtooth(period=100ms)
node open = 0.5
ensemble a 40 neurons conductance(tau=10ms) potential coin(0.25) max_rates 50..100
ensemble b 30 neurons conductance since 5ms max_rates 50..100
connect u -> a
connect a -> b synapse boxcar(10ms) solve shaky(std=0.001)
connect drive: a.neurons -> b.exc weights 1e-3
connect ease: open -> b.inh[0:10] transform 0.2 synapse none
learn traced on drive tau_trace 15ms rate 1e-5
probe b.current, b.exc, b.inh, b.potential, b.since, b.spikes, b.threshold, b.gain, b.bias
probe drive.output, drive.weights, drive.activities, drive.trace
`
