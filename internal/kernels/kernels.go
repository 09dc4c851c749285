// Package kernels holds the dense loops of a simulation step. Each function's
// comment is its loop. Sums run in the order written, products are rounded
// before they are added (no fused multiply-add but where it says so), so results
// do not depend on the machine.
package kernels

//go:generate sh -c "cd gen && go run . -out ../simd_amd64.s -stubs ../simd_amd64.go -pkg kernels"

// assembly says whether the kernels below use AVX2, and wide whether those that
// gain by it use AVX-512. Both give the same bits as the plain loops.
var assembly, wide = hasAVX2, hasAVX512

// UseAssembly switches assembly off, or on again where the machine has it.
func UseAssembly(on bool) { assembly, wide = on && hasAVX2, on && hasAVX512 }

// shortest is the length from which calling assembly pays.
const shortest = 16

// groups is how many of n elements assembly takes: whole groups of four.
func groups(n int) int {
	if !assembly || n < shortest {
		return 0
	}
	return n &^ 3
}
