package drawn

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/plots"
)

// Asked is what is asked of files that runs left.
type Asked struct {
	Names   []string // of signals; nil for all
	Kind    string   // line, scatter, raster, rate or hist; "" for what the first signal needs
	Against string   // the signal along the axis, one dimension; "" for time
	Style   plots.Style
}

// Recorded is a figure of probes.npz files, or of weight tables. The signals of several files are named with their
// folders.
func Recorded(paths []string, ask Asked) (*figures.Figure, error) {
	f := &figures.Figure{Style: ask.Style, Provenance: figures.Provenance{Model: strings.Join(paths, ", ")}}
	r := &reader{ask: ask}
	for _, path := range paths {
		if err := r.file(path, len(paths) > 1); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	switch {
	case r.tables == nil:
		return f, r.draw(f)
	case r.signals != nil:
		return nil, errors.New("weight tables and what probes recorded are two figures")
	}
	f.Panels = r.tables
	return f, nil
}

// reader reads files, one after the other.
type reader struct {
	ask     Asked
	signals []*output.Recorded
	against *output.Recorded
	tables  []figures.Panel // of weights
}

// file reads one: a weight table, or what probes recorded.
func (r *reader) file(path string, several bool) error {
	f, err := npz.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if f.Has("weights") && !f.Has("weights.t") {
		return r.table(path)
	}
	known := output.Names(f)
	if len(known) == 0 {
		return fmt.Errorf("holds no signals that a run recorded (NAME and NAME.t), and no weight table; it has %s", strings.Join(f.Names(), ", "))
	}
	found, err := r.wanted(f, known)
	if err != nil {
		return err
	}
	for _, s := range found {
		if len(s.T) == 0 {
			return fmt.Errorf("nothing was recorded of %q", s.Name)
		}
		if several {
			s.Name = filepath.Base(filepath.Dir(path)) + " " + s.Name
		}
	}
	r.signals = append(r.signals, found...)
	if r.ask.Against == "" {
		return nil
	}
	r.against, err = output.Read(f, r.ask.Against)
	return err
}

// wanted reads the signals that are named; of all, if none is, some of the kind that is asked for, or the first.
func (r *reader) wanted(f *npz.File, known []string) (out []*output.Recorded, err error) {
	names, spikes := r.ask.Names, ofSpikes(r.ask.Kind)
	var others []*output.Recorded
	if len(names) == 0 {
		names = known
	}
	for _, name := range names {
		if len(r.ask.Names) == 0 && len(out) == mostPanels {
			break
		}
		s, err := output.Read(f, name)
		switch {
		case err != nil:
			return nil, err
		case len(r.ask.Names) > 0 || s.Spikes == spikes:
			out = append(out, s)
		case len(others) < mostPanels:
			others = append(others, s)
		}
	}
	if len(out) == 0 {
		return others, nil
	}
	return out, nil
}

// ofSpikes reports a kind of plot that draws spikes.
func ofSpikes(kind string) bool { return kind == "raster" || kind == "rate" }

// table adds the weights of a table.
func (r *reader) table(path string) error {
	t, err := weightfile.Read(path)
	if err != nil {
		return err
	}
	w := &figures.Weights{Name: t.Connection, Unit: t.Unit + "/Hz", W: t.Weights, Rows: t.Shape[0], Cols: t.Shape[1], Signs: t.Signs}
	var names []string
	for _, p := range t.Presynaptic() {
		names = append(names, p.Name)
	}
	w.Pre = strings.Join(names, ", ")
	if t.Post != nil {
		w.Post = t.Post.Name
	}
	r.tables = append(r.tables, figures.Panel{Title: t.Connection, Content: w})
	return nil
}

// draw makes the panels of the signals.
func (r *reader) draw(f *figures.Figure) error {
	kind := r.ask.Kind
	if kind == "" {
		kind = "line"
		if r.signals[0].Spikes {
			kind = "raster"
		}
	}
	from, to := math.Inf(1), 0.0
	for _, s := range r.signals {
		if s.Spikes != ofSpikes(kind) {
			return fmt.Errorf("`%s` does not draw %s", kind, s.Name)
		}
		from, to = min(from, began(s)), max(to, s.T[len(s.T)-1])
	}
	var lines []figures.Line
	for _, s := range r.signals {
		panels, more, err := r.drawn(kind, s, from, to)
		if err != nil {
			return err
		}
		f.Panels, lines = append(f.Panels, panels...), append(lines, more...)
	}
	if lines != nil {
		f.Panels = []figures.Panel{r.panelOf(kind, lines, from, to)}
	}
	return nil
}

// drawn are the panels of a signal, or its lines in the panel of all.
func (r *reader) drawn(kind string, s *output.Recorded, from, to float64) ([]figures.Panel, []figures.Line, error) {
	switch kind {
	case "raster":
		return []figures.Panel{pictures.Raster(spikesOf(s, from, to))}, nil, nil
	case "rate":
		return nil, pictures.Rates(spikesOf(s, from, to), rateStep), nil
	case "hist":
		return pictures.Histograms(s.Name, figures.Axis{}, value(s)), nil, nil
	case "line", "scatter":
		x, err := r.along(s)
		if err != nil {
			return nil, nil, err
		}
		return nil, pictures.Samples(s.Name, nil, figures.Measured, x, value(s)), nil
	}
	return nil, nil, fmt.Errorf("a kind of plot of what was recorded is line, scatter, raster, rate or hist, not %q", kind)
}

// began is when the phase of what was recorded began, s: a step before its first sample, 0 if that is the only one. Of
// spikes it is the first.
func began(s *output.Recorded) float64 {
	switch {
	case s.Spikes:
		return s.T[0]
	case len(s.T) == 1:
		return 0
	}
	return max(0, 2*s.T[0]-s.T[1])
}

// value is what a probe recorded as an analysis has it.
func value(s *output.Recorded) analyses.Value {
	return analyses.Value{Form: analyses.Samples, T: s.T, D: s.D, Data: s.Data}
}

// rateStep is that of rates of spikes whose step is not known, s.
const rateStep = 0.001

// spikesOf are spikes of the neurons that fired.
func spikesOf(s *output.Recorded, from, to float64) *pictures.Spikes {
	out := &pictures.Spikes{Name: s.Name, Value: value(s), From: from, To: to}
	for _, v := range s.Data {
		out.Neurons = append(out.Neurons, int(v))
	}
	slices.Sort(out.Neurons)
	out.Neurons = slices.Compact(out.Neurons)
	return out
}

// along is what a signal is drawn over.
func (r *reader) along(s *output.Recorded) ([]float64, error) {
	if r.against == nil {
		return s.T, nil
	}
	if r.against.D != 1 || !slices.Equal(r.against.T, s.T) {
		return nil, fmt.Errorf("%s is not one number at each time of %s", r.against.Name, s.Name)
	}
	return r.against.Data, nil
}

// panelOf is the panel of all lines.
func (r *reader) panelOf(kind string, lines []figures.Line, from, to float64) figures.Panel {
	y := pictures.Heights(lines, make([]figures.Axis, len(lines)))
	switch {
	case kind == "rate":
		return pictures.RatesPanel(lines, from, to)
	case r.against != nil:
		return figures.Panel{X: figures.Axis{Label: r.against.Name}, Y: y, Content: &figures.Plane{List: lines, Points: kind == "scatter"}}
	}
	return figures.Panel{X: pictures.Time(from, to), Y: y, Content: &figures.Lines{List: lines}}
}
