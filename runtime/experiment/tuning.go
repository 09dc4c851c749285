package experiment

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime/output"
)

// population is one with its tuning as it is now.
func (r *runner) population(i int) *program.Population {
	return r.p.Populations[i].WithScaled(r.session.ScaledEncoders(i))
}

// tuningPoints is how many points a tuning curve has.
const tuningPoints = 201

// Curves computes tuning curves: in one dimension over the represented value,
// in more along each neuron's own encoder. The bias is the neurons' own.
func Curves(p *program.Population) output.Tuning {
	t := output.Tuning{Name: p.Name, XLabel: "represented value x", Signs: p.Signs}
	if p.Dims > 1 {
		t.XLabel = "x along the encoder"
	}
	J := make([]float64, tuningPoints)
	for k := range tuningPoints {
		t.X = append(t.X, p.Radius*(2*float64(k)/(tuningPoints-1)-1))
	}
	for i := range p.N {
		slope := 0.0
		if p.Dims == 1 {
			slope = p.Scaled[i]
		} else {
			for _, e := range p.Encoders[i*p.Dims : (i+1)*p.Dims] {
				slope += e * e
			}
			slope = math.Sqrt(slope) * (p.Gain[i] / p.Radius)
		}
		for k, x := range t.X {
			J[k] = slope*x + p.Bias[i]
		}
		rates := make([]float64, tuningPoints)
		p.Neurons.Rates(J, rates)
		t.Rates = append(t.Rates, rates)
	}
	return t
}

// plotTuning draws tuning curves.
func (r *runner) plotTuning(e *events.Plot) error {
	var list []output.Tuning
	for _, item := range e.Items {
		list = append(list, Curves(r.population(item.Population)))
	}
	return r.write(e.To[0], func(w io.Writer) error { return output.TuningCurves(w, list) })
}

// exportTuning writes points and rates of tuning curves.
func (r *runner) exportTuning(e *events.Export) error {
	arrays := map[string]*npz.Array{}
	var columns []output.Column
	for _, i := range e.Populations {
		c := Curves(r.population(i))
		arrays[c.Name+".x"] = &npz.Array{Shape: []int{len(c.X)}, Floats: c.X}
		arrays[c.Name+".rates"] = &npz.Array{Shape: []int{len(c.Rates), len(c.X)}, Floats: slices.Concat(c.Rates...)}
		columns = append(columns, output.Column{Name: c.Name + ".x", Floats: c.X})
		for i, row := range c.Rates {
			columns = append(columns, output.Column{Name: fmt.Sprintf("%s[%d]", c.Name, i), Floats: row})
		}
	}
	if isNpz(e) {
		return r.write(e.To, func(w io.Writer) error { return npz.Write(w, arrays, nil) })
	}
	return r.writeColumns(e, columns)
}
