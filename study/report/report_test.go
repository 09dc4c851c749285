package report

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/study/run"
)

const trained = `# It learns </script><script>alert(1)</script> to copy.
seed 3
param lr = 1e-3
ensemble a 20 radius 2
ensemble b 30
node u = sin(6*t)
connect u -> a
connect c: a.neurons -> b.neurons solve nnls dale 0.7
learn pes err = b - a rate lr on c
probe u, b synapse 10ms
probe a.spikes
experiment e {
  phase train 100ms
  phase test 50ms { freeze c }
  expect rmse(b, u*2) < 100 in train because "<img src=x onerror=alert(1)>"
  plot b, u^2 in test to "test.svg"
}
`

const swept = `seed 3
param k = 1
ensemble a 20
node u = k*0.5
connect u -> a
probe a synapse 10ms
experiment e {
  seeds 1:3
  sweep k in [0.1, 1]
  run 50ms
  expect mean(a) < 0.3
  expect max(mean(a)) < 5 over seeds
}
`

// ran runs a model in a folder of that name and returns that of its results.
func ran(t *testing.T, dir, text string, keep bool) string {
	t.Helper()
	dir = filepath.Join(t.TempDir(), dir)
	path := filepath.Join(dir, "m.nef")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	checked, err := compiler.Check(path, compiler.Options{})
	if err != nil || checked.Diags.HasErrors() {
		t.Fatal(err, checked.Diags)
	}
	job := &run.Job{Path: path, Dir: filepath.Join(dir, "out"), Keep: keep, Command: []string{"nefc", "run", path}}
	if _, err := job.Experiments(checked, checked.Model.Experiments); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(job.Dir, "e")
}

