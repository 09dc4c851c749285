package inputs

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// ResolvePath turns a file reference into a path below the folder of the file
// that names it; leaving the folder, also by a link, is NEF066.
func (c *Reader) ResolvePath(ref string, at diag.Span) (string, bool) {
	dir := filepath.Dir(at.Filename)
	bad := !filepath.IsLocal(filepath.FromSlash(ref))
	path := filepath.Join(dir, filepath.FromSlash(ref))
	if !bad {
		real, err1 := filepath.EvalSymlinks(path)
		root, err2 := filepath.EvalSymlinks(dir)
		if err1 == nil && err2 == nil {
			rel, err := filepath.Rel(root, real)
			bad = err != nil || !filepath.IsLocal(rel)
		}
	}
	if bad {
		c.Err(diag.PathLeaves, at, "%q leaves the model's folder", ref).WithHelp("copy the file into the folder of the model; only `use` may reach outside")
		return "", false
	}
	return path, true
}

// SplitRef cuts "path:name" into path and member.
func SplitRef(ref string) (path, member string) {
	if i := strings.LastIndexByte(ref, ':'); i > 1 {
		return ref[:i], ref[i+1:]
	}
	return ref, ""
}

// HasExtension reports a file of a kind, such as ".csv", in letters of either case.
func HasExtension(file, extension string) bool {
	return strings.EqualFold(filepath.Ext(file), extension)
}

// input notes a file that the model reads.
func (c *Reader) input(path string) {
	if !slices.Contains(c.Inputs, path) {
		c.Inputs = append(c.Inputs, path)
	}
}

// IsInput notes a file that somebody reads who takes part in a run; false after a diagnostic.
func (c *Reader) IsInput(ref string, at diag.Span) bool {
	path, ok := c.ResolvePath(ref, at)
	if !ok {
		return false
	}
	if _, err := os.Stat(path); err != nil {
		c.FileError(diag.DataFile, ref, err, at)
		return false
	}
	c.input(path)
	return true
}

// FileError reports a file that cannot be opened or read, or, with the code given,
// what it holds.
func (c *Reader) FileError(code diag.Code, file string, err error, at diag.Span) {
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		c.Err(diag.DataFile, at, "there is no file %q", file).WithNote("paths are relative to the folder of %s", filepath.Base(at.Filename))
	case errors.As(err, &pathErr):
		c.Err(diag.DataFile, at, "%q cannot be read: %v", file, pathErr.Err)
	default:
		c.Err(code, at, "%q %v", file, err)
	}
}
