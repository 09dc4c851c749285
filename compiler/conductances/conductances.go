// Package conductances finds how the conductances of neurons act together like a current:
// H of neurons, from theory or fitted to what simulated neurons do.
package conductances

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/internal/cache"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/linalg"
	"github.com/nefc/nefc/stdlib/neurons"
)

// side is how many values of each conductance are paired.
const side = 24

// slowest is the rate (Hz) from which on a pair is part of a fit: the interval of what
// fires less is hardly measured in a second.
const slowest = 10

// Of finds H of neurons whose highest rate (Hz) in a model is given, for time steps of dt (s):
//
//	J* = min(G⁻¹(highest), 0.95·b1/a1),  exc* = (J*·a0 - b0)/(b1 - J*·a1),  inh* = ((b1 - a1)·exc* + b0 - a0)/(a2 - b2)
//
// with H of theory. A neuron is simulated for a second at 24 × 24 pairs in
// [0, 1.1·exc*] × [0, inh*], and H fitted to those that fire.
func Of(t neurons.Conductive, highest, dt float64, kept *cache.Cache) *neurons.Calibration {
	if !t.Measured() {
		return &neurons.Calibration{H: t.Theory()}
	}
	key := keyOf(t, highest, dt)
	if data, ok := kept.Get(key); ok {
		if f := decode(data); f != nil {
			return f
		}
	}
	f := measure(t, highest, dt)
	kept.Put(key, encode(f))
	return f
}

// measure simulates, and fits.
func measure(t neurons.Conductive, highest, dt float64) *neurons.Calibration {
	h := t.Theory()
	f := &neurons.Calibration{H: h}
	f.Exc, f.Inh = h.Reaching(t.InverseRate(highest))
	exc, inh := grid(1.1*f.Exc, f.Inh)
	rates := make([]float64, len(exc))
	kernels.Parallel(side, func(i int) {
		from, to := i*side, (i+1)*side
		t.Calibrating(exc[from:to], inh[from:to], dt, rates[from:to])
	})
	fit(f, t, exc, inh, rates)
	return f
}

// grid are the pairs.
func grid(mostExc, mostInh float64) (exc, inh []float64) {
	for i := range side {
		for j := range side {
			exc = append(exc, mostExc*float64(i)/(side-1))
			inh = append(inh, mostInh*float64(j)/(side-1))
		}
	}
	return exc, inh
}

// fit replaces the H of theory by one that rates are closer to, if there is one.
func fit(f *neurons.Calibration, t neurons.Conductive, exc, inh, rates []float64) {
	var J, e, i []float64
	for k, r := range rates {
		f.Highest = max(f.Highest, r)
		if r > slowest {
			J, e, i = append(J, t.InverseRate(r)), append(e, exc[k]), append(i, inh[k])
		}
	}
	f.Pairs, f.RMSE = len(J), missed(t, f.H, exc, inh, rates)
	if f.Pairs <= coefficients {
		return
	}
	h := fitted(J, e, i)
	if rmse := missed(t, h, exc, inh, rates); h.A0 > 0 && rmse < f.RMSE { // without a0 there is no current at rest
		f.H, f.RMSE, f.Fitted = h, rmse, true
	}
}

// missed is the root mean squared error of the rates that H tells.
func missed(t neurons.Conductive, h neurons.H, exc, inh, rates []float64) float64 {
	told, sum := make([]float64, len(rates)), 0.0
	for k := range told {
		told[k] = h.Current(exc[k], inh[k])
	}
	t.Rates(told, told)
	for k, r := range rates {
		sum += float64((told[k] - r) * (told[k] - r))
	}
	return math.Sqrt(sum / float64(len(rates)))
}

// coefficients are those of H, beside b1 = 1.
const coefficients = 5

// fitted is the H that minimises
//
//	Σ (J·a0 + J·exc·a1 + J·inh·a2 - b0 - b2·inh - exc)²,   a ≥ 0, b2 ≤ 0
//
// Of the 16 sets of coefficients that may be other than 0, beside b0, it is the best whose
// solution has the signs: that is the optimum, as of all non-negative least squares.
func fitted(J, exc, inh []float64) neurons.H {
	m := len(J)
	columns := [coefficients][]float64{J, make([]float64, m), make([]float64, m), make([]float64, m), inh}
	for k := range m {
		columns[1][k], columns[2][k], columns[3][k] = J[k]*exc[k], J[k]*inh[k], -1
	}
	best, least := [coefficients]float64{}, math.Inf(1)
	for set := range 1 << (coefficients - 1) {
		w, ok := onSet(columns, set, exc)
		if !ok {
			continue
		}
		sum := 0.0
		for k := range m {
			e := -exc[k]
			for c := range columns {
				e += float64(columns[c][k] * w[c])
			}
			sum += float64(e * e)
		}
		if sum < least {
			best, least = w, sum
		}
	}
	return neurons.H{B0: best[3], B1: 1, B2: -best[4], A0: best[0], A1: best[1], A2: best[2]}
}

// onSet solves for the coefficients of a set, and for b0; ok is false if one of them would
// be negative.
func onSet(columns [coefficients][]float64, set int, y []float64) (w [coefficients]float64, ok bool) {
	in := []int{3} // b0, which may have either sign
	for bit, c := range []int{0, 1, 2, 4} {
		if set>>bit&1 == 1 {
			in = append(in, c)
		}
	}
	M, Y := mat.NewDense(len(y), len(in), nil), mat.NewDense(len(y), 1, y)
	lengths := make([]float64, len(in))
	for k, c := range in {
		if lengths[k] = math.Sqrt(kernels.Dot(columns[c], columns[c])); lengths[k] == 0 {
			return w, false
		}
		for i, v := range columns[c] {
			M.Set(i, k, v/lengths[k])
		}
	}
	X, _, fine := linalg.LeastSquares(M, Y, 0)
	if !fine {
		return w, false
	}
	for k, c := range in {
		if w[c] = X.At(k, 0) / lengths[k]; k > 0 && w[c] < 0 {
			return w, false
		}
	}
	return w, true
}
