package runtime_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime"
)

// goldenCase is what a model.json of testdata/nengo says of a trace recorded
// from Nengo.
type goldenCase struct {
	Steps     int
	Dt        float64
	Tolerance float64
	Probes    []struct {
		Name       string
		Data       string
		SpikeScale float64 `json:"spike_scale"`
	}
	Final map[string]map[string]string
}

// Every case replays: spikes exactly, everything else within the case's
// tolerance (1e-9) of the largest value of the trace.
func TestGoldenTraces(t *testing.T) {
	replayed := 0
	dirs, err := filepath.Glob("testdata/nengo/*/model.nef")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no golden cases", err)
	}
	for _, path := range dirs {
		name := filepath.Base(filepath.Dir(path))
		t.Run(name, func(t *testing.T) {
			checked, err := compiler.Check(path, compiler.Options{NeedRun: true})
			if err != nil {
				t.Fatal(err)
			}
			if checked.Diags.HasErrors() {
				t.Fatal(checked.Diags)
			}
			replay(t, filepath.Dir(path), checked)
			replayed++
		})
	}
	if replayed < 35 {
		t.Errorf("only %d golden cases were replayed", replayed)
	}
}

func replay(t *testing.T, dir string, checked *compiler.Checked) {
	var c goldenCase
	raw, err := os.ReadFile(filepath.Join(dir, "model.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	want, err := npz.Open(filepath.Join(dir, "expected.npz"))
	if err != nil {
		t.Fatal(err)
	}
	defer want.Close()
	compiled, diags := compiler.Compile(checked, c.Dt, nil)
	if compiled == nil {
		t.Fatal(diags)
	}
	sim := runtime.New(compiled.Program)
	sim.Reserve(c.Steps, nil)
	for range c.Steps {
		if err := sim.Step(); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]runtime.Record{}
	for _, r := range sim.Records() {
		got[r.Name] = r
	}
	worst := 0.0
	for _, p := range c.Probes {
		r, ok := got[p.Name]
		if !ok {
			t.Errorf("nothing was recorded as %s", p.Name)
			continue
		}
		a, err := want.Read(p.Data, nil)
		if err != nil {
			t.Fatal(err)
		}
		exact := p.SpikeScale != 0
		if exact {
			for i := range a.Floats {
				a.Floats[i] *= p.SpikeScale
			}
		}
		worst = max(worst, compare(t, p.Name, r.Data, a.Floats, c.Tolerance, exact))
	}
	for i, l := range compiled.Program.Links {
		if key := c.Final[l.Name]["weights"]; key != "" {
			a, err := want.Read(key, nil)
			if err != nil {
				t.Fatal(err)
			}
			worst = max(worst, compare(t, key, sim.Weights(i), a.Floats, c.Tolerance, false))
		}
	}
	t.Logf("worst relative deviation %.1e", worst)
}

// compare returns the largest deviation relative to the largest value.
func compare(t *testing.T, name string, got, want []float64, tolerance float64, exact bool) float64 {
	if len(got) != len(want) {
		t.Errorf("%s: %d values, Nengo has %d", name, len(got), len(want))
		return 0
	}
	largest, worst, at := 0.0, 0.0, 0
	for i, w := range want {
		largest = max(largest, math.Abs(w))
		if d := math.Abs(got[i] - w); d > worst || math.IsNaN(d) {
			worst, at = d, i
		}
	}
	if exact && worst != 0 || !(worst <= tolerance*largest) {
		t.Errorf("%s: value %d is %s, Nengo has %s (largest value %g)", name, at, num(got[at]), num(want[at]), largest)
	}
	if largest == 0 {
		return worst
	}
	return worst / largest
}

func num(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.17g", v), ".0") }
