package experiment

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
)

// Events happen where they stand: what is measured between them shows each.
func TestEvents(t *testing.T) {
	const text = `seed 1
param p = 1
node u = p
node clock = t
node y dims 1
ensemble a 20
connect u -> a
connect c: a -> y
learn pes err = y - u on c rate 1e-3
probe u, clock
probe a.spikes
experiment e {
  phase one 20ms { freeze c }
  expect max(u) > 0
  expect std(c.weights) > 0
  phase two 20ms
  expect std(c.weights) > 0
  set p = 5
  scale c by 2
  expect std(c.weights) > 0
  phase three 20ms { freeze all }
  expect max(u) > 0
  expect max(clock) > 0
  expect std(c.weights) > 0
  export weights c to "w.npz"
  freeze c
  reset time
  phase four 20ms
  expect max(clock) > 0
  expect std(c.weights) > 0
  reset weights
  expect std(c.weights) > 0
  load weights c from "w.npz" scale 3
  expect std(c.weights) > 0
  thaw c
  phase five 20ms
  expect std(c.weights) > 0
  reset all
  phase six 20ms { set p = 2 }
  expect max(clock) > 0
  expect max(u) > 0
  reset state
  phase seven 20ms
  expect max(clock) > 0
}
`
	dir := t.TempDir()
	r := ran(t, text, Options{Dir: dir})
	var v []float64
	for _, x := range r.Expectations {
		v = append(v, *x.Value)
	}
	built := v[1]
	same := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-12*math.Abs(want)) {
			t.Errorf("%s is %g, wanted %g", what, got, want)
		}
	}
	same("the param", v[0], 1)
	if v[2] == built {
		t.Error("nothing is learned in the second phase")
	}
	same("scaled weights", v[3], 2*v[2])
	same("the param, set", v[4], 5)
	same("the time after three phases", v[5], 0.06)
	same("frozen weights", v[6], v[3])
	same("the time, reset", v[7], 0.02)
	same("weights frozen until they thaw", v[8], v[6])
	same("weights as built", v[9], built)
	same("loaded weights", v[10], 3*v[6])
	if v[11] == v[10] {
		t.Error("nothing is learned after thaw")
	}
	same("the time, all reset", v[12], 0.02)
	same("the param, set in the block", v[13], 2)
	same("the time, states reset", v[14], 0.04)

	f, err := npz.Open(filepath.Join(dir, "e", "two", "probes.npz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.Names(), " "); got != "a.spikes a.spikes.t clock clock.t u u.t" {
		t.Errorf("recorded %s", got)
	}
	spikes, err1 := f.Read("a.spikes", func([]int) error { return nil })
	times, err2 := f.Read("a.spikes.t", func([]int) error { return nil })
	if err1 != nil || err2 != nil || len(spikes.Shape) != 1 || spikes.Shape[0] == 0 || spikes.Shape[0] != times.Shape[0] {
		t.Errorf("spikes %v, times %v", spikes, times)
	}
	if len(r.Phases) != 7 || r.Phases[2].Steps != 20 || !(math.Abs(r.Phases[2].Seconds-0.02) <= 1e-15) || r.Steps != 140 || r.Params["p"] != 1 || !r.Finished {
		t.Errorf("%+v", r.Summary)
	}
}

