// Package npz reads and writes NumPy's .npy and .npz files, strictly: a file
// that is cut short, lies about its size or holds objects is refused before
// anything is allocated for it. Written files are the same bytes for the same
// data: members stored in order of name, with a fixed time stamp.
//
// Format: NumPy Enhancement Proposal 1; ZIP as in PKWARE's APPNOTE.
package npz

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
)

// maxElements bounds what a single array may hold when it is read: 8 GiB.
const maxElements = 1 << 30

// Array is an n-dimensional array in C order. Exactly one of Floats and Ints
// is used; reading always gives Floats.
type Array struct {
	Shape  []int
	Floats []float64
	Ints   []int64
}

// Matrix returns rows and columns of an array of at most two dimensions; a
// vector is one column.
func (a *Array) Matrix() (rows, cols int, err error) {
	switch len(a.Shape) {
	case 0:
		return 1, 1, nil
	case 1:
		return a.Shape[0], 1, nil
	}
	cols = 1
	for _, n := range a.Shape[1:] {
		cols *= n
	}
	return a.Shape[0], cols, nil
}

var header = regexp.MustCompile(`^\{'descr': '([<>|=])([a-z])(\d+)', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), \}\s*$`)

// decodeNpy reads one .npy stream of size bytes.
func decodeNpy(r io.Reader, size int64) (*Array, error) {
	pre := make([]byte, 10)
	if _, err := io.ReadFull(r, pre); err != nil {
		return nil, fmt.Errorf("is cut short (%d bytes)", size)
	}
	if string(pre[:6]) != "\x93NUMPY" {
		return nil, fmt.Errorf("is not a NumPy array")
	}
	n, used := int64(binary.LittleEndian.Uint16(pre[8:])), int64(10)
	if pre[6] > 1 {
		more := make([]byte, 2)
		if _, err := io.ReadFull(r, more); err != nil {
			return nil, fmt.Errorf("is cut short (%d bytes)", size)
		}
		n, used = n|int64(binary.LittleEndian.Uint16(more))<<16, 12
	}
	if n > size {
		return nil, fmt.Errorf("is cut short (%d bytes)", size)
	}
	head := make([]byte, n)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, fmt.Errorf("is cut short (%d bytes)", size)
	}
	m := header.FindSubmatch(head)
	if m == nil {
		return nil, fmt.Errorf("holds something other than plain numbers (%.60s)", bytes.TrimSpace(head))
	}
	shape, count, err := parseShape(string(m[5]))
	if err != nil {
		return nil, err
	}
	width, _ := strconv.Atoi(string(m[3]))
	if want := used + n + int64(count)*int64(width); want != size {
		return nil, fmt.Errorf("is cut short (%d of %d bytes)", size, want)
	}
	body := make([]byte, count*width)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	var order binary.ByteOrder = binary.LittleEndian
	if m[1][0] == '>' {
		order = binary.BigEndian
	}
	data, err := decodeNumbers(body, m[2][0], width, order)
	if err != nil {
		return nil, err
	}
	a := &Array{Shape: shape, Floats: data}
	if string(m[4]) == "True" {
		a.fromFortran()
	}
	return a, nil
}

func parseShape(text string) (shape []int, count int, err error) {
	count = 1
	for _, f := range strings.Split(text, ",") {
		if f = strings.TrimSpace(f); f == "" {
			continue
		}
		n, err := strconv.Atoi(f)
		if err != nil || n < 0 || n > maxElements || count*max(n, 1) > maxElements {
			return nil, 0, fmt.Errorf("claims an impossible shape (%s)", text)
		}
		shape = append(shape, n)
		count *= n
	}
	return shape, count, nil
}

// decodeNumbers converts raw items of a NumPy type to float64.
func decodeNumbers(body []byte, kind byte, width int, order binary.ByteOrder) ([]float64, error) {
	var item func(b []byte) float64
	switch string(kind) + strconv.Itoa(width) {
	case "f8":
		item = func(b []byte) float64 { return math.Float64frombits(order.Uint64(b)) }
	case "f4":
		item = func(b []byte) float64 { return float64(math.Float32frombits(order.Uint32(b))) }
	case "i8":
		item = func(b []byte) float64 { return float64(int64(order.Uint64(b))) }
	case "i4":
		item = func(b []byte) float64 { return float64(int32(order.Uint32(b))) }
	case "i2":
		item = func(b []byte) float64 { return float64(int16(order.Uint16(b))) }
	case "i1":
		item = func(b []byte) float64 { return float64(int8(b[0])) }
	case "u8":
		item = func(b []byte) float64 { return float64(order.Uint64(b)) }
	case "u4":
		item = func(b []byte) float64 { return float64(order.Uint32(b)) }
	case "u2":
		item = func(b []byte) float64 { return float64(order.Uint16(b)) }
	case "u1", "b1":
		item = func(b []byte) float64 { return float64(b[0]) }
	default:
		return nil, fmt.Errorf("holds items of type %c%d, not numbers", kind, width)
	}
	out := make([]float64, len(body)/width)
	for i := range out {
		out[i] = item(body[i*width:])
	}
	return out, nil
}

