package connectivity

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/rng"
)

// raffle draws n partners for one neuron after the other, each in proportion to its chance
// among those that are left: the n largest of log(u)/chance (Efraimidis & Spirakis 2006).
type raffle struct {
	n     int
	bound *Bound
	u     []float64 // of each candidate
	most  []float64 // of the chances of each block
	best  []key     // a heap, the worst first
	found int       // candidates with a chance
}

// key is what a candidate is drawn by.
type key struct {
	j int32
	v float64
}

func newRaffle(n, candidates int, bound *Bound) *raffle {
	return &raffle{n: n, bound: bound, u: make([]float64, candidates), most: make([]float64, len(bound.Blocks))}
}

// proportional draws those of neuron i. found counts all that have a chance, if they are
// fewer than n.
func (d *raffle) proportional(r *rng.Rand, i, without int, chance func(i, j int32) float64) (out []int32, found int) {
	d.best, d.found = d.best[:0], 0
	for j := range d.u {
		d.u[j] = r.Float64()
	}
	likely := d.bounds(i) / 2
	for _, first := range []bool{true, false} { // the best are soon found, and limit the others
		for k, block := range d.bound.Blocks {
			if d.most[k] >= likely == first {
				d.from(block, i, without, d.most[k], chance)
			}
		}
	}
	for _, k := range d.best {
		out = append(out, k.j)
	}
	return out, d.found
}

// bounds finds what the chances of each block are at most, and the largest of these.
func (d *raffle) bounds(i int) (largest float64) {
	for k := range d.most {
		d.most[k] = d.bound.Most(i, k)
		largest = max(largest, d.most[k])
	}
	return largest
}

// from draws among a block, of which no chance exceeds most.
func (d *raffle) from(block []int32, i, without int, most float64, chance func(i, j int32) float64) {
	limit := d.limit(most)
	for _, j := range block {
		if d.u[j] > limit {
			continue
		}
		if c := chance(int32(i), j); c > 0 && int(j) != without {
			d.offer(key{j, libm.Log1p(-d.u[j]) / c})
			limit = d.limit(most)
		}
	}
}

// limit is how large the u of a candidate may be that is among the best with at most that
// chance: log(1-u) ≤ -u, so that u above -worst·most is worse than the worst. Nothing limits
// it while there are fewer than n.
func (d *raffle) limit(most float64) float64 {
	const margin = 1e-9
	switch {
	case len(d.best) < d.n || math.IsInf(most, 1):
		return math.Inf(1)
	case d.n == 0:
		return -1
	}
	return -d.best[0].v * most * (1 + margin)
}

// worse orders candidates; of equal ones the later is worse.
func worse(a, b key) bool { return a.v < b.v || a.v == b.v && a.j > b.j }

// offer takes a candidate among the best, if it is one.
func (d *raffle) offer(k key) {
	d.found++
	switch {
	case len(d.best) < d.n:
		d.best = append(d.best, k)
		d.rise(len(d.best) - 1)
	case d.n > 0 && worse(d.best[0], k):
		d.best[0] = k
		d.sink()
	}
}

// rise moves a candidate up in the heap to its place.
func (d *raffle) rise(at int) {
	for at > 0 && worse(d.best[at], d.best[(at-1)/2]) {
		d.best[at], d.best[(at-1)/2] = d.best[(at-1)/2], d.best[at]
		at = (at - 1) / 2
	}
}

// sink moves the first candidate down in the heap to its place.
func (d *raffle) sink() {
	for at := 0; ; {
		least := at
		for _, below := range []int{2*at + 1, 2*at + 2} {
			if below < len(d.best) && worse(d.best[below], d.best[least]) {
				least = below
			}
		}
		if least == at {
			return
		}
		d.best[at], d.best[least] = d.best[least], d.best[at]
		at = least
	}
}