// unpacked is the document of a page, and its arrays.
func unpacked(t *testing.T, page []byte) (*Document, []byte) {
	t.Helper()
	m := regexp.MustCompile(`(?s)<script type="application/octet-stream" id="data">([^<]*)</script>`).FindSubmatch(page)
	if m == nil {
		t.Fatal("the page has no data")
	}
	packed, err := base64.StdEncoding.DecodeString(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	n := 4 + binary.LittleEndian.Uint32(b)
	doc := &Document{}
	if err := json.Unmarshal(b[4:n], doc); err != nil {
		t.Fatal(err)
	}
	return doc, b[n:]
}

// A report has all that a run kept, and nothing of the model becomes markup.
func TestOf(t *testing.T) {
	dir := ran(t, "<b>x</b> 'y'", trained, true)
	made, err := Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"alert(1)", "onerror", "<b>x", "http://", "src=\"/", "href=\"http"} {
		shell := regexp.MustCompile(`uPlot \(v[^)]*\)|https://github.com/leeoniya/uPlot`).ReplaceAll(made.Page, nil)
		if strings.Contains(string(shell), bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
	doc, data := unpacked(t, made.Page)
	e := doc.Experiments[0]
	r := e.Runs[0]
	if doc.Title != "m" || e.Outcome != met || len(r.Populations) != 2 || r.Neurons != 50 || len(r.Spikes) != 4 || len(r.Health) != 4 || len(r.Files) != 3 {
		t.Errorf("%+v", r)
	}
	var titles, signals []string
	for _, m := range r.Weights[0].Maps {
		titles = append(titles, m.Title)
	}
	if want := []string{"as built", "after train", "change in train"}; !slices.Equal(titles, want) {
		t.Errorf("weights %q, want %q: nothing changed in the second phase", titles, want)
	}
	for _, s := range e.Signals {
		signals = append(signals, s.Phase+" "+s.Name+" "+s.Role)
		if s.Data.At+s.Data.N*2 > len(data) {
			t.Errorf("%s lies beyond the data", s.Name)
		}
	}
	if want := []string{"train b data", "train u data", "train u*2 ideal", "test b data", "test u data", "test u^2 ideal"}; !slices.Equal(signals, want) {
		t.Errorf("signals %q, want %q", signals, want)
	}
	if w := r.Weights[0]; w.Exc != 14 || w.Inh != 6 || w.ColOrder != "sign and preferred value" || w.Pre != "a" || w.Post != "b" {
		t.Errorf("%+v", w)
	}
}

// A report tells what lesions and cuts took, and what came back.
func TestDamaged(t *testing.T) {
	dir := ran(t, "m", `seed 1
node u = sin(6*t)
ensemble a 40
ensemble b 20
connect u -> a
connect c: a.neurons -> b.neurons weights 1e-3
probe b
experiment e {
  lesion a by 25%
  run 10ms
  cut c by 50%
  heal a
  run 10ms
}
`, true)
	made, err := Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := unpacked(t, made.Page)
	want := []string{"From 0\u2009s on a is without 10 of 40 neurons (lesion).", "From 10\u2009ms on c is without 400 of 800 synapses (cut).",
		"From 10\u2009ms on a is whole (heal)."}
	if got := doc.Experiments[0].Runs[0].Notes; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// What a run did not keep is built from the model, and the report says what is missing;
// of a model that has changed nothing is said.
func TestOfPlainRun(t *testing.T) {
	dir := ran(t, "m", trained, false)
	made, err := Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := unpacked(t, made.Page)
	r := doc.Experiments[0].Runs[0]
	if len(r.Populations) != 2 || len(r.Weights) != 1 || len(r.Health) != 0 || !strings.Contains(strings.Join(r.Notes, " "), "--report") {
		t.Errorf("%+v", r)
	}
	if len(r.Spikes) != 2 || r.Spikes[0].Population != "a" {
		t.Errorf("the spikes that a probe recorded: %+v", r.Spikes)
	}
	path := filepath.Join(filepath.Dir(filepath.Dir(dir)), "m.nef")
	if err := os.WriteFile(path, []byte(strings.Replace(trained, "ensemble b 30", "ensemble b 31", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if made, err = Of(dir); err != nil {
		t.Fatal(err)
	}
	doc, _ = unpacked(t, made.Page)
	if r := doc.Experiments[0].Runs[0]; len(r.Populations) != 0 || !strings.Contains(doc.Texts[0].Verified, "not what ran") {
		t.Errorf("of another model: %+v, %q", r.Populations, doc.Texts[0].Verified)
	}
}

// Cells make a table, bands over seeds and a small picture each; the one that went wrong
// is shown in detail.
func TestCells(t *testing.T) {
	made, err := Of(ran(t, "m", swept, true))
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := unpacked(t, made.Page)
	e := doc.Experiments[0]
	if e.Outcome != failed || e.Shown != "seed=1,k=1" || len(e.Table.Rows) != 4 || len(e.Cells) != 4 || len(e.Bands) != 2 || e.Bands[0].Seeds != 2 || len(e.Pooled) != 2 {
		t.Errorf("%+v", e)
	}
	if e.Bands[0].Point != "k=0.1" || e.Bands[0].Signals[0].Low == nil || !e.Pooled[0].Met {
		t.Errorf("%+v %+v", e.Bands, e.Pooled)
	}
}

// Two runs lie side by side, with what differs between their models.
func TestCompare(t *testing.T) {
	a := ran(t, "m", trained, true)
	b := ran(t, "m", strings.Replace(trained, "ensemble b 30", "ensemble b 31", 1), true)
	made, err := Compare(a, b)
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := unpacked(t, made.Page)
	if e := doc.Experiments[0]; len(e.Runs) != 2 || e.Runs[1].Label != "B" || len(e.Signals) != 12 || e.Signals[11].Run != "B" {
		t.Errorf("%+v", e.Signals)
	}
	d := doc.Difference
	if len(d.Changes) == 0 || d.Changes[0].Name != "b" || !strings.Contains(d.Changes[0].How, "30") || len(d.Lines) != 2 {
		t.Errorf("%+v", d)
	}
	if _, err := Compare(a, t.TempDir()); err == nil || !strings.Contains(err.Error(), "holds no results") {
		t.Errorf("%v of an empty folder", err)
	}
}

// value reads a number of an array, as web/file.js does.
func value(data []byte, r Ref, i int) float64 {
	b := data[r.At:]
	switch r.Kind {
	case "f32":
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
	case "q16":
		return r.Lo + r.Scale*float64(int16(uint16(b[i])|uint16(b[r.N+i])<<8))
	}
	v := uint32(0)
	for k := range i + 1 {
		d := uint32(b[k]) | uint32(b[r.N+k])<<8
		if r.Kind == "d32" {
			d |= uint32(b[2*r.N+k])<<16 | uint32(b[3*r.N+k])<<24
		}
		if v += d; r.Kind == "d16" {
			v &= math.MaxUint16
		}
	}
	return r.Lo + r.Scale*float64(v)
}

// Arrays are read back within the error that their kind has; a line whose detail 16 bits
// would lose is kept whole.
func TestPack(t *testing.T) {
	p := &Pack{}
	wave, burst, times, signed := make([]float64, 400), make([]float64, 400), make([]float64, 400), make([]float64, 400)
	for i := range wave {
		x := float64(i) / 20
		wave[i], burst[i], times[i], signed[i] = math.Sin(x), 1e-5*math.Sin(x), 0.001*float64(i*i), math.Cos(x)
	}
	burst[7] = 1e3
	for _, c := range []struct {
		name   string
		values []float64
		ref    Ref
		kind   string
		tol    float64
	}{
		{"wave", wave, p.Line(wave), "d16", 2.0 / 131070 * 1.01},
		{"burst", burst, p.Line(burst), "f32", 1e-4},
		{"times", times, p.Whole(times, 0.001), "d32", 1e-9},
		{"signed", signed, p.Signed(signed), "q16", 1.0 / 65534 * 1.01},
		{"nothing", make([]float64, 5), p.Signed(make([]float64, 5)), "f32", 0},
	} {
		if c.ref.Kind != c.kind {
			t.Errorf("%s is kept as %s, want %s", c.name, c.ref.Kind, c.kind)
		}
		for i, want := range c.values {
			if got := value(p.data, c.ref, i); !(math.Abs(got-want) <= c.tol) {
				t.Errorf("%s[%d] is %g, want %g", c.name, i, got, want)
				break
			}
		}
	}
}

// What is thinned keeps its least and largest values, and its times.
func TestThinned(t *testing.T) {
	s := series{step: 0.001, values: make([]float64, 10_000)}
	s.values[777], s.values[5000] = 3, -2
	out := s.thinned(500)
	if lo, hi := extent(out.values); len(out.values) > 500 || lo != -2 || hi != 3 {
		t.Errorf("%d samples from %g to %g", len(out.values), lo, hi)
	}
	at := float64(slices.Index(out.values, 3)) * out.step
	if !(math.Abs(at-0.777) <= 2*out.step) {
		t.Errorf("the largest lies at %g s, want 0.777 s", at)
	}
	many := split(series{of: "w"}, nil, 300, []float64{0, 1}, make([]float64, 600))
	if r := (&Run{}); len(many) != mostDims || many[1].name != "[2]" {
		t.Errorf("%d of 300 numbers, then %s", len(many), many[1].name)
	} else if r.notShown("run", many); len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "Of the 300 numbers of w") {
		t.Errorf("%q", r.Notes)
	}
	if even := split(series{}, nil, 1, []float64{0, 1, 3}, []float64{0, 10, 30}); !slices.Equal(even[0].values, []float64{0, 15, 30}) {
		t.Errorf("read at equal distances: %g", even[0].values)
	}
}

// A report that would be too large is thinned, and says so.
func TestLimits(t *testing.T) {
	dir := ran(t, "m", trained, true)
	list, err := find(dir)
	if err != nil {
		t.Fatal(err)
	}
	made, err := attempt([][][]found{byExperiment(list)}, nil, limits{samples: 20, spikes: 30})
	if err != nil || len(made.Notes) != 1 || !strings.Contains(made.Notes[0], "at most 20 samples") {
		t.Fatal(err, made.Notes)
	}
	doc, _ := unpacked(t, made.Page)
	if n := doc.Experiments[0].Signals[0].Data.N; n > 20 {
		t.Errorf("%d samples", n)
	}
	if s := doc.Experiments[0].Runs[0].Spikes[0]; s.Times.N > 30 || s.Cut == 0 {
		t.Errorf("%+v", s)
	}
}

func TestNaturally(t *testing.T) {
	names := []string{"seed=10,k=1", "seed=2,k=1e-5", "seed=2,k=0.1", "seed=2,k=x"}
	slices.SortFunc(names, naturally)
	if want := []string{"seed=2,k=1e-5", "seed=2,k=0.1", "seed=2,k=x", "seed=10,k=1"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}

func TestPainted(t *testing.T) {
	got := painted("ensemble a 5\n\n# two\n")
	if len(got) != 3 || len(got[1]) != 0 || got[2][0] != [2]string{"comment", "# two"} || got[0][0] != [2]string{"word", "ensemble"} {
		t.Errorf("%q", got)
	}
	if q := strings.Join(quoted([]string{"nefc", "a b", "it's"}), " "); q != `nefc 'a b' 'it'\''s'` {
		t.Errorf("%s", q)
	}
}
