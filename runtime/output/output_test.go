package output

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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

// Axes have marks at round numbers, and an end also where numbers resolve no step.
func TestTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{
		{0, 1, "0 0.2 0.4 0.6 0.8 1"},
		{0, 6, "0 1 2 3 4 5 6"},
		{0, 7, "0 2 4 6"},
		{-1, 1, "-1 -0.5 0 0.5 1"},
		{0.001, 0.1, "0.02 0.04 0.06 0.08 0.1"},
		{0, 29, "0 5 10 15 20 25"},
		{0, 40, "0 10 20 30 40"},
		{3, 3, "3"},
		{-0.3, 0, "-0.3 -0.25 -0.2 -0.15 -0.1 -0.05 0"},
		{1e-320, 2e-320, ""},
	} {
		var got []string
		for _, tick := range (ticks{}).Ticks(c.lo, c.hi) {
			got = append(got, tick.Label)
			if v, err := strconv.ParseFloat(tick.Label, 64); err != nil || !(math.Abs(v-tick.Value) <= 1e-9) {
				t.Errorf("%s stands at %g", tick.Label, tick.Value)
			}
		}
		if text := strings.Join(got, " "); c.want != "" && text != c.want {
			t.Errorf("%g … %g: %s, wanted %s", c.lo, c.hi, text, c.want)
		}
	}
	for _, lo := range []float64{9007199254740990, 1e16, 1e17, -1e16, 1e300} {
		if n := len((ticks{}).Ticks(lo, math.Nextafter(lo, math.Inf(1)))); n > mostTicks {
			t.Errorf("%d marks at %g", n, lo)
		}
	}
	var got []string
	for _, tick := range (fromTop{6}).Ticks(0, 6) {
		got = append(got, fmt.Sprintf("%s@%g", tick.Label, tick.Value))
	}
	if text := strings.Join(got, " "); text != "0@6 1@5 2@4 3@3 4@2 5@1 6@0" {
		t.Errorf("from the top: %s", text)
	}
}

// A long curve is drawn by the least and greatest value of each stretch, one in a
// plane by every so many points; short ones are whole.
func TestDecimate(t *testing.T) {
	n := 5 * maxPoints
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], y[i] = float64(i), float64(i%10)
	}
	y[777], y[888] = 1e3, -1e3
	dx, dy := decimate(x, y)
	if len(dx) != maxPoints || len(dy) != maxPoints || !slices.IsSorted(dx) || slices.Max(dy) != 1e3 || slices.Min(dy) != -1e3 {
		t.Errorf("%d points from %g to %g", len(dx), slices.Min(dy), slices.Max(dy))
	}
	for k, v := range dx {
		if y[int(v)] != dy[k] {
			t.Fatalf("point %d is (%g, %g)", k, v, dy[k])
		}
	}
	if !slices.Contains(dx, 777) || !slices.Contains(dx, 888) || dx[0] > 10 || dx[len(dx)-1] < float64(n-10) {
		t.Error("a peak or an end is missing")
	}
	if whole, _ := decimate(x[:maxPoints], y[:maxPoints]); len(whole) != maxPoints {
		t.Errorf("%d of %d points", len(whole), maxPoints)
	}
	x[0] = 1e9
	dx, dy = decimate(x, y)
	if len(dx) != n/5 || dx[0] != 1e9 || dx[1] != 5 || dy[1] != 5 {
		t.Errorf("in a plane: %d points, %v", len(dx), dx[:2])
	}
	fx, fy := withoutFlat([]float64{0, 1, 2, 3, 4, 5}, []float64{7, 7, 7, 8, 8, 7})
	if !slices.Equal(fx, []float64{0, 2, 3, 4, 5}) || !slices.Equal(fy, []float64{7, 7, 8, 8, 7}) {
		t.Errorf("without what is flat: %v %v", fx, fy)
	}
}

// paths are the paths of a plot with the colour they are stroked in, and how many
// points each has.
func paths(svg string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`<path d="([^"]*)" style="([^"]*)"`).FindAllStringSubmatch(svg, -1) {
		stroke := regexp.MustCompile(`stroke:(#[0-9A-F]{6})`).FindStringSubmatch(m[2])
		if stroke != nil && stroke[1] != "#000000" {
			out = append(out, fmt.Sprintf("%s %d", stroke[1], strings.Count(m[1], "L")+strings.Count(m[1], "M")))
		}
	}
	return out
}

