package kernels

import (
	"math"
	"slices"
)

// Drive is the current of a population, J = bias + E·x + plus: bias, plus and every
// column of E (a column after the other) have an element per neuron, x one per
// dimension. Without x, J is the bias; plus, if it is not nil, comes with x only.
type Drive struct{ Bias, Encoders, X, Plus []float64 }

// LIFStep is what the neurons of a population have in common in LIF.
type LIFStep struct {
	Free float64 // the coefficient outside the refractory period
	Low  float64 // the lowest voltage
}

// LIF advances leaky integrate-and-fire neurons by a step and appends those that
// spiked to a list. K holds the coefficients of as many steps as the refractory
// period has, 0 within it; rows take turns, and what this step leaves in its row
// is for the step in which the refractory period of its spikes ends.
//
//	for i := range v {
//		J[i] = bias[i]
//		for j := range x {
//			J[i] += E[j*len(v)+i]*x[j]
//		}
//		J[i] += plus[i]
//		v[i] = max(low, v[i]+(J[i]-v[i])*K[turn][i])
//		K[turn][i] = free
//	}
//	for i where v[i] > 1 {
//		for k := range K {
//			K[k][i] = 0
//		}
//		K[turn][i] = (v[i]-1)/(J[i]-1)
//		v[i] = 0
//	}
//
// The second loop is of few neurons; a division for each would take longer than
// all the rest.
func LIF(v []float64, K [][]float64, turn int, in *Drive, s *LIFStep, spikes []int32) []int32 {
	for from := 0; from < len(v); from += lifBlock {
		spikes = lifBlockFrom(from, min(from+lifBlock, len(v)), v, K, turn, in, s, spikes)
	}
	return spikes
}

// lifBlock is how many neurons take the second loop while they are in the cache;
// a multiple of 8.
const lifBlock = 2048

// lifBlockFrom is LIF for neurons from … to-1.
func lifBlockFrom(from, to int, v []float64, K [][]float64, turn int, in *Drive, s *LIFStep, spikes []int32) []int32 {
	first, row := len(spikes), K[turn]
	n := from + groups(to-from)
	if n > from {
		spikes = advanceLIF(v[from:n], row[from:n], from, in, s, spikes)
	}
	for i := n; i < to; i++ {
		x := v[i]
		x += float64((in.current(i) - x) * row[i])
		if x < s.Low {
			x = s.Low
		}
		if x > 1 {
			spikes = append(spikes, int32(i))
		}
		v[i], row[i] = x, s.Free
	}
	spiked := spikes[first:]
	for k, other := range K {
		if k != turn {
			for _, i := range spiked {
				other[i] = 0
			}
		}
	}
	in.resetLIF(spiked, v, row)
	return spikes
}

// resetLIF is the rest of the second loop of LIF; its first two cases are the last
// one, in half the time.
func (in *Drive) resetLIF(spiked []int32, v, row []float64) {
	switch bias, E, plus := in.Bias, in.Encoders, in.Plus; {
	case len(in.X) == 1 && plus == nil:
		x := in.X[0]
		for _, i := range spiked {
			row[i] = (v[i] - 1) / (bias[i] + float64(E[i]*x) - 1)
			v[i] = 0
		}
	case len(in.X) == 1:
		x := in.X[0]
		for _, i := range spiked {
			row[i] = (v[i] - 1) / (bias[i] + float64(E[i]*x) + plus[i] - 1)
			v[i] = 0
		}
	default:
		for _, i := range spiked {
			row[i] = (v[i] - 1) / (in.current(int(i)) - 1)
			v[i] = 0
		}
	}
}

// advanceLIF is the first loop of LIF in assembly, for neurons from one on.
func advanceLIF(v, row []float64, from int, in *Drive, s *LIFStep, spikes []int32) []int32 {
	n, d, stride, bias := len(v), len(in.X), len(in.Bias), in.Bias[from:from+len(v)]
	first := len(spikes)
	spikes = slices.Grow(spikes, n+8) // assembly writes eight at a time
	list, count := &spikes[:first+1][first], 0
	if d == 0 {
		count = lifAVX2(&v[0], &row[0], n, &bias[0], nil, nil, nil, 0, stride, &s.Free, list)
	} else {
		E, x := &in.Encoders[from : (d-1)*stride+from+n][0], &in.X[0]
		switch {
		case in.Plus == nil && d == 1:
			count = lifScalarAVX2(&v[0], &row[0], n, &bias[0], E, x, nil, d, stride, &s.Free, list)
		case in.Plus == nil:
			count = lifVectorAVX2(&v[0], &row[0], n, &bias[0], E, x, nil, d, stride, &s.Free, list)
		case d == 1:
			count = lifScalarPlusAVX2(&v[0], &row[0], n, &bias[0], E, x, &in.Plus[from : from+n][0], d, stride, &s.Free, list)
		default:
			count = lifVectorPlusAVX2(&v[0], &row[0], n, &bias[0], E, x, &in.Plus[from : from+n][0], d, stride, &s.Free, list)
		}
	}
	spikes = spikes[:first+count]
	if from > 0 {
		for k := range spikes[first:] {
			spikes[first+k] += int32(from)
		}
	}
	return spikes
}

