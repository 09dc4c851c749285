package experiment

import (
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/data"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/stdlib/analyses"
)

// plot computes what a plot names, to be drawn into each of its files. What cannot be drawn is said, and the run goes on.
func (r *runner) plot(e *events.Plot) error {
	var read []*events.Analysis
	for _, item := range e.Items {
		if item.Analysis != nil {
			read = append(read, item.Analysis)
		}
	}
	if e.Against != nil {
		read = append(read, e.Against.Analysis)
	}
	a := r.recording().Line(e.Phase, e.After, read...)
	if e.Over {
		r.plotOver(e, a)
		return nil
	}
	d := &drawer{runner: r, e: e, a: a}
	panels := d.panels()
	if a.Err != nil {
		r.cannotPlot(e, a)
		return nil
	}
	f := &figures.Figure{Style: e.Style, Panels: panels, Provenance: r.provenance(e)}
	if r.drawings = append(r.drawings, drawing{f, e.To}); len(r.drawings) == mostDrawings {
		return r.draw()
	}
	return nil
}

// drawing is a figure that is to be written into files. What it shows does not change before
// the next event that is no plot.
type drawing struct {
	figure *figures.Figure
	to     []string
}

// mostDrawings is how many wait until they are drawn at the same time.
const mostDrawings = 16

// draw writes the drawings that wait, each on a core of its own, and notes their files in order.
func (r *runner) draw() error {
	list := r.drawings
	r.drawings = nil
	errs := make([]error, len(list))
	kernels.Parallel(len(list), func(i int) { errs[i] = list[i].write(r) })
	for i, d := range list {
		if errs[i] != nil {
			return errs[i]
		}
		for _, to := range d.to {
			r.note(to)
		}
	}
	return nil
}

func (d *drawing) write(r *runner) error {
	for _, to := range d.to {
		err := files.Put(r.path(to), func(w io.Writer) error { return data.Write(w, d.figure, filepath.Ext(to)) })
		if err != nil {
			return err
		}
	}
	return nil
}

// provenance says where a figure is from.
func (r *runner) provenance(e *events.Plot) figures.Provenance {
	p := figures.Provenance{Model: filepath.Base(r.p.File), Hash: r.result.SpecHash, Seed: strconv.FormatInt(r.p.Seed, 10), Experiment: r.e.Name,
		Version: r.opts.Version}
	if ph := r.phaseOf(e.Phase); ph != nil {
		p.Phase = ph.Name
	}
	return p
}

// plotOver computes what this cell adds to a plot over swept params.
func (r *runner) plotOver(e *events.Plot, a *judge.Line) {
	var values []*float64
	for _, item := range e.Items {
		v := a.Finite(item.Analysis)
		if a.Err != nil {
			r.cannotPlot(e, a)
			values = append(values, nil)
			a.Err = nil
			continue
		}
		values = append(values, &v.X)
	}
	r.result.Across = append(r.result.Across, values)
}

// cannotPlot reports what could not be computed.
func (r *runner) cannotPlot(e *events.Plot, a *judge.Line) {
	to := strings.Join(e.To, ", ")
	r.result.Diags.Add(diag.New(diag.ExpectFailed, a.At, "%q cannot be drawn: %s", to, a.Why()))
	r.result.Undrawn = append(r.result.Undrawn, to+": "+a.Why())
}

// drawer makes the panels of one plot. What has no value is noted by its analyser.
type drawer struct {
	*runner
	e *events.Plot
	a *judge.Line
}

// panels of the plot.
func (d *drawer) panels() []figures.Panel {
	var out []figures.Panel
	switch d.e.Kind {
	case "line", "scatter":
		return []figures.Panel{d.lines()}
	case "rate":
		return []figures.Panel{d.rates()}
	}
	for i := range d.e.Items {
		out = append(out, d.panelsOf(&d.e.Items[i])...)
		if d.a.Err != nil {
			return nil
		}
	}
	return out
}

// panelsOf are those of one thing that is drawn beside others.
func (d *drawer) panelsOf(item *events.PlotItem) []figures.Panel {
	switch d.e.Kind {
	case "tuning":
		return pictures.Tunings(d.session.Population(item.Population), pictures.Decoders(d.p, item.Population, d.session.Weights), d.p.Dt)
	case "heat":
		return pictures.Heats(d.session.Population(item.Population), item.Neurons)
	case "weights":
		return d.weights(item)
	case "raster":
		return []figures.Panel{pictures.Raster(d.spikes(item))}
	case "map":
		if s := d.spikes(item); d.a.Err == nil {
			return []figures.Panel{pictures.Map(s)}
		}
		return nil
	}
	v := d.a.Finite(item.Analysis)
	if d.a.Err != nil {
		return nil
	}
	if d.e.Kind == "similarity" {
		return []figures.Panel{{X: d.time(item), Content: pictures.Similarities(item.Text, item.Analysis.Names, v)}}
	}
	return pictures.Histograms(item.Text, figures.Axis{Unit: item.Measure.Unit}, v)
}

