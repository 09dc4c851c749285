package slots_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/rules"
	"github.com/nefc/nefc/stdlib/slots"
	"github.com/nefc/nefc/stdlib/stdlibtest"
)

// once demands that no two slots of an object have one name, and that a second name is
// that of another.
func once(t *testing.T, of string, list []*slots.Slot) {
	t.Helper()
	names := slots.Names(list)
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("%s: two slots of one name: %v", of, names)
	}
	for _, s := range list {
		if found := slots.Among(list, s.Name); found == nil || found.Same != "" || s.Same == "" && found != s {
			t.Errorf("%s.%s is found as %v", of, s.Name, found)
		}
	}
}

// States, ports and what rules keep take no names that other slots of their object
// have.
func TestNamesOfSlots(t *testing.T) {
	stdlibtest.Register(t)
	for _, e := range neurons.Table {
		kind, err := e.Sample()
		if err != nil {
			t.Fatal(err)
		}
		once(t, e.Name, slots.OfEnsemble(kind))
	}
	for _, o := range neurons.OverTable {
		once(t, o.Name, slots.OfEnsemble(o.New(&neurons.LIFRate{}, 1)))
	}
	for _, kind := range rules.Table {
		once(t, kind.Name, slots.OfRule(kind))
	}
	once(t, "arrays", slots.Of(slots.Array))
	once(t, "connections", slots.Of(slots.Connection))
}

// What a rule has depends on what it needs and keeps.
func TestSlotsOfRules(t *testing.T) {
	for kind, want := range map[*rules.Rule][]string{
		rules.PES:  {"error", "delta", "activities"},
		rules.RLS:  {"error", "delta", "activities", "inv_gamma"},
		rules.BCM:  {"delta", "activities", "post_filtered", "theta"},
		rules.Oja:  {"delta", "activities", "post_filtered"},
		rules.Voja: {"scaled_encoders", "delta", "post_filtered"},
		rules.STDP: {"pre_trace", "post_trace"}, rules.Scaling: {"rates"},
	} {
		if got := slots.Names(slots.OfRule(kind)); !slices.Equal(got, want) {
			t.Errorf("%s has %v, not %v", kind.Name, got, want)
		}
	}
}
