package experiment

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
)

// A table that the run itself wrote is taken if it fits: in what its weights are,
// in its size, in its neurons and their signs.
func TestTablesFit(t *testing.T) {
	const text = `seed 1
ensemble a 10
ensemble b 12
ensemble other 10 radius 2
ensemble wide 12 radius 3
ensemble signed 10 dale 0.7
ensemble errs 10 radius 2
node y dims 1
node z dims 12
connect value: a -> y
connect values: a -> z transform [[1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [11], [12]]
connect few: b -> y
connect foreign: other -> y
connect full: a.neurons -> b.neurons weights 0.001
connect from_other: other.neurons -> b.neurons weights 0.001
connect to_wide: a.neurons -> wide.neurons weights 0.001
connect into: a -> b.neurons transform 0.001
connect kept: signed.neurons -> b.neurons solve nnls
connect crossed: signed.neurons -> b.neurons solve nnls
learn pes e = b - a on kept
learn pes e2 = b - 5 on crossed keep none rate 1
probe y
experiment e {
  phase p 10ms
  export weights %s to "w.npz"
  load weights %s from "w.npz" %s
}
`
	for _, c := range []struct{ from, to, options, want string }{
		{"value", "value", "", ""},
		{"value", "full", "", "NEF063 \"w.npz\" holds value weights, `full` needs others"},
		{"values", "into", "", "NEF063 \"w.npz\" holds value weights, `into` needs others"},
		{"full", "value", "", "NEF063 \"w.npz\" holds current weights, `value` needs others"},
		{"full", "value", "match no", "NEF063 \"w.npz\" holds current weights, `value` needs others"},
		{"values", "into", "match no", "NEF063 \"w.npz\" holds value weights, `into` needs others"},
		{"into", "into", "", ""},
		{"full", "into", "match no", ""},
		{"value", "few", "", "NEF062 the table \"w.npz\" is 1×10, `few` is 1×12"},
		{"value", "few", "match no", "NEF062 the table \"w.npz\" is 1×10, `few` is 1×12"},
		{"value", "foreign", "", "NEF061 \"w.npz\" belongs to other neurons"},
		{"value", "foreign", "match no", ""},
		{"full", "full", "", ""},
		{"full", "from_other", "", "NEF061 \"w.npz\" belongs to other neurons"},
		{"full", "to_wide", "", "NEF061 \"w.npz\" belongs to other neurons"},
		{"full", "to_wide", "match no", ""},
		{"kept", "kept", "", ""},
		{"crossed", "kept", "", "NEF061 \"w.npz\" breaks the signs of `signed`"},
		{"crossed", "kept", "match no", ""},
	} {
		name := c.from + " into " + c.to + " " + c.options
		r := ran(t, fmt.Sprintf(text, c.from, c.to, c.options), Options{})
		got := ""
		for _, d := range r.Diags {
			got += d.Code.String() + " " + d.Summary
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if strings.Contains(got, "other neurons") && (len(r.Diags[0].Notes) != 1 || r.Diags[0].Help != "`match no` accepts the difference") {
			t.Errorf("%s: %+v", name, r.Diags[0])
		}
	}
}

// A table says what its weights are: their unit, the neurons at both ends, signs,
// and which are there at all.
func TestTablesOfWeights(t *testing.T) {
	const text = `seed 1
ensemble a 4
ensemble b 3
node y dims 1
connect value: a -> y
connect full: a.neurons -> b.neurons weights 0.001
connect gains: a.neurons -> b.neurons weights 0.001 units gain
connect thin: a.neurons -> b.neurons weights 0.001 density 50%
probe y
experiment e {
  phase p 2ms
  export weights value to "value.npz"
  export weights full to "full.npz"
  export weights gains to "gains.npz"
  export weights thin to "thin.npz"
}
`
	dir := t.TempDir()
	ran(t, text, Options{Dir: dir})
	for name, want := range map[string]string{
		"value": "value [1 4] post false masked 0",
		"full":  "current [3 4] post true masked 12",
		"gains": "gain [3 4] post true masked 12",
		"thin":  "current [3 4] post true masked 6",
	} {
		w, err := weightfile.Read(filepath.Join(dir, "e", name+".npz"))
		if err != nil {
			t.Fatal(err)
		}
		there := 0
		for k, m := range w.Mask {
			there += int(m)
			if m == 0 && w.Weights[k] != 0 {
				t.Errorf("%s: weight %d is not there, and %g", name, k, w.Weights[k])
			}
		}
		if got := fmt.Sprintf("%s %v post %v masked %d", w.Unit, w.Shape, w.Post != nil, there); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if w.Pre == nil || w.T != 0.002 || w.SpecHash == "" || w.Model != "m.nef" {
			t.Errorf("%s: %+v", name, w.Meta)
		}
	}
}

// Probes and tuning curves are exported in the form that the file's name asks for,
// whichever case it is in; in more dimensions a curve runs along its neuron's encoder.
func TestFormsOfExports(t *testing.T) {
	const text = `seed 1
node u = [t, 2]
ensemble a 2 dims 2 neurons relu gain [10, 20] bias [3, -4] encoders [[3, 4], [0, -1]] radius 2
connect u -> a
probe u
experiment e {
  phase p 2ms
  export probes u to "u.npz"
  export probes u to "V.NPZ"
  export probes u to "u.csv"
  export probes u to "u.parquet"
  export probes u to "V.Parquet"
  export tuning a to "a.npz"
  export tuning a to "a.csv"
  export tuning a to "a.parquet"
  plot tuning a to "a.svg"
}
`
	dir := t.TempDir()
	r := ran(t, text, Options{Dir: dir})
	read := func(name string) string {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(dir, "e", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got := read("u.csv"); got != "t,u[0],u[1]\n0.001,0.001,2\n0.002,0.002,2\n" {
		t.Error(got)
	}
	for name, start := range map[string]string{"u.npz": "PK", "V.NPZ": "PK", "u.parquet": "PAR1", "V.Parquet": "PAR1", "a.npz": "PK", "a.parquet": "PAR1"} {
		if got := read(name); !strings.HasPrefix(got, start) {
			t.Errorf("%s begins with %q", name, got[:4])
		}
	}
	// x along the encoder: the first neuron's current is 10·x/2 + 3, the second's 20·x/2 − 4
	rows := strings.Split(read("a.csv"), "\n")
	if rows[0] != "a.x,a[0],a[1]" || rows[1] != "-2,0,0" || rows[101] != "0,3,0" || rows[201] != "2,13,16" {
		t.Errorf("%s %s %s %s", rows[0], rows[1], rows[101], rows[201])
	}
	f, err := npz.Open(filepath.Join(dir, "e", "a.npz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	any := func([]int) error { return nil }
	x, err1 := f.Read("a.x", any)
	rates, err2 := f.Read("a.rates", any)
	if err1 != nil || err2 != nil || !slices.Equal(x.Shape, []int{201}) || !slices.Equal(rates.Shape, []int{2, 201}) || rates.Floats[201-1] != 13 || rates.Floats[2*201-1] != 16 {
		t.Errorf("%v %v %v %v", err1, err2, x, rates)
	}
	if svg := read("a.svg"); !strings.Contains(svg, ">value along the encoder<") {
		t.Error("a plot of tuning curves does not say what runs along its axis")
	}
	if len(r.Files) != 11 { // the probes of the phase, nine exports and plots, the summary
		t.Errorf("wrote %v", r.Files)
	}
}

// What a plot over a swept param shows of a cell is a value for each of its items,
// or none where there is none.
func TestPlotsOverParams(t *testing.T) {
	const text = `seed 1
param k = 2
node zero = 0
node u = k
probe u, zero
experiment e {
  sweep k in [2, 3]
  run 10ms
  plot mean(u), mean(u)/mean(zero), 10*max(u) over k to "over.svg"
  plot max(u) over k to "other.svg"
}
`
	dir := t.TempDir()
	r := ran(t, text, Options{Dir: dir, Cell: "k=2"})
	if len(r.Across) != 2 || len(r.Across[0]) != 3 || len(r.Across[1]) != 1 {
		t.Fatalf("%v", r.Across)
	}
	if a := r.Across[0]; *a[0] != 2 || a[1] != nil || *a[2] != 20 || *r.Across[1][0] != 2 {
		t.Errorf("%v", r.Across)
	}
	if got := fmt.Sprint(r.Undrawn); got != "[over.svg: not a finite number: +Inf]" || r.Good() {
		t.Errorf("not drawn: %s", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "e", "k=2", "over.svg")); err == nil {
		t.Error("a cell draws a plot of all cells")
	}
}

// A run ends at a number that is not finite, says where it came from and when, and
// keeps what was recorded until then.
func TestNotFiniteEndsTheRun(t *testing.T) {
	const text = `seed 1
node u = 1/(0.003 - t)*sqrt(0.0035 - t)
ensemble a 10
connect u -> a
%s
probe u, w
node w = t
experiment e {
  phase p 10ms
  expect max(u) < 0
}
`
	for learning, help := range map[string]string{
		"": "look for a division by zero, a log or sqrt of a negative number, or a loop that grows: a sum",
		"node y dims 1\nconnect c: a -> y\nlearn pes e = y on c": "where a rule learns, a lower `rate` first; else look",
	} {
		dir := t.TempDir()
		r := ran(t, fmt.Sprintf(text, learning), Options{Dir: dir})
		if r.Finished || r.Steps > 4 || len(r.Phases) != 1 || r.Phases[0].Steps != r.Steps || len(r.Expectations) != 0 || r.Interrupted {
			t.Errorf("%+v", r.Summary)
		}
		found := false
		for _, d := range r.Diags {
			if d.Code.String() == "NEF080" {
				found = len(d.Notes) == 1 && strings.HasPrefix(d.Help, help) && strings.HasPrefix(d.Summary, "`") && strings.Contains(d.Summary, " became ") && strings.HasSuffix(d.Summary, fmt.Sprintf(" at t = %.4g s", float64(r.Steps+1)*0.001))
			}
		}
		if !found {
			t.Errorf("after %d steps: %v", r.Steps, r.Diags)
		}
		if _, err := os.Stat(filepath.Join(dir, "e", "p", "probes.npz")); err != nil {
			t.Error(err)
		}
	}
}

// Fixed weights are those written, for analyses as for Dale's principle.
func TestFixedWeightsAreAnalysed(t *testing.T) {
	const text = `seed 1
ensemble a 2
ensemble b 2
node y dims 1
connect kept: a.neurons -> b.neurons transform [[1, -2], [3, 0]]
connect broken: a.neurons -> b.neurons transform [[1, -2], [-3, 0]]
connect c: a -> y
connect full: a.neurons -> b.neurons weights [[0.001, -0.002], [0.003, 0]]
probe y
experiment e {
  run 1ms
  expect dale(kept)
  expect dale(broken)
  expect dale(full)
  expect max(kept.weights) == 3
  expect min(broken.weights) == -3
  expect kept.weights > -3
}
`
	r := ran(t, text, Options{})
	for i, want := range []Verdict{"met", "failed", "met", "met", "met", "met"} {
		if got := r.Expectations[i]; got.Outcome != want {
			t.Errorf("%s: %s, want %s", got.Text, got.Outcome, want)
		}
	}
}
