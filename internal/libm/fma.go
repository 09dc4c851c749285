package libm

import "math"

// Sizes between which splitFMA loses nothing: the last bit of a product of 1e-290 is some 1e-322, which is a number still.
const smallest, largest = 1e-290, 1e290

// splitFMA returns x*y + z, rounded once, from sums and products that are rounded: for processors without an instruction, where math.FMA
// computes with integers. The product is split in two numbers without error (Veltkamp; Dekker 1971), and so is its sum with z in three, of
// which the two small ones are rounded to odd before the last sum (Boldo & Melquiond 2008).
func splitFMA(x, y, z float64) float64 {
	high := float64(x * y)
	if !(math.Abs(high) > smallest && math.Abs(high) < largest && math.Abs(x) < largest && math.Abs(y) < largest && math.Abs(z) < largest) {
		if x == 0 || y == 0 {
			return high + z
		}
		return math.FMA(x, y, z)
	}
	low := productError(x, y, high)
	middle, rest := twoSum(z, low)
	sum, carried := twoSum(high, middle)
	return sum + oddSum(rest, carried)
}

// What a small number is multiplied by to be larger, and smaller, by at least its last bit.
const above, below = 1 + 0x1p-52, 1 - 0x1p-52

// splitFMAs is FMAs where there is no instruction. Where the small parts of a sum of three may be rounded up or down before the last sum
// and it is the same number, that is the sum rounded once, and rounding to odd is spared; so are calls.
func splitFMAs(sums *[8]float64, a, b []float64) {
	const half = 1<<27 + 1
	for k := 0; k+8 <= len(b); k += 8 {
		x, y := a[k], (*[8]float64)(b[k:])
		xh := float64(half * x)
		xh -= xh - x
		xl := x - xh
		for j, y := range y {
			high, z := float64(x*y), sums[j]
			size := math.Abs(high)
			if size == 0 && (x == 0 || y == 0) {
				sums[j] = high + z
				continue
			}
			if size > smallest && size < largest && math.Abs(x) < largest && math.Abs(y) < largest && math.Abs(z) < largest {
				yh := float64(half * y)
				yh -= yh - y
				yl := y - yh
				low := float64(xh*yh) - high
				low += float64(xh * yl)
				low += float64(xl * yh)
				sum, rest := twoSum(high, z)
				rest += low + float64(xl*yl)
				out := sum + rest
				if out == sum+float64(rest*above) && out == sum+float64(rest*below) {
					sums[j] = out
					continue
				}
			}
			sums[j] = splitFMA(x, y, z)
		}
	}
}

// productError returns x*y - high, exactly, for the rounded product high.
func productError(x, y, high float64) float64 {
	const half = 1<<27 + 1
	xh := float64(half * x)
	xh -= xh - x
	yh := float64(half * y)
	yh -= yh - y
	xl, yl := x-xh, y-yh
	e := float64(xh*yh) - high
	e += float64(xh * yl)
	e += float64(xl * yh)
	return e + float64(xl*yl)
}

// twoSum returns the rounded sum of two numbers and its error (Knuth).
func twoSum(a, b float64) (sum, rest float64) {
	sum = a + b
	ofB := sum - a
	return sum, (a - (sum - ofB)) + (b - ofB)
}

// oddSum returns a + b rounded to odd: if the sum is not a number, that of its two neighbours whose last bit is 1.
func oddSum(a, b float64) float64 {
	sum, rest := twoSum(a, b)
	bits := math.Float64bits(sum)
	if rest == 0 || bits&1 == 1 {
		return sum
	}
	if (rest > 0) == (sum > 0) {
		return math.Float64frombits(bits + 1)
	}
	return math.Float64frombits(bits - 1)
}