// Plots and tables hold what they say, of the phase they name.
func TestPlotsAndTables(t *testing.T) {
	const text = `seed 1
node u = [sin(60*t), cos(60*t)]
vocab v dims 2 { RED; BLUE }
ensemble a 10
connect u[0] -> a
node y dims 1
connect c: a -> y
probe u, a.spikes
node w = u
probe slow: w every 10ms
experiment e {
  phase one 50ms
  phase two 50ms
  plot u, slow to "lines.svg"
  plot u[0] against u[1] in one to "plane.svg"
  plot similarity(u, v) after 20ms to "names.svg"
  plot u[0], u[0]/(u[1] - u[1]) to "broken.svg"
  plot hist u to "hist.svg"
  plot hist c.weights to "weights.svg"
  plot raster a.spikes, a.spikes[2:4] to "raster.svg"
  plot tuning a to "tuning.svg"
  plot weights c to "map.svg"
  export probes slow to "slow.csv"
  export tuning a to "tuning.csv"
  export tuning a to "tuning.npz"
}
`
	dir := t.TempDir()
	r := ran(t, text, Options{Dir: dir})
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, "e", name))
		if err != nil {
			t.Error(err)
		}
		return string(b)
	}
	for name, texts := range map[string][]string{
		"lines.svg":   {">time (s)<", ">value<", ">u[0]<", ">u[1]<", ">slow[0]<", ">slow[1]<", "two"},
		"plane.svg":   {">u[1]<", ">u[0]<"},
		"names.svg":   {">RED<", ">BLUE<", ">similarity<"},
		"hist.svg":    {">u[0]<", ">u[1]<", ">count<"},
		"weights.svg": {">c.weights<"},
		"raster.svg":  {">a.spikes<", ">a.spikes[2:4]<", "neuron"},
		"tuning.svg":  {">represented value<", ">rate (Hz)<", ">c<"},
		"map.svg":     {">c<", "weight (value/Hz)"},
	} {
		svg := read(name)
		for _, text := range texts {
			if !strings.Contains(svg, text) {
				t.Errorf("%s has no %s", name, text)
			}
		}
	}
	if got := fmt.Sprint(r.Undrawn); got != "[broken.svg: not a finite number: +Inf at t = 0.051 s]" && got != "[broken.svg: not a finite number: -Inf at t = 0.051 s]" {
		t.Errorf("not drawn: %s", got)
	}
	if len(r.Diags) != 1 || r.Diags[0].Subject.Start().Column != 14 || r.Good() {
		t.Errorf("%v", r.Diags)
	}
	slow := strings.Split(read("slow.csv"), "\n")
	if len(slow) != 7 || slow[0] != "t,slow[0],slow[1]" || !strings.HasPrefix(slow[1], "0.06,") || !strings.HasPrefix(slow[5], "0.1,") {
		t.Errorf("%v", slow)
	}
	tuning := strings.Split(read("tuning.csv"), "\n")
	if len(tuning) != 203 || !strings.HasPrefix(tuning[0], "a.x,a[0],a[1],") || !strings.HasPrefix(tuning[1], "-1,") || !strings.HasPrefix(tuning[101], "0,") || !strings.HasPrefix(tuning[201], "1,") {
		t.Errorf("%d rows, %.40s", len(tuning), tuning[0])
	}
}

// Tuning curves are rates over the represented value, gain·(encoder·x/radius) + bias
// of rectified linear neurons; weights and summaries say what they belong to.
func TestTuningAndSummary(t *testing.T) {
	const text = `seed 1
node u = 0.5
ensemble a 2 neurons relu gain [10, 20] bias [3, -4] encoders [[1], [-1]] radius 2
node y dims 1
connect u -> a
connect c: a -> y
connect plain: u -> y
probe y
experiment e {
  export weights c to "before.npz"
  phase one 10ms
  export tuning a to "t.csv"
  export weights c to "after.npz"
}
`
	dir := t.TempDir()
	r := ran(t, text, Options{Dir: dir, Version: "7"})
	b, err := os.ReadFile(filepath.Join(dir, "e", "t.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(string(b), "\n")
	for k, want := range map[int]string{1: "-2,0,16", 101: "0,3,0", 201: "2,13,0"} {
		if rows[k] != want {
			t.Errorf("row %d is %s, wanted %s", k, rows[k], want)
		}
	}
	for name, want := range map[string]string{"before": "", "after": "one"} {
		w, err := weightfile.Read(filepath.Join(dir, "e", name+".npz"))
		if err != nil {
			t.Fatal(err)
		}
		if w.Meta.Phase != want || w.Meta.Connection != "c" || w.Meta.Experiment != "e" || w.Meta.Version != "7" || w.Shape != [2]int{1, 2} || w.Unit != weightfile.Value {
			t.Errorf("%s: %+v", name, w.Meta)
		}
	}
	if len(r.Connections) != 1 || r.Connections[0].Name != "c" || r.Connections[0].Fit == nil {
		t.Errorf("connections %+v", r.Connections)
	}
	for _, c := range []struct {
		name, cell, spec, version string
		want                      bool
	}{{"e", "", r.SpecHash, "7", true}, {"e", "", "other", "7", false}, {"e", "", r.SpecHash, "8", false}, {"e", "seed=1", r.SpecHash, "7", false},
		{"f", "", r.SpecHash, "7", false}} {
		if got := Finished(dir, c.name, c.cell, c.spec, c.version) != nil; got != c.want {
			t.Errorf("%+v: finished %v", c, got)
		}
	}
}

// A raster or a histogram of nothing is not drawn, and said.
func TestDrawingsOfNothing(t *testing.T) {
	dir := t.TempDir()
	r := ran(t, `seed 1
ensemble a 10 bias 2 gain 1
probe a.spikes, a
experiment e {
  phase one 50ms
  plot raster a.spikes after 1s to "raster.svg"
  plot hist a after 1s to "hist.svg"
}
`, Options{Dir: dir})
	if len(r.Undrawn) != 2 || !strings.HasPrefix(r.Undrawn[0], "raster.svg: ") || !strings.HasPrefix(r.Undrawn[1], "hist.svg: ") || len(r.Diags) != 2 {
		t.Errorf("%q, %v", r.Undrawn, r.Diags)
	}
	for _, name := range []string{"raster.svg", "hist.svg"} {
		if _, err := os.Stat(filepath.Join(dir, "e", name)); err == nil {
			t.Errorf("%s is drawn", name)
		}
	}
}
