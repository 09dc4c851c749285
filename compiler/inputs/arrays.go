package inputs

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
)

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

// ReadShaped is ReadArray with the axes that the file has. The shape is known
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
	if a, ok = c.readAny(path, file, member, accept, at); !ok {
		return nil, 0, 0, false
	}
	rows, cols = npz.Matrix(a.Shape)
	err := weightfile.Finite(a.Floats, max(cols, 1))
	if err == nil && len(a.Floats) == 0 {
		err = errors.New("holds no numbers")
	}
	if err != nil {
		c.Err(diag.TableUnreadable, at, "%q %v", ref, err)
		return nil, 0, 0, false
	}
	c.input(path)
	return a, rows, cols, true
}

// readAny reads an array of a file of any kind; member is "" if none is named.
func (c *Reader) readAny(path, file, member string, fits npz.Fits, at diag.Span) (a *npz.Array, ok bool) {
	var err error
	switch strings.ToLower(filepath.Ext(file)) {
	case ".npz":
		a, err = c.readMember(path, member, fits)
	case ".npy":
		if a, err = npz.ReadNpy(path, fits); err == nil && member != "" {
			err = errors.New("is one array and has no member `" + member + "`")
		}
	case ".csv":
		columns, ok := c.CSVColumns(file, at, member)
		if !ok {
			return nil, false
		}
		a = &npz.Array{Shape: []int{len(columns[0].Data)}, Floats: columns[0].Data}
		if fits != nil {
			err = fits(a.Shape)
		}
	case ".parquet":
		c.Err(diag.NotYetSupported, at, "nefc does not support parquet files yet").
			WithHelp("delete it to run the rest of the model; `nefc list` shows what is supported")
		return nil, false
	default:
		c.Err(diag.DataFile, at, "%q is no array file", file).WithHelp("arrays are read from .npz, .npy and .csv files")
		return nil, false
	}
	if err != nil && !errors.Is(err, errShape) {
		c.FileError(diag.TableUnreadable, file, err, at)
	}
	return a, err == nil
}

// readMember reads an array of a .npz file, the only one if none is named.
func (c *Reader) readMember(path, member string, fits npz.Fits) (*npz.Array, error) {
	f, err := c.open(path)
	if err != nil {
		return nil, err
	}
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
