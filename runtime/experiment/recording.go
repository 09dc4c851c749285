package experiment

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/runtime/mapped"
)

// toDisk is how many bytes a phase may record in memory; one that may record
// more does so in a file, so that memory does not grow with time.
var toDisk = size.RecordedInMemory

// roomFor makes the room that a phase records in: nil for memory.
func (r *runner) roomFor(e *events.Phase) (*mapped.File, error) {
	samples, spikes := r.session.Recording(e.Steps)
	if samples+spikes < toDisk || !files.CanMap {
		return nil, nil
	}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return nil, err
	}
	if free, known := freeOn(r.dir); known && samples > size.Bytes(free) {
		return nil, fmt.Errorf("phase `%s` records %s, the disk of %s has %s left: run for a shorter time, or record less, as with `probe … every 10ms`",
			e.Name, samples, r.dir, size.Bytes(free))
	}
	d, err := mapped.Create(r.recordFile(e.Name))
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

// freeOn is how many bytes of a disk are free; tests have disks of their own.
var freeOn = files.Free

// tidy gives memory back now and then while a phase records to the disk, and ends the phase
// while the disk still has room for the file that its records become: how many spikes come,
// nobody knows before.
func (r *runner) tidy(phase string, d *mapped.File) error {
	if d == nil {
		return nil
	}
	bytes := 0
	for _, rec := range r.session.Records() {
		bytes += 8 * (len(rec.T) + len(rec.Data) + len(rec.Spike))
	}
	if bytes-r.released < mapped.ReleaseEvery {
		return nil
	}
	r.released = bytes
	d.Release()
	if free, known := freeOn(r.dir); known && free < float64(bytes)+3*mapped.ReleaseEvery {
		return &diskFilled{phase, r.dir, size.Bytes(bytes), size.Bytes(free)}
	}
	return nil
}

// diskFilled ends an experiment whose records leave no room but for themselves.
type diskFilled struct {
	phase, dir     string
	recorded, free size.Bytes
}

// Error says what was recorded and what records less.
func (e *diskFilled) Error() string {
	return fmt.Sprintf("phase `%s` has recorded %s, the disk of %s has %s left: it ended there, and what was recorded until then is written; "+
		"run for a shorter time, or record less, as with a slice `probe a.spikes[0:100]`", e.phase, e.recorded, e.dir, e.free)
}

// closeDisks ends the use of all files that phases record in.
func (r *runner) closeDisks() {
	for _, d := range r.disks {
		d.Close()
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
				if d.Holds(fault.Addr()) {
					*err = errors.New("writing " + d.Name() + ": no space left on the disk; `probe … every 10ms` records less")
					return
				}
			}
		}
		panic(problem)
	}
}
