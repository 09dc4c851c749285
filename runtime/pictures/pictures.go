// Package pictures makes figures of what a program holds and what was recorded: lines of samples, spikes and rates of
// populations, their tuning, weights of links. In go numbers, out come the panels that package figures draws.
package pictures

import (
	"fmt"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Time is the axis of a stretch of time: it is shown whole, and its end has a tick.
func Time(from, to float64) figures.Axis {
	return figures.Axis{Label: "time", Unit: "s", From: from, To: to, Marks: []float64{to}}
}

// Samples makes a line of each dimension of samples. x is one number a sample, or one for each number; names are those
// of the dimensions, nil for numbers.
func Samples(text string, names []string, role figures.Role, x []float64, v analyses.Value) []figures.Line {
	n := len(v.T)
	at := everyOf(x, len(x)/n)
	var out []figures.Line
	for k := range v.D {
		line := figures.Line{Name: text, Role: role, X: at, Y: v.Data}
		switch {
		case names != nil:
			line.Name = names[k]
		case v.D > 1:
			line.Name = fmt.Sprintf("%s[%d]", text, k)
		}
		if v.D > 1 {
			line.Y = everyOf(v.Data[k:], v.D)
		}
		out = append(out, line)
	}
	return out
}

// everyOf is each of some numbers, from the first on; x itself if that is all of them.
func everyOf(x []float64, each int) []float64 {
	if each == 1 {
		return x
	}
	out := make([]float64, 0, (len(x)+each-1)/each)
	for i := 0; i < len(x); i += each {
		out = append(out, x[i])
	}
	return out
}

// Similarities shows how alike samples are to pointers; names are theirs, nil for numbers.
func Similarities(text string, names []string, v analyses.Value) *figures.Similarities {
	out := &figures.Similarities{T: v.T}
	for _, line := range Samples(text, names, figures.Measured, v.T, v) {
		out.Names, out.Values = append(out.Names, line.Name), append(out.Values, line.Y)
	}
	return out
}

// Histograms has a panel for each dimension of a value.
func Histograms(text string, axis figures.Axis, v analyses.Value) []figures.Panel {
	axis.Label = text
	if v.Form != analyses.Samples || v.D == 1 {
		return []figures.Panel{{X: axis, Y: counts, Content: &figures.Histogram{Values: v.All()}}}
	}
	var out []figures.Panel
	for _, line := range Samples(text, nil, figures.Measured, v.T, v) {
		axis.Label = line.Name
		out = append(out, figures.Panel{X: axis, Y: counts, Content: &figures.Histogram{Values: line.Y}})
	}
	return out
}

// counts is the axis of a histogram.
var counts = figures.Axis{Label: "count", FromZero: true}

// Heights is what lies beside lines of which each measures something. Where they measure the same, or say nothing, that
// is the axis of all; else each line gets its own.
func Heights(lines []figures.Line, measured []figures.Axis) figures.Axis {
	var all figures.Axis
	same := true
	for _, m := range measured {
		if all.Label == "" {
			all = m
		} else if m.Label != "" && m.Label != all.Label {
			same = false
		}
	}
	if same {
		switch {
		case all.Label != "":
		case len(lines) == 1:
			all.Label = lines[0].Name
		default:
			all.Label = "value"
		}
		return all
	}
	for i := range lines {
		of := all
		if measured[i].Label != "" {
			of = measured[i]
		}
		lines[i].Of = &of
	}
	return all
}
