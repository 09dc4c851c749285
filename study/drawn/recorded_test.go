package drawn

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/stdlib/plots"
)

// recordedFile writes what three probes recorded, as a run does: spikes of some neurons, a number, and two numbers.
func recordedFile(t *testing.T) string {
	t.Helper()
	times := []float64{0.001, 0.002, 0.003}
	var b bytes.Buffer
	err := output.Npz(&b, []output.Series{
		{Name: "a.spikes[0:5]", T: []float64{0.002, 0.002, 0.003}, Spikes: []int64{4, 0, 4}, Events: true},
		{Name: "silent.spikes", Events: true},
		{Name: "u", Shape: []int{1}, T: times, Data: []float64{1, 2, 3}},
		{Name: "x", Shape: []int{2}, T: times, Data: []float64{1, 10, 2, 20, 3, 30}},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "run", "probes.npz")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func figureOf(t *testing.T, ask Asked, paths ...string) *figures.Figure {
	t.Helper()
	ask.Style = plots.Default()
	f, err := Recorded(paths, ask)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Without a name, the samples are drawn in one panel, a line for each number, over the time from their beginning to their end.
func TestSamplesAreLines(t *testing.T) {
	path := recordedFile(t)
	f := figureOf(t, Asked{}, path)
	lines, ok := f.Panels[0].Content.(*figures.Lines)
	if len(f.Panels) != 1 || !ok || len(lines.List) != 3 {
		t.Fatalf("%+v", f.Panels)
	}
	if l := lines.List[2]; l.Name != "x[1]" || l.X[2] != 0.003 || l.Y[2] != 30 {
		t.Errorf("%+v", l)
	}
	if x := f.Panels[0].X; x.From != 0 || x.To != 0.003 || x.Unit != "s" {
		t.Errorf("%+v", x)
	}
	if two := figureOf(t, Asked{Names: []string{"u"}}, path, path).Panels[0].Content.(*figures.Lines).List; len(two) != 2 || two[1].Name != "run u" {
		t.Errorf("of two files: %+v", two)
	}
}

// The axis of time begins where the phase does.
func TestPhaseThatBeginsLater(t *testing.T) {
	for _, c := range []struct {
		times []float64
		began float64
	}{{[]float64{0.001, 0.002, 0.003}, 0}, {[]float64{22.5, 23, 23.5}, 22}, {[]float64{5}, 0}} {
		if got := began(&output.Recorded{T: c.times}); got != c.began {
			t.Errorf("samples at %v began at %g, not %g", c.times, got, c.began)
		}
	}
}

// What a probe recorded of spikes is a raster, whatever it is called.
func TestSpikesAreARaster(t *testing.T) {
	for _, ask := range []Asked{{Names: []string{"a.spikes[0:5]"}}, {Names: []string{"a.spikes[0:5]"}, Kind: "raster"}} {
		r, ok := figureOf(t, ask, recordedFile(t)).Panels[0].Content.(*figures.Raster)
		if !ok || len(r.Neurons) != 2 || r.Neurons[1] != 4 || len(r.T) != 3 || r.Neuron[0] != 1 || r.Neuron[1] != 0 {
			t.Fatalf("%+v", r)
		}
	}
	rates := figureOf(t, Asked{Names: []string{"a.spikes[0:5]"}, Kind: "rate"}, recordedFile(t)).Panels[0].Content.(*figures.Rates)
	if len(rates.List) != 1 || rates.List[0].Name != "a.spikes[0:5]" {
		t.Errorf("%+v", rates.List)
	}
}

func TestOtherKinds(t *testing.T) {
	path := recordedFile(t)
	plane := figureOf(t, Asked{Names: []string{"x"}, Kind: "scatter", Against: "u"}, path).Panels[0]
	if p := plane.Content.(*figures.Plane); !p.Points || len(p.List) != 2 || p.List[1].X[2] != 3 || p.List[1].Y[2] != 30 || plane.X.Label != "u" {
		t.Errorf("%+v", plane)
	}
	hist := figureOf(t, Asked{Names: []string{"x"}, Kind: "hist"}, path)
	if len(hist.Panels) != 2 || hist.Panels[1].Content.(*figures.Histogram).Values[0] != 10 {
		t.Errorf("%+v", hist.Panels)
	}
}

func TestWeightTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.npz")
	var b bytes.Buffer
	pre := &weightfile.Population{Name: "a", Neurons: 2, Dims: 1, Radius: 1, Encoders: []float64{1, -1}, Gain: []float64{1, 1}, Bias: []float64{0, 0}}
	table := &weightfile.Table{Meta: weightfile.Meta{Format: 1, Connection: "c", Shape: [2]int{2, 2}, Unit: weightfile.Value, Pre: pre.Seal()},
		Weights: []float64{1, -2, 3, -4}, Signs: []int8{1, -1}}
	if err := table.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	w := figureOf(t, Asked{}, path).Panels[0].Content.(*figures.Weights)
	if w.Name != "c" || w.Rows != 2 || w.Cols != 2 || w.W[1] != -2 || w.Signs[1] != -1 || w.Unit != "value/Hz" || w.Pre != "a" {
		t.Errorf("%+v", w)
	}
	if _, err := Recorded([]string{path, recordedFile(t)}, Asked{}); err == nil || !strings.Contains(err.Error(), "two figures") {
		t.Errorf("a table and signals: %v", err)
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	path := recordedFile(t)
	for want, ask := range map[string]Asked{
		`no signal is called "y"; there are a.spikes[0:5], silent.spikes, u, x`: {Names: []string{"y"}},
		`no signal is called "z"`:                           {Against: "z"},
		`nothing was recorded of "silent.spikes"`:           {Names: []string{"silent.spikes"}},
		"`raster` does not draw u":                          {Names: []string{"u"}, Kind: "raster"},
		"`line` does not draw a.spikes[0:5]":                {Names: []string{"u", "a.spikes[0:5]"}},
		"line, scatter, raster, rate or hist, not \"heat\"": {Kind: "heat"},
		"x is not one number at each time of u":             {Names: []string{"u"}, Against: "x"},
	} {
		if _, err := Recorded([]string{path}, ask); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
