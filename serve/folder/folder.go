// Package folder is the disk as a server may use it: models and tables of one folder, and
// nothing outside it, whatever a path or a link says.
package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/serve"
)

// Folder is a folder of models.
type Folder struct {
	root *os.Root
	dir  string
}

// Open is the folder at a path.
func Open(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{root, dir}, nil
}

// Read reads a model.
func (f *Folder) Read(name string) (string, error) {
	if err := f.model(name); err != nil {
		return "", err
	}
	data, err := f.root.ReadFile(filepath.FromSlash(name))
	if err != nil {
		return "", refused(name, err)
	}
	return string(data), nil
}

// Write writes a model, if it still is what its hash (SHA-256) says.
func (f *Folder) Write(name, text, hashBefore string) error {
	now, err := f.Read(name)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(now))
	if hex.EncodeToString(sum[:]) != hashBefore {
		return &serve.Error{Code: 1409, Message: "`" + name + "` changed meanwhile", Text: now}
	}
	return files.Write(filepath.Join(f.dir, filepath.FromSlash(name)), func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// Table reads a table of weights.
func (f *Folder) Table(name string) (*weightfile.Table, error) {
	file, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, refused(name, err)
	}
	file.Close()
	t, err := weightfile.Read(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, refused(name, err)
	}
	return t, nil
}

// model demands the name of a model.
func (f *Folder) model(name string) error {
	if path.Ext(name) != ".nef" || strings.ContainsAny(name, "\\\x00") || !fs.ValidPath(path.Clean(name)) {
		return &serve.Error{Code: 1403, Nef: "NEF066", Message: "a model is a .nef file in this folder"}
	}
	return nil
}

// refused says why a file is not read, without saying what lies elsewhere.
func refused(name string, err error) error {
	text := "`" + name + "` cannot be read"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = "no file `" + name + "`"
	case !filepath.IsLocal(filepath.FromSlash(name)):
		text = "`" + name + "` lies outside the folder of the model"
	}
	return &serve.Error{Code: 1403, Nef: "NEF066", Message: text}
}

var _ serve.Host = (*Folder)(nil)
