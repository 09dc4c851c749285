package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
)

// syncsAtOnce is how many files are flushed at the same time: one flush of a disk may
// serve several.
const syncsAtOnce = 8

// Sync flushes files to the disk that Put has written; those that are gone need it no
// more.
func Sync(paths []string) error {
	for some := range slices.Chunk(paths, syncsAtOnce) {
		errs := make([]error, len(some))
		var all sync.WaitGroup
		for i, path := range some {
			all.Go(func() { errs[i] = syncFile(path) })
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			return err
		}
	}
	return nil
}

// syncFile flushes a file, which some systems do only for those who may write it.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// syncDir makes a rename durable. Some systems cannot sync a folder; the file
// itself is on the disk by then, so that is no failure.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}
