//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package files

import (
	"errors"
	"os"
)

// CanMap says that files can be mapped into memory.
const CanMap = false

const noFollow = 0

// Map maps a stretch of a file into memory, where the system can.
func Map(*os.File, int64, int64) ([]byte, error) { return nil, errors.ErrUnsupported }

// Flush makes sure that what was written to a mapping is on the disk.
func Flush([]byte) error { return nil }

// GiveBack gives the memory of a mapping back to the system.
func GiveBack([]byte) {}

// Unmap ends a mapping.
func Unmap([]byte) {}
