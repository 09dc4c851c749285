package watches

import (
	"cmp"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/live/refusal"
)

// mostEvents is how many spikes a second are told one by one.
const mostEvents = 20000

// spikes tells which neurons spiked, or how many of each group did, where they are too many.
type spikes struct {
	of      string
	n, rows int
	dt      float64
	exact   bool
	rank    []uint32 // of each neuron: its row
	order   []int
	excite  *int
	places  []float64 // where the neuron of each row is; nil for nowhere
	axes    int       // of a place
	first   float64   // s, of the first step since the last pull
	last    float64
	steps   []uint32
	neurons []uint32
	tally   *tally // instead of those, where they are too many; nil for none
}

func newSpikes(s Source, w *Watch) (View, error) {
	i, err := refusal.Population(s.Program(), w.Of)
	if err != nil {
		return nil, err
	}
	p := &s.Program().Populations[i]
	v := &spikes{of: w.Of + ".spikes", n: p.N, rows: min(p.N, cmp.Or(w.Bins, 100)), dt: s.Dt(), exact: w.Exact, order: preferredOrder(p), first: math.NaN()}
	v.rank, v.excite = make([]uint32, p.N), exciting(p, v.order)
	for row, neuron := range v.order {
		v.rank[neuron] = uint32(row)
	}
	v.places, v.axes = placesOf(s, w.Of, v.order)
	if w.Exact {
		for j := range v.rank {
			v.rank[j] = uint32(j)
		}
	}
	return v, nil
}

// unsigned is the neurons of a population by preferred value, whatever they do to others.
func unsigned(p *program.Population) []int {
	q := *p
	q.Signs = nil
	return preferredOrder(&q)
}

// preferredOrder is excitatory neurons before inhibitory ones, each by the value at which
// their current begins to exceed the threshold.
func preferredOrder(p *program.Population) []int {
	order := make([]int, p.N)
	preferred := make([]float64, p.N)
	for i := range order {
		order[i] = i
		preferred[i] = p.Encoders[i*p.Dims] * (1 - p.Bias[i]) / p.Gain[i]
	}
	sign := func(i int) int {
		if p.Signs == nil {
			return 0
		}
		return -int(p.Signs[i])
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sign(a), sign(b)), cmp.Compare(preferred[a], preferred[b]))
	})
	return order
}

func (v *spikes) Info() Info {
	if v.exact {
		return Info{Names: []string{v.of}, Rows: v.n}
	}
	return Info{Names: []string{v.of}, Rows: v.n, Order: v.order, Excite: v.excite, Places: v.places, Axes: v.axes}
}

// mostPlaces is of how many neurons it is told where they are.
const mostPlaces = 20000

// placesOf tells where the neurons of an ensemble are, in an order, to a thousandth.
func placesOf(s Source, name string, order []int) (places []float64, axes int) {
	ensembles := s.Compiled().Model.Ensembles
	i := slices.IndexFunc(ensembles, func(e *model.Ensemble) bool { return e.Name == name })
	if i < 0 || ensembles[i].Positions == nil || len(order) > mostPlaces {
		return nil, 0
	}
	axes = ensembles[i].Positions.Axes
	all := ensembles[i].Positions.Of(ensembles[i])
	for _, neuron := range order {
		for _, v := range all[neuron*axes : (neuron+1)*axes] {
			places = append(places, math.Round(1000*v)/1000)
		}
	}
	return places, axes
}

// exciting counts neurons that excite; nil without signs.
func exciting(p *program.Population, of []int) *int {
	if p.Signs == nil {
		return nil
	}
	n := 0
	for _, i := range of {
		if p.Signs[i] > 0 {
			n++
		}
	}
	return &n
}

func (v *spikes) Take(b *Batch) {
	x, err := b.Value(v.of)
	if err != nil {
		return
	}
	if math.IsNaN(v.first) {
		v.first = b.Phase.Start + v.dt
	}
	v.last = b.Phase.End
	for k, t := range x.T {
		step := uint32(math.Round((t - v.first) / v.dt))
		if row := v.rank[int(x.Data[k])]; v.tally != nil {
			v.tally.add(step, row)
		} else {
			v.steps, v.neurons = append(v.steps, step), append(v.neurons, row)
		}
	}
	if len(v.steps) > mostKept && !v.exact {
		v.count()
	}
}

// mostKept is how many spikes wait for a client that does not take them: more are counted.
const mostKept = 4 * mostEvents

// count turns spikes into counts.
func (v *spikes) count() {
	v.tally = newTally(v.n, v.rows, v.dt)
	for k, step := range v.steps {
		v.tally.add(step, v.neurons[k])
	}
	v.steps, v.neurons = nil, nil
}

func (v *spikes) Pull(full bool) *Frame {
	if math.IsNaN(v.first) {
		return nil
	}
	lasted := v.last - v.first + v.dt
	if !v.exact && !full && float64(len(v.steps)) > mostEvents*max(lasted, 0.1) {
		v.count()
	}
	f := &Frame{Kind: Events, T: v.first, Every: v.dt, N: len(v.steps), Width: v.n, Steps: v.steps, Neuron: v.neurons, Exact: v.exact}
	if v.tally != nil {
		f = v.tally.frame(v.first, int(math.Round(lasted/v.dt)))
	}
	v.first, v.steps, v.neurons, v.tally = math.NaN(), nil, nil, nil
	return f
}
