package kept

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime/experiment"
)

const model = `seed 3
ensemble a 20 radius 2
ensemble b 30
node u = sin(6*t)
connect u -> a
connect c: a.neurons -> b.neurons solve nnls dale 0.7
learn pes err = b - a rate 1e-3 on c
probe u, b synapse 10ms
probe a.spikes
experiment e {
  phase train 100ms
  phase test 50ms { freeze c }
  expect rmse(b, u*2) < 100 in train because "a line that no probe records"
  plot b, u^2 in test to "test.svg"
}
`

// ran runs the model in a folder.
func ran(t *testing.T, k *Keeper) string {
	t.Helper()
	p := compilertest.Compile(t, model).Program
	dir := t.TempDir()
	opts := experiment.Options{Dir: dir}
	if k != nil {
		opts.Observer = k
	}
	if _, err := experiment.Run(p, p.Experiments[0], 0, opts); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "e")
}

// What is kept is what the run recorded and computed.
func TestKept(t *testing.T) {
	dir := ran(t, New(Origin{Model: "m.nef", Texts: map[string]string{"m.nef": model}}))
	b, err := ReadBuilt(dir)
	if err != nil || b == nil {
		t.Fatal(b, err)
	}
	if b.Texts["m.nef"] != model || len(b.Populations) != 2 || b.Populations[1].N != 30 || b.Populations[0].Line != 2 {
		t.Errorf("%+v", b)
	}
	if c := b.Links[slices.IndexFunc(b.Links, func(l Link) bool { return l.Name == "c" })]; c.Rows != 30 || c.Cols != 20 || !c.Learns || c.Source != 0 || c.Target != 1 {
		t.Errorf("%+v", c)
	}
	var lines []string
	for _, l := range b.Lines {
		lines = append(lines, l.Phase+": "+l.Text)
	}
	if got, want := strings.Join(lines, "; "), "train: u*2; test: u^2"; got != want {
		t.Errorf("lines %q, want %q", got, want)
	}
	ph, err := ReadPhase(dir, "train")
	if err != nil || ph == nil {
		t.Fatal(ph, err)
	}
	f, err := npz.Open(filepath.Join(dir, "train", "probes.npz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	who, err := f.Read("a.spikes", nil)
	if err != nil {
		t.Fatal(err)
	}
	at, err := f.Read("a.spikes.t", nil)
	if err != nil || !slices.Equal(ph.Activity[0].Who, who.Floats) || !slices.Equal(ph.Activity[0].T, at.Floats) {
		t.Errorf("%v: spikes of a are %v at %v, want %v at %v", err, ph.Activity[0].Who, ph.Activity[0].T, who.Floats, at.Floats)
	}
	if slices.Equal(ph.Weights[0].W, b.Links[0].Weights) {
		t.Error("the weights after learning are those as built")
	}
}

// Results are the same with an observer and without.
func TestNothingChanges(t *testing.T) {
	with, without := ran(t, New(Origin{})), ran(t, nil)
	for _, name := range []string{"train/probes.npz", "test/probes.npz", "test.svg"} {
		a, err := os.ReadFile(filepath.Join(with, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(without, name))
		if err != nil || string(a) != string(b) {
			t.Errorf("%s differs: %v", name, err)
		}
	}
	if b, err := ReadBuilt(without); b != nil || err != nil {
		t.Errorf("%v, %v of a run that kept nothing", b, err)
	}
}

// A file that another program has changed is refused.
func TestDamaged(t *testing.T) {
	for _, b := range []*Built{
		{Populations: []Population{{N: 2, Of: []int{0}, X: []float64{1, 2}, Rates: []float64{1}, Fastest: make([]float64, 2)}}},
		{Links: []Link{{Rows: 2, Cols: 2, Weights: make([]float64, 3), Source: -1, Target: -1}}},
		{Links: []Link{{Rows: 1, Cols: 1, Weights: make([]float64, 1), Source: 4, Target: -1}}},
		{Lines: []Line{{D: 2, T: []float64{1}, Data: []float64{1}}}},
	} {
		dir := t.TempDir()
		if err := write(dir, b); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadBuilt(dir); err == nil || !strings.Contains(err.Error(), "do not fit together") {
			t.Errorf("%+v: %v", b, err)
		}
	}
}
