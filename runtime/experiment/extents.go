package experiment

import (
	"crypto/sha256"
	"slices"
	"unsafe"

	"github.com/nefc/nefc/runtime"
)

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
