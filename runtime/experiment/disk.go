package experiment

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

// disk lends room in a file that is mapped into memory: what is recorded there
// is written to the disk by the system, which needs no memory for it.
type disk struct {
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

// newDisk makes the file, instead of what is there.
func newDisk(path string) (*disk, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return openDisk(path, os.O_CREATE|os.O_EXCL)
}

// openDisk opens the file; without flags one that a checkpoint refers to.
func openDisk(path string, flags int) (*disk, error) {
	f, err := files.OpenOwn(path, os.O_RDWR|flags)
	if err != nil {
		return nil, err
	}
	return &disk{file: f, sums: map[column]*running{}}, nil
}

// store is d for a simulation; a nil disk is memory.
func (d *disk) store() runtime.Store {
	if d == nil {
		return nil
	}
	return d
}

// Floats lends room for n numbers; nil where the file gives none (err).
func (d *disk) Floats(n int) []float64 {
	if p := d.room(n); p != nil {
		return unsafe.Slice((*float64)(p), n)[:0]
	}
	return nil
}

// Ints lends room for up to n integers.
func (d *disk) Ints(n int) []int64 {
	if p := d.room(n); p != nil {
		return unsafe.Slice((*int64)(p), n)[:0]
	}
	return nil
}

// room maps the next n 8-byte places of the file, which takes no space on the
// disk until it is written.
func (d *disk) room(n int) unsafe.Pointer {
	page := int64(os.Getpagesize())
	bytes := (8*int64(n) + page - 1) / page * page
	if bytes == 0 || d.err != nil {
		return nil
	}
	if d.err = d.grow(d.end + bytes); d.err != nil {
		return nil
	}
	m, err := files.Map(d.file, d.end, bytes)
	if err != nil {
		d.err = &os.PathError{Op: "map", Path: d.file.Name(), Err: err}
		return nil
	}
	d.end += bytes
	d.maps = append(d.maps, m)
	return unsafe.Pointer(&m[0])
}

func (d *disk) grow(size int64) error {
	info, err := d.file.Stat()
	if err != nil || info.Size() >= size {
		return err
	}
	return d.file.Truncate(size)
}

// holds reports whether an address is of the file.
func (d *disk) holds(address uintptr) bool {
	for _, m := range d.maps {
		if address-uintptr(unsafe.Pointer(&m[0])) < uintptr(len(m)) {
			return true
		}
	}
	return false
}

// sum returns the checksum of a column, of which only what is new is read.
func (d *disk) sum(c column, bytes []byte) (sum [sha256.Size]byte) {
	r := d.sums[c]
	if r == nil {
		r = &running{hash: sha256.New()}
		d.sums[c] = r
	}
	r.hash.Write(bytes[r.n:])
	r.n = len(bytes)
	r.hash.Sum(sum[:0])
	return sum
}

// flush makes sure that all is on the disk; before it, nobody knows that the
// disk has taken it.
func (d *disk) flush() error {
	for _, m := range d.maps {
		if err := files.Flush(m); err != nil {
			return &os.PathError{Op: "write", Path: d.file.Name(), Err: err}
		}
	}
	return d.file.Sync()
}

// release gives the memory of what was written so far back to the system.
func (d *disk) release() {
	for _, m := range d.maps {
		files.GiveBack(m)
	}
}

// releasing gives memory back now and then while records are read to be written
// to w.
func (d *disk) releasing(w io.Writer) io.Writer {
	if d == nil {
		return w
	}
	return &releaser{Writer: w, d: d}
}

type releaser struct {
	io.Writer
	d       *disk
	written int
}

// Write writes p.
func (r *releaser) Write(p []byte) (int, error) {
	if r.written += len(p); r.written >= releaseEvery {
		r.written = 0
		r.d.release()
	}
	return r.Writer.Write(p)
}

// close ends the use of all room that was lent.
func (d *disk) close() {
	for _, m := range d.maps {
		files.Unmap(m)
	}
	d.maps = nil
	_ = d.file.Close()
}
