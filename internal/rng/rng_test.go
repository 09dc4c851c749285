package rng

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The numbers of a stream are part of what a model means: they never change.
// The first two were also computed from the definition in Python.
func TestStreamIsPinned(t *testing.T) {
	r := Stream(7, "m.pre", Encoders)
	got := []float64{r.Float64(), r.Float64(), r.Normal(), r.Normal(), float64(r.IntN(1000))}
	want := []float64{0.35134159386914809, 0.74220645313750788, -0.0025566104813165179, 3.4242439932506739, 364}
	if !slices.Equal(got, want) {
		t.Errorf("the stream gives %.17g", got)
	}
	if p := Stream(7, "m.pre", Signs).Perm(8); !slices.Equal(p, []int{2, 5, 0, 4, 7, 6, 1, 3}) {
		t.Errorf("the permutation is %v", p)
	}
}

// Seed, object and purpose each make another stream.
func TestStreamsDiffer(t *testing.T) {
	base := Stream(1, "a", Gain).Float64()
	for _, other := range []*Rand{Stream(2, "a", Gain), Stream(1, "b", Gain), Stream(1, "a", Bias)} {
		if other.Float64() == base {
			t.Error("two streams start with the same number")
		}
	}
}

// Moments of n = 200,000 samples lie within five standard errors.
func TestMoments(t *testing.T) {
	const n = 200000
	r := Stream(1, "moments", "test")
	var u, u2, g, g2, g4 float64
	for range n {
		x, z := r.Float64(), r.Normal()
		u, u2 = u+x/n, u2+x*x/n
		g, g2, g4 = g+z/n, g2+z*z/n, g4+z*z*z*z/n
	}
	for _, c := range []struct {
		name          string
		got, want, sd float64
	}{
		{"uniform mean", u, 0.5, math.Sqrt(1. / 12)}, {"uniform square", u2, 1. / 3, math.Sqrt(4. / 45)},
		{"normal mean", g, 0, 1}, {"normal variance", g2, 1, math.Sqrt2}, {"normal fourth moment", g4, 3, math.Sqrt(96)},
	} {
		if !(math.Abs(c.got-c.want) <= 5*c.sd/math.Sqrt(n)) {
			t.Errorf("%s is %.5f, expected %.5f", c.name, c.got, c.want)
		}
	}
}

// A stream that is kept goes on where it was, also between the two normals of a
// pair.
func TestKeptStreamGoesOn(t *testing.T) {
	for _, normals := range []int{0, 1, 2, 3} {
		r := Stream(1, "kept", "test")
		for range normals {
			r.Normal()
		}
		b, err := r.MarshalBinary()
		if err != nil || len(b) != 20+8*(normals%2) {
			t.Fatalf("%d bytes, %v", len(b), err)
		}
		again := Stream(2, "another", "test")
		again.Normal()
		if err := again.UnmarshalBinary(b); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if a, b := r.Normal(), again.Normal(); a != b {
				t.Errorf("after %d normals %g follows, then %g", normals, a, b)
			}
		}
	}
	if err := Stream(1, "kept", "test").UnmarshalBinary([]byte("short")); err == nil {
		t.Error("five bytes are a stream")
	}
}

// The generator is Go's, also where several numbers are drawn at a time.
func TestGeneratorIsGos(t *testing.T) {
	p, q := pcg{3, 1 << 63}, rand.NewPCG(3, 1<<63)
	for range 100 {
		if a, b := p.Uint64(), q.Uint64(); a != b {
			t.Fatalf("%x, not %x", a, b)
		}
	}
	u := make([]float64, 32)
	p.draws(u)
	for i, v := range u {
		if w := unit(q.Uint64()); v != w {
			t.Fatalf("number %d is %v, not %v", i, v, w)
		}
	}
	p = p.ahead(len(u))
	far := p.ahead(12345)
	for range 12345 {
		q.Uint64()
	}
	if a, b := far.Uint64(), q.Uint64(); a != b {
		t.Errorf("12345 draws later comes %x, not %x", a, b)
	}
	b, err := p.MarshalBinary()
	if again := new(pcg); err != nil || again.UnmarshalBinary(b) != nil || *again != p {
		t.Errorf("%x is kept as %q, %v", p, b, err)
	}
}

// Counts that are drawn together are those that are drawn one after the other, and leave
// the stream where they do.
func TestPoissonsArePoisson(t *testing.T) {
	for _, mean := range []float64{-1, 0, 1e-12, 0.02, 0.5, 2, 3.99, 4, 4.01, 40} {
		a, b := Stream(1, "many", Spikes), Stream(1, "many", Spikes)
		for _, n := range []int{0, 1, 2, 700, 3, 5000} {
			out := make([]int32, n)
			a.Poissons(mean, out)
			for i, v := range out {
				if w := b.Poisson(mean); int(v) != w {
					t.Fatalf("mean %g: number %d of %d is %d, not %d", mean, i, n, v, w)
				}
			}
		}
		if a.Float64() != b.Float64() {
			t.Errorf("mean %g: the streams are at other places", mean)
		}
	}
}

// BenchmarkPoisson draws a count for each of 10,000 neurons.
func BenchmarkPoisson(b *testing.B) {
	for _, mean := range []float64{0.02, 2} {
		r, out := Stream(1, "bench", Spikes), make([]int32, 10000)
		b.Run(fmt.Sprintf("mean=%g/each", mean), func(b *testing.B) {
			for b.Loop() {
				for i := range out {
					out[i] = int32(r.Poisson(mean))
				}
			}
		})
		b.Run(fmt.Sprintf("mean=%g/together", mean), func(b *testing.B) {
			for b.Loop() {
				r.Poissons(mean, out)
			}
		})
	}
}