// Lines are drawn in different colours, with a legend and their ranges.
func TestLines(t *testing.T) {
	svg := written(t, func(w io.Writer) error {
		return Lines(w, "a title", "along", []Line{
			{Name: "first", X: []float64{0, 1, 2}, Y: []float64{0, 5, 0}},
			{Name: "second", X: []float64{0, 1}, Y: []float64{1, 2}, Low: []float64{0, 1}, High: []float64{2, 4}},
		})
	})
	for _, text := range []string{">a title<", ">along<", ">first\u00a0\u00a0<", ">second\u00a0\u00a0<", "Liberation Sans,Arial", ">0.5<", ">5<"} {
		if !strings.Contains(svg, text) {
			t.Errorf("no %s", text)
		}
	}
	got := strings.Join(paths(svg), ", ")
	// line, line, two ranges with caps, and both in the legend
	if want := "#0072B2 3, #D55E00 2, #D55E00 2, #D55E00 2, #D55E00 2, #D55E00 2, #D55E00 2, #D55E00 2, #0072B2 2, #D55E00 2"; got != want {
		t.Errorf("%s\nwanted\n%s", got, want)
	}
	if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
		t.Error("places that are no numbers")
	}
}

// Each spike is a stroke at its time and neuron, within the range shown.
func TestRasters(t *testing.T) {
	svg := written(t, func(w io.Writer) error {
		return Rasters(w, "spikes", []Raster{
			{Name: "a", T: []float64{1, 1.5, 2}, Neuron: []float64{4, 6, 4}, First: 4, Last: 6, From: 1, To: 2},
			{Name: "b", First: 0, Last: 9, From: 1, To: 2},
		})
	})
	if got := strings.Join(paths(svg), ", "); got != "#0072B2 4, #0072B2 2" {
		t.Errorf("strokes %s", got)
	}
	for _, text := range []string{">a, neuron<", ">b, neuron<", ">4.5<", ">time (s)<"} {
		if !strings.Contains(svg, text) {
			t.Errorf("no %s", text)
		}
	}
	strokes := regexp.MustCompile(`M([0-9.]+),([0-9.]+)L([0-9.]+),([0-9.]+)`).FindAllStringSubmatch(svg, -1)
	number := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	var at [][3]float64
	for _, s := range strokes {
		if s[1] == s[3] {
			at = append(at, [3]float64{number(s[1]), (number(s[2]) + number(s[4])) / 2, math.Abs(number(s[2]) - number(s[4]))})
		}
	}
	found := false
	for i := range at {
		for j := range at {
			// the spikes of neuron 4 lie on one height, 1 s apart; that of 6 halfway, two neurons up
			for k := range at {
				if at[i][1] == at[j][1] && at[j][0] > at[i][0] && at[k][1] > at[i][1] && math.Abs(at[k][0]-(at[i][0]+at[j][0])/2) < 0.01 &&
					math.Abs(at[k][2]-0.8*(at[k][1]-at[i][1])/2) < 0.01 {
					found = true
				}
			}
		}
	}
	if !found {
		t.Errorf("strokes at %v", at)
	}
}

// A histogram has a bar for each value that occurs.
func TestHistograms(t *testing.T) {
	svg := written(t, func(w io.Writer) error {
		return Histograms(w, "counts", []Histogram{{Name: "u", Values: []float64{0, 0, 1, 39, 40}}, {Name: "v", Values: []float64{3, 3}}})
	})
	for _, text := range []string{">counts<", ">u<", ">v<", ">count<", "fill:#0072B2", "fill:#D55E00"} {
		if !strings.Contains(svg, text) {
			t.Errorf("no %s", text)
		}
	}
}

// Tuning curves have the colours of signs, if there are any.
func TestTuningCurves(t *testing.T) {
	tuning := Tuning{Name: "a", XLabel: "x", X: []float64{-1, 0, 1}, Rates: [][]float64{{0, 10, 20}, {5, 0, 3}}, Signs: []int8{1, -1}}
	svg := written(t, func(w io.Writer) error { return TuningCurves(w, []Tuning{tuning}) })
	if got := strings.Join(paths(svg), ", "); got != "#D45D00 3, #0071B1 3, #0072B2 2, #D55E00 2" {
		t.Errorf("with signs: %s", got)
	}
	for _, text := range []string{">a (2 neurons)<", ">firing rate (Hz)<", ">excitatory\u00a0\u00a0<", ">inhibitory\u00a0\u00a0<", ">0<"} {
		if !strings.Contains(svg, text) {
			t.Errorf("no %s", text)
		}
	}
	tuning.Signs = nil
	svg = written(t, func(w io.Writer) error { return TuningCurves(w, []Tuning{tuning}) })
	if got := strings.Join(paths(svg), ", "); got != "#0071B1 3, #D45D00 3" || strings.Contains(svg, "excitatory") {
		t.Errorf("without: %s", got)
	}
}

