package dists

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// Inverses of closed forms: of b = 1, p^(1/a); of a = 1, 1 - (1-p)^(1/b); of a = b = 1/2, sin²(πp/2); and of a = b, 1/2 at 1/2.
func TestInverseClosedForms(t *testing.T) {
	for _, p := range []float64{1e-15, 1e-6, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-6, 1 - 0x1p-53} {
		for _, shape := range []float64{1e-3, 0.1, 0.5, 1, 1.5, 2, 7, 31.5, 256, 1e4} {
			sin := math.Sin(math.Pi * p / 2)
			for _, c := range []struct{ a, b, p, want float64 }{
				{shape, 1, p, math.Pow(p, 1/shape)}, {1, shape, p, -math.Expm1(math.Log1p(-p) / shape)}, {0.5, 0.5, p, sin * sin},
				{shape, shape, 0.5, 0.5},
			} {
				got := newIncompleteBeta(c.a, c.b).inverse(c.p)
				if !(math.Abs(got-c.want) <= 1e-14*c.want/min(1, c.a)) { // log x is as steep as 1/a
					t.Errorf("a = %g, b = %g: the inverse of %g is %.17g, expected %.17g (%.2g)", c.a, c.b, c.p, got, c.want, got/c.want-1)
				}
			}
		}
	}
}

// As gonum's, for the shapes of hyperspheres and others.
func TestInverseAgainstGonum(t *testing.T) {
	for _, a := range []float64{0.5, 1, 3, 8.5, 40} {
		for _, b := range []float64{0.5, 1.5, 2, 15, 127.5, 512} {
			for p := 0.0; p <= 1; p += 0x1p-6 {
				got, want := newIncompleteBeta(a, b).inverse(p), mathext.InvRegIncBeta(a, b, p)
				if !(math.Abs(got-want) <= 2e-12*want) {
					t.Errorf("a = %g, b = %g: the inverse of %g is %.17g, gonum has %.17g", a, b, p, got, want)
				}
			}
		}
	}
}

func TestSteepestShapes(t *testing.T) {
	shapes := []float64{1 / steepest, 1e-5, 1, 1e5, steepest}
	for _, a := range shapes {
		for _, b := range shapes {
			f, last := newIncompleteBeta(a, b), 0.0
			for _, p := range []float64{0, 5e-324, 0x1p-53, 0.25, 0.5, 0.75, 1 - 0x1p-53, 1} {
				x := f.inverse(p)
				if !(last <= x && x <= 1) {
					t.Errorf("a = %g, b = %g: the inverse of %g is %g after %g", a, b, p, x, last)
				}
				last = x
			}
		}
	}
}

func BenchmarkInverse(b *testing.B) {
	for name, inverse := range map[string]func(k, p float64) float64{
		"ours":  func(k, p float64) float64 { return newIncompleteBeta(0.5, k/2).inverse(p) },
		"gonum": func(k, p float64) float64 { return mathext.InvRegIncBeta(0.5, k/2, p) },
	} {
		b.Run(name, func(b *testing.B) {
			for i := range b.N {
				inverse(float64(1+i%64), float64(i%997)/997)
			}
		})
	}
}
