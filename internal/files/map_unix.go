//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package files

import (
	"os"

	"golang.org/x/sys/unix"
)

// CanMap says that files can be mapped into memory.
const CanMap = true

// noFollow makes opening a link fail, and never waits for the other end of a
// pipe.
const noFollow = unix.O_NOFOLLOW | unix.O_NONBLOCK

// Map maps a stretch of a file into memory: what is written there is written to
// the file by the system. Its place is a whole number of pages.
func Map(f *os.File, at, length int64) ([]byte, error) {
	return unix.Mmap(int(f.Fd()), at, int(length), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
}

// Flush makes sure that what was written to a mapping is on the disk.
func Flush(m []byte) error { return unix.Msync(m, unix.MS_SYNC) }

// GiveBack gives the memory of a mapping back to the system, which keeps what is
// in the file.
func GiveBack(m []byte) { _ = unix.Madvise(m, unix.MADV_DONTNEED) }

// Unmap ends a mapping.
func Unmap(m []byte) { _ = unix.Munmap(m) }
