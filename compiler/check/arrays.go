package check

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
)

// resolvePath turns a file reference into a path below the folder of the file
// that names it; leaving the folder, also by a link, is NEF066.
func (c *checker) resolvePath(ref string, at diag.Span) (string, bool) {
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
		c.err(diag.PathLeaves, at, "%q leaves the model's folder", ref).WithHelp("copy the file into the folder of the model; only `use` may reach outside")
		return "", false
	}
	return path, true
}

// splitRef cuts "path:name" into path and member.
func splitRef(ref string) (path, member string) {
	if i := strings.LastIndexByte(ref, ':'); i > 1 {
		return ref[:i], ref[i+1:]
	}
	return ref, ""
}

// errShape stands for a shape that was refused, with a diagnostic.
var errShape = errors.New("has another shape")

// readArray reads "path" or "path:name" of a .npy, .npz or .csv file as a matrix.
func (c *checker) readArray(ref string, at diag.Span) (data []float64, rows, cols int, ok bool) {
	a, rows, cols, ok := c.readShaped(ref, at, nil)
	if !ok {
		return nil, 0, 0, false
	}
	return a.Floats, rows, cols, true
}

// readShaped is readArray with the axes that the file has. The shape is known
// before the numbers are read, and fits, if not nil, accepts it or says what is wrong.
func (c *checker) readShaped(ref string, at diag.Span, fits func(rows, cols int) bool) (a *npz.Array, rows, cols int, ok bool) {
	file, member := splitRef(ref)
	path, ok := c.resolvePath(file, at)
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
		columns, ok := c.csvColumns(file, at, member)
		if !ok {
			return nil, 0, 0, false
		}
		a = &npz.Array{Shape: []int{len(columns[0].Data)}, Floats: columns[0].Data}
		if accept != nil {
			err = accept(a.Shape)
		}
	case ".parquet":
		c.notYet(at, "parquet files")
		return nil, 0, 0, false
	default:
		c.err(diag.DataFile, at, "%q is no array file", file).WithHelp("arrays are read from .npz, .npy and .csv files")
		return nil, 0, 0, false
	}
	if err != nil {
		if !errors.Is(err, errShape) {
			c.fileError(diag.TableUnreadable, file, err, at)
		}
		return nil, 0, 0, false
	}
	rows, cols = npz.Matrix(a.Shape)
	if err = weightfile.Finite(a.Floats, max(cols, 1)); err == nil && len(a.Floats) == 0 {
		err = errors.New("holds no numbers")
	}
	if err != nil {
		c.err(diag.TableUnreadable, at, "%q %v", ref, err)
		return nil, 0, 0, false
	}
	c.input(path)
	return a, rows, cols, true
}

