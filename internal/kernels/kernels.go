// Package kernels holds the dense loops of a simulation step. Each function's
// comment is its loop. Sums run in the order written, products are rounded
// before they are added (no fused multiply-add but where it says so), so results
// do not depend on the machine.
package kernels

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
