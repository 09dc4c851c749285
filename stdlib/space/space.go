// Package space places the neurons of a population: on a line, or on sheets of two or
// three dimensions, within -1 to 1 along each axis. What it gives depends on the number of
// neurons only.
package space

import (
	"cmp"
	"slices"
)

// Layout is a way to place neurons.
type Layout struct {
	Name, Doc string
	Axes      []int // how many it may have; of one number it takes no argument
	Points    func(n, axes int) []float64
	Example   string // an ensemble
}

// Table lists the layouts.
var Table = []Layout{
	{Name: "line", Doc: "evenly along a line from -1 to 1", Axes: []int{1}, Points: func(n, _ int) []float64 { return line(n) },
		Example: "ensemble a 50 positions line"},
	{Name: "sheet", Doc: "evenly over [-1, 1]² or [-1, 1]³ without a grid; neurons with near numbers are near: sheet(2), sheet(3)", Axes: []int{2, 3},
		Points: sheet, Example: "ensemble a 50 positions sheet(2)"},
}

// Find returns the layout of a name, or nil.
func Find(name string) *Layout {
	for i := range Table {
		if Table[i].Name == name {
			return &Table[i]
		}
	}
	return nil
}

// Names lists the layouts.
func Names() []string {
	var out []string
	for _, l := range Table {
		out = append(out, l.Name)
	}
	return out
}

// line places neuron i at -1 + (2i + 1)/n.
func line(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = -1 + float64(2*i+1)/float64(n)
	}
	return out
}

// ratios are 1/φ, 1/φ², … of the root φ of φ^(k+1) = φ + 1, by which the points of a
// Kronecker sequence in k dimensions stay apart (Roberts 2018).
var ratios = map[int][]float64{
	2: {0.7548776662466927, 0.5698402909980532},
	3: {0.8191725133961645, 0.6710436067037893, 0.5497004779019703},
}

// sheet places neurons at the first n points of the sequence frac(1/2 + i·ratio), in the
// order in which a Hilbert curve passes them.
func sheet(n, axes int) []float64 {
	type point struct {
		at    []float64
		along uint64
	}
	points := make([]point, n)
	for i := range points {
		p := make([]float64, axes)
		for k, r := range ratios[axes] {
			x := 0.5 + float64(float64(i+1)*r)
			p[k] = x - float64(int(x))
		}
		points[i] = point{p, hilbert(p)}
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.along, b.along) })
	out := make([]float64, 0, n*axes)
	for _, p := range points {
		for _, x := range p.at {
			out = append(out, float64(2*x)-1)
		}
	}
	return out
}

// levels is how often a Hilbert curve halves the cube.
const levels = 16

// hilbert is where a Hilbert curve passes a point of the unit cube (Skilling 2004).
func hilbert(p []float64) uint64 {
	x := make([]uint32, len(p))
	for k, v := range p {
		x[k] = min(uint32(v*(1<<levels)), 1<<levels-1)
	}
	for q := uint32(1) << (levels - 1); q > 1; q >>= 1 {
		low := q - 1
		for k := range x {
			if x[k]&q != 0 {
				x[0] ^= low
			} else {
				swap := (x[0] ^ x[k]) & low
				x[0] ^= swap
				x[k] ^= swap
			}
		}
	}
	for k := 1; k < len(x); k++ {
		x[k] ^= x[k-1]
	}
	flip := uint32(0)
	for q := uint32(1) << (levels - 1); q > 1; q >>= 1 {
		if x[len(x)-1]&q != 0 {
			flip ^= q - 1
		}
	}
	along := uint64(0)
	for bit := levels - 1; bit >= 0; bit-- {
		for k := range x {
			along = along<<1 | uint64((x[k]^flip)>>bit&1)
		}
	}
	return along
}