// input notes a file the model reads.
func (c *checker) input(path string) {
	if !slices.Contains(c.inputs, path) {
		c.inputs = append(c.inputs, path)
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

// fileError reports a file that cannot be opened or read, or, with the code given,
// what it holds.
func (c *checker) fileError(code diag.Code, file string, err error, at diag.Span) {
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		c.err(diag.DataFile, at, "there is no file %q", file).WithNote("paths are relative to the folder of %s", filepath.Base(at.Start.Filename))
	case errors.As(err, &pathErr):
		c.err(diag.DataFile, at, "%q cannot be read: %v", file, pathErr.Err)
	default:
		c.err(code, at, "%q %v", file, err)
	}
}

// arrayOption reads a per-neuron option or a matrix: a number or row fills, a vector
// or matrix is taken as it is, a distribution is drawn later, a file is read.
func (c *checker) arrayOption(o *options, name string, rows, cols int, unit catalog.Unit) (*model.Array, bool) {
	opt, ok := o.byName[name]
	if !ok {
		return nil, true
	}
	out := &model.Array{At: opt.Value.At, Rows: rows, Cols: cols, Text: opt.Value.String()}
	if opt.From {
		out.Text, out.ReadFrom = "from "+out.Text, opt.Value.Text
		return out, c.arrayFile(out, name, opt.Value.Text)
	}
	e, s := c.deref(opt.Value, opt.in)
	if d, found, ok := c.distribution(e, s, unit); found || !ok {
		out.Dist = d
		if d != nil {
			out.Text = d.String()
		}
		return out, ok && c.choiceFits(d, name, cols, e.At)
	}
	if n, args, _, ok := nameAndArgs(e); ok && n == "samples" && len(args) == 1 {
		e = args[0] // Nengo's name for given numbers
	}
	if n, args, _, ok := nameAndArgs(e); ok && n == "npy" {
		if len(args) != 1 || args[0].Kind != grammar.String {
			c.err(diag.BadArgument, e.At, "`npy` takes a file name in quotes")
			return nil, false
		}
		out.At = args[0].At
		return out, c.arrayFile(out, name, args[0].Text)
	}
	return c.arrayValue(out, name, e, s, unit)
}

func (c *checker) arrayFile(out *model.Array, name, ref string) bool {
	fits := func(r, k int) bool { return r*k == 0 || c.fitsArray(out, name, r, k) }
	a, r, k, ok := c.readShaped(ref, out.At, fits)
	return ok && (len(a.Shape) < 2 || c.noColumn(out, name, r, k)) && c.fill(out, name, a.Floats, r, k)
}

func (c *checker) arrayValue(out *model.Array, name string, e *grammar.Expr, s *scope, unit catalog.Unit) (*model.Array, bool) {
	v, ok := c.constant(e, s)
	if !ok {
		return nil, false
	}
	data, ok := c.numbers(v, name, unit)
	if !ok {
		return nil, false
	}
	rows, cols := len(data), 1
	if v.vec && len(v.list) > 0 && v.list[0].vec {
		rows, cols = len(v.list), len(v.list[0].list)
		if rows*cols != len(data) {
			c.err(diag.SizeMismatch, e.At, "the rows of `%s` have different lengths", name)
			return nil, false
		}
		if !c.noColumn(out, name, rows, cols) {
			return nil, false
		}
	}
	return out, c.fill(out, name, data, rows, cols)
}

// fitsArray demands that data of r×k makes an array of the wanted shape: rows 0 means
// any number of rows; one number fills; one row fills all rows.
func (c *checker) fitsArray(out *model.Array, name string, r, k int) bool {
	if out.Rows == 0 {
		if k == out.Cols || k == 1 && r == out.Cols {
			return true
		}
		c.err(diag.SizeMismatch, out.At, "`%s` has %d columns, %d are needed", name, k, out.Cols)
		return false
	}
	whole := r*k == out.Rows*out.Cols && (r == out.Rows || out.Cols == 1 || k == 1)
	if whole || isRow(out, r, k) {
		return true
	}
	c.err(diag.SizeMismatch, out.At, "`%s` has shape %d×%d, needed is %d×%d", name, r, k, out.Rows, out.Cols).
		WithHelp("give all %d rows, one that fills, or a distribution such as `LOW..HIGH` or `choice([…])`", out.Rows)
	return false
}

// noColumn refuses a matrix of one column where rows are wider: a vector of as
// many numbers would be a row.
func (c *checker) noColumn(out *model.Array, name string, r, k int) bool {
	if k != 1 || r == 1 || out.Cols == 1 {
		return true
	}
	c.err(diag.SizeMismatch, out.At, "`%s` has rows of 1 number, %d are needed", name, out.Cols)
	return false
}

// isRow says whether data of r×k is one number or one row, which fills.
func isRow(out *model.Array, r, k int) bool {
	return r*k == 1 || r*k == out.Cols && (k != out.Rows || r == 1)
}

// fill stores data of r×k in an array of a wanted shape.
func (c *checker) fill(out *model.Array, name string, data []float64, r, k int) bool {
	if !c.fitsArray(out, name, r, k) {
		return false
	}
	switch want := out.Rows * out.Cols; {
	case out.Rows == 0:
		out.Rows, out.Data = len(data)/out.Cols, data
	case len(data) == want:
		out.Data = data
	default:
		for len(out.Data) < want {
			out.Data = append(out.Data, data...)
		}
	}
	return true
}
