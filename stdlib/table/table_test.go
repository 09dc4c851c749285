package table

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/stdlib/npz"
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
	if !slices.Equal(got.Signs, w.Signs) || !slices.Equal(got.Mask, w.Mask) || got.Unit != Current || got.Pre.Fingerprint != w.Pre.Fingerprint {
		t.Errorf("%+v", got.Meta)
	}
}

// What differs is said in words; what was changed afterwards is refused.
func TestDifferences(t *testing.T) {
	base := example().Pre
	for want, change := range map[string]func(*Population){
		"radius 2 there, 1 here":             func(p *Population) { p.Radius = 1 },
		"seed 7 there, 8 here":               func(p *Population) { p.Seed, p.Gain[0] = 8, 9 },
		"max_rates 50..100 there, 1..2 here": func(p *Population) { p.MaxRates, p.Gain[0] = "1..2", 9 },
		"name pre there, other here":         func(p *Population) { p.Name, p.Gain[0] = "other", 9 },
		"other encoders":                     func(p *Population) { p.Encoders[0] = -p.Encoders[0] },
		"other gains or biases":              func(p *Population) { p.Bias[0]++ },
	} {
		here := example().Pre
		change(here)
		if got := strings.Join(base.Differences(here.Seal()), "; "); got != want {
			t.Errorf("%q, wanted %q", got, want)
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
	w := example()
	w.Weights[4] = math.NaN()
	if _, err := Read(save(t, w)); err == nil || !strings.Contains(err.Error(), "first at [1, 1]") {
		t.Errorf("%v", err)
	}
}

// A member that is missing, or has another shape, is an error that names it.
func TestMembers(t *testing.T) {
	for _, name := range []string{"weights", "pre.encoders", "pre.gain", "pre.bias", "post.encoders", "post.gain", "post.bias"} {
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
			if _, err := Read(path); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s %s: %v", name, spoil, err)
			}
		}
	}
}
