package text_test

import (
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/text"
	"github.com/nefc/nefc/stdlib/plots"
)

// sine is a figure of two lines.
func sine() *figures.Figure {
	var x, y, z []float64
	for k := range 200 {
		t := float64(k) / 199
		x, y, z = append(x, t), append(y, math.Sin(6*t)), append(z, math.Cos(6*t))
	}
	return &figures.Figure{Style: plots.Default(), Panels: []figures.Panel{{X: figures.Axis{Label: "time", Unit: "s", To: 1}, Y: figures.Axis{Label: "value"},
		Content: &figures.Lines{List: []figures.Line{{Name: "a", X: x, Y: y}, {Name: "u", Role: figures.Ideal, X: x, Y: z}}}}}}
}

func drawn(t *testing.T, f *figures.Figure, o text.Options) string {
	t.Helper()
	var b strings.Builder
	if err := text.Write(&b, f, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A drawing has axes with numbers and names, braille or plain characters, colours only where they are shown, and no
// line is wider than the terminal.
func TestLines(t *testing.T) {
	braille, plain, colored := drawn(t, sine(), text.Options{}), drawn(t, sine(), text.Options{ASCII: true}), drawn(t, sine(), text.Options{Color: true})
	for _, want := range []string{"time (s)", "value", "0.5", "─ a", "─ u", "│", "⠉"} {
		if !strings.Contains(braille, want) {
			t.Errorf("no %q in\n%s", want, braille)
		}
	}
	for _, line := range strings.Split(plain, "\n") {
		if len(line) > 80 {
			t.Errorf("%d wide: %q", len(line), line)
		}
	}
	for _, r := range plain {
		if r > 126 {
			t.Errorf("%q is no ASCII:\n%s", r, plain)
			break
		}
	}
	if strings.Contains(braille, "\x1b") || !strings.Contains(colored, "\x1b[32m") {
		t.Error("colours are shown, or are not, where they should be")
	}
}

// A curve goes where its numbers are: the top left of a falling line is drawn, the top right is not.
func TestFalling(t *testing.T) {
	f := sine()
	f.Panels[0].Content = &figures.Lines{List: []figures.Line{{Name: "a", X: []float64{0, 1}, Y: []float64{1, 0}}}}
	rows := strings.Split(drawn(t, f, text.Options{ASCII: true}), "\n")
	first := rows[2]
	for _, r := range rows[2:] {
		if strings.Contains(r, "*") {
			first = r
			break
		}
	}
	if at := strings.Index(first, "*"); at < 9 || at > 14 {
		t.Errorf("the line begins at %d: %q", at, first)
	}
}

// Every kind is drawn, of nothing too.
func TestEveryKind(t *testing.T) {
	for _, c := range []figures.Content{&figures.Lines{}, &figures.Plane{}, &figures.Cells{}, &figures.Tuning{}, &figures.Raster{}, &figures.Weights{}, &figures.Histogram{},
		&figures.Rates{}, &figures.Similarities{}, &figures.Heat{}, &figures.Places{},
		&figures.Places{X: []float64{0, 1}, Y: []float64{1, 0}, Z: []float64{0, 3}, Neurons: []int{4, 9}}, &figures.Histogram{Values: []float64{1, 1}}, &figures.Histogram{Values: []float64{1, 2, 2}},
		&figures.Weights{W: []float64{1, -1}, Rows: 1, Cols: 2}, &figures.Heat{X: []float64{0, 1}, Y: []float64{0}, Z: []float64{1, math.NaN()}},
		&figures.Raster{T: []float64{0.5}, Neuron: []int{0}, Neurons: []int{7}, Signs: []int8{1}}} {
		f := sine()
		f.Panels[0].Content = c
		if got := drawn(t, f, text.Options{}); strings.Count(got, "\n") < 16 {
			t.Errorf("%T:\n%s", c, got)
		}
	}
}
