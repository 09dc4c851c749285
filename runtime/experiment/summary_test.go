package experiment

import (
	"github.com/nefc/nefc/runtime/judge"
	"os"
	"path/filepath"
	"testing"
)

// A run is finished while all files it wrote are there as they were: plain files, of
// the size they had.
func TestFinishedNeedsItsFiles(t *testing.T) {
	const text = "seed 1\nparam k = 3\nnode u = k\nprobe u\nexperiment e {\n  phase p 5ms\n  export probes u to \"below/u.csv\"\n}\n"
	dir := t.TempDir()
	r := ran(t, text, Options{Dir: dir, Version: "7"})
	again := func() *Result { return Finished(dir, "e", "", r.SpecHash, "7") }
	before := again()
	if before == nil || before.Steps != 5 || before.Params["k"] != 3 || !before.Finished || len(before.Written) != 2 {
		t.Fatalf("%+v", before)
	}
	for i, want := range []string{"p/probes.npz", "below/u.csv"} {
		f := before.Written[i]
		path := filepath.Join(dir, "e", filepath.FromSlash(f.Name))
		good, err := os.ReadFile(path)
		if err != nil || f.Name != want || f.Bytes != int64(len(good)) {
			t.Fatalf("%+v, %d bytes, %v", f, len(good), err)
		}
		for name, spoil := range map[string]func() error{
			"longer":  func() error { return os.WriteFile(path, append(good, 0), 0o644) },
			"shorter": func() error { return os.WriteFile(path, good[1:], 0o644) },
			"gone":    func() error { return os.Remove(path) },
		} {
			if err := spoil(); err != nil {
				t.Fatal(err)
			}
			if again() != nil {
				t.Errorf("finished, though %s is %s", f.Name, name)
			}
			if err := os.WriteFile(path, good, 0o644); err != nil || again() == nil {
				t.Errorf("%s is there again: %v", f.Name, err)
			}
		}
	}
	summary := filepath.Join(dir, "e", "summary.json")
	for _, text := range []string{"", "{", "[]", `{"finished": true}`} {
		if err := os.WriteFile(summary, []byte(text), 0o644); err != nil || again() != nil {
			t.Errorf("finished, by the summary %q: %v", text, err)
		}
	}
}

// What a summary calls good: all met, all drawn.
func TestGood(t *testing.T) {
	value := 1.0
	for _, c := range []struct {
		s    Summary
		want bool
	}{
		{Summary{}, true},
		{Summary{Undrawn: []string{"x.svg: why"}}, false},
		{Summary{Expectations: []Expectation{{Outcome: "met"}, {Outcome: "skipped"}, {Outcome: "pooled", Value: &value}}}, true},
		{Summary{Expectations: []Expectation{{Outcome: "met"}, {Outcome: "failed"}}}, false},
		{Summary{Expectations: []Expectation{{Outcome: "pooled"}}}, false},
	} {
		if c.s.Good() != c.want {
			t.Errorf("%+v is good: %v", c.s, !c.want)
		}
	}
}

// Signs are counted by presynaptic neuron.
func TestCountSigns(t *testing.T) {
	W := []float64{1, -1, 0, 2, 3, -2, 0, -4} // 2×4
	for _, c := range []struct {
		signs []int8
		want  SignCount
	}{
		{nil, SignCount{Zeros: 0.25, Excitatory: 1, Inhibitory: 1, Violations: 1}},
		{[]int8{1, -1, 1, 1}, SignCount{Zeros: 0.25, Excitatory: 3, Inhibitory: 1, Violations: 1, Signed: true}},
		{[]int8{-1, 1, -1, -1}, SignCount{Zeros: 0.25, Excitatory: 1, Inhibitory: 3, Violations: 5, Signed: true}},
	} {
		if got := judge.CountSigns(W, c.signs, 4); got != c.want {
			t.Errorf("with %v: %+v, wanted %+v", c.signs, got, c.want)
		}
	}
	if got := judge.CountSigns(nil, nil, 0); got.Zeros != 0 {
		t.Errorf("of nothing: %+v", got)
	}
}
