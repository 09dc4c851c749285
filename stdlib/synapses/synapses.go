// Package synapses holds the filters a signal passes on its way. A synapse is a
// linear system in continuous time; Discretize turns it into the recurrence
// that runs. Every synapse in a connection delays by one step, because its
// output is read before it is updated.
package synapses

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Synapse is a filter in continuous time.
type Synapse interface {
	// Discretize returns the recurrence for a time step dt (s), or why there is
	// none of finite numbers.
	Discretize(dt float64) (Filter, error)
	// String writes the synapse as in a model.
	String() string
}

// Filter is a discrete state-space system with s states for a scalar signal u,
// applied to each element of a vector on its own:
//
//	x ← A·x + B·u,  y = C·x           (D = 0: the new x, input advanced a step)
//	y = C·x + D·u,  x ← A·x + B·u     (D ≠ 0: the old x)
//
// A is s×s, row by row; B and C have s elements. s may be 0.
//
// A filter with Taps is a finite impulse response instead:
//
//	y(k) = Σ taps[i]·u(k-i)
type Filter struct {
	A, B, C []float64
	D       float64
	Taps    []float64
}

// Order is the number of states.
func (f Filter) Order() int {
	if f.Taps != nil {
		return len(f.Taps) - 1
	}
	return len(f.B)
}

// Written lists the synapses whose arguments are lists, which the checker
// reads.
var Written = catalog.Table[Synapse]{
	{Name: "tf", Doc: "any transfer function, highest power first: tf([1], [0.1, 1], method=\"zoh\", analog=yes)",
		Source: "Franklin, Powell & Workman (1998)", Example: "tf([1], [0.1, 1])"},
}

// Table lists the synapses.
var Table = catalog.Table[Synapse]{lowpassEntry, alphaEntry, doubleExpEntry, triangleEntry, bandpassEntry, highpassEntry}

// through passes the signal on unchanged, one step later.
var through = Filter{D: 1}

// Lowpass is the first-order filter 1/(tau·s + 1), the usual model of a
// post-synaptic current; tau is in seconds. Its discrete form is
//
//	y ← a·y + (1-a)·u,   a = exp(-dt/tau)
type Lowpass struct {
	Tau    float64
	Method string // "" for zoh
}

var tauParam = catalog.Param{Name: "tau", Unit: catalog.Time, Required: true, Check: catalog.NotNegative, Doc: "time constant"}

var lowpassEntry = catalog.Entry[Synapse]{
	Name: "lowpass", Doc: "first-order filter 1/(tau·s + 1)", Source: "Eliasmith & Anderson (2003)",
	Params: []catalog.Param{tauParam},
	New:    func(v catalog.Values) (Synapse, error) { return Lowpass{Tau: v["tau"]}, nil },
}

// Discretize returns the one-state recurrence; tau 0 passes the signal on.
func (l Lowpass) Discretize(dt float64) (Filter, error) {
	switch {
	case l.Tau == 0:
		return through, nil
	case l.Method != "":
		return discretizeIn(l.Tau, []float64{1}, []float64{1, 1}, l.Method, dt)
	}
	a := libm.Exp(-dt / l.Tau)
	return Filter{A: []float64{a}, B: []float64{1 - a}, C: []float64{1}}, nil
}

// String writes the time constant, and how it is discretised if not by zoh.
func (l Lowpass) String() string { return fmt.Sprintf("lowpass(%gs%s)", l.Tau, methodText(l.Method)) }

// WithMethod returns the synapse discretised by another method.
func (l Lowpass) WithMethod(method string) Synapse { return Lowpass{l.Tau, method} }

func methodText(method string) string {
	if method == "" {
		return ""
	}
	return fmt.Sprintf(", method=%q", method)
}

// Alpha is the second-order filter 1/(tau·s + 1)², whose impulse response
// t·exp(-t/tau)/tau² rises before it falls; tau is in seconds.
//
// Source: Rall (1967).
type Alpha struct {
	Tau    float64
	Method string // "" for zoh
}

var alphaEntry = catalog.Entry[Synapse]{
	Name: "alpha", Doc: "second-order filter 1/(tau·s + 1)²", Source: "Rall (1967)",
	Params: []catalog.Param{tauParam},
	New:    func(v catalog.Values) (Synapse, error) { return Alpha{Tau: v["tau"]}, nil },
}

// Discretize returns the two-state recurrence; tau 0 passes the signal on.
func (a Alpha) Discretize(dt float64) (Filter, error) {
	if a.Tau == 0 {
		return through, nil
	}
	return discretizeIn(a.Tau, []float64{1}, []float64{1, 2, 1}, a.Method, dt)
}

// WithMethod returns the synapse discretised by another method.
func (a Alpha) WithMethod(method string) Synapse { return Alpha{a.Tau, method} }

// String writes the time constant, and how it is discretised if not by zoh.
func (a Alpha) String() string { return fmt.Sprintf("alpha(%gs%s)", a.Tau, methodText(a.Method)) }

// Equal reports whether two filters have the same coefficients.
func (f Filter) Equal(g Filter) bool {
	return slices.Equal(f.A, g.A) && slices.Equal(f.B, g.B) && slices.Equal(f.C, g.C) && f.D == g.D && slices.Equal(f.Taps, g.Taps)
}

// finite reports a coefficient that is no finite number.
func (f Filter) finite() error {
	if slices.ContainsFunc(slices.Concat(f.A, f.B, f.C, []float64{f.D}), notFinite) {
		return errTooLarge
	}
	return nil
}
