package live

import (
	"math"
	"slices"
)

// rateWindow is what rates are counted in.
const rateWindow = 0.02 // s

// rates tells the mean rate (Hz) of an ensemble, and of its excitatory and inhibitory
// neurons where it has signs.
type rates struct {
	of     string
	groups [][]bool
	names  []string
	sizes  []float64
	counts []float64
	steps  int // in a window
	left   int
	dt     float64
	bins   bins
}

func newRates(s *Session, w *Watch) (view, error) {
	i, err := s.population(w.Of)
	if err != nil {
		return nil, err
	}
	p := &s.Program().Populations[i]
	v := &rates{of: w.Of + ".spikes", steps: max(1, int(math.Round(rateWindow/s.dt))), dt: s.dt}
	v.group("all", p.N, func(int) bool { return true })
	if p.Signs != nil {
		v.group("excitatory", p.N, func(j int) bool { return p.Signs[j] > 0 })
		v.group("inhibitory", p.N, func(j int) bool { return p.Signs[j] < 0 })
	}
	v.left, v.counts = v.steps, make([]float64, len(v.groups))
	v.bins = newBins(len(v.groups), float64(v.steps)*s.dt, w.Window, w.Points, w.Exact)
	return v, nil
}

func (v *rates) group(name string, n int, in func(j int) bool) {
	g, size := make([]bool, n), 0.0
	for j := range g {
		if g[j] = in(j); g[j] {
			size++
		}
	}
	v.groups, v.names, v.sizes = append(v.groups, g), append(v.names, name), append(v.sizes, max(1, size))
}

func (v *rates) info() Info { return Info{Names: v.names, Unit: "Hz"} }

func (v *rates) take(b *batch) {
	x, err := b.value(v.of)
	if err != nil {
		return
	}
	k := 0
	for step := range b.n {
		t := b.phase.Start + float64(step+1)*v.dt
		for ; k < len(x.T) && x.T[k] < t+v.dt/2; k++ {
			for g := range v.groups {
				if v.groups[g][int(x.Data[k])] {
					v.counts[g]++
				}
			}
		}
		if v.left--; v.left > 0 {
			continue
		}
		row := slices.Clone(v.counts)
		for g := range row {
			row[g] /= v.sizes[g] * float64(v.steps) * v.dt
		}
		v.bins.add(t, row)
		clear(v.counts)
		v.left = v.steps
	}
}

func (v *rates) pull(bool) *Frame { return v.bins.pull() }

// carriedRates is what rates carry: what was counted in the window that is not over.
type carriedRates struct {
	counts []float64
	left   int
	bins   bins
}

func (v *rates) carry() any { return carriedRates{slices.Clone(v.counts), v.left, v.bins.carry()} }

func (v *rates) resume(from any) {
	v.cut()
	if c, ok := from.(carriedRates); ok {
		copy(v.counts, c.counts)
		v.left = c.left
		v.bins.resume(c.bins)
	}
}

func (v *rates) pass(b *batch) {
	v.take(b)
	v.bins.pull()
}

func (v *rates) cut() {
	clear(v.counts)
	v.left = v.steps
	v.bins.cut()
}
