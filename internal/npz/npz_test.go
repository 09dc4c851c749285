package npz

import (
	"archive/zip"
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
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
		got, err := f.Read(name, nil)
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
	if got, err := z.Read("c", nil); err != nil || !slices.Equal(got.Floats, a) {
		t.Errorf("compressed: %v %v", got, err)
	}
	for _, bad := range []string{"object.npy", "text.npy"} {
		if _, err := ReadNpy("testdata/"+bad, nil); err == nil {
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
	got, err := f.Read("a", nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range arrays["a"].Floats {
		if math.Float64bits(v) != math.Float64bits(got.Floats[i]) {
			t.Errorf("element %d is %g, was %g", i, got.Floats[i], v)
		}
	}
	if n, err := f.Read("n", nil); err != nil || !slices.Equal(n.Floats, []float64{-1, 0, math.MaxInt32}) {
		t.Errorf("integers: %v %v", n, err)
	}
	if e, err := f.Read("empty", nil); err != nil || len(e.Floats) != 0 {
		t.Errorf("empty: %v %v", e, err)
	}
	if b, err := f.Raw("note.json"); err != nil || string(b) != "{}" {
		t.Errorf("raw member: %s %v", b, err)
	}
}

// The bytes that are written are those NumPy writes: a header of whole 64 bytes, then
// the numbers; members are stored, dated to the first day there is.
func TestWrittenBytes(t *testing.T) {
	var b bytes.Buffer
	if err := WriteNpy(&b, &Array{Shape: []int{2}, Floats: []float64{1, -2}}); err != nil {
		t.Fatal(err)
	}
	want := "\x93NUMPY\x01\x00\x76\x00{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }" + strings.Repeat(" ",
		60) + "\n\x00\x00\x00\x00\x00\x00\xf0?\x00\x00\x00\x00\x00\x00\x00\xc0"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	for dims := range 20 { // headers of every length modulo 64, and longer than 255
		b.Reset()
		a := &Array{Shape: slices.Repeat([]int{1}, 5*dims), Ints: []int64{-7}}
		if err := WriteNpy(&b, a); err != nil {
			t.Fatal(err)
		}
		if got, err := decodeNpy(&b, int64(b.Len()), nil); b.Len() != 0 || err != nil || !slices.Equal(got.Shape, a.Shape) || got.Floats[0] != -7 {
			t.Errorf("%d dims: %v, %v", 5*dims, got, err)
		}
	}
	b.Reset()
	if err := Write(&b, map[string]*Array{"b": {Shape: []int{}, Floats: []float64{1}}, "a": {Shape: []int{}, Floats: []float64{1}}}, map[string][]byte{"aa": nil}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(z.File) != 3 {
		t.Fatal(z, err)
	}
	for i, name := range []string{"a.npy", "aa", "b.npy"} {
		if m := z.File[i]; m.Name != name || m.Method != zip.Store || !m.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%+v", m.FileHeader)
		}
	}
}

// Arrays of several pieces read back number by number.
func TestManyNumbers(t *testing.T) {
	floats, ints := make([]float64, 20000), make([]int64, 16384)
	for i := range floats {
		floats[i] = float64(i) / 7
	}
	for i := range ints {
		ints[i] = int64(-i)
	}
	var b bytes.Buffer
	if err := errors.Join(WriteNpy(&b, &Array{Shape: []int{20000}, Floats: floats}), WriteNpy(&b, &Array{Shape: []int{16384}, Ints: ints})); err != nil {
		t.Fatal(err)
	}
	got, err1 := decodeNpy(&b, 128+8*20000, nil)
	also, err2 := decodeNpy(&b, 128+8*16384, nil)
	if err1 != nil || err2 != nil || !slices.Equal(got.Floats, floats) {
		t.Fatal(err1, err2)
	}
	for i, v := range also.Floats {
		if v != float64(ints[i]) {
			t.Fatalf("number %d is %g", i, v)
		}
	}
}

// full takes so many bytes and no more.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("full")
	}
	return len(p), nil
}

// Whatever cannot be written is an error.
func TestFull(t *testing.T) {
	arrays, raw := map[string]*Array{"a": {Shape: []int{9000}, Floats: make([]float64, 9000)}, "n": {Shape: []int{2}, Ints: []int64{1, 2}}},
		map[string][]byte{"z": []byte("text")}
	var b bytes.Buffer
	if err := Write(&b, arrays, raw); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < b.Len(); n += 1531 {
		if err := Write(&full{n}, arrays, raw); err == nil {
			t.Fatalf("%d of %d bytes are enough", n, b.Len())
		}
	}
	if err := Write(&full{b.Len()}, arrays, raw); err != nil {
		t.Error(err)
	}
	for _, n := range []int{0, 127, 128, 128 + 65535, 128 + 65536, 128 + 72000 - 1} {
		if err := WriteNpy(&full{n}, arrays["a"]); err == nil {
			t.Errorf("an array in %d bytes", n)
		}
	}
}

// An archive says what it holds, and what is wrong with what it does not.
func TestMembers(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, map[string]*Array{"b": {Shape: []int{1}, Floats: []float64{0.5}}, "a": {Shape: []int{1}, Floats: []float64{0.25}}}, map[string][]byte{"note": []byte("n"), "text.npy": []byte("no array")}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.npz")
	read := func(raw []byte) *File {
		t.Helper()
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	f := read(b.Bytes())
	if got := strings.Join(f.Names(), " "); got != "a b text" || !f.Has("a") || f.Has("note") || f.Has("c") {
		t.Errorf("holds %s", got)
	}
	says := func(err error, want string) {
		t.Helper()
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	_, err := f.Read("c", nil)
	says(err, "has no array `c`; it holds a, b, text")
	_, err = f.Read("text", nil)
	says(err, "member text is cut short (8 bytes)")
	_, err = f.Raw("none")
	says(err, "has no member none")
	if got, err := f.Raw("note"); err != nil || string(got) != "n" {
		t.Errorf("%s, %v", got, err)
	}
	half := []byte("\x00\x00\x00\x00\x00\x00\xe0?")
	damaged := bytes.Replace(b.Bytes(), half, []byte("\x00\x00\x00\x00\x00\x00\xf0?"), 1)
	_, err = read(damaged).Read("b", nil)
	says(err, "member b is damaged (checksum)")
}

// A member that is no array has at most 16 MiB.
func TestLargeMembers(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, size := range map[string]int{"large": 16 << 20, "larger": 16<<20 + 1} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "members.npz")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := f.Raw("large"); err != nil || len(got) != 16<<20 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if _, err := f.Raw("larger"); err == nil || err.Error() != "has no member larger" {
		t.Error(err)
	}
}

// A matrix is the first axis by all others.
func TestMatrix(t *testing.T) {
	for _, c := range []struct {
		shape      []int
		rows, cols int
	}{{nil, 1, 1}, {[]int{3}, 3, 1}, {[]int{3, 4}, 3, 4}, {[]int{2, 3, 4}, 2, 12}, {[]int{0, 4}, 0, 4}, {[]int{4, 0}, 4, 0}} {
		if rows, cols := Matrix(c.shape); rows != c.rows || cols != c.cols {
			t.Errorf("%v is %d×%d", c.shape, rows, cols)
		}
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
			if _, err := f.Read("a", nil); err == nil {
				t.Fatalf("a file cut at %d of %d bytes is read", n, b.Len())
			}
			f.Close()
		}
	}
	lie := "\x93NUMPY\x01\x00\x76\x00{'descr': '<f8', 'fortran_order': False, 'shape': (99999999, 99999999), }"
	for len(lie) < 127 {
		lie += " "
	}
	if _, err := decodeNpy(bytes.NewReader([]byte(lie+"\n")), 128, nil); err == nil {
		t.Error("an impossible shape is read")
	}
}

// npy is a file of format 1 with that header.
func npy(header string, body ...byte) []byte {
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), byte(len(header)>>8))
	return append(append(b, header...), body...)
}

