package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/nefc/nefc/internal/npz"
)

// written is what a function writes.
func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Columns are a CSV with a head, and Parquet with the same in it.
func TestColumns(t *testing.T) {
	columns := []Column{
		{Name: "name", Texts: []string{"a,b", "c"}},
		{Name: "x", Floats: []float64{0.1, 7, -2e-15, 8}, Stride: 2},
		{Name: "n", Ints: []int64{3, -4}, Missing: []bool{false, true}},
		{Name: "ok", Bools: []bool{true, false}},
		{Name: "y", Floats: []float64{1, 2}, Missing: []bool{true, false}},
	}
	text := written(t, func(w io.Writer) error { return ColumnsCSV(w, columns) })
	if want := "name,x,n,ok,y\n\"a,b\",0.1,3,true,\nc,-2e-15,,false,2\n"; text != want {
		t.Errorf("%q, wanted %q", text, want)
	}
	file := written(t, func(w io.Writer) error { return ColumnsParquet(w, columns) })
	f, err := parquet.OpenFile(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, field := range f.Schema().Fields() {
		names = append(names, field.Name()+":"+field.Type().String())
	}
	if got := strings.Join(names, " "); got != "name:STRING x:DOUBLE n:INT(64,true) ok:BOOLEAN y:DOUBLE" {
		t.Errorf("columns %s", got)
	}
	rows := make([]parquet.Row, 2)
	if n, err := parquet.NewReader(f).ReadRows(rows); n != 2 {
		t.Fatal(n, err)
	}
	for i, want := range []string{"a,b 0.1 3 true <null>", "c -2e-15 <null> false 2"} {
		var parts []string
		for _, v := range rows[i] {
			parts = append(parts, v.String())
		}
		if got := strings.Join(parts, " "); got != want {
			t.Errorf("row %d is %s, wanted %s", i, got, want)
		}
	}
	if f.NumRows() != 2 {
		t.Errorf("%d rows", f.NumRows())
	}
	for _, c := range []struct {
		column Column
		want   int
	}{{columns[0], 2}, {columns[1], 2}, {columns[2], 2}, {columns[3], 2}, {Column{Floats: make([]float64, 7), Stride: 3}, 3}, {Column{}, 0}} {
		if got := c.column.Len(); got != c.want {
			t.Errorf("%+v has %d rows", c.column, got)
		}
	}
}

// Series lie side by side, times without the rounding of k·dt; spikes are t and
// neuron.
func TestSideBySide(t *testing.T) {
	times := []float64{3 * 0.001, 0.1 + 0.2, 1234.567 + 3e-13}
	values := SideBySide([]Series{
		{Name: "u", Shape: []int{1}, T: times, Data: []float64{1, 2, 1e-15}},
		{Name: "W", Shape: []int{2, 1}, T: times, Data: []float64{10, 20, 11, 21, 12, 22}},
	})
	want := "t,u,W[0],W[1]\n0.003,1,10,20\n0.3,2,11,21\n1234.567,1e-15,12,22\n"
	if got := written(t, func(w io.Writer) error { return ColumnsCSV(w, values) }); got != want {
		t.Errorf("%q, wanted %q", got, want)
	}
	spikes := SideBySide([]Series{{Name: "a.spikes", Shape: []int{5}, T: []float64{0.001, 0.002}, Spikes: []int64{4, 0}, Events: true}})
	if got := written(t, func(w io.Writer) error { return ColumnsCSV(w, spikes) }); got != "t,neuron\n0.001,4\n0.002,0\n" {
		t.Errorf("%q", got)
	}
	for _, none := range [][]Series{{{Name: "a.spikes", Events: true}}, {{Name: "u", Shape: []int{2}}}} {
		columns := SideBySide(none)
		text := written(t, func(w io.Writer) error { return ColumnsCSV(w, columns) })
		if strings.Count(text, "\n") != 1 {
			t.Errorf("%q", text)
		}
		written(t, func(w io.Writer) error { return ColumnsParquet(w, columns) })
	}
	if got := plainTimes([]float64{0.1234567891234}); got[0] != 0.1234567891234 {
		t.Errorf("a time between steps became %v", got[0])
	}
}

// An .npz holds each series with its times; spikes as whole numbers.
func TestNpz(t *testing.T) {
	file := written(t, func(w io.Writer) error {
		return Npz(w, []Series{
			{Name: "W", Shape: []int{2, 3}, T: []float64{1, 2}, Data: slices.Repeat([]float64{2}, 12)},
			{Name: "s", T: []float64{0.5}, Spikes: []int64{7}, Events: true},
			{Name: "none", Events: true},
		})
	})
	path := filepath.Join(t.TempDir(), "x.npz")
	if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := npz.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, want := range map[string]string{"W": "[2 2 3] 2", "W.t": "[2] 1", "s": "[1] 7", "s.t": "[1] 0.5", "none": "[0]", "none.t": "[0]"} {
		a, err := f.Read(name, func([]int) error { return nil })
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := fmt.Sprint(a.Shape)
		if len(a.Floats) > 0 {
			got = fmt.Sprint(a.Shape, " ", a.Floats[0])
		}
		if got != want {
			t.Errorf("%s: %s, wanted %s", name, got, want)
		}
	}
}

// What cannot be written is an error, however far writing got.
func TestOutputFails(t *testing.T) {
	columns := []Column{{Name: "a", Floats: make([]float64, 5000)}, {Name: "b", Texts: make([]string, 5000)}}
	for name, write := range map[string]func(io.Writer) error{
		"csv":     func(w io.Writer) error { return ColumnsCSV(w, columns) },
		"parquet": func(w io.Writer) error { return ColumnsParquet(w, columns) },
		"npz": func(w io.Writer) error {
			return Npz(w, []Series{{Name: "a", Shape: []int{1}, T: make([]float64, 5000), Data: make([]float64, 5000)}})
		},
	} {
		var whole strings.Builder
		if err := write(&whole); err != nil {
			t.Fatal(name, err)
		}
		for _, n := range []int{0, 1, whole.Len() / 2, whole.Len() - 1} {
			if err := write(&full{n}); !errors.Is(err, errFull) {
				t.Errorf("%s: %d of %d bytes can be written: %v", name, n, whole.Len(), err)
			}
		}
	}
}

// full takes so many bytes and no more.
type full struct{ left int }

var errFull = errors.New("full")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}