// weights of a link as they are now.
func (d *drawer) weights(item *events.PlotItem) []figures.Panel {
	all := &d.p.Links[item.Link]
	link, W := all.Of(item.Part), events.Of(item.Part, d.session.Weights(item.Link), all.Cols)
	return pictures.Weights(link, W, d.session.Sources(link), d.session.Target(link))
}

// time is the axis of the stretch that something is recorded in.
func (d *drawer) time(item *events.PlotItem) figures.Axis {
	w := d.a.In(item.Analysis.Phase).Window
	return pictures.Time(w.From, w.End)
}

// spikes of one population.
func (d *drawer) spikes(item *events.PlotItem) *pictures.Spikes {
	v := d.a.Eval(item.Analysis)
	s := &pictures.Spikes{Name: item.Text, Neurons: d.neurons(item.Analysis), Value: v}
	if d.a.Err == nil {
		w := d.a.In(item.Analysis.Phase).Window
		s.From, s.To = w.From, w.End
		s.Population = d.session.Population(d.p.Probes[item.Analysis.Probe].Spikes)
	}
	return s
}

// neurons are those whose spikes an analysis is.
func (d *drawer) neurons(e *events.Analysis) []int {
	probe := &d.p.Probes[e.Probe]
	out := probe.Index
	if e.Index != nil {
		out = e.Index
	}
	if out != nil {
		out = slices.Clone(out)
		slices.Sort(out)
		return slices.Compact(out)
	}
	for i := range probe.Size {
		out = append(out, i)
	}
	return out
}

// rates of populations, in one panel.
func (d *drawer) rates() figures.Panel {
	var lines []figures.Line
	var time figures.Axis
	for i := range d.e.Items {
		s := d.spikes(&d.e.Items[i])
		if d.a.Err != nil {
			return figures.Panel{}
		}
		time = pictures.Time(s.From, s.To)
		lines = append(lines, pictures.Rates(s, d.p.Dt)...)
	}
	return pictures.RatesPanel(lines, time.From, time.To)
}

// lines are samples over time, or against a signal at the common times.
func (d *drawer) lines() figures.Panel {
	var list []figures.Line
	var axes []figures.Axis
	for i := range d.e.Items {
		item := &d.e.Items[i]
		x, v := d.along(item)
		if d.a.Err != nil {
			return figures.Panel{}
		}
		role := figures.Measured
		if item.Ideal && len(d.e.Items) > 1 {
			role = figures.Ideal
		}
		for _, line := range pictures.Samples(item.Text, item.Analysis.Names, role, x, v) {
			list = append(list, line)
			axes = append(axes, figures.Axis{Label: item.Measure.Label, Unit: item.Measure.Unit})
		}
		d.tellLine(d.a, item.Analysis, item.Text)
	}
	p := figures.Panel{Y: pictures.Heights(list, axes)}
	if d.e.Against == nil {
		p.X, p.Content = d.time(&d.e.Items[0]), &figures.Lines{List: list}
		return p
	}
	m := d.e.Against.Measure
	same := p.Y.Unit == m.Unit && (m.Label == "" || m.Label == p.Y.Label)
	if len(list) == 1 {
		p.Y.Label = list[0].Name
	}
	p.X = figures.Axis{Label: d.e.Against.Text, Unit: m.Unit}
	p.Content = &figures.Plane{List: list, Points: d.e.Kind == "scatter", SameUnit: same}
	return p
}

// along is what an item is drawn over: the times of its samples, or the signal that it is drawn against.
func (d *drawer) along(item *events.PlotItem) ([]float64, analyses.Value) {
	v := d.a.Finite(item.Analysis)
	if d.e.Against == nil || d.a.Err != nil {
		return v.T, v
	}
	x := d.a.Finite(d.e.Against.Analysis)
	along := d.a.Combine(item.Analysis, func(x []float64) float64 { return x[1] }, v, x)
	return along.Data, d.a.Combine(item.Analysis, func(x []float64) float64 { return x[0] }, v, x)
}