// A header is a dictionary of Python: keys in any order, quotes of either kind,
// spaces anywhere; what is no such dictionary, or not of plain numbers, is refused.
func TestHeaders(t *testing.T) {
	two := []byte{0, 0x3c, 0, 0xc1} // 1 and −2.5 as <f2
	for _, h := range []string{
		"{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }   \n",
		"{'shape': (2,), 'fortran_order': False, 'descr': '<f2'}\n",
		`{"descr": "<f2", "fortran_order": False, "shape": (2,)}`,
		" {'shape':(2L,),'descr':'=f2','fortran_order':True,}",
		"{'descr': 'f2', 'fortran_order': False,\n 'shape': ( 1 , 2 )}",
	} {
		b := npy(h, two...)
		if a, err := decodeNpy(bytes.NewReader(b), int64(len(b)), nil); err != nil || !slices.Equal(a.Floats, []float64{1, -2.5}) {
			t.Errorf("%s: %v, %v", h, a, err)
		}
	}
	for _, h := range []string{
		"", "{", "{}", "{'descr'", "{'descr': '<f2'", "('<f2', False, (2,))",
		"{'descr': '<f2', 'fortran_order': False}",
		"{'descr': '<f2', 'fortran_order': False, 'shape': (2,), 'more': 1}",
		"{'descr': '<f2', 'descr': '<f2', 'fortran_order': False, 'shape': (2,)}",
		"{'descr': '<f2', 'fortran_order': 0, 'shape': (2,)}",
		"{'descr': '<f2', 'fortran_order': False, 'shape': (2,)} x",
		"{'descr': '<f2' 'fortran_order': False, 'shape': (2,)}",
		"{'descr': '<f2', 'fortran_order': False, 'shape': 2}",
		"{'descr': '<f2', 'fortran_order': False, 'shape': (-2,)}",
		"{'descr': '<f2', 'fortran_order': False, 'shape': (3,)}",
		"{'descr': '<>f2', 'fortran_order': False, 'shape': (2,)}",
		"{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
		"{'descr': '<c8', 'fortran_order': False, 'shape': (2,)}",
		"{'descr': '<f16', 'fortran_order': False, 'shape': (2,)}",
		"{'descr': [('a', '<f2')], 'fortran_order': False, 'shape': (2,)}",
	} {
		b := npy(h, two...)
		if a, err := decodeNpy(bytes.NewReader(b), int64(len(b)), nil); err == nil {
			t.Errorf("%s is read: %v", h, a)
		}
	}
}

