package targets

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/plots"
)

// endings are those of the files that a statement can write.
var endings = map[string][]string{
	"plot":           plots.Endings,
	"export weights": {".npz"},
	"export probes":  {".csv", ".npz", ".parquet"},
	"export tuning":  {".csv", ".npz", ".parquet"},
}

// longestName is how many bytes a name of a folder or file may have: file systems
// take 255, and a file is written under a longer, hidden name first.
const longestName = 200

// Output claims a file of the experiment's folder for a statement.
func (f *Files) Output(o *values.Options, at diag.Span, what string) (string, bool) {
	opt, ok := o.Get("to")
	if !ok {
		f.whereTo(at, what)
		return "", false
	}
	to, ok := o.Text("to")
	return to, ok && f.target(to, opt.Value.At, what, o.Has("over"))
}

// Outputs claims the files that a statement writes, one or a list.
func (f *Files) Outputs(o *values.Options, at diag.Span, what string) (list []string, ok bool) {
	opt, given := o.Get("to")
	if !given || opt.Value.Kind != grammar.Vector || len(opt.Value.Args) == 0 {
		to, ok := f.Output(o, at, what)
		return []string{to}, ok
	}
	for _, e := range opt.Value.Args {
		if e.Kind != grammar.String {
			f.Err(diag.BadArgument, e.At, "`to` is a list of texts in quotes, found `%s`", e)
			return nil, false
		}
		if !f.target(e.Text, e.At, what, o.Has("over")) {
			return nil, false
		}
		list = append(list, e.Text)
	}
	return list, true
}

// whereTo reports a statement without a file.
func (f *Files) whereTo(at diag.Span, what string) {
	f.Err(diag.Syntax, at, "where to? `%s` needs a file", what).WithHelp("end the line with `to \"name%s\"`", endings[what][0]).
		WithFix(diag.Insert(at.End(), fmt.Sprintf(" to \"name%s\"", endings[what][0])).Maybe())
}

// target claims one file.
func (f *Files) target(to string, at diag.Span, what string, over bool) bool {
	if !f.fileName(to, at, what) {
		return false
	}
	f.targets = append(f.targets, target{to, at, over})
	return true
}

// fileName reports a name that a statement cannot write.
func (f *Files) fileName(to string, at diag.Span, what string) bool {
	if !filepath.IsLocal(filepath.FromSlash(to)) && to != "" {
		name := token.Quote(path.Base(filepath.ToSlash(to)))
		f.Err(diag.PathLeaves, at, "%q leaves the folder of the experiment", to).
			WithHelp("write `%s`; `nefc run --out FOLDER` puts all results elsewhere", name).WithFix(diag.Replace(at, name))
		return false
	}
	ext := path.Ext(to)
	name := strings.TrimSuffix(path.Base(to), ext)
	good := endings[what]
	switch {
	case strings.TrimSpace(name) == "" || name == "." || strings.HasSuffix(to, "/"):
		f.Err(diag.BadArgument, at, "%q is no name of a file", to).WithHelp("such as `to \"name%s\"`", good[0])
		return false
	case strings.ContainsFunc(to, func(r rune) bool { return r < ' ' || r == 0x7f }):
		f.Err(diag.BadArgument, at, "%q holds characters that no name of a file should", to)
		return false
	}
	for _, part := range strings.Split(to, "/") {
		if len(part) > longestName {
			f.Err(diag.BadArgument, at, "a name of %d bytes is too long for a file", len(part)).WithHelp("%d at most", longestName)
			return false
		}
	}
	if slices.Contains(good, strings.ToLower(ext)) {
		return true
	}
	stem := strings.TrimSuffix(to, ext)
	d := f.Err(diag.BadArgument, at, "`%s` writes %s, not %q", what, catalog.Listed(good, "or"), to).
		WithFix(diag.Replace(at, token.Quote(stem+good[0])))
	if what == "export weights" {
		d.WithHelp("write `\"%s.npz\"`; then `nefc weights convert` makes .csv or .parquet of it", strings.TrimSuffix(to, ext))
	}
	return false
}
