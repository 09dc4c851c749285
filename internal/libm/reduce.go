package libm

import (
	"math"
	"math/bits"
)

// reduce returns z with |z| ≤ π/4 and an even octant with x = octant·π/4 + z + 2πn, for x ≥ 0.
func reduce(x float64) (octant uint64, z float64) {
	if x >= 1<<29 {
		return reduceHuge(x)
	}
	// π/4 in three parts; products of the first two with an octant below 2^29 are exact.
	const (
		part1 = 7.85398125648498535156e-1
		part2 = 3.77489470793079817668e-8
		part3 = 2.69515142907905952645e-15
	)
	octant = uint64(float64(x * (4 / math.Pi)))
	octant += octant & 1
	y := float64(octant)
	return octant & 7, x - float64(y*part1) - float64(y*part2) - float64(y*part3)
}

// reduceHuge is reduce by the digits of 4/π that matter for x (Payne & Hanek, 1983).
func reduceHuge(x float64) (octant uint64, z float64) {
	ix := math.Float64bits(x)
	exponent := int(ix>>52) - 1023 - 52
	ix = ix&(1<<52-1) | 1<<52
	// 192 bits of 4/π, such that their product with the 53 bits of x begins with the octant.
	word, shift := uint(exponent+61)/64, uint(exponent+61)%64
	digits := func(k uint) uint64 { return fourOverPi[word+k]<<shift | fourOverPi[word+k+1]>>(64-shift) }
	above, _ := bits.Mul64(digits(2), ix)
	middle, low := bits.Mul64(digits(1), ix)
	low, carry := bits.Add64(low, above, 0)
	high, _ := bits.Add64(digits(0)*ix, middle, carry)
	octant = high >> 61
	high = high<<3 | low>>61
	zeros := uint(bits.LeadingZeros64(high))
	high = high<<(zeros+1) | low>>(64-(zeros+1))
	z = math.Float64frombits(high>>12 | uint64(1023-(zeros+1))<<52)
	if octant&1 == 1 {
		octant = (octant + 1) & 7
		z--
	}
	return octant, float64(z * (math.Pi / 4))
}
