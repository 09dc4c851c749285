//go:build !(amd64 || arm64 || loong64 || ppc64 || ppc64le || riscv64 || s390x)

package libm

// FMA returns x*y + z, rounded once.
func FMA(x, y, z float64) float64 { return splitFMA(x, y, z) }

// FMAs is, for b of whole eights and a as long,
//
//	for k := 0; k < len(b); k += 8 {
//		for j := range 8 {
//			sums[j] = FMA(a[k], b[k+j], sums[j])
//		}
//	}
func FMAs(sums *[8]float64, a, b []float64) { splitFMAs(sums, a, b) }
