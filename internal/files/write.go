// Package files is what differs between systems about the files of a run:
// writing them whole or not at all, locking a folder, mapping a file into memory,
// and how much more a disk holds. Where a system has no such thing, it says so.
package files

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// Write writes a file atomically, making its folders: it appears whole or not at
// all. It is written beside its place, flushed to the disk and renamed, so that a
// link is replaced, not followed.
func Write(path string, write func(io.Writer) error) error {
	if err := prepare(path); err != nil {
		return err
	}
	return replace(path, 0, true, write)
}

// Put is Write without waiting for the disk: a process that is killed leaves the file
// whole or not at all, but if the power fails it is sure to be there after Sync only.
func Put(path string, write func(io.Writer) error) error {
	if err := prepare(path); err != nil {
		return err
	}
	return replace(path, 0, false, write)
}

// prepare makes the folders of a file, and refuses to replace what is none.
func prepare(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("writing %s: it is there and is no file", path)
	}
	return nil
}

// Rewrite is Write for a file of the user's that exists: it keeps its mode, and
// what a link points at is written, not the link.
func Rewrite(path string, write func(io.Writer) error) error {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("writing %s: it is no file", path)
	}
	return replace(target, info.Mode().Perm(), true, write)
}

// buffers are what files are written through.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 1<<16) }}

// replace writes a file beside its place and renames it, flushed to the disk if it is to
// be durable; mode 0 is that of any new file.
func replace(path string, mode fs.FileMode, durable bool, write func(io.Writer) error) (err error) {
	f, err := temporary(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_, _ = f.Close(), os.Remove(f.Name()) // the first error is the one to tell
			err = fmt.Errorf("writing %s: %w", path, err)
		}
	}()
	buf := buffers.Get().(*bufio.Writer)
	buf.Reset(f)
	defer func() {
		buf.Reset(nil)
		buffers.Put(buf)
	}()
	if err := write(buf); err != nil {
		return err
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	if mode != 0 {
		if err := f.Chmod(mode); err != nil && !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
	}
	if durable {
		if err := f.Sync(); err != nil {
			return err
		}
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil || !durable {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// Files being written have names of this form until they are whole.
const (
	temporaryPrefix = ".nefc-"
	temporarySuffix = ".tmp"
)

// temporary makes a file in a folder, under a name that no other has.
func temporary(dir string) (*os.File, error) {
	name := temporaryPrefix + strconv.FormatUint(rand.Uint64(), 36) + temporarySuffix
	return os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
}

// RemoveLeftovers removes what killed processes were about to write in a folder
// and all below it. Nobody may be writing there.
func RemoveLeftovers(dir string) error {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !strings.HasPrefix(d.Name(), temporaryPrefix) || !strings.HasSuffix(d.Name(), temporarySuffix) {
			return err
		}
		return os.Remove(path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// OpenOwn opens a file that only nefc writes: a plain one, not through a link,
// which could point at a file of somebody else.
func OpenOwn(path string, flags int) (*os.File, error) {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a plain file", path)
	}
	f, err := os.OpenFile(path, flags|noFollow, 0o644)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: not a plain file", path)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}
