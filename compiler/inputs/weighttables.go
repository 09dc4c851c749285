package inputs

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
)

// WeightTable reads a weight table; a missing one is NEF060, with the model
// that would write it if one is found.
func (c *Reader) WeightTable(ref string, at diag.Span) (*weightfile.Table, bool) {
	path, ok := c.ResolvePath(ref, at)
	if !ok {
		return nil, false
	}
	t, err := weightfile.Read(path)
	switch {
	case err == nil:
		c.input(path)
		return t, true
	case errors.Is(err, os.ErrNotExist):
		d := c.Err(diag.TableMissing, at, "%q does not exist", ref)
		if file, experiment := writerOf(filepath.Dir(at.Filename), ref); file != "" {
			d.Summary = `"` + ref + `" is written by experiment ` + "`" + experiment + "` of " + file
			d.WithHelp("run that first: `nefc run %s`", file)
		} else if experiment := exporterOf(filepath.Dir(at.Filename), ref); experiment != "" {
			d.WithHelp("experiment `%s` writes it to %q", experiment, "out/"+experiment+"/"+ref)
		} else {
			d.WithHelp("`export weights c to \"…\"` in an experiment writes such a table")
		}
	default:
		c.FileError(diag.TableUnreadable, ref, err, at)
	}
	return nil, false
}

// TableFits compares kind and shape of a table with a full connection. Whether
// its populations are these is known once they are built.
func (c *Reader) TableFits(conn *model.Connection, g *model.Given) bool {
	t := g.Table
	if t.Unit == weightfile.Value {
		c.Err(diag.TableKind, g.At, "%q holds decoders of `%s`, which cannot be weights of neurons", g.File, t.Connection).
			WithHelp("decoders are read with `decoders from`, on a wire that starts in values")
		return false
	}
	unit := weightfile.Current
	if exc, _, ok := conn.Post.BySign(); ok {
		unit = exc.Unit
	} else if conn.Post.Port != "" {
		unit = conn.Post.Entry().Unit
	}
	if !weightfile.Convertible(t.Unit, unit) {
		c.Err(diag.TableKind, g.At, "%q holds weights of `%s` in %s, `%s` takes %s", g.File, t.Connection, t.Unit, conn.Post.Name(), unit).
			WithHelp("weights of other inputs are solved or learned anew; `weights from \"%s:weights\"` takes the bare numbers", g.File)
		return false
	}
	if t.Shape[0] != conn.Post.Size || t.Shape[1] != conn.Pre.Size {
		d := c.Err(diag.TableShape, g.At, "the table %q is %d×%d, this connection %d×%d (target × source)", g.File, t.Shape[0], t.Shape[1],
			conn.Post.Size, conn.Pre.Size).WithPlace(conn.Post.Ensemble.At, "%d neurons", conn.Post.Ensemble.N)
		for _, e := range conn.Pre.Sources() {
			d.WithPlace(e.At, "%d neurons", e.N)
		}
		return false
	}
	return true
}
