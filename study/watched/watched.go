// Package watched makes figures and files of what a live session showed: the figures that a `plot` of the model draws
// (figures.go), the data as a run writes them (data.go), and recordings, which hold all that is watched (record.go).
package watched

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/data"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/stdlib/plots"
)

// Export writes what was told in some stretch of time.
func Export(e *serve.Export) ([]byte, error) {
	style, err := styleOf(e.Options)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if e.Format == "npz" || e.Format == "csv" {
		written, err := numbers(&b, e)
		if err != nil || written {
			return b.Bytes(), err
		}
	}
	d := &drawer{e: e, sim: e.Past.Sim()}
	f := &figures.Figure{Style: style, Provenance: d.provenance()}
	if f.Panels, err = d.panels(); err != nil {
		return nil, err
	}
	err = data.Write(&b, f, e.Format)
	return b.Bytes(), err
}

// styleOf reads options of `plot`.
func styleOf(options map[string]string) (plots.Style, error) {
	style := plots.Default()
	for name, text := range options {
		o := plots.FindOption(name)
		if o == nil || o.Values == nil {
			return style, fmt.Errorf("no option of how a plot looks is called %q", name)
		}
		v, err := o.Parse(text)
		if err != nil {
			return style, err
		}
		o.Set(&style, v)
	}
	if style.Pixels() > plots.MostPixels {
		return style, fmt.Errorf("a figure of %g mm with %d dpi is %d pixels wide, and %d at most", style.Width, style.DPI, style.Pixels(), plots.MostPixels)
	}
	return style, nil
}

// provenance says where the figure is from.
func (d *drawer) provenance() figures.Provenance {
	m, p := d.e.Past.Model(), d.sim.Program
	return figures.Provenance{Model: filepath.Base(m.Path), Hash: p.SpecHash, Seed: strconv.FormatInt(p.Seed, 10), Experiment: m.Experiment,
		Version: d.e.Version}
}

// seriesOf is what a watch told, sample by sample, in the order of time; ok is false for what is no series.
func seriesOf(t *live.Told, dt float64) (s output.Series, ok bool) {
	s = output.Series{Name: nameOf(&t.Watch), Shape: []int{len(t.Info.Names)}}
	for _, f := range t.Frames {
		switch f.Kind {
		case watches.Values:
			s.Shape = shapeOf(t, f)
			s.Data = append(s.Data, f.Values...)
			for k := range f.N {
				s.T = append(s.T, onStep(f.T+float64(k)*f.Every, dt))
			}
		case watches.Events:
			s.Events, s.Shape = true, []int{f.Width}
			for i, step := range f.Steps {
				s.T = append(s.T, onStep(f.T+float64(step)*dt, dt))
				s.Spikes = append(s.Spikes, int64(f.Neuron[i]))
			}
		default:
			return s, false
		}
	}
	return s, len(t.Frames) > 0
}

// shapeOf is the shape of a sample.
func shapeOf(t *live.Told, f *watches.Frame) []int {
	if t.Info.Shape != nil {
		return t.Info.Shape
	}
	return []int{f.Width}
}

// onStep is the time of a step as a run writes it.
func onStep(t, dt float64) float64 { return math.Round(t/dt) * dt }

// nameOf is what a watch is called among others.
func nameOf(w *watches.Watch) string {
	switch {
	case w.What == "spikes":
		return w.Of + ".spikes"
	case w.Synapse != "" && w.Synapse != "none":
		return w.Of + " synapse " + w.Synapse
	}
	return w.Of
}

// named gives series of the same name numbers.
func named(list []output.Series) []output.Series {
	for i := range list {
		name := list[i].Name
		for n := 2; slices.ContainsFunc(list[:i], func(s output.Series) bool { return s.Name == list[i].Name }); n++ {
			list[i].Name = fmt.Sprintf("%s (%d)", name, n)
		}
	}
	return list
}
