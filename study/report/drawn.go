package report

import (
	"math"
	"strings"

	"github.com/nefc/nefc/runtime/figures/rank"
	"github.com/nefc/nefc/runtime/kept"
	"github.com/nefc/nefc/stdlib/plots"
)

// order is how the neurons of a population are drawn, one after the other: as in the figures of plots.
type order struct {
	rank.Ranking
	exc, inh int // how many are of each sign; 0 where they have none
}

// orderOf sorts neurons by sign, excitatory ones first, then by what they prefer, as far as that is known.
func orderOf(n int, signs []int8, preferred []float64) order {
	if len(signs) != n {
		signs = nil
	}
	if len(preferred) != n {
		preferred = nil
	}
	o := order{Ranking: rank.Of(plots.ByPreferred, n, signs, preferred, nil)}
	for _, s := range signs {
		if s > 0 {
			o.exc++
		} else {
			o.inh++
		}
	}
	return o
}

// by is what the order is by, in words: "sign and preferred value".
func (o *order) by() string { return strings.TrimPrefix(o.Says, "by ") }

// floats are whole numbers to be packed.
func floats(list []int) []float64 {
	out := make([]float64, len(list))
	for i, v := range list {
		out[i] = float64(v)
	}
	return out
}

// populations packs tuning curves.
func populations(p *Pack, b *kept.Built) []Population {
	out := []Population{}
	for _, x := range b.Populations {
		signs := x.Signs
		if signs == nil {
			signs = []int8{}
		}
		of := x.Of
		if of == nil {
			of = []int{}
		}
		out = append(out, Population{Name: x.Name, Line: x.Line, N: x.N, Dims: x.Dims, Radius: x.Radius, Type: x.Type, Of: of, Signs: signs,
			X: p.Floats(x.X), Rates: p.Floats(x.Rates)})
	}
	return out
}

// spikes packs who spiked in a phase, at most so many spikes of a population.
func (r *reader) spikes(phase Phase, b *kept.Built, k *kept.Phase) []Spikes {
	var out []Spikes
	for i, a := range k.Activity {
		if !a.Spiking || i >= len(b.Populations) || len(a.Shown) == 0 {
			continue
		}
		pop := &b.Populations[i]
		rows := orderOfShown(pop, a.Shown)
		rowOf := make([]int, len(a.Shown))
		for row, k := range rows.Order {
			rowOf[k] = row
		}
		cut, n := a.Cut, len(a.T)
		if n > r.limit.spikes {
			n, cut = r.limit.spikes, a.T[r.limit.spikes]
		}
		steps, who := make([]float64, n), make([]float64, n)
		for i := range n {
			row := int(a.Who[i])
			if row < 0 || row >= len(rowOf) {
				return nil // another program wrote it
			}
			steps[i], who[i] = math.Round(a.T[i]/r.dt)*r.dt, float64(rowOf[row])
		}
		neurons := make([]int, len(a.Shown))
		for row, k := range rows.Order {
			neurons[row] = a.Shown[k]
		}
		out = append(out, Spikes{Phase: phase.Name, Population: a.Name, N: pop.N, Shown: len(a.Shown),
			From: k.From, To: k.From + k.Seconds, Cut: cut, Exc: rows.exc, Inh: rows.inh, Order: rows.by(),
			Neurons: r.pack.Whole(floats(neurons), 1), Times: r.pack.Whole(steps, r.dt), Who: r.pack.Whole(who, 1)})
	}
	return out
}

// orderOfShown is the order of some neurons of a population, as places in the list.
func orderOfShown(pop *kept.Population, shown []int) order {
	var signs []int8
	var preferred []float64
	for _, j := range shown {
		if j < len(pop.Signs) {
			signs = append(signs, pop.Signs[j])
		}
		if j < len(pop.Preferred) {
			preferred = append(preferred, pop.Preferred[j])
		}
	}
	return orderOf(len(shown), signs, preferred)
}

// health says how populations fared in a phase.
func health(phase string, b *kept.Built, k *kept.Phase) []Health {
	var out []Health
	for i, a := range k.Activity {
		if i >= len(b.Populations) {
			break
		}
		pop := &b.Populations[i]
		h := Health{Phase: phase, Population: a.Name, N: pop.N, Spiking: a.Spiking,
			Outside: a.Outside, Farthest: a.Farthest, Radius: pop.Radius}
		sum := 0.0
		for j, spikes := range a.Count {
			sum += spikes
			if spikes == 0 {
				h.Silent++
			}
			if j < len(pop.Fastest) && k.Seconds > 0 && spikes/k.Seconds > pop.Fastest[j] && pop.Fastest[j] > 0 {
				h.Fast++
			}
		}
		if k.Seconds > 0 && pop.N > 0 {
			h.Mean = sum / k.Seconds / float64(pop.N)
		}
		out = append(out, h)
	}
	return out
}
