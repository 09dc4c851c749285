// Package output writes the tables that a run leaves behind.
package output

import (
	"fmt"
	"io"
	"math"

	"github.com/nefc/nefc/internal/npz"
)

// Series is what one probe recorded.
type Series struct {
	Name   string
	Shape  []int     // of a sample
	T      []float64 // s
	Data   []float64 // samples, one after the other
	Spikes []int64   // neuron of each event; set instead of Data
	Events bool
}

// size is the number of values in a sample.
func (s Series) size() int {
	n := 1
	for _, d := range s.Shape {
		n *= d
	}
	return n
}

// Npz writes series as arrays under their names, samples first, and the times
// as NAME.t (language.md §9). Events are int64 indices and their times.
func Npz(w io.Writer, series []Series) error {
	arrays := map[string]*npz.Array{}
	for _, s := range series {
		arrays[s.Name+".t"] = &npz.Array{Shape: []int{len(s.T)}, Floats: s.T}
		if s.Events {
			spikes := s.Spikes
			if spikes == nil {
				spikes = []int64{}
			}
			arrays[s.Name] = &npz.Array{Shape: []int{len(s.Spikes)}, Ints: spikes}
			continue
		}
		arrays[s.Name] = &npz.Array{Shape: append([]int{len(s.T)}, s.Shape...), Floats: s.Data}
	}
	return npz.Write(w, arrays, nil)
}

// SideBySide makes columns of series: t, then one for each value. All must have been
// sampled at the same times; spikes stand alone, as t and neuron.
func SideBySide(series []Series) []Column {
	columns := []Column{{Name: "t", Floats: plainTimes(series[0].T)}}
	for _, s := range series {
		if s.Events {
			neurons := append([]int64{}, s.Spikes...)
			return append(columns, Column{Name: "neuron", Ints: neurons})
		}
		n := s.size()
		for i := range n {
			c := Column{Name: s.Name, Floats: []float64{}, Stride: n}
			if len(s.Data) > 0 {
				c.Floats = s.Data[i:]
			}
			if n > 1 {
				c.Name = fmt.Sprintf("%s[%d]", s.Name, i)
			}
			columns = append(columns, c)
		}
	}
	return columns
}

// plainTimes are times without the rounding of k·dt.
func plainTimes(t []float64) []float64 {
	out := make([]float64, len(t))
	for i, v := range t {
		out[i] = v
		if r := math.Round(v*1e9) / 1e9; math.Abs(r-v) < 1e-15*max(10, math.Abs(v)) {
			out[i] = r
		}
	}
	return out
}
