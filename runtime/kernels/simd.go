package kernels

import (
	"math"
	"math/bits"
)

//go:generate sh -c "cd gen && go run . -out ../simd_amd64.s -stubs ../simd_amd64.go -pkg kernels"

// assembly says whether the kernels below use AVX2. It gives the same bits as
// the plain loops.
var assembly = hasAVX2

// UseAssembly switches AVX2 off, or on again where the machine has it.
func UseAssembly(on bool) { assembly = on && hasAVX2 }

// shortest is the length from which calling assembly pays.
const shortest = 16

// groups is how many of n elements assembly takes: whole groups of four.
func groups(n int) int {
	if !assembly || n < shortest {
		return 0
	}
	return n &^ 3
}

// Add is
//
//	for i := range y {
//		y[i] += x[i]
//	}
func Add(y, x []float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		addAVX2(&y[0], &x[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] += x[i]
	}
}

// Axpy is
//
//	for i := range y {
//		y[i] += k*x[i]
//	}
func Axpy(y []float64, k float64, x []float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		axpyAVX2(&y[0], k, &x[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] += float64(k * x[i])
	}
}

// Decay is
//
//	for i := range y {
//		y[i] -= k[i]*y[i]
//	}
func Decay(y, k []float64) {
	k = k[:len(y)]
	n := groups(len(y))
	if n > 0 {
		decayAVX2(&y[0], &k[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] -= float64(k[i] * y[i])
	}
}

// Lowpass is
//
//	for i := range y {
//		y[i] = a*y[i] + (1-a)*x[i]
//	}
func Lowpass(y []float64, a float64, x []float64) {
	x = x[:len(y)]
	b := 1 - a
	n := groups(len(y))
	if n > 0 {
		lowpassAVX2(&y[0], a, b, &x[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] = float64(a*y[i]) + float64(b*x[i])
	}
}

// Dot is
//
//	for i := range a {
//		sum += a[i]*b[i]
//	}
//
// The first elements, as many as whole groups of 16, are summed in 16 parts s,
// each of every sixteenth, and these as
//
//	t[k] = (s[k] + s[4+k]) + (s[8+k] + s[12+k])
//	sum  = (t[0] + t[2]) + (t[1] + t[3])
func Dot(a, b []float64) float64 {
	b = b[:len(a)]
	n, sum := len(a)&^15, 0.0
	if n > 0 && assembly {
		sum = dotAVX2(&a[0], &b[0], n)
	} else if n > 0 {
		var s [16]float64
		for i := range n {
			s[i%16] += float64(a[i] * b[i])
		}
		t := func(k int) float64 { return (s[k] + s[4+k]) + (s[8+k] + s[12+k]) }
		sum = (t(0) + t(2)) + (t(1) + t(3))
	}
	for i := n; i < len(a); i++ {
		sum += float64(a[i] * b[i])
	}
	return sum
}

// EncodeColumns is Encode with A stored a column after the other:
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += A[j*len(y)+i]*x[j]
//		}
//	}
//
// y may be b.
func EncodeColumns(y, b, A, x []float64) {
	rows := len(y)
	b, A = b[:rows], A[:rows*len(x)]
	n := groups(rows)
	if n > 0 && len(x) == 1 {
		addScaledAVX2(&y[0], &b[0], &A[0], x[0], n)
	} else if n > 0 {
		encodeAVX2(&y[0], &b[0], &A[0], &x[0], n, len(x), rows)
	}
	for i := n; i < rows; i++ {
		sum := b[i]
		for j, v := range x {
			sum += float64(A[j*rows+i] * v)
		}
		y[i] = sum
	}
}

// Columns is
//
//	for i := range y {
//		y[i] = 0
//		for _, j := range spikes {
//			y[i] += A[j*len(y)+i]
//		}
//		y[i] *= height
//	}
//
// that is A·x for x of height where a neuron spiked and zero elsewhere, A
// stored a column after the other. A single row is summed in four parts, each
// of every fourth spike, so that no sum waits for the one before:
//
//	y[0] = ((s0 + s1) + (s2 + s3)) * height
func Columns(y, A []float64, height float64, spikes []int32) {
	n := len(y)
	switch {
	case n == 1:
		y[0] = fourSums(A, spikes) * height
		return
	case 1 < n && n < shortest && assembly && len(spikes) > 0:
		_ = A[int(spikes[len(spikes)-1])*n+n-1] // they ascend
		columnsAVX2(&y[0], &A[0], n, &spikes[0], len(spikes))
	default:
		clear(y)
		for _, j := range spikes {
			Add(y, A[int(j)*n:int(j)*n+n])
		}
	}
	Scale(y, height)
}

func fourSums(A []float64, spikes []int32) float64 {
	var s0, s1, s2, s3 float64
	for ; len(spikes) >= 4; spikes = spikes[4:] {
		s0 += A[spikes[0]]
		s1 += A[spikes[1]]
		s2 += A[spikes[2]]
		s3 += A[spikes[3]]
	}
	for k, j := range spikes {
		switch k {
		case 0:
			s0 += A[j]
		case 1:
			s1 += A[j]
		default:
			s2 += A[j]
		}
	}
	return (s0 + s1) + (s2 + s3)
}

// AddBounded is
//
//	for i := range y {
//		y[i] = Bounded(y[i] + x[i]*k, lo, hi)
//	}
func AddBounded(y, x []float64, k, lo, hi float64) {
	x = x[:len(y)]
	n := groups(len(y))
	if n > 0 {
		boundAVX2(&y[0], &x[0], k, lo, hi, n)
	}
	for i := n; i < len(y); i++ {
		y[i] = Bounded(y[i]+float64(x[i]*k), lo, hi)
	}
}

// Bounded is x, or the bound it lies beyond; not a number stays so.
func Bounded(x, lo, hi float64) float64 {
	if x < lo {
		x = lo
	}
	if x > hi {
		x = hi
	}
	return x
}

// LIFStep is what the neurons of a population have in common in LIF.
type LIFStep struct {
	Free, Low     float64 // the coefficient outside the refractory period; the lowest voltage
	Grow, Shrink  float64 // -2^(e·m) and 2^-e
	Least, Almost float64 // 2^(1-e), and the largest number below 1
}

// NewLIFStep prepares LIF for refractory periods of m steps, at most MaxCounted.
func NewLIFStep(free, low float64, m int) LIFStep {
	e := min(64, 1000/m)
	return LIFStep{free, low, -math.Ldexp(1, e*m), math.Ldexp(1, -e), math.Ldexp(1, 1-e), 1 - 1.0/(1<<53)}
}

// MaxCounted is how many steps can be counted with e ≥ 50, where a fraction of a
// step below 2^(1-e) may as well be that.
const MaxCounted = 20

// Wait is the number of a neuron that leaves its refractory period in so many
// steps, with the coefficient c then; it is -Inf for more steps than can be
// counted.
func (s *LIFStep) Wait(c float64, steps int) float64 {
	return -s.fraction(c) * math.Pow(1/s.Shrink, float64(steps))
}

// LIF advances leaky integrate-and-fire neurons that count their refractory
// period of m steps. After a spike they wait with -c·2^(e·m), c being the
// coefficient of the step in which they leave it; a step takes 2^e of that, so
// nothing of c is lost.
//
//	for i := range v {
//		w := free
//		if wait[i] <= -1 {
//			w = wait[i] * 2^-e
//		}
//		K := abs(w)
//		if w <= -1 {
//			K = 0
//		}
//		v[i] = max(low, v[i]+(J[i]-v[i])*K)
//		if v[i] > 1 {
//			w = -2^(e·m) * min(max((v[i]-1)/(J[i]-1), least), almost)
//			v[i] = 0
//		}
//		wait[i] = w
//	}
//
// Bit i of above tells whether neuron i crossed the threshold.
func LIF(v, J, wait []float64, s *LIFStep, above []uint64) {
	J, wait, above = J[:len(v)], wait[:len(v)], above[:(len(v)+63)/64]
	clear(above)
	n := groups(len(v))
	if n > 0 {
		lifAVX2(&v[0], &J[0], &wait[0], n, &s.Free, &above[0])
	}
	for i := n; i < len(v); i++ {
		w, K := wait[i], 0.0
		if w <= -1 {
			w *= s.Shrink
		} else {
			w = s.Free
		}
		if !(w <= -1) {
			K = math.Abs(w)
		}
		x := v[i] + float64((J[i]-v[i])*K)
		if x < s.Low {
			x = s.Low
		}
		if x > 1 {
			above[i/64] |= 1 << (i % 64)
			w = s.Grow * s.fraction((x-1)/(J[i]-1))
			x = 0
		}
		v[i], wait[i] = x, w
	}
}

// fraction keeps a coefficient between least and almost 1, which rounding may
// leave; it is least where it is no number.
func (s *LIFStep) fraction(c float64) float64 {
	if !(c > s.Least) {
		c = s.Least
	}
	if !(c < s.Almost) {
		c = s.Almost
	}
	return c
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

// Bits appends the number of every bit of set, in ascending order.
func Bits(list []int32, set []uint64) []int32 {
	for k, word := range set {
		for ; word != 0; word &= word - 1 {
			list = append(list, int32(64*k+bits.TrailingZeros64(word)))
		}
	}
	return list
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

// Subtract is
//
//	for i := range y {
//		y[i] = a[i] - b[i]
//	}
func Subtract(y, a, b []float64) {
	a, b = a[:len(y)], b[:len(y)]
	n := groups(len(y))
	if n > 0 {
		subtractAVX2(&y[0], &a[0], &b[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] = a[i] - b[i]
	}
}

// The panels of GramPanel.
const (
	GramRows = 4
	GramCols = 8
)

// GramPanel is
//
//	for k := range len(a)/4 {
//		for i := range 4 {
//			for j := range 8 {
//				c[i*stride+j] += a[k*4+i]*b[k*8+j]
//			}
//		}
//	}
func GramPanel(c []float64, stride int, a, b []float64) {
	m := len(a) / GramRows
	b, _ = b[:m*GramCols], c[:3*stride+GramCols]
	if assembly && m > 0 {
		gramAVX2(&c[0], stride, &a[0], &b[0], m)
		return
	}
	for i := range GramRows {
		row := (*[GramCols]float64)(c[i*stride:])
		for k := range m {
			s, x := a[k*GramRows+i], (*[GramCols]float64)(b[k*GramCols:])
			for j := range GramCols {
				row[j] += float64(s * x[j])
			}
		}
	}
}
