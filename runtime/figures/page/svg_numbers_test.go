package page

import (
	"math"
	"strconv"
	"testing"

	"github.com/nefc/nefc/internal/rng"
)

// A length is written as the nearest two digits, halves by what the number is exactly, and
// without what does not count.
func TestNumbersAreThoseOfTheRule(t *testing.T) {
	values := []float64{0, 1, 10, 100, 0.1, 0.5, 0.25, 0.005, 0.015, 0.025, 1.005, 2.675, 0.995, 0.994999, 9.995, 99.995, 1e-9, 0.0049999, 0.00500001,
		123456.785, 9999999.994, 9999999.996, 1e7, 1e9, 1e15, 1e300, math.Copysign(0, -1), math.Inf(1), math.NaN(), math.MaxFloat64}
	r := rng.Stream(1, "svg", "test")
	for range 200_000 {
		v := r.Uniform(-1, 1)
		values = append(values, v*math.Pow(10, math.Floor(r.Uniform(-4, 12))), math.Round(v*1e5)/1000, (math.Floor(v*1e6)+0.5)/100)
	}
	for _, v := range values {
		for _, v := range []float64{v, -v, math.Nextafter(v, 0), math.Nextafter(v, math.Inf(1))} {
			got, want := string(trimmed(nil, v)), string(trimmedByRule(nil, v))
			if got != want {
				t.Fatalf("%s is written %s, not %s", strconv.FormatFloat(v, 'g', -1, 64), got, want)
			}
		}
	}
}

func BenchmarkNumbers(b *testing.B) {
	var to []byte
	for i := range b.N {
		to = trimmed(to[:0], float64(i%100_000)/317)
	}
}
