package built

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib/neurons"
)

// in writes a model and evaluates an expression of it.
func in(t *testing.T, text, expression string) (*Value, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.nef")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return Evaluate(path, expression, compiler.Options{})
}

// Neurons of every type have the maximal rates and intercepts that they were made with.
func TestMaxRatesAndIntercepts(t *testing.T) {
	for _, e := range neurons.Table {
		if _, err := e.Sample(); err != nil {
			continue
		}
		usage, _, _ := strings.Cut(e.Usage(), " intercepts")
		if usage == "sigmoid" {
			usage = "sigmoid(tau_ref=18ms)" // it fires at half of its highest rate without input
		}
		text := "seed 1\nensemble a 5 neurons " + usage + " max_rates [30, 35, 40, 45, 50] intercepts [-0.5, -0.2, 0, 0.2, 0.5]\n"
		for slot, want := range map[string][]float64{"a.max_rates": {30, 35, 40, 45, 50}, "a.intercepts": {-0.5, -0.2, 0, 0.2, 0.5}} {
			v, err := in(t, text, slot)
			if err != nil {
				t.Errorf("%s: %v", usage, err)
				continue
			}
			for i, w := range want {
				if d := v.Numbers[i] - w; !(max(d, -d) <= 0.02*max(1, w)) {
					t.Errorf("%s: %s is %v, want %v", usage, slot, v.Numbers, want)
					break
				}
			}
		}
	}
}

// Encoders that learn are as they were built; what only a run has is refused by name.
func TestBeforeARun(t *testing.T) {
	const text = "seed 1\nensemble a 3 encoders [1] radius 2\nensemble b 3\nconnect c: b -> a function 0\nlearn voja on c\n"
	v, err := in(t, text, "a.scaled_encoders/a.gain")
	if err != nil || len(v.Numbers) != 3 || v.Numbers[0] != 0.5 || v.Rows != 3 || v.Cols != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	for _, expression := range []string{"b", "max(b.spikes)", "t", "mean(a.neurons)", "c.delta", "filter(b, 5ms)"} {
		_, err := in(t, text, expression)
		var not *experiment.NotBuilt
		var invalid *Invalid
		if !errors.As(err, &not) && !errors.As(err, &invalid) {
			t.Errorf("%s: %v", expression, err)
		}
	}
	if _, err := in(t, text, "1}\nrun 1s"); err == nil || !strings.Contains(err.Error(), "is no expression") {
		t.Errorf("lines of a model: %v", err)
	}
}

// A table has a row a line, behind its name.
func TestCSV(t *testing.T) {
	v := &Value{Numbers: []float64{1, 0.5, -3, 1e-9}, Rows: 2, Cols: 2, Names: []string{"x", "y"}}
	var out bytes.Buffer
	if err := v.Write(&out, ".csv"); err != nil || out.String() != "x,1,0.5\ny,-3,1e-09\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}
