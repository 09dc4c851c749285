package inputs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
)

// ResolvePath turns a file reference into a path below the folder of the file
// that names it; leaving the folder, also by a link, is NEF066.
func (c *Reader) ResolvePath(ref string, at diag.Span) (string, bool) {
	dir := filepath.Dir(at.Start.Filename)
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

// errShape stands for a shape that was refused, with a diagnostic.
var errShape = errors.New("has another shape")

// ReadArray reads "path" or "path:name" of a .npy, .npz or .csv file as a matrix.
func (c *Reader) ReadArray(ref string, at diag.Span) (data []float64, rows, cols int, ok bool) {
	a, rows, cols, ok := c.ReadShaped(ref, at, nil)
	if !ok {
		return nil, 0, 0, false
	}
	return a.Floats, rows, cols, true
}

// ReadShaped is readArray with the axes that the file has. The shape is known
// before the numbers are read, and fits, if not nil, accepts it or says what is wrong.
func (c *Reader) ReadShaped(ref string, at diag.Span, fits func(rows, cols int) bool) (a *npz.Array, rows, cols int, ok bool) {
	file, member := SplitRef(ref)
	path, ok := c.ResolvePath(file, at)
	if !ok {
		return nil, 0, 0, false
	}
	var accept npz.Fits
	if fits != nil {
		accept = func(shape []int) error {
			if fits(npz.Matrix(shape)) {
				return nil
			}
			return errShape
		}
	}
	var err error
	switch strings.ToLower(filepath.Ext(file)) {
	case ".npz":
		a, err = readMember(path, member, accept)
	case ".npy":
		if a, err = npz.ReadNpy(path, accept); err == nil && member != "" {
			err = errors.New("is one array and has no member `" + member + "`")
		}
	case ".csv":
		columns, ok := c.CsvColumns(file, at, member)
		if !ok {
			return nil, 0, 0, false
		}
		a = &npz.Array{Shape: []int{len(columns[0].Data)}, Floats: columns[0].Data}
		if accept != nil {
			err = accept(a.Shape)
		}
	case ".parquet":
		c.NotYet(at, "parquet files")
		return nil, 0, 0, false
	default:
		c.Err(diag.DataFile, at, "%q is no array file", file).WithHelp("arrays are read from .npz, .npy and .csv files")
		return nil, 0, 0, false
	}
	if err != nil {
		if !errors.Is(err, errShape) {
			c.FileError(diag.TableUnreadable, file, err, at)
		}
		return nil, 0, 0, false
	}
	rows, cols = npz.Matrix(a.Shape)
	if err = weightfile.Finite(a.Floats, max(cols, 1)); err == nil && len(a.Floats) == 0 {
		err = errors.New("holds no numbers")
	}
	if err != nil {
		c.Err(diag.TableUnreadable, at, "%q %v", ref, err)
		return nil, 0, 0, false
	}
	c.input(path)
	return a, rows, cols, true
}

// input notes a file the model reads.
func (c *Reader) input(path string) {
	if !slices.Contains(c.Inputs, path) {
		c.Inputs = append(c.Inputs, path)
	}
}

func readMember(path, member string, fits npz.Fits) (*npz.Array, error) {
	f, err := npz.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if member == "" {
		names := f.Names()
		if len(names) != 1 {
			return nil, errors.New("holds several arrays (" + strings.Join(names, ", ") + "); name one, as in \"file.npz:name\"")
		}
		member = names[0]
	}
	if !f.Has(member) && f.Has("weights") {
		return nil, fmt.Errorf("is a weight table without an array `%s`: leave out `:%s`, or name one of %s", member, member, strings.Join(f.Names(), ", "))
	}
	return f.Read(member, fits)
}

// FileError reports a file that cannot be opened or read, or, with the code given,
// what it holds.
func (c *Reader) FileError(code diag.Code, file string, err error, at diag.Span) {
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		c.Err(diag.DataFile, at, "there is no file %q", file).WithNote("paths are relative to the folder of %s", filepath.Base(at.Start.Filename))
	case errors.As(err, &pathErr):
		c.Err(diag.DataFile, at, "%q cannot be read: %v", file, pathErr.Err)
	default:
		c.Err(code, at, "%q %v", file, err)
	}
}