// fromFortran puts column-major data into C order.
func (a *Array) fromFortran() {
	out := make([]float64, len(a.Floats))
	index := make([]int, len(a.Shape))
	for i := range out {
		at, stride := 0, 1
		for d, x := range index {
			at += x * stride
			stride *= a.Shape[d]
		}
		out[i] = a.Floats[at]
		for d := len(index) - 1; d >= 0; d-- {
			if index[d]++; index[d] < a.Shape[d] {
				break
			}
			index[d] = 0
		}
	}
	a.Floats = out
}

// ReadNpy reads a .npy file.
func ReadNpy(path string) (*Array, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return decodeNpy(f, info.Size())
}

// File is an open .npz archive.
type File struct {
	zip *zip.ReadCloser
}

// Open reads the directory of an archive.
func Open(path string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("is cut short or not an .npz file (%d bytes without a directory at the end)", info.Size())
	}
	return &File{z}, nil
}

// Close closes the archive.
func (f *File) Close() error { return f.zip.Close() }

// Names lists the arrays, sorted.
func (f *File) Names() []string {
	var names []string
	for _, m := range f.zip.File {
		if name, ok := strings.CutSuffix(m.Name, ".npy"); ok {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// Has reports whether the archive holds an array of that name.
func (f *File) Has(name string) bool { return f.find(name+".npy") != nil }

func (f *File) find(member string) *zip.File {
	for _, m := range f.zip.File {
		if m.Name == member {
			return m
		}
	}
	return nil
}

// Read decodes one array.
func (f *File) Read(name string) (*Array, error) {
	m := f.find(name + ".npy")
	if m == nil {
		return nil, fmt.Errorf("has no array `%s`; it holds %s", name, strings.Join(f.Names(), ", "))
	}
	r, err := m.Open()
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	defer r.Close()
	a, err := decodeNpy(r, int64(m.UncompressedSize64))
	if err != nil {
		return nil, fmt.Errorf("member %s %w", name, err)
	}
	if _, err := r.Read(make([]byte, 1)); err != io.EOF { // the checksum is compared at the end
		return nil, fmt.Errorf("member %s is damaged (checksum)", name)
	}
	return a, nil
}

// Raw returns a member that is no array.
func (f *File) Raw(member string) ([]byte, error) {
	const maxRaw = 16 << 20
	m := f.find(member)
	if m == nil || m.UncompressedSize64 > maxRaw {
		return nil, fmt.Errorf("has no member %s", member)
	}
	r, err := m.Open()
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	defer r.Close()
	return io.ReadAll(r)
}

// Write writes arrays and raw members as an .npz archive. It fails only if w
// does.
func Write(w io.Writer, arrays map[string]*Array, rawMembers map[string][]byte) error {
	var names []string
	for n := range arrays {
		names = append(names, n+".npy")
	}
	for n := range rawMembers {
		names = append(names, n)
	}
	sort.Strings(names)
	z := zip.NewWriter(w)
	for _, n := range names {
		member, err := z.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if b, ok := rawMembers[n]; ok {
			_, err = member.Write(b)
		} else {
			err = encodeNpy(member, arrays[strings.TrimSuffix(n, ".npy")])
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// encodeNpy writes one array in .npy format, version 1.0.
func encodeNpy(w io.Writer, a *Array) error {
	descr := "<f8"
	if a.Ints != nil {
		descr = "<i8"
	}
	dims := make([]string, len(a.Shape))
	for i, d := range a.Shape {
		dims[i] = strconv.Itoa(d)
	}
	shape := strings.Join(dims, ", ")
	if len(dims) == 1 {
		shape += ","
	}
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, shape)
	head += strings.Repeat(" ", 63-(10+len(head))%64) + "\n"
	buf := append([]byte("\x93NUMPY\x01\x00"), byte(len(head)), byte(len(head)>>8))
	buf = append(buf, head...)
	if _, err := w.Write(buf); err != nil {
		return err
	}
	if a.Ints != nil {
		return encodeNumbers(w, a.Ints, func(v int64) uint64 { return uint64(v) })
	}
	return encodeNumbers(w, a.Floats, math.Float64bits)
}

// encodeNumbers writes numbers as 8 bytes each, piece by piece.
func encodeNumbers[T any](w io.Writer, data []T, bits func(T) uint64) error {
	const piece = 8192
	buf := make([]byte, 0, 8*piece)
	for len(data) > 0 {
		n := min(piece, len(data))
		buf = buf[:0]
		for _, v := range data[:n] {
			buf = binary.LittleEndian.AppendUint64(buf, bits(v))
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}
