package rng

import (
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/libm"
)

const (
	atOnce  = 512                         // numbers in [0, 1) that are drawn at a time
	places  = atOnce - kernels.Window + 1 // of them, where a count can begin
	longest = 4                           // the largest mean for which few counts fill a window: one in 50
)

// Poissons draws from the Poisson distribution of one mean for each element of out, the
// same numbers as Poisson, one after the other. Where a count begins depends on the one
// before, which a processor cannot foresee; so counts are made for all places, in
// registers, and then the places are looked up.
func (r *Rand) Poissons(mean float64, out []int32) {
	if !(mean > 0 && mean <= longest && kernels.Assembly()) {
		for i := range out {
			out[i] = int32(r.Poisson(mean))
		}
		return
	}
	limit := libm.Exp(-mean)
	var u [atOnce]float64
	var counts [places]int64
	for len(out) > 0 {
		begin := r.src
		begin.draws(u[:])
		kernels.Lasts(counts[:], u[:], limit)
		at, done := 0, 0
		for done < len(out) && at < places && counts[at] < kernels.Window {
			out[done] = int32(counts[at])
			at += int(counts[at]) + 1
			done++
		}
		r.src, out = begin.ahead(at), out[done:]
		if len(out) > 0 && at < places { // longer than a window
			out[0], out = int32(r.Poisson(mean)), out[1:]
		}
	}
}

// draws writes the next numbers in [0, 1), a multiple of kernels.Lanes.
func (p pcg) draws(u []float64) {
	var hi, lo [kernels.Lanes]uint64
	for k := range hi {
		p = p.after(strides[0])
		hi[k], lo[k] = p.hi, p.lo
	}
	eight := strides[3]
	kernels.Draws(u, &hi, &lo, &[4]uint64{eight.mulHi, eight.mulLo, eight.incHi, eight.incLo})
}
