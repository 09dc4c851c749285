package npz

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Files written by NumPy read as NumPy reads them: all number types, byte
// orders, memory orders, compressed or not.
func TestReadsWhatNumPyWrites(t *testing.T) {
	f, err := Open("testdata/numpy.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a := []float64{0, 1. / 3, 2. / 3, 1, 4. / 3, 5. / 3}
	single := make([]float64, len(a))
	for i, v := range a {
		single[i] = float64(float32(v))
	}
	cube := make([]float64, 0, 24) // arange(24).reshape(2, 3, 4) with the last axis first
	for k := range 4 {
		for i := range 2 {
			for j := range 3 {
				cube = append(cube, float64(12*i+4*j+k))
			}
		}
	}
	for name, want := range map[string][]float64{"c": a, "fortran": a, "big": a, "f4": single, "i8": {-3, 4}, "u1": {200}, "flag": {1, 0}, "scalar": {7.5}, "cube": cube} {
		got, err := f.Read(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(got.Floats, want) {
			t.Errorf("%s is %v, NumPy has %v", name, got.Floats, want)
		}
	}
	z, err := Open("testdata/compressed.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if got, err := z.Read("c"); err != nil || !slices.Equal(got.Floats, a) {
		t.Errorf("compressed: %v %v", got, err)
	}
	for _, bad := range []string{"object.npy", "text.npy"} {
		if _, err := ReadNpy("testdata/" + bad); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}

// What is written reads back, bit for bit, and the same data makes the same
// bytes.
func TestRoundTrip(t *testing.T) {
	arrays := map[string]*Array{
		"a":     {Shape: []int{2, 2}, Floats: []float64{1, math.Copysign(0, -1), math.MaxFloat64, 5e-324}},
		"n":     {Shape: []int{3}, Ints: []int64{-1, 0, math.MaxInt32}},
		"empty": {Shape: []int{0, 4}, Floats: []float64{}},
	}
	write := func() []byte {
		var b bytes.Buffer
		if err := Write(&b, arrays, map[string][]byte{"note.json": []byte("{}")}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	raw := write()
	if !bytes.Equal(raw, write()) {
		t.Error("the same data makes other bytes")
	}
	path := filepath.Join(t.TempDir(), "x.npz")
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.Read("a")
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range arrays["a"].Floats {
		if math.Float64bits(v) != math.Float64bits(got.Floats[i]) {
			t.Errorf("element %d is %g, was %g", i, got.Floats[i], v)
		}
	}
	if n, err := f.Read("n"); err != nil || !slices.Equal(n.Floats, []float64{-1, 0, math.MaxInt32}) {
		t.Errorf("integers: %v %v", n, err)
	}
	if e, err := f.Read("empty"); err != nil || len(e.Floats) != 0 {
		t.Errorf("empty: %v %v", e, err)
	}
	if b, err := f.Raw("note.json"); err != nil || string(b) != "{}" {
		t.Errorf("raw member: %s %v", b, err)
	}
}

// A file cut anywhere is an error, never wrong numbers, and a lying header
// allocates nothing.
func TestDamagedFiles(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, map[string]*Array{"a": {Shape: []int{40}, Floats: make([]float64, 40)}}, nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cut.npz")
	for n := range b.Len() {
		if err := os.WriteFile(path, b.Bytes()[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		if f, err := Open(path); err == nil {
			if _, err := f.Read("a"); err == nil {
				t.Fatalf("a file cut at %d of %d bytes is read", n, b.Len())
			}
			f.Close()
		}
	}
	lie := "\x93NUMPY\x01\x00\x76\x00{'descr': '<f8', 'fortran_order': False, 'shape': (99999999, 99999999), }"
	for len(lie) < 127 {
		lie += " "
	}
	if _, err := decodeNpy(bytes.NewReader([]byte(lie+"\n")), 128); err == nil {
		t.Error("an impossible shape is read")
	}
}

// FuzzDecode: no bytes make the reader panic or return more numbers than the
// bytes hold.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"v2.npy", "object.npy", "text.npy"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := decodeNpy(bytes.NewReader(b), int64(len(b)))
		if err == nil && len(a.Floats) > len(b) {
			t.Errorf("%d numbers out of %d bytes", len(a.Floats), len(b))
		}
	})
}
