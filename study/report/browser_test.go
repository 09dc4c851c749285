package report

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/browsertest"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime/experiment"
)

const failing = `seed 1
ensemble a 60
node u = 3*sin(4*t)
connect u -> a
probe a, u synapse 20ms
experiment e {
  phase run 1s
  expect rmse(a, u) < 0.1 because "it cannot"
  expect mean(a) > -1
}
`

const stopped = `seed 1
# It divides by zero.
ensemble a 60
node u = 0.2/max(0.05 - t, 0)
connect u -> a
probe u, a synapse 20ms
experiment e {
  phase run 100ms
}
`

const hostile = `# </script><script>window.hit=1</script><img src=x onerror=window.hit=1>
seed 1
node u = 1 # "><svg onload=window.hit=1>
probe u
experiment e {
  phase run 10ms
  expect mean(u) < 2 because "<img src=x onerror=window.hit=1>"
  plot u to "'><img src=x>.svg"
}
`

// large writes the results of a run with 100 signals of 20,000 samples.
func large(t *testing.T) string {
	t.Helper()
	const samples, signals = 20_000, 100
	dir := filepath.Join(t.TempDir(), "e")
	if err := os.MkdirAll(filepath.Join(dir, "run"), 0o755); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	at, x := make([]float64, samples), make([]float64, samples*signals)
	for i := range samples {
		at[i] = 0.001 * float64(i+1)
		for k := range signals {
			x[i*signals+k] = math.Sin(at[i]*float64(k+1)/7) + 0.1*r.NormFloat64()
		}
	}
	f, err := os.Create(filepath.Join(dir, "run", "probes.npz"))
	if err != nil {
		t.Fatal(err)
	}
	err = npz.Write(f, map[string]*npz.Array{"x": {Shape: []int{samples, signals}, Floats: x}, "x.t": {Shape: []int{samples}, Floats: at}}, nil)
	if err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	s, err := json.Marshal(experiment.Summary{Experiment: "e", Model: "large.nef", Dt: 0.001, Steps: samples, Finished: true,
		Phases: []experiment.PhaseSummary{{Name: "run", Steps: samples, Seconds: 20}}})
	if err != nil || os.WriteFile(filepath.Join(dir, "summary.json"), s, 0o644) != nil {
		t.Fatal(err)
	}
	return dir
}

// Reports are driven in a real browser, where one is installed.
func TestBrowser(t *testing.T) {
	browsertest.Need(t)
	dir := t.TempDir()
	save := func(name string, made *Report, err error) {
		if err == nil {
			err = made.Save(filepath.Join(dir, name+".html"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	first := ran(t, "m", trained, true)
	for name, folder := range map[string]string{"trained": first, "swept": ran(t, "m", swept, true), "failing": ran(t, "m", failing, true),
		"stopped": ran(t, "m", stopped, true), "hostile": ran(t, "<img src=x onerror=window.hit=1>", hostile, true), "large": large(t)} {
		made, err := Of(folder)
		save(name, made, err)
	}
	made, err := Compare(first, ran(t, "m", strings.Replace(trained, "ensemble b 30", "ensemble b 31", 1), true))
	save("compared", made, err)
	browsertest.Drive(t, filepath.Join("testdata", "browser.mjs"), dir, 10)
}
