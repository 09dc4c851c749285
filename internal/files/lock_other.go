//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package files

import (
	"os"
	"runtime"
)

// tryLock has nothing to do where there is one process only.
func tryLock(*os.File, bool) error {
	if runtime.GOARCH == "wasm" {
		return nil
	}
	return ErrNoLocks
}

func remove(f *os.File) { _ = os.Remove(f.Name()) }
