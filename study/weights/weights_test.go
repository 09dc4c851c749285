package weights

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/judge"
)

// example is a table of two target and three source neurons.
func example() *weightfile.Table {
	population := func(name string, n int) *weightfile.Population {
		p := &weightfile.Population{Name: name, Neurons: n, Dims: 1, Radius: 1, Type: "lif", Encoders: make([]float64, n), Gain: make([]float64, n),
			Bias: make([]float64, n)}
		return p.Seal()
	}
	return &weightfile.Table{Meta: weightfile.Meta{Format: 1, Connection: "c", Unit: weightfile.Current, Shape: [2]int{2, 3}, Pre: population("a", 3),
		Post: population("b", 2)}, Weights: []float64{3, -4, 0, 1, 0, 0}}
}

func TestDescribe(t *testing.T) {
	want := Description{Positive: 2, Negative: 1, Zero: 3, Low: -4, High: 3, Norm: math.Sqrt(26),
		Signs: judge.SignCount{Zeros: 0.5, Excitatory: 1, Inhibitory: 1}}
	if got := Describe(example()); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// What differs is told in words, and nothing where nothing does.
func TestDifferences(t *testing.T) {
	for want, change := range map[string]func(*weightfile.Table){
		"":                                   func(x *weightfile.Table) { x.Signs = []int8{} },
		"connection c → d":                   func(x *weightfile.Table) { x.Connection = "d" },
		"bias intrinsic → keep_positive":     func(x *weightfile.Table) { x.Bias = weightfile.KeepPositive },
		"signs [] → [1 -1 1]":                func(x *weightfile.Table) { x.Signs = []int8{1, -1, 1} },
		"pre: radius 1 → 2; pre: dims 1 → 3": func(x *weightfile.Table) { x.Pre.Radius, x.Pre.Dims = 2, 3; x.Pre.Seal() },
		"post: other encoders":               func(x *weightfile.Table) { x.Post.Encoders[0] = 1; x.Post.Seal() },
		"post neurons true → false":          func(x *weightfile.Table) { x.Post = nil },
		"which weights may exist (mask)":     func(x *weightfile.Table) { x.Mask = []int8{1, 1, 1, 1, 1, 0} },
		"weights: 1 of 6 differ, by up to 3; the change is 0.5883 of the norm": func(x *weightfile.Table) { x.Weights[0] = 6 },
	} {
		is := example()
		change(is)
		got, wanted := Differences(example(), is), strings.Split(want, "; ")
		if strings.HasPrefix(want, "weights") {
			wanted = []string{want}
		}
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) && (want != "" || len(got) > 0) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Weights are multiplied, unless that turns declared signs round.
func TestScale(t *testing.T) {
	x := example()
	if err := Scale(x, -2); err != nil || !slices.Equal(x.Weights, []float64{-6, 8, 0, -2, 0, 0}) {
		t.Errorf("%v, %v", err, x.Weights)
	}
	x.Signs = []int8{1, 1, 1}
	if err := Scale(x, -1); err == nil || x.Weights[0] != -6 {
		t.Errorf("%v, %v", err, x.Weights)
	}
	if err := Scale(x, 0.5); err != nil || x.Weights[0] != -3 {
		t.Errorf("%v, %v", err, x.Weights)
	}
}

// The name of a file says what is written.
func TestConvert(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{"w.npz": "PK", "w.CSV": "3,-4,0\n1,0,0\n", "w.parquet": "PAR1"} {
		path := filepath.Join(dir, name)
		if err := Convert(example(), path); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(b, []byte(want)) {
			t.Errorf("%s: %v %q", name, err, b)
		}
	}
	if x, err := Open(filepath.Join(dir, "w.npz")); err != nil || len(Differences(x, example())) > 0 {
		t.Errorf("%v %+v", err, x)
	}
	for _, err := range []error{Convert(example(), "w.txt"), Save(example(), filepath.Join(dir, "w.csv"))} {
		if err == nil {
			t.Error("written in a form that there is none of")
		}
	}
	if _, err := Open(filepath.Join(dir, "none.npz")); err == nil || !strings.Contains(err.Error(), "none.npz: ") {
		t.Error(err)
	}
}
