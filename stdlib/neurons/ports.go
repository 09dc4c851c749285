package neurons

import "slices"

// Port is an input of a neuron. Everything knows it by its name: as a slot of its
// ensemble, as the end of a wire, as the signal in which what arrives is summed up.
type Port struct {
	Name string
	Unit string // of what arrives
	Sign int8   // 1: excitatory neurons end here, and what arrives is never below 0; -1: inhibitory ones; 0: it takes both, signed
	Doc  string
}

// Current is the first port of every type.
var Current = Port{Name: "current", Unit: "current (threshold 1)", Doc: "input current J, bias included"}

// currentOnly are the ports of types that have no other.
var currentOnly = []Port{Current}

// PortOf is the place of a port among those of a type, "" being the current; -1 if it
// has none of that name.
func PortOf(t Type, name string) int {
	if name == "" {
		return 0
	}
	return slices.IndexFunc(t.Ports(), func(p Port) bool { return p.Name == name })
}

// DefaultMaxRates are the rates (Hz) between which those of neurons lie at one radius,
// where nothing is said. Conductances bring neurons to less than a current does: a dendrite
// passes only so much, and currents of fast neurons are large.
func DefaultMaxRates(t Type) (lo, hi float64) {
	if _, _, ok := Conductances(t); ok {
		return 50, 100
	}
	return 200, 400
}

// Conductances are the ports in which excitatory and inhibitory neurons end: the first of
// each sign. ok is false for types that do not have both.
func Conductances(t Type) (exc, inh Port, ok bool) {
	of := func(sign int8) (Port, bool) {
		k := slices.IndexFunc(t.Ports(), func(p Port) bool { return p.Sign == sign })
		return t.Ports()[max(k, 0)], k >= 0
	}
	exc, excites := of(1)
	inh, inhibits := of(-1)
	return exc, inh, excites && inhibits
}
