// Package folder is the disk as a server may use it: models and tables of one folder, and
// nothing outside it, whatever a path or a link says.
package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/wire"
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
	if err := f.Model(name); err != nil {
		return "", err
	}
	if err := f.regular(name); err != nil {
		return "", refused(name, err)
	}
	data, err := f.root.ReadFile(filepath.FromSlash(name))
	if err != nil {
		return "", refused(name, err)
	}
	return string(data), nil
}

// regular demands a file that can be opened without waiting for somebody to write to it.
func (f *Folder) regular(name string) error {
	info, err := f.root.Stat(filepath.FromSlash(name))
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	return err
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
	if err := f.regular(name); err != nil {
		return nil, refused(name, err)
	}
	t, err := weightfile.Read(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, refused(name, err)
	}
	return t, nil
}

// Model demands the name that a model of the folder may have.
func (f *Folder) Model(name string) error {
	if path.Ext(name) != ".nef" || !plain(name) {
		return &serve.Error{Code: 1403, Nef: "NEF066", Message: "a model is a .nef file in this folder"}
	}
	if _, err := f.root.Stat(filepath.FromSlash(path.Dir(path.Clean(name)))); err != nil {
		return refused(name, err)
	}
	return nil
}

// plain reports a path that leads to a file below the folder, links aside.
func plain(name string) bool {
	return name != "" && !strings.ContainsAny(name, "\\\x00") && fs.ValidPath(path.Clean(name)) && filepath.IsLocal(filepath.FromSlash(name))
}

// Output writes a file below out/, through no link that leads elsewhere.
func (f *Folder) Output(name string, write func(io.Writer) error) error {
	elsewhere := &serve.Error{Code: 1403, Nef: "NEF066", Message: "`" + name + "` does not lie below out/ of this folder, where files are written"}
	if !plain(name) || !strings.HasPrefix(path.Clean(name), results+"/") {
		return elsewhere
	}
	place, err := f.below(path.Dir(path.Clean(name)))
	if err != nil {
		return elsewhere
	}
	return files.Write(filepath.Join(place, path.Base(name)), write)
}

// results is where everything is written but models.
const results = "out"

// below makes a folder and returns its place on the disk, if it is one of ours.
func (f *Folder) below(name string) (string, error) {
	if !plain(name) {
		return "", fs.ErrInvalid
	}
	if err := f.root.MkdirAll(filepath.FromSlash(name), 0o755); err != nil {
		return "", &serve.Error{Code: 1403, Nef: "NEF066", Message: "no folder `" + name + "` can be made beside the model: something else is called so, or leads elsewhere, or nothing may be written there"}
	}
	return filepath.Join(f.dir, filepath.FromSlash(name)), nil
}

// Spool is a file in out/.
func (f *Folder) Spool() (wire.Spool, error) {
	place, err := f.below(results)
	if err != nil {
		return nil, err
	}
	file, err := os.CreateTemp(place, ".waiting-*")
	if err != nil {
		return nil, err
	}
	return spool{file}, nil
}

type spool struct{ *os.File }

// Close removes it.
func (s spool) Close() error { return errors.Join(s.File.Close(), os.Remove(s.Name())) }

// Place makes a folder for a recording, which no other has, and returns its name and where
// it is on the disk.
func (f *Folder) Place(name string) (string, string, error) {
	for n := 1; ; n++ {
		one := name
		if n > 1 {
			one = fmt.Sprintf("%s-%d", name, n)
		}
		if _, err := f.root.Stat(filepath.FromSlash(one)); err == nil {
			continue
		}
		place, err := f.below(one)
		return one, place, err
	}
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
