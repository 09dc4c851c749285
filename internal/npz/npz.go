// Package npz reads and writes NumPy's .npy and .npz files, strictly: a file
// that is cut short, lies about its size or holds objects is refused before
// anything is allocated for it. Written files are the same bytes for the same
// data: members stored in order of name, with a fixed time stamp.
//
// Format: NumPy Enhancement Proposal 1; ZIP as in PKWARE's APPNOTE.
package npz

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/nefc/nefc/internal/datafile"
)

// maxElements bounds what a single array may hold when it is read: 8 GiB.
const maxElements = 1 << 30

// Array is an n-dimensional array in C order. Exactly one of Floats, Ints and Stored
// is used; reading always gives Floats.
type Array struct {
	Shape  []int
	Floats []float64
	Ints   []int64
	Stored io.Reader // of the numbers as a file has them, 8 bytes each, little endian
	Whole  bool      // Stored are whole numbers
}

// Matrix returns rows and columns of an array of that shape: the first axis, and
// all others together; a vector is one column.
func Matrix(shape []int) (rows, cols int) {
	if len(shape) == 0 {
		return 1, 1
	}
	cols = 1
	for _, n := range shape[1:] {
		cols *= n
	}
	return shape[0], cols
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

// Fits accepts the shape of an array before its numbers are read.
type Fits func(shape []int) error

// ReadNpy reads a .npy file whose shape fits; nil accepts any.
func ReadNpy(path string, fits Fits) (*Array, error) {
	f, info, err := datafile.Open(path, maxElements*8+maxHeader)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return decodeNpy(f, info.Size(), fits)
}

// File is an open .npz archive.
type File struct {
	file    *os.File
	zip     *zip.Reader
	members map[string]*zip.File
}

// Open reads the directory of an archive.
func Open(path string) (*File, error) {
	f, info, err := datafile.Open(path, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("is cut short or not an .npz file (%d bytes without a directory at the end)", info.Size())
	}
	members := make(map[string]*zip.File, len(z.File))
	for _, m := range z.File {
		if members[m.Name] != nil {
			f.Close()
			return nil, fmt.Errorf("holds two members called %q", m.Name)
		}
		members[m.Name] = m
	}
	return &File{f, z, members}, nil
}

// Close closes the archive.
func (f *File) Close() error { return f.file.Close() }

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

func (f *File) find(member string) *zip.File { return f.members[member] }

// Read decodes one array whose shape fits; nil accepts any, unless it is packed
// so densely that a small file fills the memory.
func (f *File) Read(name string, fits Fits) (*Array, error) {
	m := f.find(name + ".npy")
	if m == nil {
		return nil, fmt.Errorf("has no array `%s`; it holds %s", name, strings.Join(f.Names(), ", "))
	}
	if fits == nil {
		fits = func([]int) error { return loose(m) }
	}
	r, err := m.Open()
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	defer r.Close()
	a, err := decodeNpy(r, int64(m.UncompressedSize64), fits)
	if err != nil {
		return nil, fmt.Errorf("member %s %w", name, err)
	}
	if _, err := r.Read(make([]byte, 1)); err != io.EOF { // the checksum is compared at the end
		return nil, fmt.Errorf("member %s is damaged (checksum)", name)
	}
	return a, nil
}

// loose refuses a large member that fills more than a hundred times the bytes it
// is stored in: numbers do not compress that well, but for zeros.
func loose(m *zip.File) error {
	const large, dense = 256 << 20, 100
	if m.UncompressedSize64 > large && m.UncompressedSize64/dense > m.CompressedSize64 {
		return fmt.Errorf("holds %d bytes in %d; store it uncompressed, as numpy.savez does", m.UncompressedSize64, m.CompressedSize64)
	}
	return nil
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
			err = WriteNpy(member, arrays[strings.TrimSuffix(n, ".npy")])
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// WriteNpy writes one array in .npy format, version 1.0. It fails only if w does.
func WriteNpy(w io.Writer, a *Array) error {
	descr := "<f8"
	if a.Ints != nil || a.Whole {
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
	if a.Stored != nil {
		_, err := io.Copy(w, a.Stored)
		return err
	}
	if a.Ints != nil {
		return encodeNumbers(w, a.Ints, func(v int64) uint64 { return uint64(v) })
	}
	return encodeNumbers(w, a.Floats, math.Float64bits)
}

// encodeNumbers writes numbers as 8 bytes each, piece by piece.
func encodeNumbers[T any](w io.Writer, data []T, bits func(T) uint64) error {
	const piece = 512 // 4 KB, which stay in the first cache
	buf := make([]byte, 0, 8*min(piece, len(data)))
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
