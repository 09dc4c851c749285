//go:build amd64 || arm64 || loong64 || ppc64 || ppc64le || riscv64 || s390x

package libm

import "math"

// FMA returns x*y + z, rounded once.
func FMA(x, y, z float64) float64 { return math.FMA(x, y, z) }

// FMAs is, for b of whole eights and a as long,
//
//	for k := 0; k < len(b); k += 8 {
//		for j := range 8 {
//			sums[j] = FMA(a[k], b[k+j], sums[j])
//		}
//	}
func FMAs(sums *[8]float64, a, b []float64) {
	for k := 0; k+8 <= len(b); k += 8 {
		x, y := a[k], (*[8]float64)(b[k:])
		for j := range y {
			sums[j] = math.FMA(x, y[j], sums[j])
		}
	}
}
