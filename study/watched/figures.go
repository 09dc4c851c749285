package watched

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/runtime/session"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/stdlib/analyses"
)

// drawer makes the panels of a figure.
type drawer struct {
	e     *serve.Export
	sim   *session.Session
	lines []figures.Line // of signals, for one panel
	rates []figures.Line
}

// panels has one for all signals over time, one for all rates, and one for each of the others.
func (d *drawer) panels() (out []figures.Panel, err error) {
	if d.e.Against != nil {
		return d.plane()
	}
	for i := range d.e.Told {
		more, err := d.panelsOf(&d.e.Told[i])
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	if d.lines != nil {
		p := figures.Panel{X: pictures.Time(d.e.From, d.e.To), Y: pictures.Heights(d.lines, make([]figures.Axis, len(d.lines))),
			Content: &figures.Lines{List: d.lines}}
		out = append([]figures.Panel{p}, out...)
	}
	if d.rates != nil {
		out = append(out, pictures.RatesPanel(d.rates, d.e.From, d.e.To))
	}
	return out, nil
}

// panelsOf are those of one watch; what goes into the panel of all is kept.
func (d *drawer) panelsOf(t *live.Told) ([]figures.Panel, error) {
	switch t.Watch.What {
	case "tuning":
		i, err := d.population(t.Watch.Of)
		if err != nil {
			return nil, err
		}
		return pictures.Tunings(d.sim.Population(i), pictures.Decoders(d.sim.Program, i, d.sim.Weights), d.sim.Program.Dt), nil
	case "weights":
		return d.weights(t)
	case "fit":
		return fitPanel(t)
	}
	s, ok := seriesOf(t, d.sim.Program.Dt)
	if !ok || len(s.T) == 0 && !s.Events {
		return nil, fmt.Errorf("nothing was told of `%s` in this time", t.Watch.Of)
	}
	if s.Events {
		spikes := d.spikes(t, s)
		if t.Watch.What == serve.RateOfSpikes || d.e.Kind == "rate" {
			d.rates = append(d.rates, pictures.Rates(spikes, d.sim.Program.Dt)...)
			return nil, nil
		}
		return []figures.Panel{pictures.Raster(spikes)}, nil
	}
	v := valueOf(s)
	switch {
	case t.Watch.What == "similarity":
		return []figures.Panel{{X: pictures.Time(d.e.From, d.e.To), Content: pictures.Similarities(t.Watch.Of, t.Info.Names, v)}}, nil
	case d.e.Kind == "hist":
		return pictures.Histograms(s.Name, figures.Axis{}, v), nil
	}
	d.lines = append(d.lines, linesOf(t, s)...)
	return nil, nil
}

// valueOf is a series as an analysis has it.
func valueOf(s output.Series) analyses.Value {
	return analyses.Value{Form: analyses.Samples, T: s.T, D: len(s.Data) / max(1, len(s.T)), Data: s.Data}
}

// linesOf are those of a signal, named as its watch names them.
func linesOf(t *live.Told, s output.Series) []figures.Line {
	v, names := valueOf(s), t.Info.Names
	if len(names) != v.D || v.D == 1 {
		names = nil
	}
	return pictures.Samples(s.Name, names, figures.Measured, s.T, v)
}

// spikes are those of a population, whole.
func (d *drawer) spikes(t *live.Told, s output.Series) *pictures.Spikes {
	out := &pictures.Spikes{Name: s.Name, Value: analyses.Value{Form: analyses.Spikes, T: s.T, D: 1}, From: d.e.From, To: d.e.To}
	for _, n := range s.Spikes {
		out.Value.Data = append(out.Value.Data, float64(n))
	}
	if i, err := d.population(t.Watch.Of); err == nil && d.sim.Program.Populations[i].N == s.Shape[0] {
		out.Population = d.sim.Population(i)
	}
	for k := range s.Shape[0] {
		out.Neurons = append(out.Neurons, k)
	}
	return out
}

// population is the number of one; spikes of it have its name, too.
func (d *drawer) population(name string) (int, error) {
	for i := range d.sim.Program.Populations {
		if p := &d.sim.Program.Populations[i]; p.Name == name || p.Name+".spikes" == name {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no population is called `%s`", name)
}

// weights are drawn as they were told: as they are, or what has been added to them.
func (d *drawer) weights(t *live.Told) ([]figures.Panel, error) {
	i, err := d.sim.Program.Link(t.Watch.Of)
	if err != nil || len(t.Frames) == 0 {
		return nil, cmp.Or(err, fmt.Errorf("nothing was told of the weights of `%s`", t.Watch.Of))
	}
	link := &d.sim.Program.Links[i]
	panels := pictures.Weights(link, t.Frames[len(t.Frames)-1].Values, d.sim.Sources(link), d.sim.Target(link))
	for k := range panels {
		switch t.Watch.Mode {
		case "built":
			panels[k].Title += ", change since it was built"
		case "phase":
			panels[k].Title += ", change in the phase"
		}
	}
	return panels, nil
}

// plane draws signals against another.
func (d *drawer) plane() ([]figures.Panel, error) {
	x, ok := seriesOf(d.e.Against, d.sim.Program.Dt)
	if !ok || x.Events || len(x.Data) != len(x.T) {
		return nil, fmt.Errorf("`%s` is not one number at each time", d.e.Against.Watch.Of)
	}
	var list []figures.Line
	for i := range d.e.Told {
		s, ok := seriesOf(&d.e.Told[i], d.sim.Program.Dt)
		if !ok || s.Events || !slices.Equal(s.T, x.T) {
			return nil, fmt.Errorf("`%s` has not the times of `%s`", d.e.Told[i].Watch.Of, d.e.Against.Watch.Of)
		}
		for _, line := range linesOf(&d.e.Told[i], s) {
			line.X = x.Data
			list = append(list, line)
		}
	}
	return []figures.Panel{{X: figures.Axis{Label: x.Name}, Y: pictures.Heights(list, make([]figures.Axis, len(list))),
		Content: &figures.Plane{List: list, Points: d.e.Kind == "scatter"}}}, nil
}

// fitPanel shows what a connection makes of the rates of its source, and what it is to make of them.
func fitPanel(t *live.Told) ([]figures.Panel, error) {
	fit, ok := t.Info.Fit.(*watches.Fit)
	if !ok || fit.Dims != 1 {
		return nil, fmt.Errorf("`%s` is not over one dimension: its fit is a number, %s", t.Watch.Of, "which `info` of the stream has")
	}
	var list []figures.Line
	for k, name := range fit.Names {
		list = append(list, figures.Line{Name: name, Role: figures.Decoded, X: fit.X, Y: fit.Decoded[k]},
			figures.Line{Name: name + " (target)", Role: figures.Ideal, X: fit.X, Y: fit.Target[k]})
	}
	return []figures.Panel{{X: figures.Axis{Label: "represented value"}, Y: figures.Axis{Label: t.Watch.Of, Unit: fit.Unit}, Content: &figures.Lines{List: list}}}, nil
}
