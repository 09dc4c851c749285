package watches

import "math"

// tally is how many spikes groups of rows had in bins of time: of about 1/60 s, or of twice
// as long, and so on, so that there are never many.
type tally struct {
	n, rows int // neurons, groups of them
	dt      float64
	each    int       // steps in a bin
	counts  []float64 // bins × rows
}

// mostBins is how many bins of time a tally has at most.
const mostBins = 600

func newTally(n, rows int, dt float64) *tally {
	return &tally{n: n, rows: rows, dt: dt, each: max(1, int(math.Round(1/(60*dt))))}
}

// add counts a spike: steps after the first.
func (t *tally) add(step, row uint32) {
	for int(step)/t.each >= mostBins {
		t.coarsen()
	}
	at := int(step)/t.each*t.rows + int(row)*t.rows/t.n
	for at >= len(t.counts) {
		t.counts = append(t.counts, make([]float64, t.rows)...)
	}
	t.counts[at]++
}

// coarsen joins two bins to one, each.
func (t *tally) coarsen() {
	out := make([]float64, 0, len(t.counts)/2+t.rows)
	for at := 0; at < len(t.counts); at += 2 * t.rows {
		out = append(out, t.counts[at:at+t.rows]...)
		if at+t.rows < len(t.counts) {
			for i := range t.rows {
				out[len(out)-t.rows+i] += t.counts[at+t.rows+i]
			}
		}
	}
	t.counts, t.each = out, 2*t.each
}

// frame is what was counted in so many steps from a time (s) on.
func (t *tally) frame(first float64, steps int) *Frame {
	for (steps+t.each-1)/t.each > mostBins {
		t.coarsen()
	}
	n := (steps + t.each - 1) / t.each
	t.counts = append(t.counts, make([]float64, max(0, n*t.rows-len(t.counts)))...)
	return &Frame{Kind: Counts, T: first, Every: float64(t.each) * t.dt, N: n, Width: t.rows, Values: t.counts}
}
