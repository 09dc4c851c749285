package kernels

import "math/bits"

//go:generate sh -c "cd gen && go run . -out ../simd_amd64.s -stubs ../simd_amd64.go -pkg kernels"

// assembly says whether the kernels below use AVX2. It gives the same bits as
// the plain loops.
var assembly = hasAVX2

// UseAssembly switches AVX2 off, or on again where the machine has it.
func UseAssembly(on bool) { assembly = on && hasAVX2 }

// shortest is the length from which calling assembly pays.
const shortest = 16

// Add is
//
//	for i := range y {
//		y[i] += x[i]
//	}
func Add(y, x []float64) {
	x = x[:len(y)]
	n := 0
	if assembly && len(y) >= shortest {
		n = len(y) &^ 3
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
	n := 0
	if assembly && len(y) >= shortest {
		n = len(y) &^ 3
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
	n := 0
	if assembly && len(y) >= shortest {
		n = len(y) &^ 3
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
	n := 0
	if assembly && len(y) >= shortest {
		n = len(y) &^ 3
		lowpassAVX2(&y[0], a, b, &x[0], n)
	}
	for i := n; i < len(y); i++ {
		y[i] = float64(a*y[i]) + float64(b*x[i])
	}
}

// addScaled is
//
//	for i := range y {
//		y[i] = b[i] + a[i]*k
//	}
func addScaled(y, b, a []float64, k float64) {
	b, a = b[:len(y)], a[:len(y)]
	n := 0
	if assembly && len(y) >= shortest {
		n = len(y) &^ 3
		addScaledAVX2(&y[0], &b[0], &a[0], k, n)
	}
	for i := n; i < len(y); i++ {
		y[i] = b[i] + float64(a[i]*k)
	}
}

// AddBounded is
//
//	for i := range y {
//		y[i] = Bounded(y[i] + x[i]*k, lo, hi)
//	}
func AddBounded(y, x []float64, k, lo, hi float64) {
	x = x[:len(y)]
	n := 0
	if assembly && len(y) >= shortest {
		n = len(y) &^ 3
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

// LeakChunk is how many neurons Leak takes at a time.
const LeakChunk = 64

// Leak advances up to LeakChunk leaky neurons,
//
//	for i := range v {
//		v[i] = max(low, v[i] + (J[i]-v[i])*K[i])
//	}
//
// and returns those above the threshold of 1, bit i for neuron i.
func Leak(v, J, K []float64, low float64) (above uint64) {
	J, K = J[:len(v)], K[:len(v)]
	n := 0
	if assembly && len(v) >= 8 {
		n = len(v) &^ 7
		var mask [8]uint8
		leakAVX2(&v[0], &J[0], &K[0], n, low, &mask[0])
		for k, m := range mask[:n/8] {
			above |= uint64(m) << (8 * k)
		}
	}
	for i := n; i < len(v); i++ {
		x := v[i] + float64((J[i]-v[i])*K[i])
		if x < low {
			x = low
		}
		if v[i] = x; x > 1 {
			above |= 1 << i
		}
	}
	return above
}

// Bits appends first plus the number of every bit of set, in ascending order.
func Bits(list []int32, set uint64, first int) []int32 {
	for ; set != 0; set &= set - 1 {
		list = append(list, int32(first+bits.TrailingZeros64(set)))
	}
	return list
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
