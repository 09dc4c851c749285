package experiment

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"unsafe"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime"
)

// toDisk is how many bytes a phase may record in memory; one that may record
// more does so in a file (disk), so that memory does not grow with time.
var toDisk = 64e6

// releaseEvery is how many bytes are recorded until memory is given back.
const releaseEvery = 16e6

// roomFor returns where a phase records: nil for memory. keep leaves what is in
// the file, for a run that goes on from a checkpoint.
func (r *runner) roomFor(e *model.Phase, keep bool) (*disk, error) {
	if r.sim.Recording(e.Steps) < toDisk {
		return nil, nil
	}
	path := r.recordFile(e.Name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	d, err := openDisk(path, keep)
	if err == nil {
		r.disks = append(r.disks, d)
	}
	return d, err
}

// recordFile is the file a phase records in. It goes when the run is over.
func (r *runner) recordFile(phase string) string { return filepath.Join(r.dir, "."+phase+".records") }

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
	for _, rec := range r.sim.Records() {
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

// closeDisks forgets the files, unless a checkpoint refers to them.
func (r *runner) closeDisks(keep bool) {
	for _, d := range r.disks {
		d.close()
	}
	if keep {
		return
	}
	for _, e := range r.e.Events {
		if p, ok := e.(*model.Phase); ok {
			_ = os.Remove(r.recordFile(p.Name)) // most have none
		}
	}
}

// diskFull turns the fault of a mapped file that cannot grow into an error.
func diskFull(path string, err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		switch fault := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }:
			*err = errors.New("writing " + path + ": no space left on the disk; `probe … every 10ms` records less")
		default:
			panic(fault)
		}
	}
}

// extent is how many elements of a record lie in the file of its phase; inline
// for what does not.
type extent struct{ T, Data, Spike int }

const inline = -1

// without returns records as a checkpoint holds them: of what is on the disk
// only how long it is.
func without(records []runtime.Record, d *disk) ([]runtime.Record, []extent) {
	if d == nil {
		return records, nil
	}
	out, lengths := slices.Clone(records), make([]extent, len(records))
	for i := range out {
		rec := &out[i]
		lengths[i] = extent{cut(d, &rec.T), cut(d, &rec.Data), cut(d, &rec.Spike)}
	}
	return out, lengths
}

// cut empties a slice that lies on the disk, and returns how long it was.
func cut[T any](d *disk, s *[]T) int {
	if !d.holds(unsafe.Pointer(unsafe.SliceData(*s))) {
		return inline
	}
	n := len(*s)
	*s = nil
	return n
}

// found is the inverse of without, given room in the same file. It reports
// whether all of it fits.
func found(records, room []runtime.Record, lengths []extent) bool {
	ok := len(lengths) == len(records) && len(room) == len(records)
	for i := 0; ok && i < len(lengths); i++ {
		rec, n := &records[i], lengths[i]
		ok = fill(&rec.T, room[i].T, n.T) && fill(&rec.Data, room[i].Data, n.Data) && fill(&rec.Spike, room[i].Spike, n.Spike)
	}
	return ok
}

func fill[T any](s *[]T, room []T, n int) bool {
	if n == inline {
		return true
	}
	if n < 0 || n > cap(room) {
		return false
	}
	*s = room[:n]
	return true
}
