package experiment

import (
	"fmt"
	"io"
	"math"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/output"
)

// plot draws lines, tuning curves or weights.
func (r *runner) plot(e *model.Plot) error {
	switch e.Kind {
	case "tuning":
		var list []output.Tuning
		for _, item := range e.Items {
			list = append(list, curves(r.population(item.Ensemble)))
		}
		return r.write(e.To, func(w io.Writer) error { return output.TuningCurves(w, list) })
	case "weights":
		var list []output.WeightMap
		for _, item := range e.Items {
			i := r.links[item.Connection]
			link := &r.p.Links[i]
			W := link.Weights
			list = append(list, output.WeightMap{Name: link.Name, Unit: unitOf(link) + "/Hz", W: r.sim.Weights(i), Rows: W.Rows, Cols: W.Cols, Signs: link.Signs})
		}
		return r.write(e.To, func(w io.Writer) error { return output.Weights(w, list) })
	}
	if e.Over != "" {
		return r.plotOver(e)
	}
	return r.plotLines(e)
}

// plotOver computes what this cell adds to a plot over swept params.
func (r *runner) plotOver(e *model.Plot) error {
	a := r.analyser(e.Phase, e.After)
	var values []float64
	for _, item := range e.Items {
		v := a.eval(item.Analysis)
		if a.err == nil && !v.number {
			a.fail(item.Analysis.At, "`%s` is many numbers; a plot over cells needs one a cell, such as mean(…)", item.Text)
		}
		if a.err != nil {
			r.result.Diags.Add(diag.New(diag.ExpectFailed, a.at, "plot: %v", a.err))
			v.x = math.NaN()
		}
		values = append(values, v.x)
	}
	r.result.Across = append(r.result.Across, values)
	return nil
}

func (r *runner) plotLines(e *model.Plot) error {
	a := r.analyser(e.Phase, e.After)
	var lines []output.Line
	for _, item := range e.Items {
		v := a.eval(item.Analysis)
		if a.err == nil && (v.number || v.t == nil || v.events) {
			v = a.fail(item.Analysis.At, "`%s` is not a signal in time", item.Text)
		}
		if a.err != nil {
			r.result.Diags.Add(diag.New(diag.ExpectFailed, a.at, "plot: %v", a.err))
			return nil
		}
		for k := range v.d {
			name := item.Text
			if v.d > 1 {
				name = fmt.Sprintf("%s[%d]", item.Text, k)
			}
			if names := item.Analysis.Names; names != nil {
				name = names[k]
			}
			y := make([]float64, len(v.t))
			for i := range y {
				y[i] = v.data[i*v.d+k]
			}
			lines = append(lines, output.Line{Name: name, X: v.t, Y: y})
		}
	}
	title := fmt.Sprintf("%s: %s", r.e.Name, r.phaseOf(e.Phase).name)
	return r.write(e.To, func(w io.Writer) error { return output.Lines(w, title, "time (s)", lines) })
}

func (r *runner) population(e *model.Ensemble) *graph.Population {
	for i := range r.p.Populations {
		if p := r.p.Populations[i].Population; p.Ensemble == e {
			return p
		}
	}
	panic("nefc: experiment: no population " + e.Name)
}

// tuningPoints is how many points a tuning curve has.
const tuningPoints = 201

// curves computes tuning curves: in one dimension over the represented value,
// in more along each neuron's own encoder. The bias is the neurons' own.
func curves(p *graph.Population) output.Tuning {
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
			for _, e := range p.EncoderRows[i*p.Dims : (i+1)*p.Dims] {
				slope += e * e
			}
			slope *= p.GainRow[i] / p.Radius
		}
		for k, x := range t.X {
			J[k] = slope*x + p.BiasRow[i]
		}
		rates := make([]float64, tuningPoints)
		p.Neurons.Rates(J, rates)
		t.Rates = append(t.Rates, rates)
	}
	return t
}
