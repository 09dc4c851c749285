package kernels

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// fixed is the stream of a name.
func fixed(name string) *rand.Rand {
	var seed [32]byte
	copy(seed[:], name)
	return rand.New(rand.NewChaCha8(seed))
}

// random returns n numbers of a fixed stream.
func random(name string, n int) []float64 {
	r := fixed(name)
	out := make([]float64, n)
	for i := range out {
		out[i] = r.NormFloat64()
	}
	return out
}

// Each kernel is bit for bit the loop of its comment, for every length from 0
// to 33.
func TestKernelsAreTheirLoops(t *testing.T) {
	for n := range 34 {
		y, x, a := random("y", n), random("x", n), random("a", n)
		check := func(name string, kernel func(y []float64), loop func(y []float64, i int)) {
			got, want := slices.Clone(y), slices.Clone(y)
			kernel(got)
			for i := range want {
				loop(want, i)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, n = %d: %v, the loop gives %v", name, n, got, want)
			}
		}
		check("Add", func(y []float64) { Add(y, x) }, func(y []float64, i int) { y[i] += x[i] })
		check("Axpy", func(y []float64) { Axpy(y, 0.3, x) }, func(y []float64, i int) { y[i] += float64(0.3 * x[i]) })
		check("Scale", func(y []float64) { Scale(y, 0.3) }, func(y []float64, i int) { y[i] *= 0.3 })
		check("MulAdd", func(y []float64) { MulAdd(y, a, x) }, func(y []float64, i int) { y[i] += float64(a[i] * x[i]) })
		check("Lowpass", func(y []float64) { Lowpass(y, 0.9, x) }, func(y []float64, i int) {
			d := 0.9
			y[i] = float64(d*y[i]) + float64((1-d)*x[i])
		})
		for _, d := range []int{1, 2, 3} {
			A, in := random("A", n*d), random("in", d)
			check("Encode", func(y []float64) { Encode(y, a, A, in) }, func(y []float64, i int) { y[i] = a[i] + Dot(A[i*d:(i+1)*d], in) })
			check("DotAdd", func(y []float64) { DotAdd(y, A, in) }, func(y []float64, i int) { y[i] += Dot(A[i*d:(i+1)*d], in) })
		}
		cols := random("columns", n*5)
		spikes := []int32{0, 2, 4}
		check("Columns", func(y []float64) { Columns(y, cols, 1000, spikes) }, func(y []float64, i int) {
			y[i] = 0
			for _, j := range spikes {
				y[i] += cols[int(j)*n+i]
			}
			y[i] *= 1000
		})
	}
}

// Filter keeps both forms: with D it reads the old state, without the new.
func TestFilterForms(t *testing.T) {
	A, B, C := []float64{0.5, 0.1, 0.2, 0.3}, []float64{1, 2}, []float64{0.7, -0.4}
	for _, D := range []float64{0, 2} {
		state, y := []float64{1, -1, 0.5, 0.25}, make([]float64, 2)
		x := []float64{3, -2}
		Filter(y, state, A, B, C, D, x, make([]float64, 2))
		for i, s := range [][2]float64{{1, -1}, {0.5, 0.25}} {
			next := [2]float64{A[0]*s[0] + A[1]*s[1] + B[0]*x[i], A[2]*s[0] + A[3]*s[1] + B[1]*x[i]}
			want := C[0]*next[0] + C[1]*next[1]
			if D != 0 {
				want = C[0]*s[0] + C[1]*s[1] + D*x[i]
			}
			if !(math.Abs(y[i]-want) <= 1e-15*10) || !(math.Abs(state[2*i]-next[0]) <= 1e-15*10) {
				t.Errorf("D = %g, element %d: %g, expected %g", D, i, y[i], want)
			}
		}
	}
}

// FIR is the convolution with its taps.
func TestFIRIsConvolution(t *testing.T) {
	taps, u := random("taps", 5), random("u", 40)
	state, y := make([]float64, 4), make([]float64, 1)
	for k := range u {
		FIR(y, state, taps, u[k:k+1])
		want := 0.0
		for i, h := range taps {
			if k >= i {
				want += h * u[k-i]
			}
		}
		if !(math.Abs(y[0]-want) <= 1e-14) {
			t.Fatalf("step %d: %g, expected %g", k, y[0], want)
		}
	}
}

// Delay gives back in step k what came in step k+1-steps, zeros before.
func TestDelay(t *testing.T) {
	for steps := 1; steps < 6; steps++ {
		ring, y := make([]float64, 1+2*steps), make([]float64, 2)
		for k := range 20 {
			Delay(y, ring, []float64{float64(k + 1), -float64(k + 1)})
			want := float64(max(0, k+2-steps))
			if y[0] != want || y[1] != -want {
				t.Fatalf("%d steps: %v in step %d, want %g", steps, y, k, want)
			}
		}
	}
}

// SparseAdd is its loop, with columns of zeros left out.
func TestSparseAdd(t *testing.T) {
	y := []float64{1, 1}
	SparseAdd(y, []int32{0, 1, 3, 3}, []int32{1, 0, 1}, []float64{2, 3, 4}, []float64{10, 0, 5})
	if y[0] != 1 || y[1] != 21 {
		t.Errorf("%v, want [1 21]", y)
	}
	SparseAdd(y, []int32{0, 1, 3, 3}, []int32{1, 0, 1}, []float64{2, 3, 4}, []float64{0, 1, 0})
	if y[0] != 4 || y[1] != 25 {
		t.Errorf("%v, want [4 25]", y)
	}
}

// The rate is the textbook's, 1/(tau_ref + tau_rc·log1p(1/(J-1))), within
// rounding, from just above the threshold to currents without bound.
func TestLIFRate(t *testing.T) {
	r := fixed("currents")
	J := []float64{0, 1, -3, math.NaN(), math.Inf(1), math.Inf(-1), math.Nextafter(1, 2), math.MaxFloat64}
	for range 1_000_000 {
		J = append(J, 1+math.Exp(40*r.Float64()-36))
	}
	a := make([]float64, len(J))
	worst := 0.0
	for _, ref := range []float64{0, 0.002} {
		LIFRate(a, J, 0.02, ref, 1.5)
		for i, j := range J {
			want := 0.0
			if j > 1 {
				want = 1.5 / (ref + 0.02*math.Log1p(1/(j-1)))
			}
			if a[i] != want {
				worst = max(worst, math.Abs(a[i]-want)/want)
			}
		}
	}
	if !(worst < 1e-15) {
		t.Errorf("off by a share of %g", worst)
	}
}

// Zeros are zeros, whether the system was asked for large pages or not.
func TestZeros(t *testing.T) {
	for _, n := range []int{0, 1, largeFrom - 1, largeFrom, largeFrom + 12345} {
		x := Zeros(n)
		if len(x) != n || slices.ContainsFunc(x, func(v float64) bool { return v != 0 }) {
			t.Errorf("Zeros(%d) has %d elements, or others than 0", n, len(x))
		}
	}
}
