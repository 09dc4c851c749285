package kernels

import (
	"math"
	"slices"
)

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
		var list *int32
		spikes, list = roomFor(n, spikes)
		step := izhikevichAVX2
		if wide {
			n, step = n&^7, izhikevichAVX512
		}
		spikes = spikes[:first+step(&v[0], &u[0], &J[0], n, dt, a, b, c, d, list)]
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

// roomFor makes room for n more spikes, and for the last eight that assembly writes
// at a time, and returns where they go.
func roomFor(n int, spikes []int32) ([]int32, *int32) {
	at := len(spikes)
	spikes = slices.Grow(spikes, n+8)
	return spikes, &spikes[:at+1][at]
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

// rateBlock is how many currents LIFRate goes through more than once, while they are
// in the first cache; a multiple of 8.
const rateBlock = 1024

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
	for from, count := 0, 0; from < n; from += count {
		rates := lifRateAVX2
		if count = min(rateBlock, n-from); wide && count >= 8 && &a[0] != &J[0] {
			count, rates = count&^7, lifRateAVX512
		}
		rates(&a[from], &J[from], count, tauRC, tauRef, amplitude, &atanhSeries[0])
	}
	for i := n; i < len(a); i++ {
		j := J[i]
		if !(j > 1) {
			a[i] = 0
			continue
		}
		t := j - 1
		k := (math.Float64bits(j) - math.Float64bits(t) + 1<<51) >> 52
		u := float64(j * math.Float64frombits((1023-k)<<52))
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
