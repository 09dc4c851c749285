package kernels

import "testing"

// Eight waiting changes that join a matrix of 500 × 500, 128 rows at a time, with each kind
// of assembly.
func BenchmarkLearn(b *testing.B) {
	defer UseAssembly(true)
	const n, steps, stride, rows = 500, 8, 504, 128
	w, L, D, k := make([]float64, n*n), Zeros(steps*stride), Zeros(steps*stride), numbers(steps, 2)
	matrix := func(D []float64) func() {
		return func() {
			for row := 0; row < n; row += rows {
				for j := range n {
					var decay []float64
					if D != nil {
						decay = D[row:]
					}
					Learn(w[j*n+row:][:min(rows, n-row)], L[row:], decay, k, stride)
				}
			}
		}
	}
	for _, wide = range []bool{false, hasAVX512} {
		name := map[bool]string{false: "AVX2", true: "AVX512"}[wide]
		b.Run("BCM/"+name, func(b *testing.B) { quietest(b, matrix(nil)) })
		b.Run("Oja/"+name, func(b *testing.B) { quietest(b, matrix(D)) })
	}
}
