package builder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/weightfile"
)

// A table brings the weights that exist, and signs, and its numbers become those of
// the connection's unit.
func TestWeightsOfATable(t *testing.T) {
	dir := t.TempDir()
	side := func(n int) *weightfile.Population {
		return (&weightfile.Population{Name: "other", Neurons: n, Dims: 2, Radius: 1, Encoders: make([]float64, 2*n), Gain: make([]float64, n),
			Bias: make([]float64, n)}).Seal()
	}
	for unit, factors := range map[string][]float64{weightfile.Current: {1, 1, 1}, weightfile.Gain: {2, 5, 3}} {
		w := &weightfile.Table{Meta: weightfile.Meta{Format: 1, Unit: unit, Shape: [2]int{3, 2}, Pre: side(2), Post: side(3)},
			Weights: []float64{1, -2, 3, -4, 5, -6}, Signs: []int8{1, -1}, Mask: []int8{1, 1, 0, 1, 1, 0}}
		f, err := os.Create(filepath.Join(dir, unit+".npz"))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(f); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		for units, by := range map[string]func(gain float64) float64{"current": func(float64) float64 { return 1 }, "gain": func(g float64) float64 { return 1 / g }} {
			g := builtIn(t, dir, "seed 1\nensemble z 2 dims 2\nensemble b 3 dims 2 gain [2, 5, 3] bias 1\nconnect c: z.neurons -> b.neurons weights from \""+unit+".npz\" match no scale 10 units "+units+"\nprobe c.weights\n")
			link := linkOf(t, g, "c")
			want := []float64{10, -20, 0, -40, 50, 0}
			for k := range want {
				want[k] *= factors[k/2] * by([]float64{2, 5, 3}[k/2])
			}
			near(t, unit+" as "+units, link.Weights.Init, want)
			if fmt.Sprint(link.Mask, link.Signs) != "[true true false true true false] [1 -1]" {
				t.Errorf("mask %v, signs %v", link.Mask, link.Signs)
			}
		}
	}
}

// Given weights are as given, times the scale, whatever the ends: of neurons into
// values, of decoders behind a transform, of full weights in either unit; a scalar
// `transform` between neurons is a multiple of the identity.
func TestGivenWeights(t *testing.T) {
	model := strings.Replace(populations, "EVAL", "", 1)
	D := "decoders [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]]"
	for connect, want := range map[string][]float64{
		"a.neurons[2, 0] -> y transform [[1, 2], [3, 4]] scale 2":                     {2, 4, 6, 8},
		"a.neurons[2, 0] -> b transform [[1, 2], [3, 4]]":                             {1, 2, 3, 4},
		"a.neurons -> y[1] transform [[1, 2, 3, 4, 5, 6]] scale -1":                   {-1, -2, -3, -4, -5, -6},
		"a.neurons[0:3] -> b.neurons transform -2":                                    {-2, 0, 0, 0, -2, 0, 0, 0, -2},
		"a.neurons[0:2] -> b.neurons[2, 1] weights [[1, 2], [3, 4]] units gain":       {1, 2, 3, 4},
		"a.neurons[4] -> b.neurons weights 3 scale 0.5":                               {1.5, 1.5, 1.5},
		"a -> y " + D + " scale 2":                                                    {2, 4, 6, 8, 10, 12, 12, 10, 8, 6, 4, 2},
		"a -> y decoders 7":                                                           {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7},
		"a -> y " + D + " transform [[0, 1], [2, 0]]":                                 {6, 5, 4, 3, 2, 1, 2, 4, 6, 8, 10, 12},
		"a -> y[0] " + D + " transform [[1, -1]] scale 3":                             {-15, -9, -3, 3, 9, 15},
		"a -> y " + D + " transform [2, -1]":                                          {2, 4, 6, 8, 10, 12, -6, -5, -4, -3, -2, -1},
		"a -> b.neurons[1] " + D + " transform [[1, 1]]":                              {7, 7, 7, 7, 7, 7},
		"a -> b.neurons[2, 0] " + D:                                                   {1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1},
		"a -> y " + D + " transform coo([0, 1], [1, 0], [5, -1])":                     {30, 25, 20, 15, 10, 5, -1, -2, -3, -4, -5, -6},
		"a.neurons -> y transform [[1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]] scale 0.1": {0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1},
	} {
		near(t, connect, linkOf(t, built(t, model+"connect c: "+connect+"\nprobe y\nprobe c.weights\n"), "c").Weights.Init, want)
	}
}
