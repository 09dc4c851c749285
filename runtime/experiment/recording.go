package experiment

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"unsafe"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/runtime"
)

// toDisk is how many bytes a phase may record in memory; one that may record
// more does so in a file (disk), so that memory does not grow with time.
var toDisk = size.RecordedInMemory

// releaseEvery is how many bytes are recorded until memory is given back.
const releaseEvery = 16e6

// roomFor makes the room that a phase records in: nil for memory.
func (r *runner) roomFor(e *events.Phase) (*disk, error) {
	samples, spikes := r.session.Recording(e.Steps)
	if samples+spikes < toDisk || !files.CanMap {
		return nil, nil
	}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return nil, err
	}
	if free, known := files.Free(r.dir); known && samples > size.Bytes(free) {
		return nil, fmt.Errorf("phase `%s` records %s, the disk of %s has %s left: run for a shorter time, or record less, as with `probe … every 10ms`",
			e.Name, samples, r.dir, size.Bytes(free))
	}
	d, err := newDisk(r.recordFile(e.Name))
	if err == nil {
		r.disks = append(r.disks, d)
	}
	return d, err
}

// recordsSuffix ends the names of the files that phases record in.
const recordsSuffix = ".records"

// recordFile is the file a phase records in. It goes when the run is over.
func (r *runner) recordFile(phase string) string {
	return filepath.Join(r.dir, "."+phase+recordsSuffix)
}

// store is d for a simulation; a nil disk is memory.
func (d *disk) store() runtime.Store {
	if d == nil {
		return nil
	}
	return d
}

// tidy gives memory back now and then while a phase records to the disk.
func (r *runner) tidy(d *disk) {
	if d == nil {
		return
	}
	bytes := 0
	for _, rec := range r.session.Records() {
		bytes += 8 * (len(rec.T) + len(rec.Data) + len(rec.Spike))
	}
	if bytes-r.released >= releaseEvery {
		r.released = bytes
		d.release()
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

// closeDisks ends the use of all files that phases record in.
func (r *runner) closeDisks() {
	for _, d := range r.disks {
		d.close()
	}
	r.disks = nil
}

// removeRecords removes the files that phases recorded in from a folder.
func removeRecords(dir string) error {
	for _, name := range recordsIn(dir) {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// recordsIn lists them.
func recordsIn(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // there is no such folder yet
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() && strings.HasPrefix(e.Name(), ".") && strings.HasSuffix(e.Name(), recordsSuffix) {
			out = append(out, e.Name())
		}
	}
	return out
}

// diskFull turns the fault of a mapped file that the disk has no room for, or
// that another program has cut, into an error.
func (r *runner) diskFull(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		problem := recover()
		if problem == nil {
			return
		}
		if fault, ok := problem.(interface{ Addr() uintptr }); ok {
			for _, d := range r.disks {
				if d.holds(fault.Addr()) {
					*err = errors.New("writing " + d.file.Name() + ": no space left on the disk; `probe … every 10ms` records less")
					return
				}
			}
		}
		panic(problem)
	}
}

// extent is what of a record lies in the file of its phase.
type extent struct{ T, Data, Spike stretch }

// stretch is how many elements of a slice lie there, and their checksum; inline
// for what does not.
type stretch struct {
	N   int
	Sum [sha256.Size]byte
}

const inline = -1

// without returns records as a checkpoint holds them: of what is on the disk
// only how long it is, and its checksum.
func without(records []runtime.Record, d *disk) ([]runtime.Record, []extent) {
	if d == nil {
		return records, nil
	}
	out, lengths := slices.Clone(records), make([]extent, len(records))
	for i := range out {
		rec := &out[i]
		lengths[i] = extent{cut(d, column{i, 't'}, &rec.T), cut(d, column{i, 'd'}, &rec.Data), cut(d, column{i, 's'}, &rec.Spike)}
	}
	return out, lengths
}

// cut empties a slice that lies on the disk, and returns what it was.
func cut[T int64 | float64](d *disk, c column, s *[]T) stretch {
	if !d.holds(uintptr(unsafe.Pointer(unsafe.SliceData(*s)))) {
		return stretch{N: inline}
	}
	out := stretch{len(*s), d.sum(c, bytesOf(*s))}
	*s = nil
	return out
}

func bytesOf[T int64 | float64](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), 8*len(s))
}

// found is the inverse of without, given room in the same file. It reports
// whether all of it is there, and as it was.
func found(records, room []runtime.Record, lengths []extent, d *disk) bool {
	ok := len(lengths) == len(records) && len(room) == len(records)
	for i := 0; ok && i < len(lengths); i++ {
		rec, n := &records[i], lengths[i]
		ok = fill(d, column{i, 't'}, &rec.T, room[i].T, n.T) && fill(d, column{i, 'd'}, &rec.Data, room[i].Data, n.Data) &&
			fill(d, column{i, 's'}, &rec.Spike, room[i].Spike, n.Spike)
	}
	d.release()
	return ok
}

func fill[T int64 | float64](d *disk, c column, s *[]T, room []T, n stretch) bool {
	if n.N == inline {
		return true
	}
	if n.N < 0 || n.N > cap(room) {
		return false
	}
	*s = room[:n.N]
	return d.sum(c, bytesOf(*s)) == n.Sum
}