// Weights are shades from blue through white to red, on the scale of the 99th
// percentile; signed neurons have panels of their own.
func TestWeights(t *testing.T) {
	m := WeightMap{Name: "c", Unit: "1/Hz", W: []float64{1, -2, 0, 0.5, 0, -0.25}, Rows: 2, Cols: 3}
	svg := written(t, func(w io.Writer) error { return Weights(w, []WeightMap{m}) })
	if !strings.Contains(svg, ">c (±1 1/Hz)<") || !strings.Contains(svg, ">pre neuron<") || !strings.Contains(svg, "data:image/png;base64") || !strings.Contains(svg, `preserveAspectRatio="none"`) {
		t.Errorf("%.400s", svg)
	}
	m.Signs = []int8{1, -1, 1}
	svg = written(t, func(w io.Writer) error { return Weights(w, []WeightMap{m}) })
	if !strings.Contains(svg, ">c, excitatory (±1 1/Hz)<") || !strings.Contains(svg, ">c, inhibitory (±1 1/Hz)<") || !strings.Contains(svg, ">inhibitory pre neuron<") {
		t.Errorf("%.400s", svg)
	}
	m.Signs = []int8{1, 1, 1}
	if svg = written(t, func(w io.Writer) error { return Weights(w, []WeightMap{m}) }); strings.Contains(svg, "inhibitory") {
		t.Error("a panel of no neurons")
	}
	var hundred []float64
	for k := range 201 {
		hundred = append(hundred, float64(-k))
	}
	if got := scaleOf(hundred); got != 198 {
		t.Errorf("the 99th percentile of 1 … 200 is %g", got)
	}
	if got := scaleOf([]float64{0, 0}); got != 1 {
		t.Errorf("of nothing: %g", got)
	}
	for _, c := range []struct {
		v    float64
		want color.RGBA
	}{{-1, stops[0]}, {-2, stops[0]}, {0, stops[3]}, {1, stops[6]}, {3, stops[6]}, {1.0 / 3, stops[4]}, {0.5, color.RGBA{246, 179, 149, 255}}} {
		got := diverging(c.v)
		if d := func(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }; d(got.R, c.want.R) > 1 || d(got.G, c.want.G) > 1 || d(got.B, c.want.B) > 1 || got.A != 255 {
			t.Errorf("%g is %v, wanted %v", c.v, got, c.want)
		}
		if shade := shades()[shadeOf(c.v)].(color.RGBA); math.Abs(float64(shade.R)-float64(got.R)) > 3 {
			t.Errorf("the shade of %g is %v, the colour %v", c.v, shade, got)
		}
	}
	if len(shades()) != 255 || shadeOf(0) != 127 || shadeOf(1) != 254 || shadeOf(-1) != 0 {
		t.Errorf("%d shades, %d in the middle", len(shades()), shadeOf(0))
	}
}

// The colours of lines are those of Okabe and Ito, in this order. Tuning curves let
// others show through.
func TestColours(t *testing.T) {
	want := []color.NRGBA{{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff}, {0xcc, 0x79, 0xa7, 0xff},
		{0x56, 0xb4, 0xe9, 0xff}, {0xe6, 0x9f, 0x00, 0xff}, {0, 0, 0, 0xff}}
	if !slices.Equal(palette, want) {
		t.Errorf("the palette is %v", palette)
	}
	svg := written(t, func(w io.Writer) error {
		return TuningCurves(w, []Tuning{{Name: "a", X: []float64{-1, 1}, Rates: [][]float64{{0, 1}}}})
	})
	if !strings.Contains(svg, "stroke-opacity:0.588") {
		t.Error(regexp.MustCompile(`stroke-opacity:[^;"]*`).FindString(svg))
	}
}

// The time axis begins at 0 where the first sample is as near to it as a step is.
func TestTimeBeginsAtZero(t *testing.T) {
	for first, zero := range map[float64]bool{0.001: true, 0.0099: true, 0.01: false, 0.3: false, 0: true} {
		svg := written(t, func(w io.Writer) error {
			return Lines(w, "", "time (s)", []Line{{Name: "u", X: []float64{first, 1}, Y: []float64{5, 6}}})
		})
		if got := strings.Contains(svg, ">0<"); got != zero {
			t.Errorf("from %g s: the axis begins at 0: %v", first, got)
		}
	}
}

// What cannot be drawn is named; what cannot be written is an error, however far
// writing got.
func TestOutputFails(t *testing.T) {
	bad := []float64{1, math.NaN()}
	for want, draw := range map[string]func(io.Writer) error{
		"u: ": func(w io.Writer) error {
			return Lines(w, "", "x", []Line{{Name: "v", X: []float64{0, 1}, Y: []float64{0, 1}}, {Name: "u", X: []float64{0, 1}, Y: bad}})
		},
		"a: ": func(w io.Writer) error {
			return TuningCurves(w, []Tuning{{Name: "a", X: []float64{0, 1}, Rates: [][]float64{bad}}})
		},
	} {
		if err := draw(io.Discard); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s…", err, want)
		}
	}
	columns := []Column{{Name: "a", Floats: make([]float64, 5000)}, {Name: "b", Texts: make([]string, 5000)}}
	for name, write := range map[string]func(io.Writer) error{
		"csv":     func(w io.Writer) error { return ColumnsCSV(w, columns) },
		"parquet": func(w io.Writer) error { return ColumnsParquet(w, columns) },
		"lines": func(w io.Writer) error {
			return Lines(w, "", "x", []Line{{Name: "v", X: []float64{0, 1}, Y: []float64{0, 1}}})
		},
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
