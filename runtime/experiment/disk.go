package experiment

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// disk lends room in a file that is mapped into memory: what is recorded there
// is written to the disk by the system, which needs no memory for it.
type disk struct {
	file *os.File
	maps [][]byte
	end  int64
}

// openDisk opens the file, which is emptied unless a checkpoint refers to it.
func openDisk(path string, keep bool) (*disk, error) {
	flags := os.O_RDWR | os.O_CREATE
	if !keep {
		flags |= os.O_TRUNC
	}
	f, err := os.OpenFile(path, flags, 0o644)
	if err != nil {
		return nil, err
	}
	return &disk{file: f}, nil
}

// Floats lends room for n numbers; the heap's where the file gives none.
func (d *disk) Floats(n int) []float64 {
	if p := d.room(n); p != nil {
		return unsafe.Slice((*float64)(p), n)[:0]
	}
	return make([]float64, 0, n)
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
	if bytes == 0 || d.grow(d.end+bytes) != nil {
		return nil
	}
	m, err := unix.Mmap(int(d.file.Fd()), d.end, int(bytes), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
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

// holds reports whether memory is of the file.
func (d *disk) holds(p unsafe.Pointer) bool {
	for _, m := range d.maps {
		if at := uintptr(p) - uintptr(unsafe.Pointer(&m[0])); at < uintptr(len(m)) {
			return true
		}
	}
	return false
}

// flush makes sure that all is on the disk.
func (d *disk) flush() error {
	for _, m := range d.maps {
		if err := unix.Msync(m, unix.MS_SYNC); err != nil {
			return err
		}
	}
	return d.file.Sync()
}

// release gives the memory of what was written so far back to the system.
func (d *disk) release() {
	for _, m := range d.maps {
		_ = unix.Madvise(m, unix.MADV_DONTNEED) // of a shared file: it stays there
	}
}

// close ends the use of all room that was lent.
func (d *disk) close() {
	for _, m := range d.maps {
		_ = unix.Munmap(m)
	}
	_ = d.file.Close()
}
