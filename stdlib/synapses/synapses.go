// Package synapses holds the filters a signal passes on its way. A synapse is a
// linear system in continuous time; Discretize turns it into the recurrence
// that runs. Every synapse in a connection delays by one step, because its
// output is read before it is updated.
package synapses

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Synapse is a filter in continuous time.
type Synapse interface {
	// Discretize returns the recurrence for a time step dt (s).
	Discretize(dt float64) Filter
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
type Filter struct {
	A, B, C []float64
	D       float64
}

// Order is the number of states.
func (f Filter) Order() int { return len(f.B) }

// Table lists the synapses.
var Table = catalog.Table[Synapse]{lowpassEntry, alphaEntry}

// transferFunction discretises num(s)/den(s) by zero-order hold: controller
// canonical form, then [Ad Bd; 0 1] = expm(dt·[A B; 0 0]). The coefficients
// stand highest power first; den is longer than num.
func transferFunction(num, den []float64, dt float64) Filter {
	s := len(den) - 1
	block := mat.NewDense(s+1, s+1, nil)
	c := make([]float64, s)
	for i := range s {
		block.Set(0, i, -den[i+1]/den[0]*dt)
		if i > 0 {
			block.Set(i, i-1, dt)
		}
		if k := i - (s - len(num)); k >= 0 {
			c[i] = num[k] / den[0]
		}
	}
	block.Set(0, s, dt)
	var exp mat.Dense
	exp.Exp(block)
	f := Filter{A: make([]float64, s*s), B: make([]float64, s), C: c}
	for i := range s {
		for j := range s {
			f.A[i*s+j] = exp.At(i, j)
		}
		f.B[i] = exp.At(i, s)
	}
	return f
}

// through passes the signal on unchanged, one step later.
var through = Filter{D: 1}

// Lowpass is the first-order filter 1/(tau·s + 1), the usual model of a
// post-synaptic current; tau is in seconds. Its discrete form is
//
//	y ← a·y + (1-a)·u,   a = exp(-dt/tau)
type Lowpass struct{ Tau float64 }

var tauParam = catalog.Param{Name: "tau", Unit: catalog.Time, Required: true, Check: catalog.NotNegative, Doc: "time constant"}

var lowpassEntry = catalog.Entry[Synapse]{
	Name: "lowpass", Doc: "first-order filter 1/(tau·s + 1)", Source: "Eliasmith & Anderson (2003)",
	Params: []catalog.Param{tauParam},
	New:    func(v catalog.Values) (Synapse, error) { return Lowpass{v["tau"]}, nil },
}

// Discretize returns the one-state recurrence; tau 0 passes the signal on.
func (l Lowpass) Discretize(dt float64) Filter {
	if l.Tau == 0 {
		return through
	}
	a := math.Exp(-dt / l.Tau)
	return Filter{A: []float64{a}, B: []float64{1 - a}, C: []float64{1}}
}

// String writes the time constant.
func (l Lowpass) String() string { return fmt.Sprintf("lowpass(%gs)", l.Tau) }

// Alpha is the second-order filter 1/(tau·s + 1)², whose impulse response
// t·exp(-t/tau)/tau² rises before it falls; tau is in seconds.
//
// Source: Rall (1967).
type Alpha struct{ Tau float64 }

var alphaEntry = catalog.Entry[Synapse]{
	Name: "alpha", Doc: "second-order filter 1/(tau·s + 1)²", Source: "Rall (1967)",
	Params: []catalog.Param{tauParam},
	New:    func(v catalog.Values) (Synapse, error) { return Alpha{v["tau"]}, nil },
}

// Discretize returns the two-state recurrence; tau 0 passes the signal on.
func (a Alpha) Discretize(dt float64) Filter {
	if a.Tau == 0 {
		return through
	}
	return transferFunction([]float64{1}, []float64{a.Tau * a.Tau, 2 * a.Tau, 1}, dt)
}

// String writes the time constant.
func (a Alpha) String() string { return fmt.Sprintf("alpha(%gs)", a.Tau) }

// Equal reports whether two filters have the same coefficients.
func (f Filter) Equal(g Filter) bool {
	return slices.Equal(f.A, g.A) && slices.Equal(f.B, g.B) && slices.Equal(f.C, g.C) && f.D == g.D
}
