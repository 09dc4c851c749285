// Package mapped keeps what a simulation records in a file that is mapped into memory, so that memory does not grow with
// time (file.go). A checkpoint holds how long the records in such a file are and their checksums (extents.go); by these
// they are found again, or it is seen that they are not what they were.
package mapped

import (
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"unsafe"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime"
)

// File lends room in a file that is mapped into memory: what is recorded there is
// written to the disk by the system, which needs no memory for it. A nil File is memory.
type File struct {
	file *os.File
	maps [][]byte
	end  int64
	sums map[column]*running
	err  error // why the file could lend no room
}

// column is a slice of a record that lies in the file.
type column struct {
	record int
	kind   byte // t for times, d for data, s for spikes
}

// running is the checksum of the elements of a column so far: they are only
// ever appended.
type running struct {
	hash hash.Hash
	n    int // bytes
}

// Create makes the file, instead of what is there.
func Create(path string) (*File, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return open(path, os.O_CREATE|os.O_EXCL)
}

// Open opens a file that is there.
func Open(path string) (*File, error) { return open(path, 0) }

func open(path string, flags int) (*File, error) {
	f, err := files.OpenOwn(path, os.O_RDWR|flags)
	if err != nil {
		return nil, err
	}
	return &File{file: f, sums: map[column]*running{}}, nil
}

// Store is f for a simulation; nil for memory.
func (f *File) Store() runtime.Store {
	if f == nil {
		return nil
	}
	return f
}

// Floats lends room for n numbers; nil where the file gives none (Err).
func (f *File) Floats(n int) []float64 {
	if p := f.room(n); p != nil {
		return unsafe.Slice((*float64)(p), n)[:0]
	}
	return nil
}

// Ints lends room for up to n integers.
func (f *File) Ints(n int) []int64 {
	if p := f.room(n); p != nil {
		return unsafe.Slice((*int64)(p), n)[:0]
	}
	return nil
}

// room maps the next n 8-byte places of the file, which takes no space on the
// disk until it is written.
func (f *File) room(n int) unsafe.Pointer {
	page := int64(os.Getpagesize())
	bytes := (8*int64(n) + page - 1) / page * page
	if bytes == 0 || f.err != nil {
		return nil
	}
	if f.err = f.grow(f.end + bytes); f.err != nil {
		return nil
	}
	m, err := files.Map(f.file, f.end, bytes)
	if err != nil {
		f.err = &os.PathError{Op: "map", Path: f.file.Name(), Err: err}
		return nil
	}
	f.end += bytes
	f.maps = append(f.maps, m)
	return unsafe.Pointer(&m[0])
}

func (f *File) grow(size int64) error {
	info, err := f.file.Stat()
	if err != nil || info.Size() >= size {
		return err
	}
	return f.file.Truncate(size)
}

// Name is that of the file.
func (f *File) Name() string { return f.file.Name() }

// Err is why the file could lend no room; nil if it could.
func (f *File) Err() error { return f.err }

// Holds reports whether an address is of the file.
func (f *File) Holds(address uintptr) bool {
	for _, m := range f.maps {
		if address-uintptr(unsafe.Pointer(&m[0])) < uintptr(len(m)) {
			return true
		}
	}
	return false
}

// sum returns the checksum of a column, of which only what is new is read.
func (f *File) sum(c column, bytes []byte) (sum [sha256.Size]byte) {
	r := f.sums[c]
	if r == nil {
		r = &running{hash: sha256.New()}
		f.sums[c] = r
	}
	r.hash.Write(bytes[r.n:])
	r.n = len(bytes)
	r.hash.Sum(sum[:0])
	return sum
}

// Flush makes sure that all is on the disk; before it, nobody knows that the
// disk has taken it.
func (f *File) Flush() error {
	for _, m := range f.maps {
		if err := files.Flush(m); err != nil {
			return &os.PathError{Op: "write", Path: f.file.Name(), Err: err}
		}
	}
	return f.file.Sync()
}

// Release gives the memory of what was written so far back to the system.
func (f *File) Release() {
	for _, m := range f.maps {
		files.GiveBack(m)
	}
}

// Releasing gives memory back now and then while records are read to be written
// to w.
func (f *File) Releasing(w io.Writer) io.Writer {
	if f == nil {
		return w
	}
	return &releaser{Writer: w, f: f}
}

// ReleaseEvery is how many bytes are recorded or read until memory is given back.
const ReleaseEvery = 16e6

type releaser struct {
	io.Writer
	f       *File
	written int
}

// Write writes p.
func (r *releaser) Write(p []byte) (int, error) {
	if r.written += len(p); r.written >= ReleaseEvery {
		r.written = 0
		r.f.Release()
	}
	return r.Writer.Write(p)
}

// Close ends the use of all room that was lent.
func (f *File) Close() {
	for _, m := range f.maps {
		files.Unmap(m)
	}
	f.maps = nil
	_ = f.file.Close()
}
