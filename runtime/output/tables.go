// Package output makes what a run leaves behind: tables and plots.
package output

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/nefc/nefc/stdlib/npz"
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

// CSV writes series side by side: a column t, then a column for each value.
// All series must have been sampled at the same times.
func CSV(w io.Writer, series []Series) error {
	head := []string{"t"}
	for _, s := range series {
		if s.Events || len(s.T) != len(series[0].T) {
			return fmt.Errorf("%s and %s were not sampled at the same times; export them to .npz or to two files", series[0].Name, s.Name)
		}
		if n := s.size(); n == 1 {
			head = append(head, s.Name)
		} else {
			for i := range n {
				head = append(head, fmt.Sprintf("%s[%d]", s.Name, i))
			}
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(head); err != nil {
		return err
	}
	for k, t := range series[0].T {
		row := []string{number(t)}
		for _, s := range series {
			n := s.size()
			for _, v := range s.Data[k*n : (k+1)*n] {
				row = append(row, number(v))
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// number writes a value as short as it reads back; times without the rounding
// of k·dt.
func number(v float64) string {
	if r := math.Round(v*1e9) / 1e9; r != v && math.Abs(r-v) < 1e-14 {
		v = r
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Columns writes named columns of equal length as CSV or, for .npz, as arrays.
func Columns(w io.Writer, names []string, columns [][]float64) error {
	out := csv.NewWriter(w)
	if err := out.Write(names); err != nil {
		return err
	}
	for i := range columns[0] {
		row := make([]string, len(columns))
		for j, c := range columns {
			row[j] = strconv.FormatFloat(c[i], 'g', -1, 64)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
