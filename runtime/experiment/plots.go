package experiment

import (
	"fmt"
	"io"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/stdlib/analyses"
)

// plot draws lines, spikes, counts, tuning curves or weights. What cannot be drawn
// is said, and the run goes on.
func (r *runner) plot(e *events.Plot) error {
	switch {
	case e.Kind == "tuning":
		return r.plotTuning(e)
	case e.Kind == "weights":
		return r.plotWeights(e)
	}
	var read []*events.Analysis
	for _, item := range e.Items {
		read = append(read, item.Analysis)
	}
	if e.Against != nil {
		read = append(read, e.Against.Analysis)
	}
	a := r.analyser(e.Phase, e.After, read...)
	switch {
	case e.Over:
		r.plotOver(e, a)
		return nil
	case e.Kind == "raster":
		return r.plotRaster(e, a)
	case e.Kind == "hist":
		return r.plotHistogram(e, a)
	}
	return r.plotLines(e, a)
}

// plotWeights draws the weights of connections as they are now.
func (r *runner) plotWeights(e *events.Plot) error {
	var list []output.WeightMap
	for _, item := range e.Items {
		link := &r.p.Links[item.Link]
		list = append(list, output.WeightMap{Name: link.Name, Unit: link.Unit + "/Hz", W: r.session.Weights(item.Link), Rows: link.Rows, Cols: link.Cols, Signs: link.Signs})
	}
	return r.write(e.To[0], func(w io.Writer) error { return output.Weights(w, list) })
}

// plotOver computes what this cell adds to a plot over swept params.
func (r *runner) plotOver(e *events.Plot, a *analyser) {
	var values []*float64
	for _, item := range e.Items {
		v := a.finite(item.Analysis)
		if a.err != nil {
			r.cannotPlot(e, a)
			values = append(values, nil)
			a.err = nil
			continue
		}
		values = append(values, &v.X)
	}
	r.result.Across = append(r.result.Across, values)
}

// cannotPlot reports what could not be computed.
func (r *runner) cannotPlot(e *events.Plot, a *analyser) {
	r.result.Diags.Add(diag.New(diag.ExpectFailed, a.at, "%q cannot be drawn: %s", e.To[0], a.why()))
	r.result.Undrawn = append(r.result.Undrawn, e.To[0]+": "+a.why())
}

// title names the experiment and the phase that is shown, if there is one.
func (r *runner) title(e *events.Plot) string {
	if ph := r.phaseOf(e.Phase); ph != nil {
		return fmt.Sprintf("%s: %s", r.e.Name, ph.Name)
	}
	return r.e.Name
}

// plotRaster draws spikes.
func (r *runner) plotRaster(e *events.Plot, a *analyser) error {
	var list []output.Raster
	for _, item := range e.Items {
		v := a.eval(item.Analysis)
		if a.err != nil {
			r.cannotPlot(e, a)
			return nil
		}
		first, last := r.neurons(item.Analysis)
		list = append(list, output.Raster{Name: item.Text, T: v.T, Neuron: v.Data, First: first, Last: last, From: a.in(item.Analysis.Phase).window.From, To: a.in(item.Analysis.Phase).window.End})
	}
	return r.write(e.To[0], func(w io.Writer) error { return output.Rasters(w, r.title(e), list) })
}

// neurons is the range of the neurons whose spikes an analysis is.
func (r *runner) neurons(e *events.Analysis) (first, last int) {
	probe := &r.p.Probes[e.Probe]
	index := probe.Index
	if e.Index != nil {
		index = e.Index
	}
	if index == nil {
		return 0, probe.Size - 1
	}
	return slices.Min(index), slices.Max(index)
}

// plotHistogram draws how often values occur.
func (r *runner) plotHistogram(e *events.Plot, a *analyser) error {
	var list []output.Histogram
	for _, item := range e.Items {
		v := a.finite(item.Analysis)
		if a.err != nil {
			r.cannotPlot(e, a)
			return nil
		}
		list = append(list, output.Histogram{Name: item.Text, Values: v.All()})
	}
	return r.write(e.To[0], func(w io.Writer) error { return output.Histograms(w, r.title(e), list) })
}

// plotLines draws samples over time, or against a signal at the common times.
func (r *runner) plotLines(e *events.Plot, a *analyser) error {
	var lines []output.Line
	xLabel := "time (s)"
	for _, item := range e.Items {
		v := a.finite(item.Analysis)
		x := v.T
		if e.Against != nil && a.err == nil {
			xLabel = e.Against.Text
			along := a.finite(e.Against.Analysis)
			x = a.combine(item.Analysis, func(x []float64) float64 { return x[1] }, v, along).Data
			v = a.combine(item.Analysis, func(x []float64) float64 { return x[0] }, v, along)
		}
		if a.err != nil {
			r.cannotPlot(e, a)
			return nil
		}
		lines = append(lines, linesOf(item, x, v)...)
		r.tellLine(a, item.Analysis, item.Text)
	}
	return r.write(e.To[0], func(w io.Writer) error { return output.Lines(w, r.title(e), xLabel, lines) })
}

// linesOf makes a line of each dimension of samples. x is one number a sample, or
// one for each number.
func linesOf(item events.PlotItem, x []float64, v analyses.Value) []output.Line {
	var lines []output.Line
	n := len(v.T)
	every := len(x) / n
	for k := range v.D {
		name := item.Text
		if v.D > 1 {
			name = fmt.Sprintf("%s[%d]", item.Text, k)
		}
		if names := item.Analysis.Names; names != nil {
			name = names[k]
		}
		line := output.Line{Name: name, X: make([]float64, n), Y: make([]float64, n)}
		for i := range n {
			line.X[i], line.Y[i] = x[i*every], v.Data[i*v.D+k]
		}
		lines = append(lines, line)
	}
	return lines
}
