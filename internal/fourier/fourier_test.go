package fourier

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/dsp/fourier"
)

// A constant is all in c[0], a cosine in one c, an impulse the same in all.
func TestClosedForms(t *testing.T) {
	const n = 12
	constant, cosine, impulse := make([]float64, n), make([]float64, n), make([]float64, n)
	impulse[1] = 1
	for j := range n {
		constant[j], cosine[j] = 1, math.Cos(2*math.Pi*5*float64(j)/n)
	}
	for k, v := range Coefficients(constant) {
		if want := complex(float64(n*(1-min(1, k))), 0); !(cmplx.Abs(v-want) <= 1e-14) {
			t.Errorf("c[%d] of a constant is %v", k, v)
		}
	}
	for k, v := range Coefficients(cosine) {
		want := complex(0, 0)
		if k == 5 {
			want = n / 2
		}
		if !(cmplx.Abs(v-want) <= 1e-14) {
			t.Errorf("c[%d] of a cosine is %v", k, v)
		}
	}
	for k, v := range Coefficients(impulse) {
		if want := cmplx.Exp(complex(0, -2*math.Pi*float64(k)/n)); !(cmplx.Abs(v-want) <= 1e-15) {
			t.Errorf("c[%d] of an impulse is %v", k, v)
		}
	}
}

// As the sum that defines it, and back as gonum's, whose own error for prime lengths is larger.
func TestAgainstSum(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 12, 16, 30, 31, 97, 128, 210, 1000, 2048, 6000} {
		x := make([]float64, n)
		for j := range x {
			x[j] = r.NormFloat64()
		}
		c, limit := Coefficients(x), 4e-15*math.Sqrt(float64(n))*math.Log2(float64(n+1))
		for k, v := range c {
			want := complex(0, 0)
			for j, w := range x {
				want += complex(w, 0) * cmplx.Exp(complex(0, -2*math.Pi*float64(j*k%n)/float64(n)))
			}
			if !(cmplx.Abs(v-want) <= limit) {
				t.Fatalf("n = %d: c[%d] is %v, the sum is %v", n, k, v, want)
			}
		}
		back, want := Sequence(c, n), fourier.NewFFT(n).Sequence(nil, c)
		for j, v := range back {
			if !(math.Abs(v-want[j]) <= 1e-12*float64(n)) || !(math.Abs(v/float64(n)-x[j]) <= limit) {
				t.Fatalf("n = %d: x[%d] is %g, gonum has %g", n, j, v, want[j])
			}
		}
	}
}

func BenchmarkSequence(b *testing.B) {
	const n = 60000
	c := make([]complex128, n/2+1)
	for k := range c {
		c[k] = complex(float64(k%7), float64(k%5))
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			Sequence(c, n)
		}
	})
	b.Run("gonum", func(b *testing.B) {
		for b.Loop() {
			fourier.NewFFT(n).Sequence(nil, c)
		}
	})
}
