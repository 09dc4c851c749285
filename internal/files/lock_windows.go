package files

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// beyond is a byte far behind what the file holds: Windows lets nobody read what
// is locked.
const beyond = 1 << 30

// tryLock locks an open file, or turns its lock into another kind.
func tryLock(f *os.File, shared bool) error {
	h, at := windows.Handle(f.Fd()), &windows.Overlapped{Offset: beyond}
	_ = windows.UnlockFileEx(h, 0, 1, 0, at) // if there is one
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	switch err := windows.LockFileEx(h, flags, 0, 1, 0, at); {
	case err == nil:
		return nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return errHeld
	case errors.Is(err, windows.ERROR_NOT_SUPPORTED), errors.Is(err, windows.ERROR_INVALID_FUNCTION):
		return ErrNoLocks
	default:
		return &os.PathError{Op: "lock", Path: f.Name(), Err: err}
	}
}

// remove removes the file of a lock. Windows removes no file that a process has
// open, so the next holder's stays.
func remove(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name())
}
