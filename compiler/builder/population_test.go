package builder

import (
	"math"
	"testing"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
)

// Whatever two of gain, bias, maximal rate and intercept are given, the other
// two of a neuron come out the same. Izhikevich's current is found on a grid,
// so its numbers agree to a part in a hundred only.
func TestTwoFactsDecideTheTuning(t *testing.T) {
	rates, intercepts := []float64{230, 280, 330}, []float64{-0.5, 0.3, 0.8}
	given := func(data []float64) *model.Array { return &model.Array{Data: data, Rows: 3, Cols: 1} }
	for _, entry := range neurons.Table {
		v := catalog.Values{}
		for _, p := range entry.Params {
			v[p.Name] = p.Default
		}
		kind, err := entry.New(v)
		if err != nil {
			t.Fatal(err)
		}
		gain, bias, err := kind.GainBias(rates, intercepts)
		if err != nil {
			t.Fatal(err)
		}
		tolerance := 1e-12
		if entry.Name == "izhikevich" {
			tolerance = 1e-2
		}
		for name, e := range map[string]*model.Ensemble{
			"gain, intercepts": {Gain: given(gain), Intercepts: given(intercepts)},
			"gain, max_rates":  {Gain: given(gain), MaxRates: given(rates)},
			"bias, max_rates":  {Bias: given(bias), MaxRates: given(rates)},
			"bias, intercepts": {Bias: given(bias), Intercepts: given(intercepts)},
		} {
			e.N, e.Neurons = 3, kind
			p := &graph.Population{Ensemble: e}
			if err := gainAndBias(p); err != nil {
				t.Fatal(err)
			}
			for i := range rates {
				if !(math.Abs(p.GainRow[i]/gain[i]-1) <= tolerance) || !(math.Abs(p.BiasRow[i]-bias[i]) <= tolerance*(math.Abs(bias[i])+gain[i])) {
					t.Errorf("%s from %s: gain %g, bias %g; want %g, %g", entry.Name, name, p.GainRow[i], p.BiasRow[i], gain[i], bias[i])
				}
			}
		}
	}
}
