// Package sealed keeps a value in a file that is read back as it was written, or not at all: a text that says what it is,
// the value in gob's encoding, then the SHA-256 checksum of all before it.
package sealed

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"io"
	"os"

	"github.com/nefc/nefc/internal/files"
)

// Write writes a value to a file that begins with a seal.
func Write(path, seal string, v any) error {
	return files.Write(path, func(w io.Writer) error {
		sum := sha256.New()
		both := io.MultiWriter(w, sum)
		if _, err := io.WriteString(both, seal); err != nil {
			return err
		}
		if err := gob.NewEncoder(both).Encode(v); err != nil {
			return err
		}
		_, err := w.Write(sum.Sum(nil))
		return err
	})
}

// Read reads a value from such a file. Not a byte is taken from one with another
// seal, or whose checksum is not that of its contents.
func Read(path, seal string, v any) error {
	f, err := files.OpenOwn(path, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	n := info.Size() - sha256.Size
	if n < int64(len(seal)) {
		return errors.New("it was cut")
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, n)); err != nil {
		return err
	}
	want := make([]byte, sha256.Size)
	if _, err := f.ReadAt(want, n); err != nil {
		return err
	}
	if !bytes.Equal(sum.Sum(nil), want) {
		return errors.New("it was changed or cut")
	}
	head := make([]byte, len(seal))
	if _, err := f.ReadAt(head, 0); err != nil {
		return err
	}
	if string(head) != seal {
		return errors.New("another version of nefc wrote it")
	}
	return gob.NewDecoder(bufio.NewReader(io.NewSectionReader(f, int64(len(seal)), n-int64(len(seal))))).Decode(v)
}
