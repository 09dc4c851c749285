package weightfile

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/npz"
)

func example() *Table {
	pop := func(name string, n int) *Population {
		p := &Population{Name: name, Neurons: n, Dims: 1, Radius: 2, Seed: 7, Type: "lif", MaxRates: "50..100", Intercepts: "-1..0.9"}
		for i := range n {
			p.Encoders = append(p.Encoders, 1-2*float64(i%2))
			p.Gain, p.Bias = append(p.Gain, 1.5+float64(i)/3), append(p.Bias, 0.1*float64(i))
		}
		return p.Seal()
	}
	return &Table{Meta: Meta{Format: 1, Unit: Current, Shape: [2]int{2, 3}, Pre: pop("pre", 3), Post: pop("post", 2)},
		Weights: []float64{0.1, math.Copysign(0, -1), 5e-324, -1.0 / 3, 0, 2}, Signs: []int8{1, -1, 1}, Mask: []int8{1, 1, 1, 1, 1, 1}}
}

func save(t *testing.T, w *Table) string {
	t.Helper()
	var b bytes.Buffer
	if err := w.Write(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "w.npz")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A table reads back bit for bit.
func TestRoundTrip(t *testing.T) {
	w := example()
	got, err := Read(save(t, w))
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range w.Weights {
		if math.Float64bits(v) != math.Float64bits(got.Weights[i]) {
			t.Errorf("weight %d is %g, was %g", i, got.Weights[i], v)
		}
	}
	w = example()
	w.Pre.Dims, w.Pre.Encoders, w.Pre.Scaled = 2, []float64{1, 0, 0, 1, -1, 0}, []float64{3, 0.5, 0, 1, 2, -7}
	w.Pre.Seal()
	w.Post, w.Signs, w.Mask = nil, nil, nil
	if learned, err := Read(save(t, w)); err != nil || !slices.Equal(learned.Pre.Scaled, w.Pre.Scaled) || !slices.Equal(learned.Pre.Encoders, w.Pre.Encoders) || learned.Post != nil || learned.Signs != nil || learned.Mask != nil {
		t.Errorf("learned encoders: %+v, %v", learned, err)
	}
	w = example()
	if !slices.Equal(got.Signs, w.Signs) || !slices.Equal(got.Mask, w.Mask) || got.Unit != Current || got.Pre.Fingerprint != w.Pre.Fingerprint {
		t.Errorf("%+v", got.Meta)
	}
}

// What differs is said in words; what was changed afterwards is refused.
func TestDifferences(t *testing.T) {
	base := example().Pre
	for want, change := range map[string]func(*Population){
		"radius 2 there, 1 here":                       func(p *Population) { p.Radius = 1 },
		"seed 7 there, 8 here":                         func(p *Population) { p.Seed, p.Gain[0] = 8, 9 },
		"max_rates 50..100 there, 1..2 here":           func(p *Population) { p.MaxRates, p.Gain[0] = "1..2", 9 },
		"name pre there, other here":                   func(p *Population) { p.Name, p.Gain[0] = "other", 9 },
		"type lif there, relu here":                    func(p *Population) { p.Type = "relu" },
		"intercepts -1..0.9 there, 0 here":             func(p *Population) { p.Intercepts, p.Gain[0] = "0", 9 },
		"neurons 3 there, 4 here":                      func(p *Population) { p.Neurons = 4 },
		"dims 1 there, 2 here":                         func(p *Population) { p.Dims = 2 },
		"radius 2 there, 3 here; seed 7 there, 8 here": func(p *Population) { p.Radius, p.Seed, p.Name = 3, 8, "other" },
		"other encoders":                               func(p *Population) { p.Encoders[0] = -p.Encoders[0] },
		"other gains or biases":                        func(p *Population) { p.Bias[0]++ },
	} {
		here := example().Pre
		change(here)
		if got := base.Differences(here.Seal()).String(); got != want {
			t.Errorf("%q, wanted %q", got, want)
		}
	}
	learned := example().Pre
	learned.Scaled = slices.Clone(learned.Encoders)
	for _, pair := range [][2]*Population{{base, learned.Seal()}, {learned, base}} {
		if got := pair[0].Differences(pair[1]).String(); got != "other encoders" {
			t.Errorf("learned encoders: %q", got)
		}
	}
	if d := base.Differences(example().Pre); d != nil {
		t.Errorf("the same population differs: %v", d)
	}
	forged := example()
	forged.Pre.Gain[0]++
	if _, err := Read(save(t, forged)); err == nil || !strings.Contains(err.Error(), "changed after it was written") {
		t.Errorf("a forged table is read: %v", err)
	}
}

// Values that are not finite are refused, with their place.
func TestNotFinite(t *testing.T) {
	for want, bad := range map[string]map[int]float64{
		"member weights holds 1 values that are not finite, first at [1, 1]": {4: math.NaN()},
		"member weights holds 2 values that are not finite, first at [0, 1]": {1: math.Inf(1), 5: math.NaN()},
		"member weights holds 3 values that are not finite, first at [0, 2]": {2: math.NaN(), 3: math.Inf(-1), 4: math.Inf(1)},
	} {
		w := example()
		for i, v := range bad {
			w.Weights[i] = v
		}
		if _, err := Read(save(t, w)); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A member that is missing, or has another shape, is an error that names it.
func TestMembers(t *testing.T) {
	sizes := map[string]string{"weights": "(2, 3)", "signs": "(3, 1)", "mask": "(2, 3)", "pre.encoders": "(3, 1)", "pre.gain": "(3, 1)", "pre.bias": "(3, 1)", "post.encoders": "(2, 1)", "post.gain": "(2, 1)", "post.bias": "(2, 1)"}
	for name := range sizes {
		for _, spoil := range []string{"missing", "shape"} {
			f, err := npz.Open(save(t, example()))
			if err != nil {
				t.Fatal(err)
			}
			arrays := map[string]*npz.Array{}
			for _, n := range f.Names() {
				if arrays[n], err = f.Read(n, nil); err != nil {
					t.Fatal(err)
				}
			}
			meta, err := f.Raw("nefc.json")
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
			if spoil == "missing" {
				if name == "signs" || name == "mask" {
					continue // there need be none
				}
				delete(arrays, name)
			} else {
				arrays[name] = &npz.Array{Shape: []int{7}, Floats: make([]float64, 7)}
			}
			var b bytes.Buffer
			if err := npz.Write(&b, arrays, map[string][]byte{"nefc.json": meta}); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "w.npz")
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			want := "has no array `" + name + "`; it holds "
			if spoil == "shape" {
				want = "member " + name + " has shape [7], not " + sizes[name]
			}
			if _, err := Read(path); err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s %s: %v, want %s", name, spoil, err, want)
			}
		}
	}
}

// A sign is 1 or -1, a mask 1 or 0: what else a file holds is no sign and no mask.
func TestSignsAndMasks(t *testing.T) {
	for want, spoil := range map[string]func(*Table){
		"member signs holds 3 at [1, 0], which is not one of [-1 1]": func(w *Table) { w.Signs[1] = 3 },
		"member signs holds 0 at [2, 0], which is not one of [-1 1]": func(w *Table) { w.Signs[2] = 0 },
		"member mask holds -1 at [1, 2], which is not one of [0 1]":  func(w *Table) { w.Mask[5] = -1 },
	} {
		w := example()
		spoil(w)
		if _, err := Read(save(t, w)); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A file that is no table says what it is instead.
func TestNoTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.npz")
	for meta, want := range map[string]string{
		"":                         "is not a weight table (no nefc.json in it); name one of its arrays, as in \"file.npz:weights\"",
		"{":                        "holds a nefc.json this version cannot read",
		`{"format": 2, "pre": {}}`: "holds a nefc.json this version cannot read",
		`{"format": 1}`:            "holds a nefc.json this version cannot read",
	} {
		members := map[string][]byte{}
		if meta != "" {
			members["nefc.json"] = []byte(meta)
		}
		var b bytes.Buffer
		if err := npz.Write(&b, map[string]*npz.Array{"weights": {Shape: []int{1}, Floats: []float64{1}}}, members); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path); err == nil || err.Error() != want {
			t.Errorf("%s: %v", meta, err)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none.npz")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// The first value that is not finite is named by row and column, wherever it is.
func TestFirstThatIsNotFinite(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(-1)
	for _, c := range []struct {
		data []float64
		want string
	}{
		{[]float64{1, 2, 3, 4, 5, 6}, ""},
		{[]float64{nan, 2, inf, 4, 5, 6}, "holds 2 values that are not finite, first at [0, 0]"},
		{[]float64{1, 2, 3, 4, 5, inf}, "holds 1 values that are not finite, first at [1, 2]"},
		{[]float64{1, inf, nan, 4, nan, 6}, "holds 3 values that are not finite, first at [0, 1]"},
	} {
		got := ""
		if err := Finite(c.data, 3); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.data, got, c.want)
		}
	}
}