// What a header claims is possible up to 2³⁰ numbers; what is refused says why.
func TestShapes(t *testing.T) {
	for shape, count := range map[string]int{"()": 1, "(0,)": 0, "(1073741824,)": 1 << 30, "(1073741824, 1)": 1 << 30, "(1, 1073741824)": 1 << 30, "(0, 5)": 0, "(32768, 32768)": 1 << 30,
		"(1073741825,)": -1, "(0, 1073741825)": -1, "(1073741824, 2)": -1, "(32768, 32769)": -1, "(-1,)": -1, "(x,)": -1, "(1.0,)": -1} {
		h, err := parseHeader("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}")
		switch {
		case count >= 0 && (err != nil || h.count != count):
			t.Errorf("%s: %+v, %v", shape, h, err)
		case count < 0 && (err == nil || err.Error() != "claims an impossible shape (\""+strings.Trim(shape, "(),")+"\")"):
			t.Errorf("%s: %v", shape, err)
		}
	}
	for text, want := range map[string]string{"\x93NUMPX\x01\x00\x00\x00": "is not a NumPy array", "\x93NUMP": "is cut short (5 bytes)", "\x93NUMPY\x01\x00\xff\x00": "is cut short (10 bytes)", "\x93NUMPY\x07\x00\x00\x00": "is of version 7 of the format, which is not known here",
		"\x93NUMPY\x00\x00\x00\x00": "is of version 0 of the format, which is not known here", "\x93NUMPY\x04\x00\x00\x00": "is of version 4 of the format, which is not known here",
		string(npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}")): "holds items of type \"|O\", not numbers", string(npy("{'descr': '<f16', 'fortran_order': False, 'shape': (2,)}")): "holds items of type \"<f16\", not numbers",
		string(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}")): "is cut short (65 of 81 bytes)", string(npy("{'descr'}")): "holds something other than plain numbers (\"{'descr'}\")"} {
		if _, err := decodeNpy(strings.NewReader(text), int64(len(text)), nil); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Numbers of 16 bits, from IEEE 754's table of examples; either order of bytes;
// a boolean is 0 or 1.
func TestItems(t *testing.T) {
	for bits, want := range map[uint16]float64{0x3c00: 1, 0xc100: -2.5, 0x0001: math.Ldexp(1, -24), 0x03ff: math.Ldexp(1023, -24), 0x0400: math.Ldexp(1, -14),
		0x3555: 0.333251953125, 0x7bff: 65504, 0x8000: math.Copysign(0, -1), 0x7c00: math.Inf(1), 0xfc00: math.Inf(-1)} {
		if v := half(bits); math.Float64bits(v) != math.Float64bits(want) {
			t.Errorf("%04x is %g, not %g", bits, v, want)
		}
	}
	if v := half(0x7e00); v == v {
		t.Errorf("7e00 is %g, not a number it should not be", v)
	}
	for descr, c := range map[string]struct {
		body []byte
		want float64
	}{">f2": {[]byte{0xc1, 0}, -2.5}, ">i2": {[]byte{0xff, 0xfe}, -2}, "<u2": {[]byte{0xfe, 0xff}, 65534}, ">u4": {[]byte{0, 0, 1, 0}, 256},
		"<i4": {[]byte{0xff, 0xff, 0xff, 0xff}, -1},
		"|i1": {[]byte{0xff}, -1}, "|u1": {[]byte{0xff}, 255}, "|b1": {[]byte{2}, 1},
		">i8": {[]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfd}, -3}, "<u8": {[]byte{0, 1, 0, 0, 0, 0, 0, 0}, 256},
		">f4": {[]byte{0x3f, 0x80, 0, 0}, 1}, ">f8": {[]byte{0xbf, 0xf0, 0, 0, 0, 0, 0, 0}, -1}} {
		b := npy("{'descr': '"+descr+"', 'fortran_order': False, 'shape': ()}", c.body...)
		if a, err := decodeNpy(bytes.NewReader(b), int64(len(b)), nil); err != nil || len(a.Floats) != 1 || a.Floats[0] != c.want {
			t.Errorf("%s of % x is %v, %v; want %g", descr, c.body, a, err, c.want)
		}
	}
}

// A shape that does not fit is refused before numbers are read, and so is a
// small file that claims to hold very much.
func TestShapeFirst(t *testing.T) {
	b := npy("{'descr': '<f8', 'fortran_order': False, 'shape': (30000, 30000)}")
	refused := errors.New("no")
	if _, err := decodeNpy(bytes.NewReader(b), int64(len(b))+8*30000*30000, func(shape []int) error {
		if !slices.Equal(shape, []int{30000, 30000}) {
			t.Errorf("shape %v", shape)
		}
		return refused
	}); !errors.Is(err, refused) {
		t.Errorf("%v", err)
	}
	for _, c := range []struct {
		stored, claimed uint64
		fine            bool
	}{{1 << 20, 1 << 30, false}, {1 << 10, 1 << 20, true}, {100 << 20, 1 << 30, true}, {1 << 30, 1 << 30, true}} {
		if err := loose(&zip.File{FileHeader: zip.FileHeader{CompressedSize64: c.stored, UncompressedSize64: c.claimed}}); (err == nil) != c.fine {
			t.Errorf("%d bytes in %d: %v", c.claimed, c.stored, err)
		}
	}
}

// Versions 2 and 3 of the format have a longer length of the header; others are
// not known, and nothing is as long as it might be.
func TestVersions(t *testing.T) {
	const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3,)}"
	for version, fine := range map[byte]bool{0: false, 1: false, 2: true, 3: true, 4: false} {
		b := append([]byte("\x93NUMPY"), version, 0, byte(len(header)), 0, 0, 0)
		b = append(append(b, header...), 7, 8, 9)
		if a, err := decodeNpy(bytes.NewReader(b), int64(len(b)), nil); (err == nil) != fine || fine && !slices.Equal(a.Floats, []float64{7, 8, 9}) {
			t.Errorf("version %d: %v, %v", version, a, err)
		}
		if _, err := decodeNpy(bytes.NewReader(b[:11]), int64(len(b)), nil); err == nil {
			t.Errorf("version %d: 11 bytes are read", version)
		}
	}
	for length, want := range map[int]string{1<<16 - len(header): "plain numbers", 1<<16 + 1: "claims", 1 << 20: "claims"} {
		b := append([]byte("\x93NUMPY\x02\x00"), byte(length), byte(length>>8), byte(length>>16), 0)
		b = append(b, bytes.Repeat([]byte("x"), length)...)
		if _, err := decodeNpy(bytes.NewReader(b), int64(len(b)), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("a header of %d bytes: %v", length, err)
		}
	}
}

