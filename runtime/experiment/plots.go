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
	switch {
	case e.Over != "":
		return r.plotOver(e)
	case e.Kind == "raster":
		return r.plotRaster(e)
	case e.Kind == "hist":
		return r.plotHistogram(e)
	}
	return r.plotLines(e)
}

// plotOver computes what this cell adds to a plot over swept params.
func (r *runner) plotOver(e *model.Plot) error {
	a := r.analyser(e.Phase, e.After)
	var values []*float64
	for _, item := range e.Items {
		v := a.eval(item.Analysis)
		if a.err == nil && !v.number {
			a.fail(item.Analysis.At, "`%s` is many numbers; a plot over cells needs one a cell, such as mean(…)", item.Text)
		}
		if a.err != nil {
			r.result.Diags.Add(diag.New(diag.ExpectFailed, a.at, "plot: %v", a.err))
			values = append(values, nil)
			continue
		}
		values = append(values, &v.x)
	}
	r.result.Across = append(r.result.Across, values)
	return nil
}

// cannotPlot reports what an analysis could not compute.
func (r *runner) cannotPlot(a *analyser) {
	r.result.Diags.Add(diag.New(diag.ExpectFailed, a.at, "plot: %v", a.err))
}

func (r *runner) title(e *model.Plot) string {
	return fmt.Sprintf("%s: %s", r.e.Name, r.phaseOf(e.Phase).Name)
}

// plotRaster draws spikes.
func (r *runner) plotRaster(e *model.Plot) error {
	a := r.analyser(e.Phase, e.After)
	var list []output.Raster
	for _, item := range e.Items {
		v := a.eval(item.Analysis)
		if a.err != nil {
			r.cannotPlot(a)
			return nil
		}
		list = append(list, output.Raster{Name: item.Text, T: v.t, Neuron: v.data, Neurons: v.n, From: v.start, To: v.end})
	}
	return r.write(e.To, func(w io.Writer) error { return output.Rasters(w, r.title(e), list) })
}

// plotHistogram draws how often values occur.
func (r *runner) plotHistogram(e *model.Plot) error {
	a := r.analyser(e.Phase, e.After)
	var list []output.Histogram
	for _, item := range e.Items {
		v := a.eval(item.Analysis)
		if a.err != nil {
			r.cannotPlot(a)
			return nil
		}
		list = append(list, output.Histogram{Name: item.Text, Values: v.all()})
	}
	return r.write(e.To, func(w io.Writer) error { return output.Histograms(w, r.title(e), list) })
}

func (r *runner) plotLines(e *model.Plot) error {
	a := r.analyser(e.Phase, e.After)
	var lines []output.Line
	var against []float64
	xLabel := "time (s)"
	if e.Against != nil {
		v := a.eval(e.Against.Analysis)
		if a.err == nil && (v.number || v.t == nil || v.events || v.d != 1) {
			a.fail(e.Against.Analysis.At, "`%s` is not one signal in time", e.Against.Text)
		}
		against, xLabel = v.data, e.Against.Text
	}
	for _, item := range e.Items {
		v := a.eval(item.Analysis)
		if a.err == nil && (v.number || v.t == nil || v.events) {
			v = a.fail(item.Analysis.At, "`%s` is not a signal in time", item.Text)
		}
		if a.err != nil {
			r.cannotPlot(a)
			return nil
		}
		if against != nil && len(against) != len(v.t) {
			a.fail(item.Analysis.At, "`%s` and `%s` have samples at different times", item.Text, e.Against.Text)
			r.cannotPlot(a)
			return nil
		}
		x := v.t
		if against != nil {
			x = against
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
			lines = append(lines, output.Line{Name: name, X: x, Y: y})
		}
	}
	return r.write(e.To, func(w io.Writer) error { return output.Lines(w, r.title(e), xLabel, lines) })
}

// population is that of an ensemble with its tuning as it is now.
func (r *runner) population(e *model.Ensemble) *graph.Population {
	for i := range r.p.Populations {
		if p := r.p.Populations[i].Population; p.Ensemble == e {
			return p.WithScaled(r.sim.ScaledEncoders(i))
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
			slope = math.Sqrt(slope) * (p.GainRow[i] / p.Radius)
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