// current is that of neuron i.
func (in *Drive) current(i int) float64 {
	J := in.Bias[i]
	for j, u := range in.X {
		J += float64(in.Encoders[j*len(in.Bias)+i] * u)
	}
	if in.Plus != nil {
		J += in.Plus[i]
	}
	return J
}

// Currents writes J.
func (in *Drive) Currents(J []float64) {
	EncodeColumns(J, in.Bias, in.Encoders, in.X)
	if in.Plus != nil {
		Add(J, in.Plus)
	}
}

// Izhikevich advances quadratic neurons with recovery, at h = dt in ms:
//
//	for i := range v {
//		v[i] += (0.04*(v[i]*v[i]) + 5*v[i] + 140 - u[i] + max(-30, J[i]))*1000*dt
//		if v[i] >= 30 {
//			v[i] = c
//		}
//		u[i] += (a*(b*v[i] - u[i]))*1000*dt
//		if that was so {
//			u[i] += d
//		}
//	}
//
// Those that were reset are appended to a list. The model amplifies rounding
// ten thousand times, so the order of operations is part of it.
func Izhikevich(v, u, J []float64, dt, a, b, c, d float64, spikes []int32) []int32 {
	u, J = u[:len(v)], J[:len(v)]
	n := groups(len(v))
	if n > 0 {
		first := len(spikes)
		spikes = slices.Grow(spikes, n+8) // assembly writes eight at a time
		count := izhikevichAVX2(&v[0], &u[0], &J[0], n, dt, a, b, c, d, &spikes[:first+1][first])
		spikes = spikes[:first+count]
	}
	for i := n; i < len(v); i++ {
		j := J[i]
		if j < -30 {
			j = -30
		}
		x, r := v[i], u[i]
		sum := float64(float64(float64(float64(0.04*float64(x*x))+float64(5*x))+140)-r) + j
		x += float64(float64(sum*1000) * dt)
		reset := x >= 30
		if reset {
			spikes = append(spikes, int32(i))
			x = c
		}
		r += float64(float64(float64(a*(float64(b*x)-r))*1000) * dt)
		if reset {
			r += d
		}
		v[i], u[i] = x, r
	}
	return spikes
}

// atanhSeries are the coefficients of 2·atanh(s)/s = Σ 2/(2m+1)·s^2m, the
// highest first; what is left out is below 1e-18 for |s| ≤ 0.2005. Odd and even
// m are summed apart, so that neither sum waits for the other.
var atanhSeries = func() (c [12]float64) {
	for i := range c {
		c[i] = 2 / float64(2*(len(c)-i)-1)
	}
	return c
}()

// LIFRate is the rate of leaky integrate-and-fire neurons:
//
//	for i := range a {
//		a[i] = 0
//		if J[i] > 1 {
//			a[i] = amplitude / (tauRef + tauRC*log(J[i]/(J[i]-1)))
//		}
//	}
//
// The logarithm is taken without a library, whose bits may differ between
// machines. With the power k of two that is nearest to J/(J-1),
//
//	log(J/(J-1)) = k·log 2 + 2·atanh(s),   s = (J·2^-k - (J-1))/(J·2^-k + (J-1))
//
// where |s| ≤ 0.2005, and s = 1/(2J-1) for k = 0, so that nothing cancels. The
// rate is within 1e-15 of the textbook's (TestLIFRate).
func LIFRate(a, J []float64, tauRC, tauRef, amplitude float64) {
	J = J[:len(a)]
	n := groups(len(a))
	if n > 0 {
		lifRateAVX2(&a[0], &J[0], n, tauRC, tauRef, amplitude, &atanhSeries[0])
	}
	for i := n; i < len(a); i++ {
		j := J[i]
		if !(j > 1) {
			a[i] = 0
			continue
		}
		t := j - 1
		k := (math.Float64bits(j) - math.Float64bits(t) + 1<<51) >> 52
		u := j * math.Float64frombits((1023-k)<<52)
		s := u - t
		if k == 0 {
			s = 1
		}
		s /= u + t
		square := s * s
		odd, p, w := atanhSeries[0], atanhSeries[1], square*square
		for m := 2; m < len(atanhSeries); m += 2 {
			odd = float64(odd*w) + atanhSeries[m]
			p = float64(p*w) + atanhSeries[m+1]
		}
		p += float64(odd * square)
		log := float64(p*s) + float64(float64(k)*math.Ln2)
		a[i] = amplitude / (float64(tauRC*log) + tauRef)
	}
}

// Adapt is
//
//	for i := range y {
//		y[i] += rate*(k*x[i] - y[i])
//	}
func Adapt(y, x []float64, rate, k float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		adaptAVX2(&y[0], &x[0], n, rate, k)
	}
	for i := n; i < len(y); i++ {
		y[i] += float64(rate * (float64(k*x[i]) - y[i]))
	}
}