// Two arrays of one name are refused: which is meant?
func TestTwoMembersOfOneName(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for range 2 {
		w, err := z.Create("a.npy")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(npy("{'descr': '|u1', 'fortran_order': False, 'shape': ()}", 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.npz")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if f, err := Open(path); err == nil {
		f.Close()
		t.Error("the archive is opened")
	}
}

// A stream that ends before its size is an error, wherever it ends.
func TestShortStream(t *testing.T) {
	b := npy("{'descr': '|u1', 'fortran_order': False, 'shape': (20000,)}", make([]byte, 20000)...)
	for _, n := range []int{5, 11, 40, len(b) - 20000, len(b) - 9000, len(b) - 1} {
		if a, err := decodeNpy(bytes.NewReader(b[:n]), int64(len(b)), nil); err == nil {
			t.Errorf("%d of %d bytes give %d numbers", n, len(b), len(a.Floats))
		}
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
		a, err := decodeNpy(bytes.NewReader(b), int64(len(b)), nil)
		if err == nil && len(a.Floats) > len(b) {
			t.Errorf("%d numbers out of %d bytes", len(a.Floats), len(b))
		}
	})
}

// A large file is opened: it is its shape that is refused.
func TestLargeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.npy")
	const n = 40_000_000
	b := npy("{'descr': '<f8', 'fortran_order': False, 'shape': (40000000,)}")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, int64(len(b))+8*n); err != nil { // a hole takes no room
		t.Fatal(err)
	}
	refused := errors.New("no")
	if _, err := ReadNpy(path, func([]int) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("%v", err)
	}
	err := loose(&zip.File{FileHeader: zip.FileHeader{CompressedSize64: 1 << 20, UncompressedSize64: 1 << 30}})
	if err == nil || !strings.Contains(err.Error(), "1073741824 bytes in 1048576") {
		t.Errorf("%v", err)
	}
}
