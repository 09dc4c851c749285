// Package datafile opens the files a model names: regular files of a size that
// is known before anything is read. A pipe would make the reader wait, a device
// never end.
package datafile

import (
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Open opens a regular file of at most so many bytes. Errors complete the
// sentence `"file" …`, but for those of the operating system.
func Open(path string, limit int64) (*os.File, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if err := regular(info, limit); err != nil { // before it is opened: a pipe waits for its writer
		return nil, nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err == nil {
		err = regular(info, limit)
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// Read reads a whole regular file of at most so many bytes.
func Read(path string, limit int64) ([]byte, error) {
	f, _, err := Open(path, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}

func regular(info fs.FileInfo, limit int64) error {
	switch {
	case info.IsDir():
		return fmt.Errorf("is a folder, not a file")
	case !info.Mode().IsRegular():
		return fmt.Errorf("is %s, not a regular file", kind(info.Mode()))
	case info.Size() > limit:
		return fmt.Errorf("is too large: %d bytes, %d at most", info.Size(), limit)
	}
	return nil
}

func kind(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}
