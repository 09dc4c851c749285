package drawn

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/plots"
)

// What is asked of files that runs left.
type Asked struct {
	Names   []string // of signals; nil for all
	Kind    string   // line, scatter, raster, rate or hist; "" for what the first signal needs
	Against string   // the signal along the axis, one dimension; "" for time
	Style   plots.Style
}

// Recorded is a figure of probes.npz files or weight tables. The signals of several files are named with their folders.
func Recorded(paths []string, ask Asked) (*figures.Figure, error) {
	f := &figures.Figure{Style: ask.Style, Provenance: figures.Provenance{Model: strings.Join(paths, ", ")}}
	r := &reader{ask: ask}
	for _, path := range paths {
		if err := r.file(path, len(paths) > 1); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	if r.panels != nil {
		f.Panels = r.panels
		return f, nil
	}
	return f, r.draw(f)
}

// signal is what one probe recorded.
type signal struct {
	name   string
	spikes bool
	value  analyses.Value
}

// reader reads files, one after the other.
type reader struct {
	ask     Asked
	signals []signal
	against *signal
	panels  []figures.Panel // of weight tables
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
	prefix := ""
	if several {
		prefix = filepath.Base(filepath.Dir(path)) + " "
	}
	known := recordedIn(f)
	if len(known) == 0 {
		return fmt.Errorf("holds no signals that a run recorded (NAME and NAME.t), and no weight table; it has %s", strings.Join(f.Names(), ", "))
	}
	names := r.ask.Names
	if len(names) == 0 {
		names = r.some(known)
	}
	for _, name := range names {
		s, err := read(f, name, known)
		if err != nil {
			return err
		}
		s.name = prefix + s.name
		r.signals = append(r.signals, s)
	}
	if r.ask.Against == "" {
		return nil
	}
	s, err := read(f, r.ask.Against, known)
	r.against = &s
	return err
}

// some are the signals that are drawn if none is named: those of the kind that is asked for.
func (r *reader) some(known []string) []string {
	spikes := r.ask.Kind == "raster" || r.ask.Kind == "rate"
	var out []string
	for _, name := range known {
		if strings.HasSuffix(name, ".spikes") == spikes && len(out) < mostPanels {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		return known[:min(len(known), mostPanels)]
	}
	return out
}

// recordedIn lists the signals of a file: arrays with times.
func recordedIn(f *npz.File) []string {
	var out []string
	for _, name := range f.Names() {
		if f.Has(name + ".t") {
			out = append(out, name)
		}
	}
	return out
}

// read reads a signal.
func read(f *npz.File, name string, known []string) (signal, error) {
	s := signal{name: name, spikes: strings.HasSuffix(name, ".spikes")}
	if !slices.Contains(known, name) {
		return s, fmt.Errorf("no signal is called %q; there are %s", name, strings.Join(known, ", "))
	}
	data, err := f.Read(name, nil)
	if err != nil {
		return s, err
	}
	t, err := f.Read(name+".t", nil)
	if err != nil {
		return s, err
	}
	n := len(t.Floats)
	if n == 0 || len(data.Floats)%n != 0 || len(data.Floats) == 0 {
		return s, fmt.Errorf("%q has %d numbers for %d times", name, len(data.Floats), n)
	}
	s.value = analyses.Value{Form: analyses.Samples, T: t.Floats, D: len(data.Floats) / n, Data: data.Floats}
	return s, nil
}

// table adds the weights of a table.
func (r *reader) table(path string) error {
	t, err := weightfile.Read(path)
	if err != nil {
		return err
	}
	w := &figures.Weights{Name: t.Connection, Unit: t.Unit + "/Hz", W: t.Weights, Rows: t.Shape[0], Cols: t.Shape[1], Signs: t.Signs}
	if t.Pre != nil {
		w.Pre = t.Pre.Name
	}
	if t.Post != nil {
		w.Post = t.Post.Name
	}
	r.panels = append(r.panels, figures.Panel{Title: t.Connection, Content: w})
	return nil
}

// draw makes the panels of the signals.
func (r *reader) draw(f *figures.Figure) error {
	kind := r.ask.Kind
	if kind == "" {
		kind = "line"
		if r.signals[0].spikes {
			kind = "raster"
		}
	}
	var lines []figures.Line
	from, to := r.signals[0].value.T[0], 0.0
	for i := range r.signals {
		s := &r.signals[i]
		if s.spikes != (kind == "raster" || kind == "rate") {
			return fmt.Errorf("`%s` does not draw %s", kind, s.name)
		}
		from, to = min(from, s.value.T[0]), max(to, s.value.T[len(s.value.T)-1])
	}
	for i := range r.signals {
		s := &r.signals[i]
		switch kind {
		case "raster", "rate":
			spikes := spikesOf(s, from, to)
			if kind == "raster" {
				f.Panels = append(f.Panels, pictures.Raster(spikes))
			} else {
				lines = append(lines, pictures.Rates(spikes, rateStep)...)
			}
		case "hist":
			f.Panels = append(f.Panels, pictures.Histograms(s.name, figures.Axis{}, s.value)...)
		case "line", "scatter":
			x, err := r.along(s)
			if err != nil {
				return err
			}
			lines = append(lines, pictures.Samples(s.name, nil, figures.Measured, x, s.value)...)
		default:
			return fmt.Errorf("a kind of plot of what was recorded is line, scatter, raster, rate or hist, not %q", kind)
		}
	}
	if lines != nil {
		f.Panels = []figures.Panel{r.panelOf(kind, lines, from, to)}
	}
	return nil
}

// rateStep is that of rates of spikes whose step is not known, s.
const rateStep = 0.001

// spikesOf are spikes of the neurons that fired.
func spikesOf(s *signal, from, to float64) *pictures.Spikes {
	out := &pictures.Spikes{Name: s.name, Value: s.value, From: from, To: to}
	for _, v := range s.value.Data {
		out.Neurons = append(out.Neurons, int(v))
	}
	slices.Sort(out.Neurons)
	out.Neurons = slices.Compact(out.Neurons)
	return out
}

// along is what a signal is drawn over.
func (r *reader) along(s *signal) ([]float64, error) {
	if r.against == nil {
		return s.value.T, nil
	}
	if r.against.value.D != 1 || !slices.Equal(r.against.value.T, s.value.T) {
		return nil, fmt.Errorf("%s is not one number at each time of %s", r.against.name, s.name)
	}
	return r.against.value.Data, nil
}

// panelOf is the panel of all lines.
func (r *reader) panelOf(kind string, lines []figures.Line, from, to float64) figures.Panel {
	y := pictures.Heights(lines, make([]figures.Axis, len(lines)))
	switch {
	case kind == "rate":
		return pictures.RatesPanel(lines, from, to)
	case r.against != nil:
		return figures.Panel{X: figures.Axis{Label: r.against.name}, Y: y, Content: &figures.Plane{List: lines, Points: kind == "scatter"}}
	}
	return figures.Panel{X: pictures.Time(0, to), Y: y, Content: &figures.Lines{List: lines}}
}
