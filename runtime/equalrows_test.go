package runtime_test

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/program"
)

// Rows of a transform that are equal to the bit lie in memory once, where that spares a
// quarter, and columns of zeros at its sides do not; values are those of the matrix, by hand.
func TestEqualRowsLieInMemoryOnce(t *testing.T) {
	at := func(f func(i, j float64) float64) (out []float64) {
		for row := range 20 {
			i := float64(row)
			out = append(out, f(i, 0)+10*f(i, 1)+100*f(i, 2))
		}
		return out
	}
	for body, want := range map[string]struct {
		columns, rows int
		shared        bool
		values        []float64
	}{
		"mod(i, 4) + 10*j":              {3, 4, true, at(func(i, j float64) float64 { return math.Mod(i, 4) + 10*j })},
		"floor(i/2) + j":                {3, 10, true, at(func(i, j float64) float64 { return math.Floor(i/2) + j })},
		"(if i == 7 then 1 else 2) + j": {3, 2, true, at(func(i, j float64) float64 { return j + map[bool]float64{true: 1, false: 2}[i == 7] })},
		"i - j":                         {3, 20, false, at(func(i, j float64) float64 { return i - j })},
		"min(i, 16) + j":                {3, 20, false, at(func(i, j float64) float64 { return min(i, 16) + j })},
		"1 + (if mod(i, 2) == 0 then 1 else -1)*0*j": {3, 1, true, at(func(_, _ float64) float64 { return 1 })},
		"(if mod(i, 2) == 0 then 1 else -1)*0*j":     {1, 2, true, make([]float64, 20)}, // 0 and -0
		"(if j == 1 then 1 + i else 0)": {1, 20, false, at(func(i, j float64) float64 {
			return map[bool]float64{true: 1 + i}[j == 1]
		})},
		"(if j == 0 then 0 else mod(i, 2))": {2, 2, true, at(func(i, j float64) float64 {
			return map[bool]float64{true: math.Mod(i, 2)}[j > 0]
		})},
	} {
		p := compile(t, "seed 1\nnode u = [1, 10, 100]\nnode w dims 20\nconnect u -> w transform matrix(20, 3, "+body+") synapse none\nprobe w\n").Program
		k := slices.IndexFunc(p.Instrs, func(in program.Instr) bool { return in.Code == program.ColumnsSet })
		if k < 0 {
			t.Fatalf("%s: no product", body)
		}
		if in := p.Instrs[k]; in.A.Len != want.columns*want.rows || (in.Index != nil) != want.shared {
			t.Errorf("%s: %d numbers in the matrix, index %v", body, in.A.Len, in.Index)
		}
		same(t, body, record(t, p, 2)["w"].Data, slices.Concat(want.values, want.values), 0)
	}
}
