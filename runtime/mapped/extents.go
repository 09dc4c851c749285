package mapped

import (
	"crypto/sha256"
	"slices"
	"unsafe"

	"github.com/nefc/nefc/runtime"
)

// Extent is what of a record lies in a file.
type Extent struct{ T, Data, Spike stretch }

// stretch is how many elements of a slice lie there, and their checksum; inline
// for what does not.
type stretch struct {
	N   int
	Sum [sha256.Size]byte
}

const inline = -1

// Without returns records as a checkpoint holds them: of what is on the disk
// only how long it is, and its checksum.
func Without(records []runtime.Record, f *File) ([]runtime.Record, []Extent) {
	if f == nil {
		return records, nil
	}
	out, lengths := slices.Clone(records), make([]Extent, len(records))
	for i := range out {
		rec := &out[i]
		lengths[i] = Extent{cut(f, column{i, 't'}, &rec.T), cut(f, column{i, 'd'}, &rec.Data), cut(f, column{i, 's'}, &rec.Spike)}
	}
	return out, lengths
}

// cut empties a slice that lies on the disk, and returns what it was.
func cut[T int64 | float64](f *File, c column, s *[]T) stretch {
	if !f.Holds(uintptr(unsafe.Pointer(unsafe.SliceData(*s)))) {
		return stretch{N: inline}
	}
	out := stretch{len(*s), f.sum(c, bytesOf(*s))}
	*s = nil
	return out
}

func bytesOf[T int64 | float64](s []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), 8*len(s))
}

// Found is the inverse of Without, given room in the same file. It reports
// whether all of it is there, and as it was.
func Found(records, room []runtime.Record, lengths []Extent, f *File) bool {
	ok := len(lengths) == len(records) && len(room) == len(records)
	for i := 0; ok && i < len(lengths); i++ {
		rec, n := &records[i], lengths[i]
		ok = fill(f, column{i, 't'}, &rec.T, room[i].T, n.T) && fill(f, column{i, 'd'}, &rec.Data, room[i].Data, n.Data) &&
			fill(f, column{i, 's'}, &rec.Spike, room[i].Spike, n.Spike)
	}
	f.Release()
	return ok
}

func fill[T int64 | float64](f *File, c column, s *[]T, room []T, n stretch) bool {
	if n.N == inline {
		return true
	}
	if n.N < 0 || n.N > cap(room) {
		return false
	}
	*s = room[:n.N]
	return f.sum(c, bytesOf(*s)) == n.Sum
}
