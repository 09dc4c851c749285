package watches

import (
	"slices"
	"testing"
)

// fed is what bins tell of samples 1, 2, … at multiples of 1 ms, pulled after each of some.
func fed(b *bins, n int, pulls ...int) (low, high []float64) {
	for k := 1; k <= n; k++ {
		b.add(float64(k)/1000, []float64{float64(k)})
		if !slices.Contains(pulls, k) && k < n {
			continue
		}
		f := b.pull()
		if f == nil {
			continue
		}
		for i, v := range f.Values {
			if f.Kind == Envelope && i%2 == 1 {
				high = append(high, v)
			} else {
				low = append(low, v)
			}
		}
	}
	return low, high
}

// Bins lie at multiples of their steps, whenever they are pulled; the last is told once it is
// whole.
func TestBins(t *testing.T) {
	for _, pulls := range [][]int{nil, {1, 2, 3, 4, 5, 6, 7, 8, 9}, {4, 7}} {
		b := newBins(1, 0.001, 0.4, 100, false) // 4 steps a bin
		low, high := fed(&b, 10, pulls...)
		if !slices.Equal(low, []float64{1, 5}) || !slices.Equal(high, []float64{4, 8}) {
			t.Errorf("pulled after %v: from %v to %v", pulls, low, high)
		}
	}
}

// What nobody pulls gets coarser, and stays little; exact samples are all kept.
func TestBinsThatWait(t *testing.T) {
	b := newBins(1, 0.001, 1, 64, false)
	for k := 1; k <= 100_000; k++ {
		b.add(float64(k)/1000, []float64{float64(k % 10)})
	}
	if f := b.pull(); f.N > 128 || f.Values[0] != 0 && f.Values[0] != 1 || f.Values[1] != 9 {
		t.Errorf("%d bins, the first from %g to %g", f.N, f.Values[0], f.Values[1])
	}
	exact := newBins(1, 0.001, 1, 64, true)
	if low, _ := fed(&exact, 5000); len(low) != 5000 {
		t.Errorf("%d samples of 5,000", len(low))
	}
}

// A bin that is being filled goes on from what was carried, as if nothing had come between.
func TestBinsAreCarried(t *testing.T) {
	b := newBins(1, 0.001, 0.4, 100, false)
	for k := 1; k <= 6; k++ {
		b.add(float64(k)/1000, []float64{float64(k)})
	}
	was := b.carry()
	for k := 7; k <= 30; k++ {
		b.add(float64(k)/1000, []float64{-100})
	}
	b.resume(was)
	for k := 7; k <= 8; k++ {
		b.add(float64(k)/1000, []float64{float64(k)})
	}
	if f := b.pull(); f.N != 1 || !slices.Equal(f.Values, []float64{5, 8}) {
		t.Errorf("%+v", f)
	}
}
