package output

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// rounded are the numbers of a drawing to a tenth of a point, which nobody sees.
func rounded(svg string) string {
	return regexp.MustCompile(`-?[0-9]+\.[0-9]+`).ReplaceAllStringFunc(svg, func(s string) string {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		return strconv.FormatFloat(v, 'f', 1, 64)
	})
}

// Each kind of plot looks as it did: UPDATE=1 go test ./runtime/output draws
// testdata anew, for a person to look at.
func TestDrawings(t *testing.T) {
	wave := Line{Name: "wave"}
	for k := range 50 {
		wave.X, wave.Y = append(wave.X, 0.001*float64(k+1)), append(wave.Y, float64(k*k%7))
	}
	weights := WeightMap{Name: "c", Unit: "1/Hz", W: []float64{1, -2, 0, 0.5, 0, -0.25}, Rows: 2, Cols: 3}
	signed := weights
	signed.Name, signed.Signs = "d", []int8{1, -1, 1}
	for name, draw := range map[string]func(io.Writer) error{
		"lines": func(w io.Writer) error {
			return Lines(w, "a title", "time (s)",
				[]Line{wave, {Name: "means", X: []float64{0, 0.02, 0.04}, Y: []float64{1, 2, 3}, Low: []float64{0.5, 1, 2}, High: []float64{2, 2.5, 5}}})
		},
		"late": func(w io.Writer) error {
			return Lines(w, "", "x", []Line{{Name: "u", X: []float64{0.5, 1}, Y: []float64{-1, 1}}})
		},
		"raster": func(w io.Writer) error {
			return Rasters(w, "spikes", []Raster{{Name: "a", T: []float64{1, 1.5, 2}, Neuron: []float64{4, 6, 4}, First: 4, Last: 6, From: 1, To: 2}})
		},
		"hist": func(w io.Writer) error {
			return Histograms(w, "counts", []Histogram{{Name: "u", Values: []float64{0, 0, 1, 39, 40}}, {Name: "v", Values: []float64{3, 3}}})
		},
		"tuning": func(w io.Writer) error {
			curves := Tuning{Name: "a", XLabel: "x", X: []float64{-1, 0, 1}, Rates: [][]float64{{0, 10, 20}, {5, 0, 3}}}
			signed := curves
			signed.Name, signed.Signs = "b", []int8{1, -1}
			return TuningCurves(w, []Tuning{curves, signed})
		},
		"weights": func(w io.Writer) error { return Weights(w, []WeightMap{weights, signed}) },
	} {
		got := rounded(written(t, draw))
		path := filepath.Join("testdata", name+".svg")
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Errorf("%s.svg differs from byte %d on: %.80q, wanted %.80q", name, at, got[at:], want[at:])
		}
	}
}
