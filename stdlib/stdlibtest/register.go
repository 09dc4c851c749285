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
