package catalog

import "fmt"

// Unit is the class of a quantity. A value of a class arrives in one unit, whatever it
// was written in; those of membranes are chosen so that no powers of ten stand in
// equations: mV·nS = pA, pF/nS = ms.
type Unit int

// The classes of unit.
const (
	Plain       Unit = iota
	Time             // s
	Frequency        // Hz
	Voltage          // mV
	Conductance      // nS
	Capacitance      // pF
	Current          // pA
)

// classes says of each class how messages call it, in which unit its values arrive, and
// a value of it, as it is written and in that unit.
var classes = [...]struct {
	name, unit, typical string
	value               float64
}{
	Plain:       {"plain number", "", "2", 2},
	Time:        {"time", "s", "10ms", 0.01},
	Frequency:   {"frequency", "Hz", "5Hz", 5},
	Voltage:     {"voltage", "mV", "-60mV", -60},
	Conductance: {"conductance", "nS", "10nS", 10},
	Capacitance: {"capacitance", "pF", "200pF", 200},
	Current:     {"current", "pA", "50pA", 50},
}

// String names the class as messages do.
func (u Unit) String() string { return classes[u].name }

// Base is the unit in which values of the class arrive; "" for plain numbers.
func (u Unit) Base() string { return classes[u].unit }

// Typical writes a value of the class, for examples.
func (u Unit) Typical() string { return classes[u].typical }

// Text writes a value of the class as people do.
func (u Unit) Text(v float64) string {
	if u == Time && v > 0 && v < 1 {
		return fmt.Sprintf("%gms", 1000*v)
	}
	return fmt.Sprintf("%g%s", v, u.Base())
}
