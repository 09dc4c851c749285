package watches

import (
	"math"
	"slices"

	"github.com/nefc/nefc/live/refusal"
)

// rateWindow is what rates are counted in.
const rateWindow = 0.02 // s

// rates tells the mean rate (Hz) of an ensemble, and of its excitatory and inhibitory
// neurons where it has signs.
type rates struct {
	sampled // its state are the spikes of each group in the window, and whether that is whole
	of      string
	groups  [][]bool
	names   []string
	sizes   []float64
	steps   int // in a window
	dt      float64
}

func newRates(s Source, w *Watch) (View, error) {
	i, err := refusal.Population(s.Program(), w.Of)
	if err != nil {
		return nil, err
	}
	p := &s.Program().Populations[i]
	v := &rates{of: w.Of + ".spikes", steps: max(1, int(math.Round(rateWindow/s.Dt()))), dt: s.Dt()}
	v.group("all", p.N, func(int) bool { return true })
	if p.Signs != nil {
		v.group("excitatory", p.N, func(j int) bool { return p.Signs[j] > 0 })
		v.group("inhibitory", p.N, func(j int) bool { return p.Signs[j] < 0 })
	}
	v.state = make([]float64, len(v.groups)+1)
	v.bins = newBins(len(v.groups), float64(v.steps)*s.Dt(), w.Window, w.Points, w.Exact)
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

func (v *rates) Info() Info { return Info{Names: v.names, Unit: "Hz"} }

func (v *rates) Take(b *Batch) {
	x, err := b.Value(v.of)
	if err != nil {
		return
	}
	k := 0
	for step := range b.n {
		t := b.Phase.Start + float64(step+1)*v.dt
		in := int(math.Round(t/v.dt)) - 1 // windows lie at their multiples, whoever watches since when
		if in%v.steps == 0 {
			v.begin()
		}
		for ; k < len(x.T) && x.T[k] < t+v.dt/2; k++ {
			for g := range v.groups {
				if v.groups[g][int(x.Data[k])] {
					v.state[g]++
				}
			}
		}
		if whole := v.state[len(v.groups)] > 0; whole && in%v.steps == v.steps-1 {
			v.tell(t)
		}
	}
}

// begin begins a window, which is whole.
func (v *rates) begin() {
	clear(v.state)
	v.state[len(v.groups)] = 1
}

// tell tells the rates of a window.
func (v *rates) tell(t float64) {
	row := slices.Clone(v.state[:len(v.groups)])
	for g := range row {
		row[g] /= v.sizes[g] * float64(v.steps) * v.dt
	}
	v.bins.add(t, row)
}

// Cut drops a window that has begun, too.
func (v *rates) Cut() {
	clear(v.state)
	v.bins.cut()
}
