package data_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/data"
	"github.com/nefc/nefc/stdlib/plots"
)

// of is a figure of one panel.
func of(c figures.Content) *figures.Figure {
	return &figures.Figure{Style: plots.Default(), Provenance: figures.Provenance{Model: "m.nef", Seed: "7"},
		Panels: []figures.Panel{{X: figures.Axis{Label: "time", Unit: "s", To: 1}, Y: figures.Axis{Label: "value"}, Content: c}}}
}

var (
	two   = []figures.Line{{Name: "a", X: []float64{0, 0.5}, Y: []float64{1, 0.1}}, {Name: "a^2", Role: figures.Ideal, X: []float64{0, 0.5}, Y: []float64{1, math.NaN()}}}
	kinds = map[string]figures.Content{
		"lines": &figures.Lines{List: two}, "plane": &figures.Plane{List: two}, "points": &figures.Plane{List: two, Points: true}, "rates": &figures.Rates{List: two},
		"cells":      &figures.Cells{List: []figures.Line{{Name: "e", X: []float64{1, 10, 100}, Runs: [][]float64{{1, 2, 3}, {3, 4, math.NaN()}}}}},
		"similarity": &figures.Similarities{Names: []string{"RED"}, T: []float64{0, 1}, Values: [][]float64{{0.1, 0.9}}},
		"tuning":     &figures.Tuning{Name: "a", X: []float64{-1, 1}, Rates: [][]float64{{0, 100}, {50, 0}}, Signs: []int8{1, -1}, Decoded: two[:1]},
		"raster":     &figures.Raster{Name: "a", T: []float64{0.1, 0.2}, Neuron: []int{1, 0}, Neurons: []int{4, 9}, Signs: []int8{1, -1}},
		"weights":    &figures.Weights{Name: "c", Unit: "current/Hz", W: []float64{1, -2, 0, 3}, Rows: 2, Cols: 2},
		"hist":       &figures.Histogram{Values: []float64{1, 2, 2}},
		"heat":       &figures.Heat{Label: "rate", Unit: "Hz", X: []float64{0, 1}, Y: []float64{0, 1}, Z: []float64{1, 2, math.NaN(), 4}},
		"map":        &figures.Places{Name: "s", Label: "rate", Unit: "Hz", X: []float64{0, 1}, Y: []float64{-1, 1}, Z: []float64{0, 20}, Neurons: []int{4, 9}},
	}
)

func written(t *testing.T, f *figures.Figure, ending string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := data.Write(&b, f, ending); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A table says where its numbers are from and what its columns are, and has all their digits.
func TestCSV(t *testing.T) {
	for kind, want := range map[string]string{
		"lines":   "# model: m.nef\n# seed: 7\n# x: time (s)\n# y: value\nline,x,y\na,0,1\na,0.5,0.1\na^2,0,1\na^2,0.5,NaN\n",
		"cells":   "# model: m.nef\n# seed: 7\n# x: time (s)\n# y: value\nline,x,y,low,high\ne,1,2,1,3\ne,10,3,2,4\ne,100,3,NaN,NaN\n",
		"raster":  "# model: m.nef\n# seed: 7\n# x: time (s)\n# y: value\nneuron,sign,x\n9,inhibitory,0.1\n4,excitatory,0.2\n",
		"weights": "# model: m.nef\n# seed: 7\n# x: time (s)\n# y: value\npost,pre,sign,weight\n0,0,,1\n0,1,,-2\n1,0,,0\n1,1,,3\n",
		"heat":    "# model: m.nef\n# seed: 7\n# x: time (s)\n# y: value\nx,y,value\n0,0,1\n1,0,2\n1,1,4\n",
		"map":     "# model: m.nef\n# seed: 7\n# x: time (s)\n# y: value\nneuron,x,y,value\n4,0,-1,0\n9,1,1,20\n",
	} {
		if got := string(written(t, of(kinds[kind]), ".csv")); got != want {
			t.Errorf("%s:\n%s\nwanted\n%s", kind, got, want)
		}
	}
	f := of(kinds["hist"])
	f.Panels = append(f.Panels, figures.Panel{X: figures.Axis{Label: "b"}, Content: &figures.Histogram{Values: []float64{5}}})
	if got := string(written(t, f, ".CSV")); !strings.HasSuffix(got, "panel,value\ntime,1\ntime,2\ntime,2\nb,5\n") {
		t.Errorf("two panels:\n%s", got)
	}
}

// Arrays have the names of what they show, and their shapes.
func TestNPZ(t *testing.T) {
	for kind, want := range map[string]string{"lines": "a.x a.y a^2.x a^2.y", "weights": "c", "tuning": "a.rates a.x a.x (2) a.y", "cells": "e.x e.y", "map": "s.rate s.x s.y"} {
		path := filepath.Join(t.TempDir(), "f.npz")
		if err := os.WriteFile(path, written(t, of(kinds[kind]), ".npz"), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := npz.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(f.Names(), " "); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
		if kind == "weights" {
			if a, err := f.Read("c", nil); err != nil || len(a.Shape) != 2 || a.Floats[3] != 3 {
				t.Errorf("%v %v", a, err)
			}
		}
		f.Close()
	}
}

// marks and channels are words of the schema of Vega-Lite 6.
var (
	marks = map[string]bool{"line": true, "point": true, "tick": true, "rect": true, "bar": true, "area": true}
	types = map[string]bool{"quantitative": true, "nominal": true, "ordinal": true, "temporal": true}
)

// Every kind is a specification with a view for each panel, a known mark, data inside, and a field of it in each channel.
func TestVegaLite(t *testing.T) {
	for kind, c := range kinds {
		var spec map[string]any
		if err := json.Unmarshal(written(t, of(c), ".json"), &spec); err != nil {
			t.Fatal(kind, err)
		}
		if spec["$schema"] != "https://vega.github.io/schema/vega-lite/v6.json" || len(spec["concat"].([]any)) != 1 {
			t.Errorf("%s: %v", kind, spec["$schema"])
		}
		view := spec["concat"].([]any)[0].(map[string]any)
		values := view["data"].(map[string]any)["values"].([]any)
		if len(values) == 0 {
			t.Errorf("%s has no data", kind)
		}
		checkView(t, kind, view, values[0].(map[string]any))
	}
}

// checkView checks a view, or the layers of one.
func checkView(t *testing.T, kind string, view, row map[string]any) {
	t.Helper()
	if layers, is := view["layer"].([]any); is {
		for _, l := range layers {
			checkView(t, kind, l.(map[string]any), row)
		}
		return
	}
	mark, _ := view["mark"].(string)
	if of, is := view["mark"].(map[string]any); is {
		mark = of["type"].(string)
	}
	if !marks[mark] {
		t.Errorf("%s: the mark is %q", kind, mark)
	}
	for channel, of := range view["encoding"].(map[string]any) {
		c := of.(map[string]any)
		if kind, is := c["type"].(string); is && !types[kind] {
			t.Errorf("%s: %s is %q", kind, channel, kind)
		}
		field, named := c["field"].(string)
		if _, has := row[field]; named && !has && field != "order" {
			t.Errorf("%s: %s shows %q, which the data %v do not have", kind, channel, field, row)
		}
	}
}

// An ending that is none is an error.
func TestUnknownEnding(t *testing.T) {
	if err := data.Write(&bytes.Buffer{}, of(kinds["hist"]), ".jpg"); err == nil {
		t.Error("a .jpg was written")
	}
}
