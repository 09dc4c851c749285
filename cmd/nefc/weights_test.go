package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/weightfile"
)

// tableFile writes a table of two target and three source neurons.
func tableFile(t *testing.T, change func(*weightfile.Table)) string {
	t.Helper()
	population := func(name string, n int) *weightfile.Population {
		return &weightfile.Population{Name: name, Neurons: n, Dims: 1, Radius: 1, Seed: 4, Type: "lif", Encoders: make([]float64, n),
			Gain: make([]float64, n), Bias: make([]float64, n)}
	}
	x := &weightfile.Table{Meta: weightfile.Meta{Format: 1, Version: "v1", Connection: "c", Unit: weightfile.Current, Shape: [2]int{2, 3}, Model: "m.nef",
		Experiment: "e", Phase: "p", T: 0.5, SpecHash: strings.Repeat("ab", 32),
		Pre: population("a", 3), Post: population("b", 2)}, Weights: []float64{3, -4, 0, 1, 0, 0}}
	if change != nil {
		change(x)
	}
	for _, p := range []*weightfile.Population{x.Pre, x.Post} {
		if p != nil {
			p.Seal()
		}
	}
	path := filepath.Join(t.TempDir(), "w.npz")
	if err := files.Write(path, x.Write); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWeightsShow(t *testing.T) {
	path := tableFile(t, nil)
	want := path + ": weights of `c`, 2×3 (post×pre), in units of current per Hz\n" +
		"  from m.nef, experiment e, phase p, t = 0.5s, nefc v1, spec abababababab\n"
	rest := "  2 positive, 1 negative, 3 zero weights, from -4 to 3, norm 5.09902\n" +
		"  source neurons: 1 only excite, 1 only inhibit, 0 do both\n"
	out, code := invoke("weights", "show", path)
	if code != cli.ExitFine || !strings.HasPrefix(out, want) || !strings.HasSuffix(out, rest) || !strings.Contains(out, "  pre  a: 3 lif, dims 1, radius 1, seed 4, fingerprint ") || !strings.Contains(out, "  post b: 2 lif") {
		t.Errorf("%d\n%s", code, out)
	}
	signed := tableFile(t, func(x *weightfile.Table) {
		x.Signs, x.Post = []int8{1, -1, 1}, nil
		x.Weights = []float64{3, -4, 0, -1, 0, 0}
	})
	out, _ = invoke("weights", "show", path, signed)
	if !strings.Contains(out, "  source neurons: 0 only excite, 1 only inhibit, 1 do both; their signs are declared (Dale)\n") || strings.Count(out, "weights of") != 2 {
		t.Error(out)
	}
	if out, code := invoke("weights", "show", "none.npz", path); code != cli.ExitFiles || strings.Contains(out, "weights of") {
		t.Errorf("%d %s", code, out)
	}
}

func TestWeightsDiff(t *testing.T) {
	base := tableFile(t, nil)
	for _, c := range []struct {
		change func(*weightfile.Table)
		want   string
	}{
		{func(*weightfile.Table) {}, "the same neurons, signs and weights\n"},
		{func(x *weightfile.Table) { x.Connection = "d" }, "connection c → d\n"},
		{func(x *weightfile.Table) { x.Unit = weightfile.Gain }, "unit current → gain\n"},
		{func(x *weightfile.Table) { x.Bias = weightfile.Decoded }, "bias intrinsic → decoded\n"},
		{func(x *weightfile.Table) { x.Signs = []int8{1, -1, 1} }, "signs [] → [1 -1 1]\n"},
		{func(x *weightfile.Table) { x.Mask = []int8{1, 1, 0, 1, 0, 0} }, "which weights may exist (mask)\n"},
		{func(x *weightfile.Table) { x.Pre.Radius = 2 }, "pre: radius 1 → 2\n"},
		{func(x *weightfile.Table) { x.Post.Seed, x.Post.Bias[0] = 5, 1 }, "post: seed 4 → 5\n"},
		{func(x *weightfile.Table) { x.Post = nil }, "post neurons true → false\n"},
		{func(x *weightfile.Table) { x.Weights[0], x.Weights[4] = 6, 4 }, "weights: 2 of 6 differ, by up to 4; the change is 0.9806 of the norm\n"},
		{func(x *weightfile.Table) {
			x.Shape, x.Weights = [2]int{1, 3}, x.Weights[:3]
			x.Post.Neurons, x.Post.Encoders, x.Post.Gain, x.Post.Bias = 1, []float64{0}, []float64{0}, []float64{0}
		}, "post: neurons 2 → 1\nshape [2 3] → [1 3]\n"},
	} {
		out, code := invoke("weights", "diff", base, tableFile(t, c.change))
		if same := strings.HasPrefix(c.want, "the same"); out != c.want || (code == cli.ExitFine) != same || code > cli.ExitModel {
			t.Errorf("exits %d, %swant %s", code, out, c.want)
		}
	}
	zeros := func(x *weightfile.Table) { x.Weights = make([]float64, 6) }
	if out, _ := invoke("weights", "diff", tableFile(t, zeros), base); !strings.HasPrefix(out, "weights: 3 of 6 differ, by up to 4; ") {
		t.Error(out)
	}
	for _, args := range [][]string{{"none.npz", base}, {base, "none.npz"}} {
		if _, code := invoke("weights", "diff", args[0], args[1]); code != cli.ExitFiles {
			t.Errorf("%v exits %d", args, code)
		}
	}
}

func TestWeightsScaleAndConvert(t *testing.T) {
	dir, base := t.TempDir(), tableFile(t, nil)
	at := func(name string) string { return filepath.Join(dir, name) }
	if out, code := invoke("weights", "scale", "--", "-2", base, at("s.npz")); code != cli.ExitFine {
		t.Fatal(out)
	}
	x, err := weightfile.Read(at("s.npz"))
	if err != nil || x.Weights[0] != -6 || x.Weights[1] != 8 || x.Weights[3] != -2 || x.Pre.Fingerprint == "" {
		t.Errorf("%v %v", err, x)
	}
	signed := tableFile(t, func(x *weightfile.Table) { x.Signs = []int8{1, -1, 1} })
	for _, args := range [][]string{{"x", base, at("t.npz")}, {"NaN", base, at("t.npz")}, {"Inf", base, at("t.npz")}, {"1", "none.npz", at("t.npz")}, {"-1", signed, at("t.npz")}, {"1", base, at("t.csv")}} {
		if _, code := invoke(append([]string{"weights", "scale", "--"}, args...)...); code != cli.ExitFiles {
			t.Errorf("%v exits %d", args, code)
		}
	}
	if _, code := invoke("weights", "scale", "0", signed, at("zero.NPZ")); code != cli.ExitFine {
		t.Error("signed weights cannot be scaled by 0")
	}
	for _, name := range []string{"w.npz", "w.csv", "w.parquet"} {
		if out, code := invoke("weights", "convert", base, at(name)); code != cli.ExitFine {
			t.Fatal(out)
		}
	}
	if csv, err := os.ReadFile(at("w.csv")); err != nil || string(csv) != "3,-4,0\n1,0,0\n" {
		t.Errorf("%v %q", err, csv)
	}
	if out, code := invoke("weights", "diff", base, at("w.npz")); code != cli.ExitFine {
		t.Error(out)
	}
	parquet, err := os.ReadFile(at("w.parquet"))
	if err != nil || !bytes.HasPrefix(parquet, []byte("PAR1")) || !bytes.Contains(parquet, []byte("pre2")) || bytes.Contains(parquet, []byte("pre3")) {
		t.Errorf("%v: no parquet file of three columns", err)
	}
	for _, args := range [][]string{{base, at("w.txt")}, {"none.npz", at("w.csv")}} {
		if _, code := invoke("weights", "convert", args[0], args[1]); code != cli.ExitFiles {
			t.Errorf("%v exits %d", args, code)
		}
	}
	for _, args := range [][]string{{}, {"show"}, {"diff", base}, {"diff", base, base, base}, {"scale", "2", base}, {"convert", base}, {"paint", base}} {
		if _, code := invoke(append([]string{"weights"}, args...)...); code != cli.ExitUsage {
			t.Errorf("%v exits %d", args, code)
		}
	}
}
