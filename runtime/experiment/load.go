package experiment

import (
	"fmt"
	"path/filepath"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/session"
)

// load replaces the weights of a connection: by a table that was read when the
// model was checked, or by a file this experiment has written.
func (r *runner) load(e *events.Load) error {
	link := &r.p.Links[e.Link]
	t := e.Table
	if t == nil {
		var err error
		if t, err = weightfile.Read(filepath.Join(r.dir, filepath.FromSlash(e.File))); err != nil {
			return fmt.Errorf("%s %w", e.File, err)
		}
	}
	if d := r.fits(e, t, link); d != nil {
		r.result.Diags.Add(d)
		return nil
	}
	return r.session.LoadTable(e, t)
}

// fits reports a table that does not belong to a connection.
func (r *runner) fits(e *events.Load, t *weightfile.Table, link *program.Link) *diag.Diagnostic {
	why, differ := r.session.Fit(e.Link, t)
	switch {
	case why == session.OtherUnit:
		return diag.New(diag.TableKind, e.At, "%q holds %s weights, `%s` needs others", e.File, t.Unit, link.Name)
	case why == session.OtherShape:
		return diag.New(diag.TableShape, e.At, "the table %q is %d×%d, `%s` is %d×%d", e.File, t.Shape[0], t.Shape[1], link.Name, link.Rows, link.Cols)
	case !e.Match:
		return nil
	case why == session.OtherNeurons:
		return diag.New(diag.OtherNeurons, e.At, "%q belongs to other neurons", e.File).WithNote("%s", differ).
			WithHelp("`match no` accepts the difference")
	case why == session.OtherSigns:
		return diag.New(diag.OtherNeurons, e.At, "%q breaks the signs of `%s`", e.File, r.p.SourceName(link))
	}
	return nil
}
