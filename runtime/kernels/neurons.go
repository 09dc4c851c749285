package kernels

import (
	"math"
	"math/bits"
)

// Drive is the current of a population, J = bias + E·x: bias and every column of
// E (a column after the other) have an element per neuron, x one per dimension.
// Without x, J is the bias.
type Drive struct{ Bias, Encoders, X []float64 }

// LIFStep is what the neurons of a population have in common in LIF.
type LIFStep struct {
	Free   float64 // the coefficient outside the refractory period
	Low    float64 // the lowest voltage
	Almost float64 // the largest number below 1
}

// NewLIFStep prepares LIF.
func NewLIFStep(free, low float64) LIFStep { return LIFStep{free, low, 1 - 1.0/(1<<53)} }

// LIF advances leaky integrate-and-fire neurons by a step in which K[i] is the
// coefficient of neuron i: 0 in its refractory period. It leaves in K what the
// coefficient is when the refractory period of a spike in this step ends.
//
//	for i := range v {
//		J := bias[i]
//		for j := range x {
//			J += E[j*len(v)+i]*x[j]
//		}
//		v[i] = max(low, v[i]+(J-v[i])*K[i])
//		K[i] = free
//		if v[i] > 1 {
//			K[i] = min(max((v[i]-1)/(J-1), 0), almost)
//			v[i] = 0
//		}
//	}
//
// Bit i of above tells whether neuron i crossed the threshold.
func LIF(v, K []float64, in Drive, s *LIFStep, above []uint64) {
	rows, d := len(v), len(in.X)
	K, bias, E, above := K[:rows], in.Bias[:rows], in.Encoders[:rows*d], above[:(rows+63)/64]
	clear(above)
	n := groups(rows)
	switch {
	case n == 0:
	case d == 0:
		lifAVX2(&v[0], &K[0], n, &bias[0], nil, nil, 0, rows, &s.Free, &above[0])
	case d == 1:
		lifScalarAVX2(&v[0], &K[0], n, &bias[0], &E[0], &in.X[0], 1, rows, &s.Free, &above[0])
	default:
		lifVectorAVX2(&v[0], &K[0], n, &bias[0], &E[0], &in.X[0], d, rows, &s.Free, &above[0])
	}
	for i := n; i < rows; i++ {
		J := bias[i]
		for j, u := range in.X {
			J += float64(E[j*rows+i] * u)
		}
		x, k := v[i], s.Free
		x += float64((J - x) * K[i])
		if x < s.Low {
			x = s.Low
		}
		if x > 1 {
			above[i/64] |= 1 << (i % 64)
			k = (x - 1) / (J - 1)
			if !(k > 0) {
				k = 0
			}
			if !(k < s.Almost) {
				k = s.Almost
			}
			x = 0
		}
		v[i], K[i] = x, k
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
// Bit i of above tells which neurons were reset. The model amplifies rounding
// ten thousand times, so the order of operations is part of it.
func Izhikevich(v, u, J []float64, dt, a, b, c, d float64, above []uint64) {
	u, J, above = u[:len(v)], J[:len(v)], above[:(len(v)+63)/64]
	clear(above)
	n := groups(len(v))
	if n > 0 {
		izhikevichAVX2(&v[0], &u[0], &J[0], n, dt, a, b, c, d, &above[0])
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
			above[i/64] |= 1 << (i % 64)
			x = c
		}
		r += float64(float64(float64(a*(float64(b*x)-r))*1000) * dt)
		if reset {
			r += d
		}
		v[i], u[i] = x, r
	}
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

// Bits appends the number of every bit of set, in ascending order.
func Bits(list []int32, set []uint64) []int32 {
	for k, word := range set {
		for ; word != 0; word &= word - 1 {
			list = append(list, int32(64*k+bits.TrailingZeros64(word)))
		}
	}
	return list
}
