package watches

import (
	"math"
	"slices"
)

// bins collects samples until they are pulled: each as it is, or, where more come than can
// be shown, the least and the largest of each of so many steps.
type bins struct {
	width  int
	every  float64 // s between samples
	steps  int     // in a bin: 1 for samples as they are
	least  int     // steps in a bin that the picture needs
	most   int     // bins that are kept at most until they are pulled
	exact  bool
	t      float64 // of the first sample
	n      int     // whole bins
	low    []float64
	high   []float64 // nil while a bin is one step
	filled int       // steps in the bin that is being filled
}

// newBins shows a window (s) in so many points.
func newBins(width int, every, window float64, points int, exact bool) bins {
	b := bins{width: width, every: every, steps: 1, least: 1, most: max(points, 64), exact: exact}
	if points > 0 && window > 0 && !exact {
		b.least = max(1, int(math.Floor(window/every/float64(points))))
		b.steps = b.least
	}
	return b
}

// add takes a sample. Bins begin at multiples of their steps, whenever the first sample
// comes, so that going back and on again gives the same.
func (b *bins) add(t float64, x []float64) {
	fresh := b.filled == 0
	if b.n == 0 && fresh {
		b.filled = (int(math.Round(t/b.every)) - 1) % b.steps
		if b.filled < 0 {
			b.filled = 0
		}
		b.t = t - float64(b.filled)*b.every
	}
	if fresh {
		b.low = append(b.low, x...)
		if b.steps > 1 {
			b.high = append(b.high, x...)
		}
	} else {
		at := b.n * b.width
		for i, v := range x {
			b.low[at+i], b.high[at+i] = min(b.low[at+i], v), max(b.high[at+i], v)
		}
	}
	if b.filled++; b.filled == b.steps {
		b.n, b.filled = b.n+1, 0
		if !b.exact && b.n >= 2*b.most {
			b.coarsen()
		}
	}
}

// coarsen joins two bins to one, each.
func (b *bins) coarsen() {
	if b.high == nil {
		b.high = append([]float64(nil), b.low...)
	}
	w := b.width
	for k := range b.n / 2 {
		for i := range w {
			b.low[k*w+i] = min(b.low[2*k*w+i], b.low[(2*k+1)*w+i])
			b.high[k*w+i] = max(b.high[2*k*w+i], b.high[(2*k+1)*w+i])
		}
	}
	b.n, b.steps = b.n/2, 2*b.steps
	b.low, b.high = b.low[:b.n*w], b.high[:b.n*w]
}

// carry is the bin that is being filled.
func (b *bins) carry() bins {
	out := *b
	at := b.n * b.width
	out.t, out.n = b.t+float64(b.n*b.steps)*b.every, 0
	out.low, out.high = slices.Clone(b.low[at:]), nil
	if b.high != nil {
		out.high = slices.Clone(b.high[at:])
	}
	return out
}

// resume goes on with what was carried.
func (b *bins) resume(from bins) { *b = from.carry() }

// cut drops everything.
func (b *bins) cut() {
	b.low, b.high, b.n, b.filled, b.steps = b.low[:0], b.high[:0], 0, 0, b.least
	if b.steps == 1 {
		b.high = nil
	}
}

// pull is the whole bins since the last pull.
func (b *bins) pull() *Frame {
	if b.n == 0 {
		return nil
	}
	w := b.width
	f := &Frame{Kind: Values, T: b.t, Every: b.every * float64(b.steps), N: b.n, Width: w, Exact: b.exact}
	if b.steps == 1 {
		f.Values = append([]float64(nil), b.low[:b.n*w]...)
	} else {
		f.Kind = Envelope
		for k := range b.n * w {
			f.Values = append(f.Values, b.low[k], b.high[k])
		}
	}
	b.t += float64(b.n) * f.Every
	if b.filled > 0 { // what is being filled goes on
		b.low, b.high = append(b.low[:0], b.low[b.n*w:]...), append(b.high[:0], b.high[b.n*w:]...)
		b.n = 0
		return f
	}
	b.low, b.high, b.n, b.steps = b.low[:0], b.high[:0], 0, b.least
	if b.steps == 1 {
		b.high = nil
	}
	return f
}
